"""Reads anyone's cases for the judge: one JSON object a line, with a question, its key points and an answer."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coach.content.training.topics import LABELS
from coach.domain.coverage import Verdict
from coach.domain.rubric import KeyPoint, Rubric
from coach.errors import CoachError

NEEDED = ("id", "question", "key_points", "answer")
OPTIONAL = ("labels", "style", "source", "topic")
POINT_KEYS = ("id", "point", "also", "mistakes", "weight")

_EXAMPLE = (
    'A case is {"id": "1", "question": "...", "key_points": ["..."], "answer": "..."}, and may have "labels", one for '
    "each key point."
)
_POINT_EXAMPLE = 'Write it as a text, or as {"id": "...", "point": "...", "also": [], "mistakes": [], "weight": 1}.'
_KNOWN_LABELS = LABELS | {Verdict.UNSURE}
"""Labels that a case may have; somebody who was unsure counts as missing the point in the three classes."""

_LABELS_EXAMPLE = f"A label is one of {', '.join(sorted(LABELS))}, or null for a point without one."


class CasesError(CoachError):
    """A file of cases is missing or breaks the format."""


@dataclass(frozen=True, slots=True)
class JudgeCase:
    """An answer to be judged, and perhaps what a person says of it."""

    id: str | int
    """As the file has it; need not be unique."""
    rubric: Rubric
    """The question with its key points."""
    answer: str
    """As it was typed or transcribed; may be empty."""
    labels: tuple[Verdict | None, ...] | None = None
    """A person's verdict for each key point, None for a point without one; None for a case without any."""


@dataclass(frozen=True, slots=True)
class _Place:
    """A line of a file, which errors name."""

    path: Path
    line: int

    def error(self, key: str, what: str, hint: str = _EXAMPLE) -> CasesError:
        return CasesError(f"{self.path}, line {self.line}, key `{key}`: {what}.", hint)


def load_cases(path: Path) -> tuple[JudgeCase, ...]:
    """Read cases; empty lines are passed over.

    Args:
        path: UTF-8; a JSON object a line with the keys `id`, `question`, `key_points` (each a text or an object with
            `point`, and `id`, `also`, `mistakes`, `weight` where wanted), `answer`, and perhaps `labels`. A point
            without an id gets its number. `style`, `source` and `topic` are passed over.

    Raises:
        CasesError: The file cannot be read, holds no case or breaks the format; names file, line and key.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise CasesError(f"{path} cannot be read: {error.strerror or error}.", "Name a file of cases.") from error
    except UnicodeDecodeError as error:
        raise CasesError(f"{path} is not a UTF-8 text: {error.reason}.", "Save it as UTF-8.") from error
    lines = enumerate(text.split("\n"), start=1)  # not splitlines: an answer may hold U+2028
    cases = tuple(_case(line, _Place(path, number)) for number, line in lines if line.strip())
    if not cases:
        raise CasesError(f"{path} holds no case.", _EXAMPLE)
    return cases


def well_formed(text: str) -> str:
    """Put the replacement character for halves of surrogate pairs, which no tokenizer takes."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _case(line: str, place: _Place) -> JudgeCase:
    try:
        table = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise CasesError(f"{place.path}, line {place.line}: it is no JSON: {error}.", _EXAMPLE) from error
    if not isinstance(table, dict):
        raise CasesError(f"{place.path}, line {place.line}: it is no JSON object.", _EXAMPLE)
    _check_keys(table, NEEDED, OPTIONAL, "", place)
    given = table["id"]
    if not isinstance(given, str | int) or isinstance(given, bool):
        raise place.error("id", "it is neither a text nor a whole number")
    points = table["key_points"]
    if not isinstance(points, list) or not points:
        raise place.error("key_points", "it is not a list with at least one key point", _POINT_EXAMPLE)
    key_points = tuple(_point(point, number, place) for number, point in enumerate(points, start=1))
    for number, point in enumerate(key_points):
        if point.id in {other.id for other in key_points[:number]}:
            raise place.error(f"key_points[{number}].id", f"{point.id!r} is there twice", "Give each its own id.")
    return JudgeCase(
        id=given,
        rubric=Rubric(well_formed(str(given)), _text(table, "question", "", place), key_points),
        answer=_text(table, "answer", "", place),
        labels=_labels(table.get("labels"), len(key_points), place),
    )


def _point(value: object, number: int, place: _Place) -> KeyPoint:
    within = f"key_points[{number - 1}]"
    if isinstance(value, str):
        value = {"point": value}
    if not isinstance(value, dict):
        raise place.error(within, "it is neither a text nor an object", _POINT_EXAMPLE)
    _check_keys(value, ("point",), POINT_KEYS, within, place)
    point = _text(value, "point", within, place)
    if not point.strip():
        raise place.error(f"{within}.point", "it is empty", "Say what a good answer claims.")
    weight = value.get("weight", 1.0)
    if not isinstance(weight, int | float) or isinstance(weight, bool) or not 0 < weight < math.inf:
        raise place.error(f"{within}.weight", "it is not a number above 0", "Leave it out for 1.")
    return KeyPoint(
        id=_point_id(value, number, within, place),
        point=point,
        weight=float(min(weight, _MOST_WEIGHT)),
        also=_texts(value, "also", within, place),
        mistakes=_texts(value, "mistakes", within, place),
    )


def _point_id(value: Mapping[str, Any], number: int, within: str, place: _Place) -> str:
    given = value.get("id", number)
    return str(given) if type(given) is int else _text(value, "id", within, place)


_MOST_WEIGHT = 1e9
"""Heavier points weigh this much; a whole number may be too large for a float."""


def _labels(value: object, points: int, place: _Place) -> tuple[Verdict | None, ...] | None:
    if value is None:
        return None
    if not isinstance(value, list):
        raise place.error("labels", "it is not a list", _LABELS_EXAMPLE)
    if len(value) != points:
        raise place.error("labels", f"{len(value)} labels for {points} key points", _LABELS_EXAMPLE)
    for number, label in enumerate(value):
        if label is not None and (not isinstance(label, str) or label not in _KNOWN_LABELS):
            raise place.error(f"labels[{number}]", f"{label!r} is no label", _LABELS_EXAMPLE)
    return tuple(None if label is None else Verdict(label) for label in value)


def _check_keys(
    table: Mapping[str, Any], needed: Sequence[str], optional: Sequence[str], within: str, place: _Place
) -> None:
    prefix = f"{within}." if within else ""
    for key in needed:
        if key not in table:
            raise place.error(prefix + key, "it is missing")
    for key in table:
        if key not in needed and key not in optional:
            allowed = ", ".join(dict.fromkeys((*needed, *optional)))
            raise place.error(prefix + key, "there is no such key", f"Keys are {allowed}.")


def _text(table: Mapping[str, Any], key: str, within: str, place: _Place) -> str:
    value = table[key]
    if not isinstance(value, str):
        raise place.error(f"{within}.{key}" if within else key, "it is not a text")
    return well_formed(value)


def _texts(table: Mapping[str, Any], key: str, within: str, place: _Place) -> tuple[str, ...]:
    """Read a list of texts; an absent one, or null, is empty."""
    value = table.get(key)
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise place.error(f"{within}.{key}", "it is not a list of texts", _POINT_EXAMPLE)
    return tuple(well_formed(each) for each in value if each.strip())
