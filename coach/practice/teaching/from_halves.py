"""Learns whether a key point mixes two claims: in some answers only one of them is heard."""

from collections.abc import Sequence

from coach.domain.coverage import Verdict
from coach.domain.rubric import KeyPoint
from coach.practice.teaching.agreement import CREDITED
from coach.practice.teaching.edits import SplitPoint
from coach.practice.teaching.judgings import Judgings
from coach.practice.teaching.labelled import Case
from coach.practice.teaching.splitting import split_point
from coach.practice.teaching.trying import agreement_over
from coach.practice.teaching.wording import answers


class FromHalves:
    """Learns a split.

    A label on the whole point does not say which half was meant. It is held against both: covered are the halves
    together where both are, missed where neither is, and where they differ nothing agrees with it.
    """

    def __init__(self, point: KeyPoint, judgings: Judgings) -> None:
        """Take the key point.

        Args:
            point: The key point.
            judgings: Judges, under its rubric.
        """
        points = judgings.rubric.key_points
        halves = split_point(point, frozenset(each.id for each in points))
        self._judgings = judgings
        self._at = next(at for at, each in enumerate(points) if each.id == point.id)
        self._edit = None if halves is None else SplitPoint(point.id, halves[0].point, halves[1].point)

    def learn(self, cases: Sequence[Case]) -> SplitPoint | None:
        """Give the split where an answer speaks for it and the labels do not speak against it."""
        edit = self._edit
        if edit is None or not self.concerned(cases):
            return None
        now = agreement_over(cases, lambda case: case.verdict)
        then = agreement_over(cases, lambda case: self.verdict(case, edit))
        return edit if then.agreeing >= now.agreeing and then.balance >= now.balance else None

    def verdict(self, case: Case, edit: SplitPoint) -> Verdict:
        """Judge the case by both halves together."""
        both = self._halves(case, edit)
        credited = [verdict in CREDITED for verdict in both]
        if all(credited):
            return Verdict.COVERED
        return Verdict.UNSURE if any(credited) or Verdict.UNSURE in both else Verdict.MISSED

    def concerned(self, cases: Sequence[Case]) -> tuple[Case, ...]:
        """Give the cases in which one half was heard: by the verdict, or where a label differs, by the halves."""
        return tuple(case for case in cases if case.verdict is Verdict.PARTLY or self._differs(case))

    def reason(self, cases: Sequence[Case]) -> str:
        """Count the answers with one half."""
        return f"It makes two claims, and in {answers(len(self.concerned(cases)))} only one of them was heard."

    def _differs(self, case: Case) -> bool:
        if case.agrees or self._edit is None:
            return False
        first, second = (verdict in CREDITED for verdict in self._halves(case, self._edit))
        return first is not second

    def _halves(self, case: Case, edit: SplitPoint) -> tuple[Verdict, Verdict]:
        points = self._judgings.under(edit, case).points
        return points[self._at].verdict, points[self._at + 1].verdict
