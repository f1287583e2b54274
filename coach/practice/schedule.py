"""The schedule of this user: what is kept about key points, rolled forward by what was heard since."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from coach.domain.attempt import Attempt
from coach.domain.progress import PointHeard
from coach.domain.rubric import Rubric, asked_question
from coach.domain.schedule import Agenda, PointMemory, Rating, Recollection, Return, Review
from coach.domain.sitting import SittingKind
from coach.errors import HistoryError
from coach.history.history import History
from coach.plan.basis import basis
from coach.plan.explain import explain_due, explain_return
from coach.plan.four_weeks import find_plan_progress
from coach.plan.memory import propose_rating, remember
from coach.plan.today import due_questions, plan_session
from coach.practice.engines import Engines

log = logging.getLogger(__name__)


def find_agenda(engines: Engines) -> Agenda:
    """Work out what is due, how the plan stands, and what to do today.

    Raises:
        HistoryError: The history cannot be read.
    """
    today = local_day(engines.now())
    bank = engines.bank
    known = recall(engines.history)
    memories = tuple(each for rubric in bank.rubrics for each in _still_asked(known.get(rubric.id, ()), rubric))
    due = due_questions(memories, today)
    start = engines.settings.plan.start_day
    practised = engines.history.practised(today if start is None else min(start, today))
    seconds = {rubric.id: rubric.seconds[1] for rubric in bank.rubrics}
    progress = None
    if start is not None:
        mocks = [local_day(each) for each in engines.history.ended(SittingKind.MOCK, start)]
        progress = find_plan_progress(start, practised.days, mocks, today, frozenset(seconds))
    session = plan_session(
        engines.settings.plan.minutes,
        due,
        progress,
        seconds,
        practised_today=[name for name, days in practised.days.items() if today in days],
        new=[rubric.id for group in bank.by_topic() for rubric in group.rubrics if rubric.id not in practised.ever],
        today=today,
    )
    return Agenda(today, session, progress, due, memories)


def describe_returns(agenda: Agenda) -> Mapping[str, str]:
    """Return, for each question, when its points come back and why, without giving them away."""
    found = {due.question_id: due.reason for due in agenda.due}
    coming: dict[str, PointMemory] = {}
    for memory in agenda.memories:
        first = coming.setdefault(memory.last.question_id, memory)
        if (memory.set_aside, memory.due) < (first.set_aside, first.due):
            coming[memory.last.question_id] = memory
    others = {name: explain_due(each, agenda.today) for name, each in coming.items() if name not in found}
    return {**others, **found}


def find_returns(attempt: Attempt, history: History, now: datetime) -> Mapping[str, Return]:
    """Return when each key point of an attempt comes back and why, by its id.

    Args:
        attempt: The attempt; its points are looked up.
        history: All attempts, this one included.
        now: The time; UTC, aware.

    Raises:
        HistoryError: The history cannot be read.
    """
    question, rules = asked_question(attempt.question_id), basis()
    rolled = rolled_forward(history.recollect(rules, question))
    _keep(history, rules, [rolled])
    return {each.last.point_id: explain_return(each, local_day(now)) for each in rolled.memories}


def recall(history: History) -> Mapping[str, tuple[PointMemory, ...]]:
    """Return what is known about each key point that was ever asked for, by its question.

    What follows from answers that have changed since is worked out anew, and all of it is kept for the next time.

    Raises:
        HistoryError: The history cannot be read.
    """
    rules = basis()
    kept = history.memories(rules)
    rolled = [rolled_forward(history.recollect(rules, each)) for each in kept.outdated]
    _keep(history, rules, rolled)
    return {**kept.memories, **{each.question_id: each.memories for each in rolled}}


def rolled_forward(found: Recollection) -> Recollection:
    """Let what was heard since follow what is known about the key points of a question."""
    return replace(found, memories=remember(to_reviews(found.heard), found.memories), heard=())


def _keep(history: History, rules: str, rolled: Sequence[Recollection]) -> None:
    """Keep what was worked out; where that cannot be done now, it is worked out again the next time."""
    outdated = [each for each in rolled if each.outdated]
    if outdated:
        try:
            history.keep_memories(rules, outdated)
        except HistoryError as error:
            log.warning("what was worked out about key points is not kept: %s", error.message)


def _still_asked(known: tuple[PointMemory, ...], rubric: Rubric) -> Iterator[PointMemory]:
    """Yield what is known about the key points that a question has today, in its order."""
    memories = {each.last.point_id: each for each in known}
    return (memories[point.id] for point in rubric.key_points if point.id in memories)


def to_reviews(heard: tuple[PointHeard, ...] | list[PointHeard]) -> tuple[Review, ...]:
    """Make reviews of what answers did with key points, by the user's own rating where there is one."""
    return tuple(
        Review(
            asked_question(each.question_id),
            each.point_id,
            local_day(each.answered_at),
            propose_rating(each.verdict, hinted=each.hinted) if each.rating is None else Rating(each.rating),
            each.verdict,
            chosen=each.rating is not None,
            hinted=each.hinted,
        )
        for each in heard
    )


def local_day(moment: datetime) -> date:
    """Return the day of a moment, in the time zone of this machine."""
    return moment.astimezone().date()
