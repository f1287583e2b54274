"""Stored attempts judged under one rubric after another: what an edit leaves alone is not worked out again."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from coach.content.heard_answer import HeardAnswer
from coach.content.judge import Judge
from coach.content.weighing import Weighed
from coach.domain.attempt import Attempt
from coach.domain.coverage import Coverage, Evidence
from coach.domain.rubric import KeyPoint, Rubric
from coach.scoring.trust import trust_in, withhold_verdicts

ANSWERS_IN_MEMORY = 400
"""Answers whose vectors stay in memory, about 300 kB each; of more, they are read from disk again."""

VERDICTS_IN_MEMORY = 4_000
"""Answers with all their verdicts that are remembered, about 5 kB each."""

WEIGHED_IN_MEMORY = 8_000
"""Answers weighed against key points that are remembered, about 2 kB each."""


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
        self._hear = lru_cache(ANSWERS_IN_MEMORY)(self._hear_now)
        self._conclude = lru_cache(VERDICTS_IN_MEMORY)(self._conclude_now)
        self._weigh = lru_cache(WEIGHED_IN_MEMORY)(self._weigh_now)

    @property
    def judge_name(self) -> str:
        """The weights that judge."""
        return self._judge.name

    def judge(self, rubric: Rubric, attempt: Attempt) -> Coverage:
        """Judge one of the attempts; a recording that was heard too badly gets no verdicts, as on the day.

        Args:
            rubric: To judge it under.
            attempt: One of those given at the beginning.
        """
        return self._conclude(rubric, attempt.id)

    def nearest(self, rubric: Rubric, attempt: Attempt) -> tuple[Evidence | None, ...]:
        """Give the passage of an attempt that is nearest to each key point; None where it claims nothing."""
        heard, weighed = self._weigh_all(rubric, attempt)
        return self._judge.nearest_of(rubric, attempt.transcript, heard, weighed)

    def _conclude_now(self, rubric: Rubric, attempt_id: str) -> Coverage:
        attempt = self._by_id[attempt_id]
        heard, weighed = self._weigh_all(rubric, attempt)
        coverage = self._judge.conclude(rubric, attempt.transcript, heard, weighed)
        return coverage if trust_in(attempt).points else withhold_verdicts(coverage)

    def _weigh_all(self, rubric: Rubric, attempt: Attempt) -> tuple[HeardAnswer | None, tuple[Weighed, ...]]:
        question = Rubric("", rubric.question, (), spoken=rubric.spoken, aliases=rubric.aliases)
        heard = self._hear(question, attempt.id)
        if heard is None:
            return None, ()
        return heard, tuple(
            self._weigh(question, attempt.id, replace(point, id="", weight=1.0, threshold=None))
            for point in rubric.key_points
        )

    def _hear_now(self, question: Rubric, attempt_id: str) -> HeardAnswer | None:
        return self._judge.hear(question, self._by_id[attempt_id].transcript, stored=True)

    def _weigh_now(self, question: Rubric, attempt_id: str, point: KeyPoint) -> Weighed:
        heard = self._hear(question, attempt_id)
        if heard is None:
            raise ValueError("nothing to weigh in an answer without words")
        return self._judge.weigh(heard, self._judge.read(question.question, point))
