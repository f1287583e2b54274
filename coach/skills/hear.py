"""Hears ways of reasoning in an answer, by the words that show them."""

import re
from collections.abc import Callable, Iterator, Mapping

from coach.domain.skills import Skill, SkillHeard, Skills
from coach.domain.transcript import Transcript
from coach.skills.conditional import find_conditions
from coach.skills.heard_text import HeardText, heard_text
from coach.skills.honest import find_honesty
from coach.skills.impact import find_impact
from coach.skills.starts_simple import find_simple_start
from coach.skills.thinks_aloud import find_thinking

MOST_HEARD = 3
"""Pieces of evidence for one way of reasoning; more is no news."""

_FINDERS: Mapping[Skill, Callable[[HeardText], Iterator[re.Match[str]]]] = {
    Skill.THINKS_ALOUD: find_thinking,
    Skill.STARTS_SIMPLE: find_simple_start,
    Skill.CONDITIONAL: find_conditions,
    Skill.HONEST: find_honesty,
    Skill.IMPACT: find_impact,
}


def hear_skills(transcript: Transcript) -> Skills:
    """Hear which ways of reasoning an answer shows; precision comes first: what is not plain is not heard.

    Args:
        transcript: The answer; fillers are passed over where they are marked.

    Returns:
        At most three pieces of evidence for each, the earliest first; within one none overlap.
    """
    heard = heard_text(transcript)
    return Skills(
        tuple(
            _quote(transcript, skill, heard.words[first], heard.words[last])
            for skill, find in _FINDERS.items()
            for first, last in _first_ones(heard, find)
        )
    )


def _first_ones(heard: HeardText, find: Callable[[HeardText], Iterator[re.Match[str]]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for first, last in sorted(heard.evidence(match) for match in find(heard)):
        if not kept or first > kept[-1][1]:
            kept.append((first, last))
    return kept[:MOST_HEARD]


def _quote(transcript: Transcript, skill: Skill, first: int, last: int) -> SkillHeard:
    words = transcript.words
    text = " ".join(word.text for word in words[first : last + 1] if not word.filler).rstrip(".,;:?!…")
    return SkillHeard(skill, text, first, last, words[first].start, words[last].end)
