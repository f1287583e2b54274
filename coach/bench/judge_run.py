"""Has a judge judge every case, and takes the time of each."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from coach.bench.judge_cases import JudgeCase
from coach.bench.judge_figures import LabelledVerdict, VerdictFigures, measure_verdicts
from coach.domain.coverage import Coverage
from coach.domain.rubric import Rubric
from coach.domain.transcript import Transcript, typed_transcript

Clock = Callable[[], float]
"""Seconds since some moment."""


class AnswerJudge(Protocol):
    """Decides which key points an answer made."""

    def prepare(self, rubric: Rubric) -> None:
        """Do ahead of time whatever needs the rubric alone."""
        ...

    def judge(self, rubric: Rubric, transcript: Transcript) -> Coverage:
        """Give one verdict for each key point, in the rubric's order."""
        ...


@dataclass(frozen=True, slots=True)
class JudgedCase:
    """A case with what a judge made of it."""

    case: JudgeCase
    """The case."""
    coverage: Coverage
    """The verdicts."""
    seconds: float
    """How long the answer took, its rubric being prepared."""


def judge_cases(
    judge: AnswerJudge, cases: Sequence[JudgeCase], clock: Clock = time.perf_counter
) -> Iterator[JudgedCase]:
    """Judge every case as a typed answer, in order.

    To warm up, the first answer is judged once before, back to front, so that a judge that remembers what it has read
    gains nothing from it.

    Args:
        judge: Prepared with each rubric before the clock starts, as in a sitting.
        cases: May be none.
        clock: Gives seconds.
    """
    for case in cases[:1]:
        judge.prepare(case.rubric)
        judge.judge(case.rubric, typed_transcript(" ".join(reversed(case.answer.split()))))
    for case in cases:
        transcript = typed_transcript(case.answer)
        judge.prepare(case.rubric)
        start = clock()
        coverage = judge.judge(case.rubric, transcript)
        yield JudgedCase(case, coverage, clock() - start)


def figures_of(judged: Sequence[JudgedCase]) -> VerdictFigures:
    """Hold the verdicts of all cases against their labels; points without a label count for the time alone."""
    points = [
        LabelledVerdict(label, point.verdict, point.probability)
        for each in judged
        for label, point in zip(each.case.labels or (), each.coverage.points, strict=each.case.labels is not None)
        if label is not None
    ]
    return measure_verdicts(points, [each.seconds for each in judged])
