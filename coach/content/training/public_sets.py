"""Reads the public sets of graded answers and matched arguments, and says which questions are held out."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from coach.errors import CoachError

T = TypeVar("T")

SCIENTSBANK, BEETLE, ARGUMENTS = (
    "semeval2013-scientsbank-train.jsonl",
    "semeval2013-beetle-train.jsonl",
    "argkp2021-train.jsonl",
)
"""Names of the public sets' files."""

CORRECT, INCORRECT, CONTRADICTORY = GRADES = ("correct", "incorrect", "contradictory")
"""What a teacher may say of an answer."""

_HINT = "Name the folder of the public sets, and fetch a damaged file again."

HELD_OUT_ONE_IN = 5
"""One question in five is held out, chosen by a hash of its name."""


@dataclass(frozen=True, slots=True)
class GradedAnswer:
    """A student's answer with a teacher's grade (SemEval-2013 Task 7)."""

    question_id: str
    """Unique within its set."""
    question: str
    """The question."""
    references: tuple[str, ...]
    """Right answers; at least one."""
    answer: str
    """What the student wrote."""
    label: str
    """`correct`, `incorrect` or `contradictory`."""


@dataclass(frozen=True, slots=True)
class ArgumentPair:
    """An argument and a key point that sums it up, or does not (ArgKP-2021)."""

    topic: str
    """What is argued about."""
    argument: str
    """One person's argument."""
    key_point: str
    """A short claim."""
    match: bool
    """Whether the claim sums the argument up."""


def held_out(key: str) -> bool:
    """Say whether a question, or a topic of arguments, is kept for reporting.

    Args:
        key: The question's id, or the topic.
    """
    return int(hashlib.sha256(key.encode()).hexdigest(), 16) % HELD_OUT_ONE_IN == 0


def read_graded_answers(path: Path) -> tuple[GradedAnswer, ...]:
    """Read one set of graded answers.

    Raises:
        CoachError: The file cannot be read, or a line is not as it must be; names file, line and key.
    """
    return tuple(
        GradedAnswer(
            question_id=row.text("question_id"),
            question=row.text("question"),
            references=row.texts("references"),
            answer=row.text("answer"),
            label=row.one_of("label", GRADES),
        )
        for row in _rows(path)
    )


def read_argument_pairs(path: Path) -> tuple[ArgumentPair, ...]:
    """Read pairs of argument and key point.

    Raises:
        CoachError: The file cannot be read, or a line is not as it must be; names file, line and key.
    """
    return tuple(
        ArgumentPair(
            topic=row.text("topic"),
            argument=row.text("argument"),
            key_point=row.text("key_point"),
            match=bool(row.one_of("match", (0, 1))),
        )
        for row in _rows(path)
    )


@dataclass(frozen=True, slots=True)
class _Row:
    """One line, which knows where it stands."""

    path: Path
    line: int
    table: dict[str, Any]

    def text(self, key: str) -> str:
        value = self._get(key)
        if not isinstance(value, str):
            raise self._error(key, "it is not a text")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        value = self._get(key)
        if not isinstance(value, list) or not value or not all(isinstance(each, str) for each in value):
            raise self._error(key, "it is not a list of texts with at least one")
        return tuple(value)

    def one_of(self, key: str, allowed: tuple[T, ...]) -> T:
        value = self._get(key)
        for each in allowed:
            if value == each:
                return each
        raise self._error(key, f"it is none of {', '.join(str(each) for each in allowed)}")

    def _get(self, key: str) -> Any:
        if key not in self.table:
            raise self._error(key, "it is missing")
        return self.table[key]

    def _error(self, key: str, what: str) -> CoachError:
        return CoachError(f"{self.path}, line {self.line}, key `{key}`: {what}.", _HINT)


def _rows(path: Path) -> Iterator[_Row]:
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise CoachError(f"{path} cannot be read: {error.strerror or error}.", _HINT) from error
    except UnicodeDecodeError as error:
        raise CoachError(f"{path} is not a UTF-8 text: {error.reason}.", _HINT) from error
    for number, line in enumerate(text.split("\n"), start=1):  # not splitlines: a text may hold U+2028
        if not line.strip():
            continue
        try:
            table = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise CoachError(f"{path}, line {number}: {error}.", _HINT) from error
        if not isinstance(table, dict):
            raise CoachError(f"{path}, line {number}: it is no JSON object.", _HINT)
        yield _Row(path, number, table)
