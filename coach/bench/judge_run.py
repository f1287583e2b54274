"""Has a judge judge every case, takes the time of each, and sees what changes when it is said otherwise."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from coach.bench.judge_cases import JudgeCase, words_of
from coach.bench.judge_figures import LabelledVerdict, outcome
from coach.bench.perturbing import Way
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
    flipped: Mapping[str, int]
    """For each way that changes the answer: how many of its points came out otherwise, of three outcomes."""


def judge_cases(
    judge: AnswerJudge,
    cases: Sequence[JudgeCase],
    clock: Clock = time.perf_counter,
    ways: Mapping[str, Way] | None = None,
) -> Iterator[JudgedCase]:
    """Judge every case as a typed answer, in order.

    To warm up, the first answer is judged once before, back to front, so that a judge that remembers what it has read
    gains nothing from it.

    Args:
        judge: Prepared with each rubric before the clock starts, as in a sitting.
        cases: May be none.
        clock: Gives seconds.
        ways: The answer is also said in each of these, by name; one more judgement each, which is not timed.
    """
    for case in cases[:1]:
        judge.prepare(case.rubric)
        judge.judge(case.rubric, typed_transcript(" ".join(reversed(case.answer.split()))))
    for case in cases:
        transcript = typed_transcript(case.answer)
        judge.prepare(case.rubric)
        start = clock()
        coverage = judge.judge(case.rubric, transcript)
        seconds = clock() - start
        said_otherwise = {name: way(case.rubric, case.answer) for name, way in (ways or {}).items()}
        flipped = {
            name: _flips(coverage, judge.judge(case.rubric, typed_transcript(text)))
            for name, text in said_otherwise.items()
            if text != case.answer
        }
        yield JudgedCase(case, coverage, seconds, flipped)


def labelled_verdicts(judged: Iterable[JudgedCase]) -> list[LabelledVerdict]:
    """Give every key point that has a label, with its verdict."""
    found = []
    for case, coverage in ((each.case, each.coverage) for each in judged):
        spans = case.spans or (None,) * len(coverage.points)
        for label, span, point in zip(case.labels or (), spans, coverage.points, strict=case.labels is not None):
            if label is not None:
                shown = point.evidence
                found.append(
                    LabelledVerdict(
                        label,
                        point.verdict,
                        point.probability,
                        span=words_of(case.answer, span) if span else None,
                        evidence=range(shown.first_word, shown.last_word + 1) if shown else None,
                    )
                )
    return found


def share_flipped(judged: Sequence[JudgedCase], way: str) -> float | None:
    """Give the share of points that come out otherwise; None where the way changes no answer.

    Args:
        judged: All cases; those that the way does not change say nothing.
        way: Its name.
    """
    changed = [each for each in judged if way in each.flipped]
    points = sum(len(each.coverage.points) for each in changed)
    return sum(each.flipped[way] for each in changed) / points if points else None


def _flips(before: Coverage, after: Coverage) -> int:
    pairs = zip(before.points, after.points, strict=True)
    return sum(outcome(one.verdict) is not outcome(other.verdict) for one, other in pairs)
