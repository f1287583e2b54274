"""Reads labelled answers to the judge's questions by hand: all that one writer wrote in one file."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from pathlib import Path

from coach.bench.judge_cases import LABELS, JudgeCase, check_ids, read_claim, read_span
from coach.bench.records import Record, read_records, read_text
from coach.domain.coverage import Verdict
from coach.domain.rubric import KeyPoint, Rubric
from coach.errors import CoachError
from coach.toml_files import Kind, parse_toml

NEEDED, OPTIONAL = ("id", "question_id", "answer", "labels"), ("style", "spans")
NEEDED_IN_TOML, OPTIONAL_IN_TOML = ("name", "text", "labels"), ("style",)
QUESTION_KEYS = ("id", "question", "key_points")

MEANINGS = {**{label: Verdict(label) for label in LABELS}, "partial": Verdict.PARTLY}
"""What a label means; two words are used for a point that is made in part."""

_EXAMPLE = (
    'An answer is {"id": "...", "question_id": "...", "style": "...", "answer": "...", "labels": {"a-point": "covered"}'
    ', "spans": {"a-point": "words of the answer"}}.'
)
_TOML_EXAMPLE = 'An answer is [[answers]] with name, style, text and labels = { a-point = "covered" }.'
_QUESTION_EXAMPLE = (
    'A question is {"id": "...", "question": "...", "key_points": [{"id": "...", "point": "...", "also": [], '
    '"mistakes": []}]}.'
)


@dataclass(frozen=True, slots=True)
class Hand:
    """The labelled answers of one writer."""

    name: str
    """The file, without its ending; for a folder of TOML files the folder, with the one that it lies in."""
    cases: tuple[JudgeCase, ...]
    """At least one, in the order of the file."""


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
        raise CoachError(f"{nowhere} holds no labelled answers.", f"Name a folder of *.jsonl. {_EXAMPLE}")
    return tuple(hands)


def take_in_turn(hands: Sequence[Hand], most: int) -> tuple[JudgeCase, ...]:
    """Give the first answer of every hand, then the second, and so on.

    Args:
        hands: May be none.
        most: How many answers to give at most.
    """
    rows = zip_longest(*(hand.cases for hand in hands))
    return tuple(case for row in rows for case in row if case is not None)[:most]


def _files(folder: Path, ending: str) -> list[Path]:
    return sorted(folder.glob(f"*.{ending}"))


def _question(record: Record) -> Rubric:
    record.check_keys(QUESTION_KEYS, ("topic",))
    points = tuple(_point(point) for point in record.records("key_points"))
    check_ids(points, record)
    return Rubric(record.text("id"), record.text("question"), points)


def _point(record: Record) -> KeyPoint:
    """Read a key point; other lists of statements about it are passed over."""
    lists = [key for key, value in record.table.items() if isinstance(value, list)]
    record.check_keys(("id", "point"), ("also", "mistakes", *lists))
    return KeyPoint(record.text("id"), read_claim(record), also=record.texts("also"), mistakes=record.texts("mistakes"))


def _answers(path: Path, questions: Mapping[str, Sequence[Rubric]]) -> Iterator[JudgeCase]:
    for record in read_records(path, _EXAMPLE):
        record.check_keys(NEEDED, OPTIONAL)
        answer = record.text("answer")
        labels = _labels(record)
        rubric = _question_meant(record, "question_id", record.text("question_id"), labels, questions)
        case = _case(record.text("id"), rubric, answer, labels)
        spans = record.inner("spans", record.table.get("spans") or {})
        for point in spans.table:
            if point not in labels:
                raise spans.wrong(point, "the point has no label", "Label it, or leave its span out.")
        read = {point: read_span(spans, point, words, answer) for point, words in spans.table.items()}
        yield replace(case, spans=tuple(read.get(point.id) for point in rubric.key_points))


def _toml_answers(path: Path, questions: Mapping[str, Sequence[Rubric]]) -> Iterator[JudgeCase]:
    table = parse_toml(read_text(path, _TOML_EXAMPLE), path, Kind(CoachError, _TOML_EXAMPLE))
    whole = Record(path, "top", table, _TOML_EXAMPLE)
    whole.check_keys(("answers",))
    for number, each in enumerate(whole.records("answers"), start=1):
        record = Record(path, f"answer {number}", each.table, _TOML_EXAMPLE)
        record.check_keys(NEEDED_IN_TOML, OPTIONAL_IN_TOML)
        labels, name = _labels(record), record.text("name")
        rubric = _question_meant(record, "labels", path.stem, labels, questions)
        yield replace(_case(f"{path.stem}/{name}", rubric, record.text("text"), labels), name=name)


def _labels(record: Record) -> dict[str, Verdict]:
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
        hint = "Name a shipped question (`coach bank list`), or put yours into a folder `points`."
        raise record.wrong(key, f"there is no question {question_id!r}", hint)
    ids = [point.id for point in found[0].key_points]
    unknown = next(point for point in labels if point not in ids)
    raise record.wrong(f"labels.{unknown}", f"{question_id} has no such key point", f"It has {', '.join(ids)}.")


def _case(name: str, rubric: Rubric, answer: str, labels: Mapping[str, Verdict]) -> JudgeCase:
    return JudgeCase(name, rubric, answer, tuple(labels.get(point.id) for point in rubric.key_points))
