"""Judges attempts under changed rubrics, each once."""

from coach.domain.coverage import Coverage, Evidence, Verdict
from coach.domain.rubric import Rubric
from coach.practice.teaching.edits import Edit
from coach.practice.teaching.labelled import Case, Judged, Nearest


class Judgings:
    """What the judge says about labelled attempts, as far as it was asked."""

    def __init__(self, rubric: Rubric, judged: Judged, nearest: Nearest) -> None:
        """Begin with nothing asked.

        Args:
            rubric: The rubric as it is.
            judged: Judges an attempt.
            nearest: Finds the passages nearest to the key points.
        """
        self.rubric = rubric
        self._judged = judged
        self._nearest = nearest
        self._known: dict[tuple[str, Edit], Coverage] = {}
        self._passages: dict[str, dict[str, Evidence | None]] = {}

    def under(self, edit: Edit, case: Case) -> Coverage:
        """Judge a case under a change."""
        key = (case.attempt.id, edit)
        if key not in self._known:
            self._known[key] = self._judged(edit.apply(self.rubric), case.attempt)
        return self._known[key]

    def verdict(self, edit: Edit, case: Case) -> Verdict:
        """Judge a case under a change that keeps its point."""
        return next(point.verdict for point in self.under(edit, case).points if point.id == edit.point)

    def passage(self, point_id: str, case: Case) -> Evidence | None:
        """Give the passage of a case that is nearest to a key point."""
        if case.attempt.id not in self._passages:
            ids = [point.id for point in self.rubric.key_points]
            found = self._nearest(self.rubric, case.attempt)
            self._passages[case.attempt.id] = dict(zip(ids, found, strict=True))
        return self._passages[case.attempt.id][point_id]
