"""What an edited rubric would change in everything ever said about its question, before it is kept."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from coach.domain.attempt import Attempt
from coach.domain.coverage import Coverage, Verdict, overrule
from coach.domain.rubric import Rubric
from coach.practice.agreement import Agreement, Labelled, measure_agreement
from coach.practice.stored_answers import AT_ONCE, StoredAnswers
from coach.scoring.grade import score_coverage
from coach.scoring.trust import trust_in

ORDER = (Verdict.CONTRADICTED, Verdict.MISSED, Verdict.UNSURE, Verdict.PARTLY, Verdict.COVERED)
"""Verdicts from the worst to the best."""


@dataclass(frozen=True, slots=True)
class VerdictChange:
    """One verdict that the edit changes."""

    attempt_id: str
    """The attempt."""
    answered_at: datetime
    """When it began; UTC, aware."""
    point_id: str
    """The key point."""
    before: Verdict | None
    """The verdict under the rubric as it is saved; None for a new key point."""
    after: Verdict | None
    """The verdict under the edited one; None for a key point that is gone."""
    words: str
    """The words concerned, as heard; empty where nothing comes near."""

    @property
    def direction(self) -> int:
        """1 where the edit is kinder, -1 where it is stricter, 0 where the key point is new or gone."""
        if self.before is None or self.after is None:
            return 0
        return 1 if ORDER.index(self.after) > ORDER.index(self.before) else -1


@dataclass(frozen=True, slots=True)
class Effect:
    """What an edit does to all stored attempts of its question."""

    answers: int
    """Attempts judged."""
    changes: tuple[VerdictChange, ...]
    """Newest attempt first, then in the rubric's order."""
    score_before: float | None
    """Mean score under the rubric as it is saved, 0.0 to 100.0; None without any attempt that could be judged."""
    score_after: float | None
    """Mean score under the edited one."""
    agreement_before: Agreement
    """With the user's labels, under the rubric as it is saved."""
    agreement_after: Agreement
    """With the user's labels, under the edited one."""
    aliases_edited: bool = False
    """Whether aliases are among the edits: they count while an answer is transcribed, and change no stored one."""


def what_if(saved: Rubric, edited: Rubric, answers: StoredAnswers) -> Effect:
    """Judge all stored attempts of a question under two rubrics.

    Args:
        saved: The rubric as it is saved.
        edited: The rubric as it would be.
        answers: The attempts.
    """
    newest = sorted(answers.attempts, key=lambda attempt: (attempt.answered_at, attempt.id), reverse=True)
    judged = list(zip(newest, answers.judge_each(saved, newest), answers.judge_each(edited, newest), strict=True))
    return Effect(
        answers=len(judged),
        changes=tuple(change for each in judged for change in compare_verdicts(*each)),
        score_before=_mean(attempt_score(attempt, before) for attempt, before, _ in judged),
        score_after=_mean(attempt_score(attempt, after) for attempt, _, after in judged),
        agreement_before=measure_agreement(Labelled(attempt, before) for attempt, before, _ in judged),
        agreement_after=measure_agreement(Labelled(attempt, after) for attempt, _, after in judged),
        aliases_edited=saved.aliases != edited.aliases,
    )


@dataclass(frozen=True, slots=True)
class JudgedSoFar:
    """How far the judging under two rubrics has come."""

    done: int
    """Attempts judged."""
    total: int
    """Out of so many."""


def what_if_steps(saved: Rubric, edited: Rubric, answers: StoredAnswers) -> Iterator[JudgedSoFar | Effect]:
    """Judge all stored attempts of a question under two rubrics, some at a time, so that one may stop in between.

    Yields:
        How far it has come, after every `AT_ONCE` attempts but the last; then the effect, see `what_if`.
    """
    total = len(answers.attempts)
    for done in range(0, total, AT_ONCE):
        if done:
            yield JudgedSoFar(done, total)
        for rubric in (saved, edited):
            answers.judge_each(rubric, answers.attempts[done : done + AT_ONCE])
    yield what_if(saved, edited, answers)


def compare_verdicts(attempt: Attempt, before: Coverage, after: Coverage) -> tuple[VerdictChange, ...]:
    """List the verdicts of one attempt that differ, in the order of `after`, then what is gone."""
    olds = {point.id: point for point in before.points}
    news = {point.id: point for point in after.points}
    changes = []
    for point_id in dict.fromkeys((*news, *olds)):
        old, new = olds.get(point_id), news.get(point_id)
        if old is not None and new is not None and old.verdict is new.verdict:
            continue
        evidence = (new and new.evidence) or (old and old.evidence)
        changes.append(
            VerdictChange(
                attempt.id,
                attempt.answered_at,
                point_id,
                old.verdict if old else None,
                new.verdict if new else None,
                evidence.text if evidence else "",
            )
        )
    return tuple(changes)


def attempt_score(attempt: Attempt, coverage: Coverage) -> int | None:
    """Return the score that an attempt has with these verdicts, labels included; None where it may not be judged."""
    return score_coverage(overrule(coverage, attempt.labels)) if trust_in(attempt).points else None


def _mean(scores: Iterable[int | None]) -> float | None:
    known = [score for score in scores if score is not None]
    return sum(known) / len(known) if known else None
