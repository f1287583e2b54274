"""Reads anyone's cases for the judge: one JSON object a line, with a question, its key points and an answer."""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from coach.bench.records import Record, read_records, well_formed
from coach.domain.coverage import Verdict
from coach.domain.rubric import KeyPoint, Rubric
from coach.errors import CoachError

NEEDED = ("id", "question", "key_points", "answer")
OPTIONAL = ("labels", "spans", "style", "source", "topic")
POINT_KEYS = ("id", "point", "also", "mistakes", "weight")

LABELS = ("covered", "partly", "missed", "contradicted")
"""What a person may say of a point."""

_EXAMPLE = (
    'A case is {"id": "1", "question": "...", "key_points": ["..."], "answer": "..."}, and may have "labels", one for '
    'each key point, and "spans".'
)
_POINT_EXAMPLE = 'Write it as a text, or as {"id": "...", "point": "...", "also": [], "mistakes": [], "weight": 1}.'
_LABELS_EXAMPLE = f"A label is one of {', '.join(LABELS)}, or null for a point without one."
_SPANS_EXAMPLE = "A span is a text that stands in the answer word for word, or null for a point without one."

_MOST_WEIGHT = 1e9
"""Heavier points weigh this much; a whole number may be too large for a float."""


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
    spans: tuple[str | None, ...] | None = None
    """The words of the answer behind each label, None for a point without any; None for a case without any."""
    name: str = ""
    """`good`, `half` or `wrong` where a question has one answer of each; empty elsewhere."""


def load_cases(path: Path) -> tuple[JudgeCase, ...]:
    """Read cases; empty lines are passed over.

    Args:
        path: UTF-8; a JSON object a line with the keys `id`, `question`, `key_points` (each a text or an object with
            `point`, and `id`, `also`, `mistakes`, `weight` where wanted), `answer`, and perhaps `labels` and `spans`.
            A point without an id gets its number. `style`, `source` and `topic` are passed over.

    Raises:
        CoachError: The file cannot be read, holds no case or breaks the format; names file, line and key.
    """
    cases = tuple(_case(record) for record in read_records(path, _EXAMPLE))
    if not cases:
        raise CoachError(f"{path} holds no case.", _EXAMPLE)
    return cases


def read_span(record: Record, key: str, value: object, answer: str) -> str | None:
    """Read the words behind a label.

    Args:
        record: Where they stand.
        key: Their key, for the error.
        value: What stands there; null for none.
        answer: They must be in it, word for word.

    Raises:
        CoachError: They are something else.
    """
    if value is None:
        return None
    if not isinstance(value, str) or not value.strip():
        raise record.wrong(key, "it is neither a text nor null", _SPANS_EXAMPLE)
    words = well_formed(value).strip()
    if words not in answer:
        raise record.wrong(key, f"the answer does not say {words!r}", _SPANS_EXAMPLE)
    return words


def words_of(answer: str, span: str) -> range:
    """Give the places of the words of an answer that a span touches; of two places it means the first.

    Args:
        answer: Its words are what stands between white space.
        span: Stands in it, word for word.
    """
    start = answer.index(span)
    words = list(re.finditer(r"\S+", answer))
    touched = [at for at, word in enumerate(words) if word.end() > start and word.start() < start + len(span)]
    return range(touched[0], touched[-1] + 1)


def check_ids(points: Iterable[KeyPoint], record: Record) -> None:
    """Refuse key points that share an id.

    Raises:
        CoachError: Names the second.
    """
    seen = set()
    for number, point in enumerate(points):
        if point.id in seen:
            raise record.wrong(f"key_points[{number}].id", f"{point.id!r} is there twice", "Give each its own id.")
        seen.add(point.id)


def _case(record: Record) -> JudgeCase:
    record.check_keys(NEEDED, OPTIONAL)
    given = record.get("id")
    if not isinstance(given, str | int) or isinstance(given, bool):
        raise record.wrong("id", "it is neither a text nor a whole number")
    points = record.get("key_points")
    if not isinstance(points, list) or not points:
        raise record.wrong("key_points", "it is not a list with at least one key point", _POINT_EXAMPLE)
    key_points = tuple(_point(point, number, record) for number, point in enumerate(points))
    check_ids(key_points, record)
    answer = record.text("answer")
    spans = _one_each(record, "spans", len(key_points), _SPANS_EXAMPLE)
    labels = _one_each(record, "labels", len(key_points), _LABELS_EXAMPLE)
    return JudgeCase(
        id=given,
        rubric=Rubric(well_formed(str(given)), record.text("question"), key_points),
        answer=answer,
        labels=None if labels is None else tuple(_label(record, at, label) for at, label in enumerate(labels)),
        spans=None
        if spans is None
        else tuple(read_span(record, f"spans[{at}]", span, answer) for at, span in enumerate(spans)),
    )


def _point(value: object, number: int, record: Record) -> KeyPoint:
    key = f"key_points[{number}]"
    if isinstance(value, str):
        value = {"point": value}
    if not isinstance(value, dict):
        raise record.wrong(key, "it is neither a text nor an object", _POINT_EXAMPLE)
    inner = record.inner(key, value)
    inner.check_keys(("point",), POINT_KEYS)
    weight = value.get("weight", 1.0)
    if not isinstance(weight, int | float) or isinstance(weight, bool) or not 0 < weight < math.inf:
        raise inner.wrong("weight", "it is not a number above 0", "Leave it out for 1.")
    given = value.get("id", number + 1)
    return KeyPoint(
        id=str(given) if type(given) is int else inner.text("id"),
        point=read_claim(inner),
        weight=float(min(weight, _MOST_WEIGHT)),
        also=inner.texts("also"),
        mistakes=inner.texts("mistakes"),
    )


def read_claim(point: Record) -> str:
    """Read what a key point claims.

    Raises:
        CoachError: It is missing, empty or no text.
    """
    claim = point.text("point")
    if not claim.strip():
        raise point.wrong("point", "it is empty", "Say what a good answer claims.")
    return claim


def _one_each(record: Record, key: str, points: int, hint: str) -> list[object] | None:
    """Give a list with one value a key point; None where it is absent."""
    value = record.table.get(key)
    if value is None:
        return None
    if not isinstance(value, list):
        raise record.wrong(key, "it is not a list", hint)
    if len(value) != points:
        raise record.wrong(key, f"{len(value)} {key} for {points} key points", hint)
    return value


def _label(record: Record, number: int, value: object) -> Verdict | None:
    """Read a label; somebody who was unsure counts as missing the point in the three classes."""
    if value is None:
        return None
    if not isinstance(value, str) or value not in (*LABELS, Verdict.UNSURE):
        raise record.wrong(f"labels[{number}]", f"{value!r} is no label", _LABELS_EXAMPLE)
    return Verdict(value)
