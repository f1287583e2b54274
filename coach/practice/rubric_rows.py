"""A rubric as rows that can be walked through, and what it means to type something else into one of them."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import StrEnum
from math import isfinite

from coach.bank.edits import (
    add_point,
    delete_point,
    point_at,
    put_alias,
    put_follow_up,
    put_point,
    with_field,
)
from coach.domain.rubric import Difficulty, KeyPoint, Rubric
from coach.errors import RubricError


class Part(StrEnum):
    """What a row is about."""

    QUESTION = "question"
    SPOKEN = "spoken"
    TOPIC = "topic"
    CHAPTER = "chapter"
    DIFFICULTY = "difficulty"
    SECONDS = "seconds"
    MODEL_ANSWER = "model answer"
    REFERENCE = "reference"
    ALIAS = "alias"
    POINT = "key point"
    IMPORTANCE = "weight"
    THRESHOLD = "threshold"
    ALSO = "also"
    MISTAKE = "wrong"
    FOLLOW_UP = "follow-up"


LINES = {Part.QUESTION: "question", Part.SPOKEN: "spoken", Part.TOPIC: "topic", Part.CHAPTER: "chapter"}
"""Parts that are one line of the question itself, with their field."""
LONG = {Part.MODEL_ANSWER: "model_answer", Part.REFERENCE: "reference"}
"""Parts that go over several lines, with their field."""
LISTS = {Part.ALSO: "also", Part.MISTAKE: "mistakes"}
"""Parts that are one of several wordings of a key point, with their field."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row; two rows are the same where they show the same thing."""

    part: Part
    """What it is about."""
    text: str
    """What it says, as it is typed; empty where there is nothing."""
    point_id: str = ""
    """The key point it belongs to; empty for the question itself."""
    at: int = 0
    """Which of several, from 0."""

    @property
    def name(self) -> str:
        """What tells it from all others, whatever it says."""
        return f"{self.part}/{self.point_id}/{self.at}"


def list_rows(rubric: Rubric, opened: Collection[str]) -> tuple[Row, ...]:
    """List the rows of a rubric.

    Args:
        rubric: The question.
        opened: Ids of the key points whose wordings are shown, too.
    """
    shortest, longest = rubric.seconds
    rows = [Row(Part.QUESTION, rubric.question)]
    for point in rubric.key_points:
        rows.append(Row(Part.POINT, point.point, point.id))
        if point.id in opened:
            rows += [*_point_rows(point), Row(Part.FOLLOW_UP, _follow_up(rubric, point.id), point.id)]
    rows += [Row(part, getattr(rubric, field)) for part, field in LINES.items() if part is not Part.QUESTION]
    rows += [Row(Part.DIFFICULTY, rubric.difficulty.value), Row(Part.SECONDS, f"{shortest:g} {longest:g}")]
    rows += [Row(part, getattr(rubric, field)) for part, field in LONG.items()]
    for at, alias in enumerate(rubric.aliases):
        rows.append(Row(Part.ALIAS, f"{alias.term} = {', '.join(alias.heard)}", "", at))
    return tuple(rows)


def _follow_up(rubric: Rubric, point_id: str) -> str:
    return next((each.question for each in rubric.follow_ups if each.point == point_id), "")


def _point_rows(point: KeyPoint) -> list[Row]:
    threshold = "" if point.threshold is None else f"{point.threshold:g}"
    return [
        Row(Part.IMPORTANCE, f"{point.importance:g}", point.id),
        Row(Part.THRESHOLD, threshold, point.id),
        *(Row(Part.ALSO, text, point.id, at) for at, text in enumerate(point.also)),
        *(Row(Part.MISTAKE, text, point.id, at) for at, text in enumerate(point.mistakes)),
    ]


def new_row(rubric: Rubric, beside: Row, part: Part) -> Row | None:
    """Return an empty row at the place after the last of its part.

    Args:
        rubric: The question.
        beside: The row that it is wanted at; its key point gets a new wording.
        part: What it is to be about.

    Returns:
        The row; None where a wording is wanted and no key point is there.
    """
    if part not in LISTS:
        return Row(part, "", at=len(rubric.aliases) if part is Part.ALIAS else 0)
    if not beside.point_id:
        return None
    wordings = getattr(rubric.key_points[point_at(rubric, beside.point_id)], LISTS[part])
    return Row(part, "", beside.point_id, len(wordings))


def change_row(rubric: Rubric, row: Row, text: str) -> Rubric:  # noqa: PLR0911 - one for each part
    """Put something else into a row.

    Args:
        rubric: The question.
        row: One of its rows, or a new alias, wording or wrong claim at the place after the last.
        text: What was typed.

    Raises:
        RubricError: It cannot be that.
    """
    if row.part not in LONG:
        text = " ".join(text.split())
    match row.part:
        case Part.QUESTION | Part.SPOKEN | Part.TOPIC | Part.CHAPTER:
            return with_field(rubric, LINES[row.part], text)
        case Part.SECONDS:
            return replace(rubric, seconds=_window(text))
        case Part.DIFFICULTY:
            return replace(rubric, difficulty=_difficulty(text))
        case Part.MODEL_ANSWER | Part.REFERENCE:
            lines = "\n".join(line.rstrip() for line in text.splitlines()).strip()
            return with_field(rubric, LONG[row.part], lines)
        case Part.FOLLOW_UP:
            return put_follow_up(rubric, row.point_id, text)
        case Part.ALIAS:
            return put_alias(rubric, row.at if row.at < len(rubric.aliases) else None, text)
        case Part.POINT:
            if not row.point_id or not any(point.id == row.point_id for point in rubric.key_points):
                return add_point(rubric, _something(text))
    return put_point(rubric, _changed(rubric.key_points[point_at(rubric, row.point_id)], row, text))


def _changed(point: KeyPoint, row: Row, text: str) -> KeyPoint:
    match row.part:
        case Part.POINT:
            return replace(point, point=_something(text))
        case Part.IMPORTANCE:
            return replace(point, importance=_number(text))
        case Part.THRESHOLD:
            return replace(point, threshold=_number(text) if text else None)
        case _:
            wordings = list(getattr(point, LISTS[row.part]))
            wordings[row.at : row.at + 1] = [_something(text)]
            return with_field(point, LISTS[row.part], tuple(wordings))


def delete_row(rubric: Rubric, row: Row) -> Rubric:
    """Take out what a row is about; what must be there cannot be taken out.

    Raises:
        RubricError: A question needs it.
    """
    match row.part:
        case Part.QUESTION | Part.SECONDS | Part.IMPORTANCE | Part.DIFFICULTY:
            raise RubricError(f"The {row.part} cannot be deleted.", "Enter changes it.")
        case Part.ALSO | Part.MISTAKE:
            pass
        case Part.ALIAS:
            aliases = rubric.aliases[: row.at] + rubric.aliases[row.at + 1 :]
            return replace(rubric, aliases=aliases)
        case Part.POINT:
            return delete_point(rubric, row.point_id)
        case _:
            return change_row(rubric, row, "")
    point = rubric.key_points[point_at(rubric, row.point_id)]
    wordings = list(getattr(point, LISTS[row.part]))
    del wordings[row.at]
    return put_point(rubric, with_field(point, LISTS[row.part], tuple(wordings)))


def _something(text: str) -> str:
    if not text:
        raise RubricError("This cannot be empty.", "Type something, or leave with Escape; D deletes a row.")
    return text


def _difficulty(text: str) -> Difficulty:
    try:
        return Difficulty(text.lower())
    except ValueError as error:
        raise RubricError("That is not a difficulty.", "Write easy, medium or hard.") from error


def _number(text: str) -> float:
    try:
        number = float(text.replace(",", "."))
    except ValueError as error:
        raise RubricError("That is not a number.", "Write it like 1.5.") from error
    if not isfinite(number):
        raise RubricError("That is not a number.", "Write it like 1.5.")
    return number


def _window(text: str) -> tuple[float, float]:
    numbers = [_number(each) for each in text.replace("to", " ").replace("-", " ").split()]
    if len(numbers) != 2:  # noqa: PLR2004 - shortest and longest
        raise RubricError("That is not a time range.", "Write the shortest and the longest answer in seconds: 30 60.")
    return numbers[0], numbers[1]
