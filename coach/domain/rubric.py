"""A question and the key points that a good answer makes, the round it is asked in, and to whom it is explained."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Self


class Difficulty(StrEnum):
    """How hard interviewers hold a question to be."""

    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"


FOLLOWS = "/"
"""Stands between a question's id and that of a key point in the id of a follow-up question.

Only the functions below take an id apart or put one together, and the range of ids that the history asks SQL for."""
AGAIN = "again:"
"""Stands before the id of a key point in the id of an exercise that says this one point again."""
AGAIN_SECONDS = (3.0, 20.0)
"""Shortest and longest good answer that says one point again, in seconds; at the end of it recording stops."""
FOLLOW_UP_SECONDS = (10.0, 45.0)
"""Shortest and longest good answer to a follow-up question, in seconds: it asks for one point."""


def split_id(question_id: str) -> tuple[str, str]:
    """Take an id apart: the question, and what follows it, a key point's id or an audience's; empty for none."""
    question, _, name = question_id.partition(FOLLOWS)
    return question, name


def asked_question(question_id: str) -> str:
    """Return the question that a follow-up or an exercise belongs to; any other stays itself."""
    return split_id(question_id)[0]


def is_following(question_id: str) -> bool:
    """Whether an id is that of a follow-up or an exercise, and not of a question itself."""
    return FOLLOWS in question_id


def following_id(question_id: str, name: str) -> str:
    """Return the id of a follow-up or an exercise.

    Args:
        question_id: The question that it belongs to.
        name: The key point that it digs at, or the audience that it is for.
    """
    return f"{question_id}{FOLLOWS}{name}"


@dataclass(frozen=True, slots=True)
class KeyPoint:
    """One claim that a good answer makes."""

    id: str
    """Unique within the rubric."""
    point: str
    """The point as one full claim."""
    importance: float = 1.0
    """How much it counts, relative to the other points; above 0. Files and screens call it the point's weight."""
    also: tuple[str, ...] = ()
    """Other ways in which people say it."""
    mistakes: tuple[str, ...] = ()
    """Wrong claims that people make instead."""
    threshold: float | None = None
    """Similarity from which it counts as covered, 0.0 to 1.0; None takes the program's."""


@dataclass(frozen=True, slots=True)
class Alias:
    """How speech recognition may mishear one term."""

    term: str
    """The term as the rubric writes it: `RAG`."""
    heard: tuple[str, ...]
    """What it may write instead: `rack`."""


_AROUND = ".,;:?!()\"'"

_TERM = re.compile(r"[^\W\d_]-[^\W\d_]|[^\W\d_]\d")
"""Parts joined by a hyphen (low-rank), or letters with digits behind them (F1)."""

_SHORTENED = re.compile(r"I['’][a-z]+")
"""I'm, I'd: a capital that makes no term."""


def _is_term(word: str, *, begins: bool) -> bool:
    """Return whether a word is a term by its spelling: a hyphen, digits, or capitals where no sentence begins."""
    capital = any(letter.isupper() for letter in word[begins:])
    return len(word) > 1 and bool(capital or _TERM.search(word)) and not _SHORTENED.fullmatch(word)


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What an interviewer asks next where one key point was missed or contradicted."""

    point: str
    """The id of the key point that it digs at."""
    question: str
    """As shown."""
    spoken: str = ""
    """As the voice should say it; empty where `question` reads well."""


@dataclass(frozen=True, slots=True)
class Rubric:
    """A question with what a good answer says."""

    id: str
    """Unique in the bank, and the name of its file."""
    question: str
    """As shown."""
    key_points: tuple[KeyPoint, ...]
    """At least one."""
    spoken: str = ""
    """As the voice should say it; empty where `question` reads well."""
    topic: str = ""
    """The heading it is listed under."""
    chapter: str = ""
    """What to reread when it feels shaky."""
    seconds: tuple[float, float] = (30.0, 60.0)
    """Shortest and longest good answer, in seconds."""
    difficulty: Difficulty = Difficulty.MEDIUM
    """How hard interviewers hold it to be."""
    model_answer: str = ""
    """What a strong candidate would say."""
    reference: str = ""
    """A short program that does what the question asks for, in Python; shown after the answer. Never run by coach."""
    aliases: tuple[Alias, ...] = ()
    """How terms may be misheard: while an answer is transcribed, the term is written where the sound fits it better.
    A transcript is judged as it stands, and so is a typed answer."""
    follow_ups: tuple[FollowUp, ...] = ()
    """At most one for each key point."""

    @property
    def alone(self) -> Self:
        """The same question with nothing about its points but their own sentences."""
        return replace(self, key_points=tuple(replace(point, also=(), mistakes=()) for point in self.key_points))

    @property
    def terms(self) -> tuple[Alias, ...]:
        """The terms of the trade that an answer may use: those of the aliases, then those that the key points name."""
        known = {alias.term: alias for alias in self.aliases}
        for point in self.key_points:
            for text in (point.point, *point.also):
                for place, written in enumerate(text.split()):
                    word = written.strip(_AROUND)
                    if _is_term(word, begins=place == 0):
                        known.setdefault(word, Alias(word, ()))
        return tuple(known.values())

    @property
    def to_say(self) -> str:
        """The question as the voice should say it."""
        return self.spoken or self.question

    @property
    def follows(self) -> str:
        """The id of the question that this one follows up; empty for a question of its own."""
        return asked_question(self.id) if is_following(self.id) else ""

    def dig(self, follow_up: FollowUp) -> "Rubric":
        """Make a question of a follow-up, judged on the one key point that it digs at.

        Raises:
            StopIteration: The question has no such key point.
        """
        point = next(point for point in self.key_points if point.id == follow_up.point)
        return Rubric(
            id=following_id(self.id, point.id),
            question=follow_up.question,
            key_points=(point,),
            spoken=follow_up.spoken,
            topic=self.topic,
            chapter=self.chapter,
            seconds=FOLLOW_UP_SECONDS,
            difficulty=self.difficulty,
            aliases=self.aliases,
        )

    @property
    def version(self) -> str:
        """Twelve hexadecimal digits of a SHA-256 over everything that can change a verdict, from the sound on."""
        # Aliases change what is written down, not how it is judged. Without them every answer stored so far would look
        # as if it had been judged by another version.
        matters = {
            "question": self.question,
            "spoken": self.spoken,
            "aliases": {alias.term: alias.heard for alias in self.aliases},
            "key_points": [
                [point.id, point.point, point.importance, point.also, point.mistakes, point.threshold]
                for point in self.key_points
            ],
        }
        canonical = json.dumps(matters, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()[:12]


ROUNDS: Mapping[str, str] = {
    "concepts": "ML concepts",
    "coding": "ML coding",
    "system-design": "ML system design",
    "behavioral": "Behavioral",
}
"""What each round is called, by the name of its folder, in the order in which a mock asks them."""

ELSEWHERE = (
    "The general-programming round (data structures and algorithms) is not practised here: it is judged by running "
    "code, not by listening. LeetCode or a blank editor is the place for it."
)
"""Said wherever rounds are chosen."""


def round_name(name: str) -> str:
    """Return what a round is called; the user's own rounds are called as their folders."""
    return ROUNDS.get(name, name)


@dataclass(frozen=True, slots=True)
class Audience:
    """Somebody who listens."""

    id: str
    """Stands behind the question's id in the id of the exercise."""
    title: str
    """What the exercise is called."""
    says: str
    """What it asks for, in a sentence."""
    asks: str
    """What is put before the question."""
    seconds: tuple[float, float]
    """Shortest and longest good answer, in seconds."""


BEGINNER = Audience(
    "for-a-beginner",
    "Explain it to a beginner",
    "Plain words, an example from daily life, no term that you do not explain.",
    "Explain it to somebody who has never heard of machine learning.",
    (30.0, 90.0),
)
EXECUTIVE = Audience(
    "for-an-executive",
    "Explain it to an executive",
    "What it means for the business first; one number, one decision, under a minute.",
    "Explain it to an executive who has to decide about money.",
    (20.0, 60.0),
)
AUDIENCES = (BEGINNER, EXECUTIVE)
"""Everybody who can be explained to."""


def audience_of(question_id: str) -> Audience | None:
    """Return to whom an exercise explains; None where it is none."""
    _, name = split_id(question_id)
    return next((each for each in AUDIENCES if each.id == name), None)


def explain_to(rubric: Rubric, audience: Audience) -> Rubric:
    """Make an exercise of a question: the same key points, another listener."""
    return replace(
        rubric,
        id=following_id(rubric.id, audience.id),
        question=f"{audience.asks} {rubric.question}",
        spoken=f"{audience.asks} {rubric.to_say}",
        seconds=audience.seconds,
        follow_ups=(),
    )


def say_again(rubric: Rubric, point_id: str) -> Rubric:
    """Make an exercise of one key point: to say it in one's own words, judged on it alone.

    Raises:
        StopIteration: The question has no such key point.
    """
    point = next(point for point in rubric.key_points if point.id == point_id)
    return replace(
        rubric,
        id=again_id(rubric.id, point_id),
        question=f"Say this again in your own words: {point.point}",
        key_points=(point,),
        spoken="",
        seconds=AGAIN_SECONDS,
        follow_ups=(),
    )


def again_id(question_id: str, point_id: str) -> str:
    """Return the id of the exercise that says one key point of a question again."""
    return following_id(question_id, f"{AGAIN}{point_id}")
