"""The schedule of this user, worked out of the history each time: nothing of it is stored, so nothing can disagree."""

from collections.abc import Mapping
from datetime import date, datetime

from coach.domain.attempt import Attempt
from coach.domain.progress import PointHeard
from coach.domain.rubric import FOLLOWS, asked_question
from coach.domain.schedule import Agenda, PointMemory, Rating, Review
from coach.domain.sitting import SittingKind
from coach.history.history import History
from coach.plan.due import due_questions
from coach.plan.explain import explain_due
from coach.plan.memory import remember
from coach.plan.rating import propose_rating
from coach.plan.standing import find_standing
from coach.plan.today import plan_session
from coach.practice.engines import Engines


def find_agenda(engines: Engines) -> Agenda:
    """Work out what is due, how the plan stands, and what to do today.

    Raises:
        HistoryError: The history cannot be read.
    """
    heard = engines.history.points_heard()
    today = local_day(engines.now())
    bank = engines.bank
    points = {(rubric.id, point.id) for rubric in bank.rubrics for point in rubric.key_points}
    memories = tuple(
        each for each in remember(to_reviews(heard)) if (each.last.question_id, each.last.point_id) in points
    )
    due = due_questions(memories, today)
    practised = practised_days(heard)
    start = engines.settings.plan.start_day
    ended = [each.ended_at for each in engines.history.sittings(SittingKind.MOCK)]
    seconds = {rubric.id: rubric.seconds[1] for rubric in bank.rubrics}
    mocks = [local_day(each) for each in ended if each is not None]
    standing = None if start is None else find_standing(start, practised, mocks, today, frozenset(seconds))
    session = plan_session(
        engines.settings.plan.minutes,
        due,
        standing,
        seconds,
        practised_today=[name for name, days in practised.items() if today in days],
        new=[rubric.id for group in bank.by_topic() for rubric in group.rubrics if rubric.id not in practised],
        today=today,
    )
    return Agenda(today, session, standing, due, memories)


def describe_returns(agenda: Agenda) -> Mapping[str, str]:
    """Say of each question when its points come back and why, without giving them away."""
    found = {due.question_id: due.reason for due in agenda.due}
    coming: dict[str, PointMemory] = {}
    for memory in agenda.memories:
        first = coming.setdefault(memory.last.question_id, memory)
        if memory.due < first.due:
            coming[memory.last.question_id] = memory
    others = {name: explain_due(each, agenda.today) for name, each in coming.items() if name not in found}
    return {**others, **found}


def find_returns(attempt: Attempt, history: History, now: datetime) -> Mapping[str, str]:
    """Say when each key point of an attempt comes back and why, one sentence by its id.

    Args:
        attempt: The attempt; its points are looked up.
        history: All attempts, this one included.
        now: The time; UTC, aware.

    Raises:
        HistoryError: The history cannot be read.
    """
    heard = history.points_heard(asked_question(attempt.question_id))
    return {each.last.point_id: explain_due(each, local_day(now)) for each in remember(to_reviews(heard))}


def to_reviews(heard: tuple[PointHeard, ...] | list[PointHeard]) -> tuple[Review, ...]:
    """Make reviews of what answers did with key points; none where the judge was unsure and the user said nothing."""
    reviews = []
    for each in heard:
        rating = propose_rating(each.verdict, hinted=each.hinted) if each.rating is None else Rating(each.rating)
        if rating is not None:
            name, day = asked_question(each.question_id), local_day(each.answered_at)
            chosen = each.rating is not None
            reviews.append(Review(name, each.point_id, day, rating, each.verdict, chosen=chosen, hinted=each.hinted))
    return tuple(reviews)


def practised_days(heard: tuple[PointHeard, ...]) -> Mapping[str, set[date]]:
    """List the days on which each question was practised; a follow-up alone is no practice of its question."""
    days: dict[str, set[date]] = {}
    for each in heard:
        if FOLLOWS not in each.question_id:
            days.setdefault(each.question_id, set()).add(local_day(each.answered_at))
    return days


def local_day(moment: datetime) -> date:
    """Give the day of a moment, in the time zone of this machine."""
    return moment.astimezone().date()
