"""Ways of reasoning in an answer, with the words that show them."""

import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from skills.measure import measure

from coach.domain.skills import Skill
from coach.domain.transcript import Transcript, Word, typed_transcript
from coach.skills.detect import MOST_EVIDENCE, detect_skills


def spoken(text: str, *fillers: int) -> Transcript:
    """One word each half second; the words at `fillers` are marked."""
    words = (Word(each, 0.5 * at, 0.5 * at + 0.4, filler=at in fillers) for at, each in enumerate(text.split()))
    return Transcript(tuple(words))


def heard(text: str) -> list[tuple[Skill, str]]:
    return [(each.skill, each.text) for each in detect_skills(typed_transcript(text)).found]


def test_no_mistake_is_made_on_the_snippets_that_it_was_built_with() -> None:
    assert measure(Path(__file__).parent / "development.toml").mistakes == []
    long = measure(Path(__file__).parent / "development_long.toml")
    assert [each for each in long.mistakes if each.startswith("WRONG")] == []


@pytest.mark.parametrize(
    ("text", "skill", "words"),
    [
        (
            "Well, I'd use trees because they take mixed features, you see.",
            Skill.THINKS_ALOUD,
            "I'd use trees because they take mixed features",
        ),
        ("Then I'd start with a simple rule.", Skill.STARTS_SIMPLE, "I'd start with a simple rule"),
        ("It depends on how much data there is.", Skill.CONDITIONAL, "It depends on how much data there is"),
        (
            "I haven't used it but I'd expect it to be slow.",
            Skill.HONEST,
            "I haven't used it but I'd expect it to be slow",
        ),
        ("So it should lift retention. Right.", Skill.IMPACT, "lift retention"),
    ],
)
def test_each_is_shown_by_its_words_to_the_end_of_the_clause(text: str, skill: Skill, words: str) -> None:
    assert heard(text) == [(skill, words)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "It depends.",
        "I don't know.",
        "The baseline was bad.",
        "The gradient has an impact on the weights.",
        "I wouldn't start with a baseline.",
        "I was late because I was nervous.",
        "An A/B test is an experiment.",
    ],
)
def test_near_misses_are_not_heard(text: str) -> None:
    assert heard(text) == []


def test_words_and_times_of_the_evidence_are_those_of_the_transcript_and_fillers_are_passed_over() -> None:
    transcript = spoken("okay so I'd um start with a baseline here", 3)
    (found,) = detect_skills(transcript).found
    assert (found.first_word, found.last_word) == (2, 8)
    assert (found.start, found.end) == (1.0, 4.4)
    assert found.text == "I'd start with a baseline here"


def test_it_is_heard_without_any_punctuation() -> None:
    text = "so the first thing is i would start with a simple rule and it depends on how many users there are"
    assert {skill for skill, _ in heard(text)} == {Skill.STARTS_SIMPLE, Skill.CONDITIONAL}


def test_a_long_answer_is_quoted_at_most_three_times_for_each() -> None:
    text = "I'd use trees because they are quick to fit. " * 9
    assert len(heard(text)) == MOST_EVIDENCE


WORDS = st.sampled_from(
    "i'd start with a baseline because it depends on if the data is small otherwise use trees but um never "
    "know the cost of revenue a/b test lift users . , so".split()
)


@given(st.lists(WORDS, max_size=60), st.booleans())
def test_whatever_is_said_the_evidence_lies_within_the_words_and_does_not_overlap(said: list[str], typed: bool) -> None:
    text = " ".join(said)
    transcript = typed_transcript(text) if typed else spoken(text)
    skills = detect_skills(transcript)
    for skill in Skill:
        found = skills.of(skill)
        assert all(0 <= each.first_word <= each.last_word < len(transcript.words) for each in found)
        assert all(before.last_word < after.first_word for before, after in itertools.pairwise(found))
