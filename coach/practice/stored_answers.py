"""Stored attempts judged under one rubric after another: what an edit leaves alone is not worked out again."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from coach.content.judge import Judge
from coach.domain.attempt import Attempt
from coach.domain.coverage import Coverage, Evidence, PointCoverage
from coach.domain.rubric import KeyPoint, Rubric
from coach.scoring.trust import limit_verdicts, trust_in

VERDICTS_IN_MEMORY = 16_000
"""Verdicts on one point of one answer that are remembered, about 1 kB each."""


class StoredAnswers:
    """Judges stored attempts exactly as they would be judged anew; safe to use from several threads."""

    def __init__(self, attempts: Sequence[Attempt], judge: Judge) -> None:
        """Remember the attempts; judges none yet.

        Args:
            attempts: In any order, their ids all different.
            judge: Decides.
        """
        self.attempts = tuple(attempts)
        self._by_id = {attempt.id: attempt for attempt in attempts}
        self._judge = judge
        self._point = lru_cache(VERDICTS_IN_MEMORY)(self._judge_point)

    @property
    def judge_name(self) -> str:
        """The weights that judge."""
        return self._judge.name

    def judge(self, rubric: Rubric, attempt: Attempt) -> Coverage:
        """Judge one of the attempts; what was not understood limits the verdicts as on the day.

        Args:
            rubric: To judge it under.
            attempt: One of those given at the beginning.
        """
        question = replace(rubric, id="", key_points=(), aliases=())
        points = (
            replace(
                self._point(question, attempt.id, replace(point, id="", weight=1.0)), id=point.id, weight=point.weight
            )
            for point in rubric.key_points
        )
        return limit_verdicts(Coverage(tuple(points)), attempt.transcript, trust_in(attempt))

    def nearest(self, rubric: Rubric, attempt: Attempt) -> tuple[Evidence | None, ...]:
        """Give the passage of an attempt that is nearest to each key point; None where it claims nothing."""
        return self._judge.nearest(rubric, attempt.transcript)

    def _judge_point(self, question: Rubric, attempt_id: str, point: KeyPoint) -> PointCoverage:
        """Judge one point by itself; no other point has a say in it."""
        rubric = replace(question, key_points=(point,))
        return self._judge.judge(rubric, self._by_id[attempt_id].transcript).points[0]
