"""The schedule of this user: what is kept about key points, rolled forward by what was heard since."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from coach.domain.attempt import Attempt
from coach.domain.coverage import Verdict
from coach.domain.progress import PointHeard, streaks
from coach.domain.rubric import Rubric, asked_question
from coach.domain.schedule import (
    Agenda,
    Circumstances,
    DayStanding,
    PointMemory,
    Rating,
    Recollection,
    Return,
    Review,
)
from coach.domain.sitting import SittingKind
from coach.errors import HistoryError
from coach.history.history import History
from coach.plan.basis import basis
from coach.plan.explain import explain_due, explain_return
from coach.plan.forecast import tomorrow
from coach.plan.four_weeks import find_plan_progress
from coach.plan.memory import propose_rating, remember, was_due
from coach.plan.today import due_questions, order_more, plan_session
from coach.plan.topics import weakest_topics
from coach.practice.engines import Engines

log = logging.getLogger(__name__)

_NOT_MADE = (Verdict.MISSED, Verdict.CONTRADICTED)
"""Verdicts on a point that was not made at all."""


def find_agenda(engines: Engines) -> Agenda:
    """Work out what is due, how the plan stands, and what to do today.

    Raises:
        HistoryError: The history cannot be read.
    """
    now = _find_circumstances(engines)
    due = due_questions(now.memories, now.today)
    progress = None
    if now.start is not None:
        progress = find_plan_progress(now.start, now.practised, now.mocks, now.today, frozenset(now.seconds))
    session = plan_session(
        now.minutes,
        due,
        progress,
        now.seconds,
        practised_today=now.practised_today,
        were_due=frozenset(each.last.question_id for each in now.memories if was_due(each, now.today)),
        new=now.new,
        today=now.today,
    )
    more = order_more(now, due, progress, _by_last_answer(now, engines.history))
    return Agenda(now, replace(session, more=more), progress, due)


def _find_circumstances(engines: Engines) -> Circumstances:
    """Gather what today's session and those of the days to come follow from.

    Raises:
        HistoryError: The history cannot be read.
    """
    today, bank, plan = local_day(engines.now()), engines.bank, engines.settings.plan
    known = recall(engines.history)
    start = plan.start_day
    practised = engines.history.practised(today if start is None else min(start, today))
    mocks = () if start is None else engines.history.ended(SittingKind.MOCK, start)
    in_order = [rubric for group in bank.by_topic() for rubric in group.rubrics]
    return Circumstances(
        today,
        plan.minutes,
        start,
        tuple(each for rubric in bank.rubrics for each in _still_asked(known.get(rubric.id, ()), rubric)),
        practised.days,
        tuple(local_day(each) for each in mocks),
        {rubric.id: rubric.seconds[1] for rubric in in_order},
        {rubric.id: tuple(point.id for point in rubric.key_points) for rubric in in_order},
        tuple(rubric.id for rubric in in_order if rubric.id not in practised.ever),
    )


def find_standing(engines: Engines, agenda: Agenda) -> DayStanding:
    """Return what today has changed, what tomorrow brings, the days in a row with practice, and what is weak.

    Args:
        engines: What to work with.
        agenda: Today.

    Raises:
        HistoryError: The history cannot be read.
    """
    now = agenda.circumstances
    before: dict[str, dict[str, date]] = {}
    for memory in now.memories:
        if memory.last.day == now.today and memory.before is not None:
            before.setdefault(memory.last.question_id, {})[memory.last.point_id] = memory.before.day
    changes = [
        change
        for name, days in before.items()
        for change in _changes(to_reviews(engines.history.heard(name, min(days.values()))), now.today)
        if change[1].point_id in days
    ]
    current, _ = streaks({day.day for day in engines.history.days()}, agenda.today)
    return DayStanding(
        current,
        tuple(after for before, after in changes if before in _NOT_MADE and after.verdict is Verdict.COVERED),
        tuple(after for before, after in changes if before is Verdict.COVERED and after.verdict in _NOT_MADE),
        tomorrow(now, agenda.session),
        weakest_topics(agenda.memories, {rubric.id: rubric.topic for rubric in engines.bank.rubrics}),
    )


def _changes(reviews: Sequence[Review], today: date) -> Iterator[tuple[Verdict, Review]]:
    """Yield the last verdict before today, and today's last review, of each point that has both."""
    before = {each.point_id: each.verdict for each in reviews if each.day < today}
    after = {each.point_id: each for each in reviews if each.day == today}
    return ((before[name], review) for name, review in after.items() if name in before)


def _by_last_answer(now: Circumstances, history: History) -> Sequence[str]:
    """Return the questions that were practised today, the one that was practised last at the end."""
    practised = now.practised_today
    if not frozenset(now.seconds) <= frozenset(practised):
        return practised  # something else comes before any of them
    latest = {name: summary.answered_at for name, summary in history.latest().items() if name in practised}
    return sorted(latest, key=latest.__getitem__)


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
