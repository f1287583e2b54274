"""Stored attempts judged under one rubric after another: what an edit leaves alone is not worked out again."""

import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from coach.content.judge import AnswerToJudge, Judge, PreparedAnswer
from coach.domain.attempt import Attempt
from coach.domain.coverage import Coverage, Evidence, PointCoverage
from coach.domain.rubric import KeyPoint, Rubric
from coach.scoring.trust import limit_verdicts, trust_in

K = TypeVar("K")
V = TypeVar("V")

VERDICTS_KEPT = 16_000
"""Verdicts on one point of one answer that are remembered, about 1 kB each."""

ANSWERS_KEPT = 500
"""Answers that are remembered as they are read, about 0.1 MB each: 200 under a question and its edited wording."""

AT_ONCE = 20
"""Answers that are judged together; more gain nothing, and whoever watches would wait for news."""

AnswerKey = tuple[Rubric, str]
"""A question without its points, and the id of an attempt."""

VerdictKey = tuple[Rubric, str, KeyPoint]
"""The same with a point, whose id and importance have no say in its verdict."""


class StoredAnswers:
    """Judges stored attempts exactly as they would be judged anew; safe to use from several threads."""

    def __init__(self, attempts: Sequence[Attempt], judge: Judge) -> None:
        """Remember the attempts; judges none yet.

        Args:
            attempts: In any order, their ids all different.
            judge: Decides.
        """
        self.attempts = tuple(attempts)
        self._judge = judge
        self._lock = threading.Lock()
        self._prepared: OrderedDict[AnswerKey, PreparedAnswer] = OrderedDict()
        self._verdicts: OrderedDict[VerdictKey, PointCoverage] = OrderedDict()

    @property
    def judge_name(self) -> str:
        """The weights that judge."""
        return self._judge.name

    def judge(self, rubric: Rubric, attempt: Attempt) -> Coverage:
        """Judge one of the attempts; see `judge_each`."""
        return self.judge_each(rubric, [attempt])[0]

    def judge_each(self, rubric: Rubric, attempts: Sequence[Attempt]) -> tuple[Coverage, ...]:
        """Judge some of the attempts, `AT_ONCE` together; what was not understood limits verdicts as on the day.

        Args:
            rubric: To judge them under.
            attempts: Of those given at the beginning.
        """
        question = Rubric("", rubric.question, (), spoken=rubric.spoken)
        points = [replace(point, id="", importance=1.0) for point in rubric.key_points]
        covered = []
        for at in range(0, len(attempts), AT_ONCE):
            some = attempts[at : at + AT_ONCE]
            known = self._judge_points(question, points, some)
            for attempt in some:
                verdicts = (
                    replace(known[question, attempt.id, bare], id=point.id, importance=point.importance)
                    for point, bare in zip(rubric.key_points, points, strict=True)
                )
                covered.append(limit_verdicts(Coverage(tuple(verdicts)), attempt.transcript, trust_in(attempt)))
        return tuple(covered)

    def nearest(self, rubric: Rubric, attempt: Attempt) -> tuple[Evidence | None, ...]:
        """Return the passage of an attempt that is nearest to each key point; None where it claims nothing."""
        return self._judge.nearest(rubric, attempt.transcript)

    def _judge_points(
        self, question: Rubric, points: Sequence[KeyPoint], attempts: Sequence[Attempt]
    ) -> dict[VerdictKey, PointCoverage]:
        """Return the verdict on every point of every attempt; no other point has a say in it."""
        known = _recall(
            self._verdicts, [(question, each.id, point) for each in attempts for point in points], self._lock
        )
        missing = {
            each.id: tuple(point for point in dict.fromkeys(points) if (question, each.id, point) not in known)
            for each in attempts
        }
        to_judge = [each for each in attempts if missing[each.id]]
        asked = [
            AnswerToJudge(replace(question, key_points=missing[each.id]), heard)
            for each, heard in zip(to_judge, self._hear(question, to_judge), strict=True)
        ]
        for attempt, one, coverage in zip(to_judge, asked, self._judge.judge_each(asked), strict=True):
            for point, verdict in zip(one.rubric.key_points, coverage.points, strict=True):
                known[question, attempt.id, point] = verdict
        _hold(self._verdicts, known, VERDICTS_KEPT, self._lock)
        return known

    def _hear(self, question: Rubric, attempts: Sequence[Attempt]) -> list[PreparedAnswer]:
        known = _recall(self._prepared, [(question, each.id) for each in attempts], self._lock)
        missing = [each for each in attempts if (question, each.id) not in known]
        heard = self._judge.prepare_answers(question, [each.transcript for each in missing])
        known |= {(question, each.id): one for each, one in zip(missing, heard, strict=True)}
        _hold(self._prepared, known, ANSWERS_KEPT, self._lock)
        return [known[question, each.id] for each in attempts]


def _recall(kept: OrderedDict[K, V], keys: Sequence[K], lock: threading.Lock) -> dict[K, V]:
    with lock:
        return {key: kept[key] for key in keys if key in kept}


def _hold(kept: OrderedDict[K, V], values: dict[K, V], most: int, lock: threading.Lock) -> None:
    """Keep values; those that were not asked for the longest time go."""
    with lock:
        for key, value in values.items():
            kept[key] = value
            kept.move_to_end(key)
        while len(kept) > most:
            kept.popitem(last=False)
