"""Learns a key point's threshold: the probability that parts what the user said from what the user did not."""

import math
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from coach.domain.coverage import Verdict
from coach.domain.labels import Label
from coach.domain.rubric import KeyPoint
from coach.practice.teaching.agreement import CREDITED, standing
from coach.practice.teaching.edits import MoveThreshold
from coach.practice.teaching.judgings import Judgings
from coach.practice.teaching.labelled import Case
from coach.practice.teaching.trying import balance
from coach.practice.teaching.wording import answers

BESIDE = 0.02
"""Distance of a threshold to the nearest probability where all labels are of one kind: they tell where the line is not,
and a line far away from them would be a guess."""


class FromProbabilities:
    """Learns a threshold.

    A threshold decides only whether the point is reached, so two judgings of an answer tell its verdict under any: one
    with a threshold that everything reaches, one with a threshold that nothing does.
    """

    def __init__(self, point: KeyPoint, judgings: Judgings) -> None:
        """Take the key point.

        Args:
            point: The key point.
            judgings: Judges, under its rubric.
        """
        self._point = point
        self._judgings = judgings
        self._always = MoveThreshold(point.id, point.threshold, 0.0)
        self._never = MoveThreshold(point.id, point.threshold, math.inf)

    def learn(self, cases: Sequence[Case]) -> MoveThreshold | None:
        """Give the threshold that wins most, in the middle of the widest gap; None where none wins anything."""
        told = sorted((case for case in cases if case.label is not None), key=lambda case: case.probability)
        if all(case.agrees for case in told):
            return None
        places = [case.probability for case in told]
        missed = self._running(told, self._never)
        made = self._running(told, self._always)

        def reached(threshold: float) -> int:
            at = bisect_left(places, threshold)
            return missed[at] + made[-1] - made[at]

        least = balance(told, lambda case: case.verdict) + 1
        one_kind = len({case.label for case in told}) == 1
        cuts = _past(places, told[0].label) if one_kind else _cuts(places)
        if not one_kind:  # where to cover all, or none, agrees better, the probability does not part them
            least = max(least, made[-1], missed[-1])
        best = max(cuts, key=lambda cut: (reached(cut[0]), cut[1]), default=None)
        if best is None or reached(best[0]) < least:
            return None
        return MoveThreshold(self._point.id, self._point.threshold, best[0])

    def verdict(self, case: Case, edit: MoveThreshold) -> Verdict:
        """Judge the case with a threshold."""
        return self._judgings.verdict(self._always if case.probability >= edit.threshold else self._never, case)

    def concerned(self, cases: Sequence[Case]) -> tuple[Case, ...]:
        """Give the cases whose label the verdict does not agree with."""
        return tuple(case for case in cases if not case.agrees)

    def reason(self, cases: Sequence[Case]) -> str:
        """Count how often the judge is too strict, and too generous."""
        wrong = self.concerned(cases)
        strict = sum(case.label is Label.SAID for case in wrong)
        generous = sum(case.label is Label.NOT_SAID and case.verdict in CREDITED for case in wrong)
        doubtful = len(wrong) - strict - generous
        parts = [
            f"you said it in {answers(strict)} where the judge did not hear it" if strict else "",
            f"you did not say it in {answers(generous)} where the judge heard it" if generous else "",
            f"you did not say it in {answers(doubtful)} where the judge is unsure" if doubtful else "",
        ]
        text = "; ".join(part for part in parts if part)
        return f"{text[:1].upper()}{text[1:]}."

    def _running(self, told: Sequence[Case], edit: MoveThreshold) -> list[int]:
        stands = (standing(case.label, self._judgings.verdict(edit, case)) for case in told if case.label is not None)
        return list(accumulate(stands, initial=0))


def _cuts(places: Sequence[float]) -> Iterator[tuple[float, float]]:
    """Give thresholds that part some similarities, in ascending order, each with the width of its gap."""
    for low, high in pairwise(places):
        middle = round((low + high) / 2, 2)
        if low < middle <= high and middle > 0.0:  # rounding must not carry it out of the gap
            yield middle, high - low


def _past(places: Sequence[float], label: Label | None) -> Iterator[tuple[float, float]]:
    """Give the threshold just past similarities that all have the same label, with the distance."""
    if label is Label.SAID:
        threshold = round(places[0] - BESIDE, 2)
        if threshold > 0.0:
            yield threshold, BESIDE
    else:
        threshold = min(1.0, round(places[-1] + BESIDE, 2))
        if threshold > places[-1]:
            yield threshold, BESIDE
