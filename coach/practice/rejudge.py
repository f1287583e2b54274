"""Judges stored attempts again under the rubric as it is now; what was decided before stays beside it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from coach.domain.attempt import Attempt, EarlierVerdicts
from coach.domain.rubric import Rubric
from coach.practice.assess import grade_again
from coach.practice.engines import Engines
from coach.practice.stored_answers import StoredAnswers
from coach.practice.what_if import VerdictChange, compare_verdicts
from coach.scoring.trust import trust_in


@dataclass(frozen=True, slots=True)
class Rejudged:
    """One attempt, before and after."""

    before: Attempt
    """As it was stored."""
    after: Attempt
    """Judged again; the same object where nothing is different."""

    @property
    def changes(self) -> tuple[VerdictChange, ...]:
        """The verdicts that are different now."""
        return compare_verdicts(self.before, self.before.coverage, self.after.coverage)


def rejudge(attempt: Attempt, rubric: Rubric, answers: StoredAnswers, engines: Engines) -> Attempt:
    """Judge one stored attempt again; labels stay, the former verdicts are kept as an earlier judgement.

    Args:
        attempt: Not changed; one of the answers.
        rubric: As it is now.
        answers: Judges it.
        engines: What to work with.

    Returns:
        The attempt itself where version, weights and verdicts are the same as before.

    Raises:
        HistoryError: The history cannot be read.
    """
    coverage, judge = answers.judge(rubric, attempt), answers.judge_name
    same = (attempt.rubric_version, attempt.weights.get("embedder"), attempt.coverage)
    if same == (rubric.version, judge, coverage):
        return attempt
    judged = replace(
        attempt,
        coverage=coverage,
        rubric_version=rubric.version,
        weights={**attempt.weights, "embedder": judge},
        earlier=(*attempt.earlier, as_earlier_verdicts(attempt)),
    )
    return grade_again(judged, rubric, trust_in(attempt), engines.history, engines.settings.delivery.shown)


def as_earlier_verdicts(attempt: Attempt) -> EarlierVerdicts:
    """Return what was decided about an attempt, to be kept when it is judged again."""
    embedder = attempt.weights.get("embedder", "")
    return EarlierVerdicts(attempt.rubric_version, attempt.coverage, attempt.scorecard.score, embedder)


def rejudge_question(rubric: Rubric, engines: Engines, *, save: bool) -> Iterator[Rejudged]:
    """Judge every stored attempt of a question again, oldest first; waits for the judge.

    Args:
        rubric: As it is now.
        engines: What to work with.
        save: Whether to keep the new verdicts; each attempt is saved as it is judged.

    Raises:
        CoachError: The weights could not be loaded, or the history not be read or written.
    """
    answers = StoredAnswers(tuple(engines.history.each(rubric.id)), engines.ready_judge())
    for attempt in answers.attempts:
        after = rejudge(attempt, rubric, answers, engines)
        if save and after is not attempt:
            engines.history.save(after)
        yield Rejudged(attempt, after)
