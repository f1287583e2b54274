"""Ways of saying the same answer otherwise, and of saying nothing, for questions that ship."""

import random
import re
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path

from coach.content.content_words import STOPWORDS
from coach.content.plain_words import plain_words
from coach.domain.coverage import Verdict
from coach.domain.rubric import Rubric

ANSWERS = Path(__file__).parent / "answers"

UNRELATED = (
    " Anyway, on the weekend we drove to the lake with my sister and her two kids. The weather was lovely, we had "
    "sandwiches, and the little one fell asleep in the car. In the evening we watched an old film about a train "
    "robbery, and I cooked far too much pasta for everybody, so we will be eating that until Thursday at least."
)
"""About half a minute of talk about something else."""

CLASSES: Mapping[Verdict, str] = {
    Verdict.COVERED: "covered",
    Verdict.PARTLY: "covered",
    Verdict.UNSURE: "missed",
    Verdict.MISSED: "missed",
    Verdict.CONTRADICTED: "contradicted",
}
"""The three classes that verdicts are compared in."""


def spoken_answers(rubric: Rubric) -> list[str]:
    """The model answer, and the labelled answers about the question."""
    table = tomllib.loads((ANSWERS / f"{rubric.id}.toml").read_text(encoding="utf-8"))
    return [rubric.model_answer, *(each["text"] for each in table["answers"] if each["name"] != "offtopic")]


def with_fillers(rubric: Rubric, text: str) -> str:
    rng = random.Random(text)
    fillers = ("um,", "uh,", "you know,", "like,", "I mean,")
    return " ".join(f"{word} {rng.choice(fillers)}" if rng.random() < 0.12 else word for word in text.split())


def in_another_order(rubric: Rubric, text: str) -> str:
    sentences = re.split(r"(?<=[.?!])\s+", text)
    random.Random(text).shuffle(sentences)
    return " ".join(sentences)


def after_the_question(rubric: Rubric, text: str) -> str:
    return f"{rubric.to_say} {text}"


def before_unrelated_talk(rubric: Rubric, text: str) -> str:
    return text + UNRELATED


def bare(rubric: Rubric, text: str) -> str:
    return re.sub(r"[^\w\s]", "", re.sub("[-–—]", " ", text)).lower()


def misheard(rubric: Rubric, text: str) -> str:
    rng = random.Random(text)
    for alias in rubric.aliases:
        text = re.sub(
            rf"\b{re.escape(alias.term)}\b", lambda _found, heard=alias.heard: rng.choice(heard), text, flags=re.I
        )
    return text


SAME_ANSWER: Mapping[str, Callable[[Rubric, str], str]] = {
    "fillers added": with_fillers,
    "in another order": in_another_order,
    "after the question": after_the_question,
    "before unrelated talk": before_unrelated_talk,
    "without case and punctuation": bare,
    "terms misheard": misheard,
}
"""Each must not change a verdict."""


def word_salad(rubric: Rubric) -> str:
    """The telling words of all key points in random order."""
    words = [word for point in rubric.key_points for word in plain_words(point.point) if word not in STOPWORDS]
    random.Random(rubric.id).shuffle(words)
    return " ".join(words)
