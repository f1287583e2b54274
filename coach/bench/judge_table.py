"""The comparison: our own judge beside the plain cosine and TF-IDF, on the same cases in one run."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from statistics import median
from typing import TypeVar

from coach.bench.judge_cases import JudgeCase
from coach.bench.judge_figures import VerdictFigures
from coach.bench.judge_public import (
    argument_groups,
    contradictory_area,
    correct_area,
    graded_cases,
    mean_average_precision,
)
from coach.bench.judge_run import AnswerJudge, JudgedCase, figures_of, judge_cases
from coach.content.training.public_sets import ArgumentPair, GradedAnswer

T = TypeVar("T")

OURS, PLAIN, TFIDF = "coach", "plain cosine", "TF-IDF"
"""The ways of judging, in the order of the columns."""

NAMES = {
    "macro_f1": "macro-F1 of covered, missed, contradicted",
    "covered_f1": "covered: F1",
    "contradicted_precision": "contradicted: precision",
    "contradicted_recall": "contradicted: recall",
    "contradicted_as_covered": "contradicted scored covered",
    "missed_as_covered": "missed scored covered",
    "calibration_error": "expected calibration error",
    "unsure": "points unsure",
    "unsure_missed": "of these missed",
    "correct_auc": "AUC, correct against the rest",
    "contradictory_auc": "AUC, contradictory against the rest",
    "mean_average_precision": "mean average precision, strict",
    "milliseconds": "milliseconds an answer, median",
}
"""What each figure is called, by its key."""

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


@dataclass(frozen=True, slots=True)
class Table:
    """The whole comparison."""

    systems: tuple[str, ...]
    """Headings of the columns."""
    sections: tuple[Section, ...]
    """In order."""
    remarks: tuple[str, ...]
    """What must be known to read the figures, a sentence or two each."""


def judged_section(title: str, columns: Sequence[Sequence[JudgedCase]]) -> Section:
    """Make a section out of the same labelled cases, judged in every way."""
    figures = [figures_of(column) for column in columns]
    shown = [field.name for field in fields(VerdictFigures) if field.name in NAMES]
    rows = tuple(Row(key, tuple(getattr(each, key) for each in figures)) for key in shown)
    return Section(title, figures[0].cases, figures[0].points, rows)


def labelled_section(title: str, cases: Sequence[JudgeCase], systems: Sequence[System], note: Note) -> Section:
    """Judge labelled cases in every way."""
    return judged_section(title, [judge_all(system, title, cases, note) for system in systems])


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


def judge_all(system: System, title: str, cases: Sequence[JudgeCase], note: Note) -> list[JudgedCase]:
    """Judge cases in one way, and tell of the progress now and then."""
    return list(followed(judge_cases(system.judge, cases), len(cases), f"{system.name}: {title}", note))


def followed(each_one: Iterable[T], total: int, what: str, note: Note) -> Iterator[T]:
    """Pass things on, and tell of the progress now and then."""
    for done, each in enumerate(each_one, start=1):
        if done * NOTED_PARTS // total > (done - 1) * NOTED_PARTS // total:
            note(f"{what}, {done} of {total}")
        yield each


def _milliseconds(judged: Sequence[JudgedCase]) -> float | None:
    return 1000.0 * median(each.seconds for each in judged) if judged else None
