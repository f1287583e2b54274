"""Answers to be judged, read strictly from anyone's files: whatever is wrong is told with file, place and key.

Cases bring their question along: one JSON object a line, with a question, its key points and an answer. Hands are the
labelled answers of one writer to questions that are known already.
"""

import json
import math
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from pathlib import Path
from typing import Any, TypeVar

from coach.domain.coverage import Verdict
from coach.domain.rubric import KeyPoint, Rubric
from coach.errors import CoachError
from coach.toml_files import Kind, parse_toml

T = TypeVar("T")

NEEDED = ("id", "question", "key_points", "answer")

OPTIONAL = ("labels", "spans", "style", "source", "topic")

POINT_KEYS = ("id", "point", "also", "mistakes", "weight")

_HAND_NEEDED, _HAND_OPTIONAL = ("id", "question_id", "answer", "labels"), ("style", "spans")

_HAND_NEEDED_IN_TOML, _HAND_OPTIONAL_IN_TOML = ("name", "text", "labels"), ("style",)

QUESTION_KEYS = ("id", "question", "key_points")

LABELS = ("covered", "partly", "missed", "contradicted")
"""What a person may say of a point."""

MEANINGS = {**{label: Verdict(label) for label in LABELS}, "partial": Verdict.PARTLY}
"""What a label means; two words are used for a point that is made in part."""

_EXAMPLE = (
    'A case is {"id": "1", "question": "...", "key_points": ["..."], "answer": "..."}, and may have "labels", one for '
    'each key point, and "spans".'
)

_POINT_EXAMPLE = 'Write it as a text, or as {"id": "...", "point": "...", "also": [], "mistakes": [], "weight": 1}.'

_LABELS_EXAMPLE = f"A label is one of {', '.join(LABELS)}, or null for a point without one."

_SPANS_EXAMPLE = "A span is a text that stands in the answer word for word, or null for a point without one."

_HAND_EXAMPLE = (
    'An answer is {"id": "...", "question_id": "...", "style": "...", "answer": "...", "labels": {"a-point": "covered"}'
    ', "spans": {"a-point": "words of the answer"}}.'
)

_HAND_TOML_EXAMPLE = 'An answer is [[answers]] with name, style, text and labels = { a-point = "covered" }.'

_QUESTION_EXAMPLE = (
    'A question is {"id": "...", "question": "...", "key_points": [{"id": "...", "point": "...", "also": [], '
    '"mistakes": []}]}.'
)

_MOST_IMPORTANCE = 1e9
"""Heavier points weigh this much; a whole number may be too large for a float."""


@dataclass(frozen=True, slots=True)
class Record:
    """A table of keys and values that knows where it stands; places are counted from 1, as everywhere."""

    path: Path
    """The file."""
    place: str
    """Where in the file: `line 3`."""
    table: Mapping[str, Any]
    """Its keys and values."""
    hint: str
    """How a record is written; said of whatever has no hint of its own."""
    within: str = ""
    """Which key of the place it is the value of: `key_points[1]`; empty for the whole."""

    def wrong(self, key: str, what: str, hint: str = "") -> CoachError:
        """Make the error that tells of a key.

        Args:
            key: The key, with what it is followed by where a part of its value is meant: `labels[2]`.
            what: What is wrong with it, to follow a colon.
            hint: What to do about it; empty takes the record's.
        """
        name = f"{self.within}.{key}" if self.within and key else self.within + key
        return CoachError(f"{self.path}, {self.place}, key `{name}`: {what}.", hint or self.hint)

    def check_keys(self, needed: Collection[str], optional: Collection[str] = ()) -> None:
        """Refuse a record that lacks a key, or has one that nobody knows.

        Raises:
            CoachError: Names the key.
        """
        for key in needed:
            self.get(key)
        for key in self.table:
            if key not in needed and key not in optional:
                allowed = ", ".join(dict.fromkeys((*needed, *optional)))
                raise self.wrong(key, "there is no such key", f"Keys are {allowed}.")

    def get(self, key: str) -> Any:
        """Return a value that must be there.

        Raises:
            CoachError: It is missing.
        """
        if key not in self.table:
            raise self.wrong(key, "it is missing")
        return self.table[key]

    def text(self, key: str) -> str:
        """Return a text, fit for every tokenizer; it may be empty.

        Raises:
            CoachError: It is missing or no text.
        """
        value = self.get(key)
        if not isinstance(value, str):
            raise self.wrong(key, "it is not a text")
        return well_formed(value)

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts without the empty ones; an absent list, or null, is empty.

        Raises:
            CoachError: It is no list of texts.
        """
        value = self.table.get(key)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise self.wrong(key, "it is not a list of strings")
        return tuple(well_formed(each) for each in value if each.strip())

    def one_of(self, key: str, allowed: Collection[T]) -> T:
        """Return a value that is one of a few.

        Raises:
            CoachError: It is missing or another.
        """
        value = self.get(key)
        for each in allowed:
            if value == each:
                return each
        raise self.wrong(key, f"it is none of {', '.join(str(each) for each in allowed)}")

    def records(self, key: str) -> tuple["Record", ...]:
        """Return a list of records with at least one.

        Raises:
            CoachError: It is missing or something else.
        """
        value = self.get(key)
        if not isinstance(value, list) or not value:
            raise self.wrong(key, "it is not a list with at least one entry")
        return tuple(self.inner(f"{key}[{number}]", each) for number, each in enumerate(value, start=1))

    def inner(self, key: str, value: object) -> "Record":
        """Make a record of a key's value.

        Raises:
            CoachError: It is no table.
        """
        if not isinstance(value, dict):
            raise self.wrong(key, "it is not an object with keys and values")
        return Record(self.path, self.place, value, self.hint, f"{self.within}.{key}" if self.within else key)


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


@dataclass(frozen=True, slots=True)
class Hand:
    """The labelled answers of one writer."""

    name: str
    """The file, without its ending; for a folder of TOML files the folder, with the one that it lies in."""
    cases: tuple[JudgeCase, ...]
    """At least one, in the order of the file."""


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
        raise CoachError(f"{path} contains no cases.", _EXAMPLE)
    return cases


def load_hands(folder: Path, shipped: Iterable[Rubric]) -> tuple[Hand, ...]:
    """Read every hand of a folder, in the order of their names.

    Args:
        folder: Holds `*.jsonl`, one hand each, an answer a line; or `*.toml`, all of them one hand, each with the
            answers to the shipped question that it is named after. A folder `points` in it or beside it, if any,
            holds the questions that are not shipped, one a line of its `*.jsonl`.
        shipped: The questions that come with the program.

    Raises:
        CoachError: There is no answer, or a file breaks the format; names file, place, key and the fix.
    """
    questions: dict[str, list[Rubric]] = {rubric.id: [rubric] for rubric in shipped}
    for path in (path for points in (folder / "points", folder.parent / "points") for path in _files(points, "jsonl")):
        for record in read_records(path, _QUESTION_EXAMPLE):
            rubric = _question(record)
            questions.setdefault(rubric.id, []).append(rubric)
    hands = [Hand(path.stem, tuple(_answers(path, questions))) for path in _files(folder, "jsonl")]
    spoken = tuple(case for path in _files(folder, "toml") for case in _toml_answers(path, questions))
    if spoken:
        hands.append(Hand("/".join(folder.resolve().parts[-2:]), spoken))
    empty = next((hand.name for hand in hands if not hand.cases), None)
    if empty is not None or not hands:
        nowhere = folder if empty is None else folder / f"{empty}.jsonl"
        raise CoachError(f"{nowhere} contains no labelled answers.", f"Name a folder of *.jsonl. {_HAND_EXAMPLE}")
    return tuple(hands)


def take_in_turn(hands: Sequence[Hand], most: int) -> tuple[JudgeCase, ...]:
    """Return the first answer of every hand, then the second, and so on.

    Args:
        hands: May be none.
        most: How many answers to give at most.
    """
    rows = zip_longest(*(hand.cases for hand in hands))
    return tuple(case for row in rows for case in row if case is not None)[:most]


def read_records(path: Path, hint: str) -> Iterator[Record]:
    """Read a JSON object a line; empty lines are passed over.

    Args:
        path: UTF-8.
        hint: How a record is written.

    Raises:
        CoachError: The file cannot be read, or a line holds something else; names file and line.
    """
    for number, line in enumerate(read_text(path, hint).split("\n"), start=1):  # a text may hold U+2028: no splitlines
        if not line.strip():
            continue
        try:
            table = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise CoachError(f"{path}, line {number}: it is not JSON: {error}.", hint) from error
        if not isinstance(table, dict):
            raise CoachError(f"{path}, line {number}: it is not a JSON object.", hint)
        yield Record(path, f"line {number}", table, hint)


def read_text(path: Path, hint: str) -> str:
    """Read a UTF-8 file, with or without a byte order mark.

    Args:
        path: The file.
        hint: What to do where it cannot be read.

    Raises:
        CoachError: It cannot be read, or is no UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise CoachError(f"{path} cannot be read: {error.strerror or error}.", hint) from error
    except UnicodeDecodeError as error:
        raise CoachError(f"{path} is not UTF-8 text: {error.reason}.", "Save it as UTF-8.") from error


def well_formed(text: str) -> str:
    """Put the replacement character for halves of surrogate pairs, which no tokenizer takes."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def words_of(answer: str, span: str) -> range:
    """Return the places of the words of an answer that a span touches; of two places it means the first.

    Args:
        answer: Its words are what stands between white space.
        span: Stands in it, word for word.
    """
    start = answer.index(span)
    words = list(re.finditer(r"\S+", answer))
    touched = [at for at, word in enumerate(words) if word.end() > start and word.start() < start + len(span)]
    return range(touched[0], touched[-1] + 1)


def _case(record: Record) -> JudgeCase:
    record.check_keys(NEEDED, OPTIONAL)
    given = record.get("id")
    if not isinstance(given, str | int) or isinstance(given, bool):
        raise record.wrong("id", "it is neither a text nor a whole number")
    points = record.get("key_points")
    if not isinstance(points, list) or not points:
        raise record.wrong("key_points", "it is not a list with at least one key point", _POINT_EXAMPLE)
    key_points = tuple(_point(point, number, record) for number, point in enumerate(points, start=1))
    _check_ids(key_points, record)
    answer = record.text("answer")
    spans = _one_each(record, "spans", len(key_points), _SPANS_EXAMPLE)
    labels = _one_each(record, "labels", len(key_points), _LABELS_EXAMPLE)
    return JudgeCase(
        id=given,
        rubric=Rubric(well_formed(str(given)), record.text("question"), key_points),
        answer=answer,
        labels=None if labels is None else tuple(_label(record, at, label) for at, label in enumerate(labels, start=1)),
        spans=None
        if spans is None
        else tuple(_read_span(record, f"spans[{at}]", span, answer) for at, span in enumerate(spans, start=1)),
    )


def _point(value: object, number: int, record: Record) -> KeyPoint:
    key = f"key_points[{number}]"
    if isinstance(value, str):
        value = {"point": value}
    if not isinstance(value, dict):
        raise record.wrong(key, "it is neither a text nor an object", _POINT_EXAMPLE)
    inner = record.inner(key, value)
    inner.check_keys(("point",), POINT_KEYS)
    importance = value.get("weight", 1.0)
    if not isinstance(importance, int | float) or isinstance(importance, bool) or not 0 < importance < math.inf:
        raise inner.wrong("weight", "it is not a number above 0", "Leave it out for 1.")
    given = value.get("id", number)
    return KeyPoint(
        id=str(given) if type(given) is int else inner.text("id"),
        point=_read_claim(inner),
        importance=float(min(importance, _MOST_IMPORTANCE)),
        also=inner.texts("also"),
        mistakes=inner.texts("mistakes"),
    )


def _one_each(record: Record, key: str, points: int, hint: str) -> list[object] | None:
    """Return a list with one value a key point; None where it is absent."""
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
        raise record.wrong(f"labels[{number}]", f"{value!r} is not a label", _LABELS_EXAMPLE)
    return Verdict(value)


def _files(folder: Path, ending: str) -> list[Path]:
    return sorted(folder.glob(f"*.{ending}"))


def _question(record: Record) -> Rubric:
    record.check_keys(QUESTION_KEYS, ("topic",))
    points = tuple(_hand_point(point) for point in record.records("key_points"))
    _check_ids(points, record)
    return Rubric(record.text("id"), record.text("question"), points)


def _hand_point(record: Record) -> KeyPoint:
    """Read a key point; other lists of statements about it are passed over."""
    lists = [key for key, value in record.table.items() if isinstance(value, list)]
    record.check_keys(("id", "point"), ("also", "mistakes", *lists))
    return KeyPoint(
        record.text("id"), _read_claim(record), also=record.texts("also"), mistakes=record.texts("mistakes")
    )


def _answers(path: Path, questions: Mapping[str, Sequence[Rubric]]) -> Iterator[JudgeCase]:
    for record in read_records(path, _HAND_EXAMPLE):
        record.check_keys(_HAND_NEEDED, _HAND_OPTIONAL)
        answer = record.text("answer")
        labels = _hand_labels(record)
        rubric = _question_meant(record, "question_id", record.text("question_id"), labels, questions)
        case = _hand_case(record.text("id"), rubric, answer, labels)
        spans = record.inner("spans", record.table.get("spans") or {})
        for point in spans.table:
            if point not in labels:
                raise spans.wrong(point, "the point has no label", "Label it, or leave its span out.")
        read = {point: _read_span(spans, point, words, answer) for point, words in spans.table.items()}
        yield replace(case, spans=tuple(read.get(point.id) for point in rubric.key_points))


def _toml_answers(path: Path, questions: Mapping[str, Sequence[Rubric]]) -> Iterator[JudgeCase]:
    table = parse_toml(read_text(path, _HAND_TOML_EXAMPLE), path, Kind(CoachError, _HAND_TOML_EXAMPLE))
    whole = Record(path, "top", table.values, _HAND_TOML_EXAMPLE)
    whole.check_keys(("answers",))
    for number, each in enumerate(whole.records("answers"), start=1):
        record = Record(path, f"answer {number}", each.table, _HAND_TOML_EXAMPLE)
        record.check_keys(_HAND_NEEDED_IN_TOML, _HAND_OPTIONAL_IN_TOML)
        labels, name = _hand_labels(record), record.text("name")
        rubric = _question_meant(record, "labels", path.stem, labels, questions)
        yield replace(_hand_case(f"{path.stem}/{name}", rubric, record.text("text"), labels), name=name)


def _hand_labels(record: Record) -> dict[str, Verdict]:
    labels = record.inner("labels", record.get("labels"))
    return {point: MEANINGS[labels.one_of(point, MEANINGS)] for point in labels.table}


def _question_meant(
    record: Record, key: str, question_id: str, labels: Mapping[str, Verdict], questions: Mapping[str, Sequence[Rubric]]
) -> Rubric:
    """Find the question with an id that has every labelled key point; different ones may share an id."""
    found = questions.get(question_id, ())
    for rubric in found:
        if labels.keys() <= {point.id for point in rubric.key_points}:
            return rubric
    if not found:
        hint = "Name a shipped question (`coach bank list`), or put yours in a folder `points`."
        raise record.wrong(key, f"there is no question {question_id!r}", hint)
    ids = [point.id for point in found[0].key_points]
    unknown = next(point for point in labels if point not in ids)
    raise record.wrong(f"labels.{unknown}", f"{question_id} has no such key point", f"It has {', '.join(ids)}.")


def _hand_case(name: str, rubric: Rubric, answer: str, labels: Mapping[str, Verdict]) -> JudgeCase:
    return JudgeCase(name, rubric, answer, tuple(labels.get(point.id) for point in rubric.key_points))


def _read_claim(point: Record) -> str:
    """Read what a key point claims.

    Raises:
        CoachError: It is missing, empty or no text.
    """
    claim = point.text("point")
    if not claim.strip():
        raise point.wrong("point", "it is empty", "Say what a good answer claims.")
    return claim


def _read_span(record: Record, key: str, value: object, answer: str) -> str | None:
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


def _check_ids(points: Iterable[KeyPoint], record: Record) -> None:
    """Refuse key points that share an id.

    Raises:
        CoachError: Names the second.
    """
    seen = set()
    for number, point in enumerate(points, start=1):
        if point.id in seen:
            raise record.wrong(f"key_points[{number}].id", f"{point.id!r} is there twice", "Give each its own id.")
        seen.add(point.id)
