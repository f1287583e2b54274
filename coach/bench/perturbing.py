"""Ways of saying the same answer otherwise, each of which should not change a verdict."""

import random
import re
from collections.abc import Callable, Mapping

from coach.domain.rubric import Alias, Rubric

FILLERS = ("um,", "uh,", "you know,", "like,", "I mean,")
"""What is put in after a word."""

FILLED_SHARE = 0.12
"""Share of the words that get a filler."""

Way = Callable[[Rubric, str], str]
"""Takes a question and an answer to it, and gives the answer said otherwise, always the same for the same answer."""


def bare(_rubric: Rubric, text: str) -> str:
    """Leave out punctuation and case, as some speech recognition does."""
    return re.sub(r"[^\w\s]", "", re.sub("[-–—]", " ", text)).lower()


def in_another_order(_rubric: Rubric, text: str) -> str:
    """Shuffle the sentences."""
    sentences = re.split(r"(?<=[.?!])\s+", text)
    random.Random(text).shuffle(sentences)  # noqa: S311 - not for secrets
    return " ".join(sentences)


def with_fillers(_rubric: Rubric, text: str) -> str:
    """Put in fillers."""
    rng = random.Random(text)  # noqa: S311 - not for secrets
    return " ".join(f"{word} {rng.choice(FILLERS)}" if rng.random() < FILLED_SHARE else word for word in text.split())


def after_the_question(rubric: Rubric, text: str) -> str:
    """Say the question first."""
    return f"{rubric.to_say} {text}"


def misheard(rubric: Rubric, text: str) -> str:
    """Put what speech recognition may make of a term in the term's place; it is judged as it stands."""
    rng = random.Random(text)  # noqa: S311 - not for secrets
    for alias in rubric.aliases:
        text = _mishear(text, alias, rng)
    return text


WAYS: Mapping[str, Way] = {
    "bare": bare,
    "in_another_order": in_another_order,
    "with_fillers": with_fillers,
    "after_the_question": after_the_question,
    "misheard": misheard,
}
"""Every way, by its name."""


def _mishear(text: str, alias: Alias, rng: random.Random) -> str:
    return re.sub(rf"\b{re.escape(alias.term)}\b", lambda _found: rng.choice(alias.heard), text, flags=re.I)
