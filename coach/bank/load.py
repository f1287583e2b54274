"""Reads one question from its TOML file, strictly."""

import re
from dataclasses import replace
from pathlib import Path

from coach.domain.rubric import Alias, Difficulty, FollowUp, KeyPoint, Rubric
from coach.domain.spelling import wording_key
from coach.errors import RubricError
from coach.plain import visible
from coach.toml_files import Kind, Table, parse_toml, shown, shown_path
from coach.toml_files import read_text as read_toml_text

QUESTION = Kind(RubricError, "Name one question's file, ending in .toml.")
"""What a question's file is."""
ID_LENGTH = 64
"""Longest id, in characters; with `.toml` it stays a valid file name on every system."""
_ID = re.compile(r"[a-z0-9-]+")
MOST_IMPORTANCE = 1000.0
"""Largest importance of a key point; beyond it no other point counts."""
MOST_SECONDS = 3600.0
"""Longest answer that a question may ask for."""

TOP_KEYS = (
    "id",
    "question",
    "spoken",
    "topic",
    "chapter",
    "difficulty",
    "seconds",
    "model_answer",
    "reference",
    "aliases",
    "key_points",
    "follow_ups",
)
POINT_KEYS = ("id", "point", "weight", "also", "mistakes", "threshold")
FOLLOW_UP_KEYS = ("point", "question", "spoken")


def load_rubric(path: Path) -> Rubric:
    """Read one question.

    Args:
        path: The file; its name without `.toml` must be the question's id.

    Raises:
        RubricError: The file cannot be read or breaks the format; names the file, the key and the fix.
            Lists are counted from 1.
    """
    return parse_rubric(read_text(path), path)


def parse_rubric(text: str, path: Path) -> Rubric:
    """Read one question from its text.

    Args:
        text: TOML.
        path: The file that it comes from or goes to; its name without `.toml` must be the question's id. Not read.

    Raises:
        RubricError: The text breaks the format, as for `load_rubric`.
    """
    top = parse_toml(text, path, QUESTION)
    top.refuse_unknown(TOP_KEYS)
    question_id = _id(top, "id")
    if question_id != path.stem:
        raise top.wrong(
            "id",
            f"is {shown(question_id)}, and the file's name is {shown(path.stem)}",
            f"Name the file {question_id}.toml, or change the id.",
        )
    key_points = _key_points(top)
    return Rubric(
        id=question_id,
        question=top.required_line("question"),
        key_points=key_points,
        spoken=top.line("spoken"),
        topic=top.line("topic"),
        chapter=top.line("chapter"),
        seconds=_seconds(top),
        difficulty=_difficulty(top),
        model_answer=top.block("model_answer"),
        reference=top.block("reference"),
        aliases=_aliases(top),
        follow_ups=_follow_ups(top, [point.id for point in key_points]),
    )


def read_text(path: Path) -> str:
    """Read the text of a question's file, without a byte order mark.

    Raises:
        RubricError: It cannot be read, is too large, or is not UTF-8.
    """
    try:
        return read_toml_text(path, QUESTION)
    except FileNotFoundError as error:
        raise RubricError(
            f"{shown_path(path)} does not exist.", "Check the name; `coach bank list` shows all questions."
        ) from error


def _id(table: Table, key: str) -> str:
    value = table.text(key, table.required(key))
    if not _ID.fullmatch(value) or len(value) > ID_LENGTH:
        raise table.wrong(
            key,
            f"is {shown(value)}",
            f"Use lowercase letters a to z, digits and hyphens, at most {ID_LENGTH} characters.",
        )
    return value


def _key_points(top: Table) -> tuple[KeyPoint, ...]:
    tables = top.tables("key_points", "key point")
    if not tables:
        raise top.wrong(
            "key_points",
            "is missing: the question has no key points",
            "Write each key point under its own [[key_points]], with double brackets.",
        )
    points: list[KeyPoint] = []
    for number, table in enumerate(tables, start=1):
        point = _key_point(table, number)
        for earlier, other in enumerate(points, start=1):
            if other.id == point.id:
                raise table.wrong(
                    "id",
                    f"is {shown(point.id)}, as is that of key point {earlier}",
                    "Give each key point an id of its own.",
                )
        points.append(point)
    return tuple(points)


def _key_point(table: Table, number: int) -> KeyPoint:
    name = table.values.get("id")
    place = f", in key point {number}" + (f", {shown(name)}," if isinstance(name, str) and name else ",")
    table = replace(table, place=place)
    table.refuse_unknown(POINT_KEYS)
    point_id, point = _id(table, "id"), table.required_line("point")
    also, mistakes = table.lines("also"), table.lines("mistakes")
    for key, wordings in (("also", also), ("mistakes", mistakes)):
        for position, wording in enumerate(wordings, start=1):
            if wording_key(wording) == wording_key(point):
                raise table.wrong(f"{key}[{position}]", "repeats the point itself", "Remove it or reword it.")
    right = {wording_key(wording) for wording in also}
    for position, mistake in enumerate(mistakes, start=1):
        if wording_key(mistake) in right:
            raise table.wrong(
                f"mistakes[{position}]", "is listed under `also` as well", "Keep it where it belongs: right or wrong."
            )
    importance, threshold = table.values.get("weight", 1.0), table.values.get("threshold")
    return KeyPoint(
        id=point_id,
        point=point,
        importance=table.number("weight", importance, above=0.0, most=MOST_IMPORTANCE),
        also=also,
        mistakes=mistakes,
        threshold=None if threshold is None else table.number("threshold", threshold, most=1.0),
    )


def _follow_ups(top: Table, point_ids: list[str]) -> tuple[FollowUp, ...]:
    found: list[FollowUp] = []
    for table in top.tables("follow_ups", "follow-up"):
        table.refuse_unknown(FOLLOW_UP_KEYS)
        point = _id(table, "point")
        if point not in point_ids:
            near = f"this question has {', '.join(point_ids)}"
            raise table.wrong("point", f"is {shown(point)}, which is not a key point", f"Name the id of one; {near}.")
        if any(each.point == point for each in found):
            raise table.wrong("point", f"is {shown(point)} a second time", "Keep one follow-up for each key point.")
        found.append(FollowUp(point, table.required_line("question"), table.line("spoken")))
    return tuple(found)


def _difficulty(top: Table) -> Difficulty:
    value = top.values.get("difficulty", Difficulty.MEDIUM.value)
    if value not in [each.value for each in Difficulty]:
        choices = ", ".join(f'"{each.value}"' for each in Difficulty)
        raise top.wrong("difficulty", f"is {shown(value)}", f"Choose one of {choices}.")
    return Difficulty(str(value))


def _seconds(top: Table) -> tuple[float, float]:
    value = top.values.get("seconds", [30.0, 60.0])
    fix = "Write the shortest and the longest good answer in seconds: seconds = [30, 60]."
    if not isinstance(value, list) or len(value) != 2:  # noqa: PLR2004
        raise top.wrong("seconds", f"is {'not two numbers' if isinstance(value, list) else shown(value)}", fix)
    shortest, longest = (
        top.number(f"seconds[{number}]", item, above=0.0, most=MOST_SECONDS)
        for number, item in enumerate(value, start=1)
    )
    if shortest >= longest:
        raise top.wrong("seconds", f"is [{shortest:g}, {longest:g}], where the second is not larger", fix)
    return shortest, longest


def _aliases(top: Table) -> tuple[Alias, ...]:
    value = top.values.get("aliases", {})
    if not isinstance(value, dict):
        raise top.wrong("aliases", f"is {shown(value)}", 'Write a table: [aliases], then RAG = ["rack"].')
    terms = replace(top, values=value, prefix="aliases.")
    found = []
    for term in value:
        if not term.strip() or term != visible(term):
            raise terms.wrong(term, "is not a term", "Write the term as the question does, without control characters.")
        heard = terms.lines(term)
        if not heard:
            raise terms.wrong(term, "is an empty list", f'List how it may be misheard: {term} = ["..."].')
        found.append(Alias(" ".join(term.split()), heard))
    return tuple(found)
