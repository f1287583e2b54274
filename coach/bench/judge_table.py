"""The comparison as a table for people and as JSON: our own judge beside plain cosine and TF-IDF, on the same cases."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import TypeVar

from coach.bench.judge_cases import Hand, JudgeCase
from coach.bench.judge_figures import Outcome, confusion, measure_verdicts
from coach.bench.judge_run import (
    AnswerJudge,
    JudgedCase,
    Way,
    judge_cases,
    labelled_verdicts,
    measure_order,
    share_flipped,
)
from coach.bench.public_sets import (
    ArgumentPair,
    GradedAnswer,
    argument_groups,
    contradictory_area,
    correct_area,
    graded_cases,
    mean_average_precision,
)
from coach.plain import plain
from coach.wording import count

T = TypeVar("T")

OURS, PLAIN, TFIDF = "coach", "plain cosine", "TF-IDF"
"""The ways of judging, in the order of the columns."""

NAMES = {
    "macro_f1": "macro-F1 of covered, missed, contradicted",
    "accuracy": "accuracy of these three",
    "kappa": "Cohen's kappa of these three",
    "covered_f1": "covered: F1",
    "contradicted_precision": "contradicted: precision",
    "contradicted_recall": "contradicted: recall",
    "contradicted_as_covered": "contradicted called covered",
    "missed_as_covered": "missed called covered",
    "unsure": "unsure",
    "unsure_missed": "of these missed",
    "calibration_error": "expected calibration error",
    "span_f1": "words shown against words labelled: F1",
    "spans": "points with such words",
    "triples": "questions with good, half, wrong answers",
    "good_above_wrong": "good scored above wrong",
    "in_order": "good above half above wrong",
    "bare": "flips: without punctuation and case",
    "in_another_order": "flips: sentences in another order",
    "with_fillers": "flips: with fillers",
    "after_the_question": "flips: after the question",
    "misheard": "flips: terms misheard",
    "correct_auc": "AUC, correct against the rest",
    "contradictory_auc": "AUC, contradictory against the rest",
    "mean_average_precision": "mean average precision, strict",
    "milliseconds": "milliseconds an answer, median",
}
"""What each figure is called, by its key, in the order in which they are shown."""

NONE = "-"
"""Shown where there is nothing to divide by."""

DIGITS = {"spans": 0, "triples": 0, "good_above_wrong": 0, "in_order": 0, "milliseconds": 1}
"""Digits after the point of those figures that are no shares."""

SHARE_DIGITS = 3
"""Digits after the point of all others."""

NOTED_PARTS = 5
"""Times that the progress through a set is told of."""

Note = Callable[[str], None]
"""Takes a line about the progress."""


@dataclass(frozen=True, slots=True)
class System:
    """A way of judging."""

    name: str
    """The heading of its column."""
    judge: AnswerJudge
    """Judges."""


@dataclass(frozen=True, slots=True)
class Row:
    """One figure for every way of judging."""

    key: str
    """One of `NAMES`."""
    cells: tuple[float | None, ...]
    """In the order of the columns; None where there is nothing to divide by."""


@dataclass(frozen=True, slots=True)
class Section:
    """All figures on one set."""

    title: str
    """The set."""
    cases: int
    """Answers that were judged."""
    points: int | None
    """Key points that have a label; None where similarity is ranked, not verdicts judged."""
    rows: tuple[Row, ...]
    """In order."""
    confusions: tuple[Mapping[Outcome, Mapping[Outcome, int]], ...] | None = None
    """For every way of judging: points by their label's outcome, then by the verdict's; None as for `points`."""


@dataclass(frozen=True, slots=True)
class Table:
    """The whole comparison."""

    systems: tuple[str, ...]
    """Headings of the columns."""
    sections: tuple[Section, ...]
    """In order."""
    remarks: tuple[str, ...]
    """What must be known to read the figures, a sentence or two each."""


def judged_section(title: str, columns: Sequence[Sequence[JudgedCase]], ways: Sequence[str] = ()) -> Section:
    """Make a section out of the same labelled cases, judged in every way.

    Args:
        title: The set.
        columns: For every way of judging all cases.
        ways: In which the answers were also said; a row each.
    """
    points = [labelled_verdicts(column) for column in columns]
    figures: list[dict[str, float | None]] = []
    for column, labelled in zip(columns, points, strict=True):
        order = asdict(measure_order(column))
        figures.append(
            asdict(measure_verdicts(labelled))
            | (order if order["triples"] else {})
            | {way: share_flipped(column, way) for way in ways}
            | {"milliseconds": _milliseconds(column)}
        )
    rows = tuple(Row(key, tuple(each[key] for each in figures)) for key in NAMES if key in figures[0])
    return Section(title, len(columns[0]), len(points[0]), rows, tuple(confusion(each) for each in points))


def hand_sections(
    hands: Mapping[str, Hand], systems: Sequence[System], ways: Mapping[str, Way], note: Note
) -> list[Section]:
    """Judge every hand in every way.

    Args:
        hands: Labelled answers, by the titles of their sections.
        systems: The ways of judging.
        ways: In which the answers are also said.
        note: Told of the progress.

    Returns:
        A section a hand, and one over all of them where there are several.
    """
    columns: list[list[JudgedCase]] = [[] for _ in systems]
    sections = []
    for title, hand in hands.items():
        judged = [judge_all(system, title, hand.cases, note, ways) for system in systems]
        sections.append(judged_section(title, judged, tuple(ways)))
        for column, more in zip(columns, judged, strict=True):
            column.extend(more)
    if len(hands) > 1:
        sections.append(judged_section(f"all {len(hands)} hands", columns, tuple(ways)))
    return sections


def graded_section(title: str, answers: Sequence[GradedAnswer], systems: Sequence[System], note: Note) -> Section:
    """Rank graded answers in every way."""
    cases = graded_cases(answers)
    columns = [judge_all(system, title, cases, note) for system in systems]
    rows = (
        Row("correct_auc", tuple(correct_area(answers, column) for column in columns)),
        Row("contradictory_auc", tuple(contradictory_area(answers, column) for column in columns)),
        Row("milliseconds", tuple(_milliseconds(column) for column in columns)),
    )
    return Section(title, len(cases), None, rows)


def argument_section(title: str, pairs: Sequence[ArgumentPair], systems: Sequence[System], note: Note) -> Section:
    """Match arguments with key points in every way."""
    groups = argument_groups(pairs)
    precisions, times = [], []
    for system in systems:
        judged = iter(judge_all(system, title, [case for group in groups for case in group.cases], note))
        by_group = [[next(judged) for _ in group.cases] for group in groups]
        precisions.append(mean_average_precision(groups, by_group))
        times.append(_milliseconds([each for group in by_group for each in group]))
    rows = (Row("mean_average_precision", tuple(precisions)), Row("milliseconds", tuple(times)))
    return Section(title, sum(len(group.cases) for group in groups), None, rows)


def judge_all(
    system: System, title: str, cases: Sequence[JudgeCase], note: Note, ways: Mapping[str, Way] | None = None
) -> list[JudgedCase]:
    """Judge cases in one way, and tell of the progress now and then."""
    judged = judge_cases(system.judge, cases, ways=ways)
    return list(followed(judged, len(cases), f"{system.name}: {title}", note))


def followed(each_one: Iterable[T], total: int, what: str, note: Note) -> Iterator[T]:
    """Pass things on, and tell of the progress now and then."""
    for done, each in enumerate(each_one, start=1):
        if done * NOTED_PARTS // total > (done - 1) * NOTED_PARTS // total:
            note(f"{what}, {done} of {total}")
        yield each


def _milliseconds(judged: Sequence[JudgedCase]) -> float | None:
    return 1000.0 * median(each.seconds for each in judged) if judged else None


def table_as_json(table: Table) -> dict[str, object]:
    """Make a value for `json.dumps`; shares of 1, null where there is nothing to divide by.

    `confusion` counts points by the outcome of their label, then by that of the verdict.
    """
    return {
        "sections": [
            {
                "title": section.title,
                "cases": section.cases,
                "points": section.points,
                "systems": {
                    system: {
                        **{row.key: row.cells[place] for row in section.rows},
                        **({"confusion": section.confusions[place]} if section.confusions else {}),
                    }
                    for place, system in enumerate(table.systems)
                },
            }
            for section in table.sections
        ],
        "remarks": list(table.remarks),
    }


def verdicts_as_json(judged: JudgedCase) -> dict[str, object]:
    """Make a value for `json.dumps` of one case."""
    return {
        "id": judged.case.id,
        "verdicts": [
            {
                "id": point.id,
                "verdict": point.verdict.value,
                "probability": float(point.probability),
                "similarity": float(point.similarity),
                "mistake_similarity": None if point.mistake_similarity is None else float(point.mistake_similarity),
                "evidence": point.evidence.text if point.evidence else None,
            }
            for point in judged.coverage.points
        ],
    }


def table_as_text(table: Table) -> str:
    """Write one block a set, then the remarks."""
    blocks = [_block(section, table.systems) for section in table.sections]
    remarks = "\n".join(plain(remark) for remark in table.remarks)
    return "\n\n".join([*blocks, remarks] if remarks else blocks)


def _block(section: Section, systems: Sequence[str]) -> str:
    size = count(section.cases, "answer")
    if section.points is not None:
        size += f", {count(section.points, 'labelled point')}"
    lines = [f"{plain(section.title)} ({size})", _line("", systems)]
    for row in section.rows:
        digits = DIGITS.get(row.key, SHARE_DIGITS)
        lines.append(_line(NAMES[row.key], [NONE if cell is None else f"{cell:.{digits}f}" for cell in row.cells]))
    return "\n".join(lines)


def _line(name: str, cells: Sequence[str]) -> str:
    return f"  {name:<42}" + "".join(f"{cell:>14}" for cell in cells)
