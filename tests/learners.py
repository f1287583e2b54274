"""Somebody who practises for weeks, forgets in between, and does what the program proposes."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from coach.domain.coverage import Verdict
from coach.domain.schedule import Circumstances, Outlook, Review
from coach.plan.forecast import look_ahead
from coach.plan.four_weeks import MOCK, WEEKS, find_plan_progress
from coach.plan.lengths import minutes_for
from coach.plan.memory import propose_rating, remember
from coach.plan.today import due_questions, plan_session

FIRST_DAY = date(2026, 3, 2)
POINTS = 5
KNOWN_AT_FIRST = 0.45
"""Chance that a point is made the first time that its question is asked."""
DAYS_AFTER_A_MISS = 2.0
"""Days after which a point that was just read up is remembered with a chance of 90 %."""
GROWTH = 1.9
"""How much longer a point is remembered each time that it was made."""
SAID_WRONGLY = 0.3
"""Share of the points that are not known of which something wrong is said."""
JUDGED: dict[Verdict, dict[Verdict, float]] = {
    Verdict.COVERED: {
        Verdict.COVERED: 0.68,
        Verdict.PARTLY: 0.10,
        Verdict.MISSED: 0.12,
        Verdict.UNSURE: 0.06,
        Verdict.CONTRADICTED: 0.04,
    },
    Verdict.MISSED: {
        Verdict.COVERED: 0.10,
        Verdict.PARTLY: 0.02,
        Verdict.MISSED: 0.75,
        Verdict.UNSURE: 0.09,
        Verdict.CONTRADICTED: 0.04,
    },
    Verdict.CONTRADICTED: {
        Verdict.COVERED: 0.17,
        Verdict.PARTLY: 0.02,
        Verdict.MISSED: 0.15,
        Verdict.UNSURE: 0.13,
        Verdict.CONTRADICTED: 0.53,
    },
}
"""Shares of the judge's verdicts on what was made, not made and said wrongly, of 1,740 points not trained on."""
OWN_QUESTIONS = tuple(f"own-{number}" for number in range(1, 6))


def plan_seconds() -> dict[str, float]:
    """The longest good answer of every question of the plan, and of five that are not in it."""
    seconds = {name: _seconds(name) for _, names in WEEKS for name in names if name != MOCK}
    return seconds | dict.fromkeys(OWN_QUESTIONS, 60.0)


def _seconds(name: str) -> float:
    coding = {"gradient-descent", "k-means", "k-nn", "backpropagation", "stable-softmax", "classification-metrics"}
    if name in coding | {"top-k-retrieval", "cross-validation"} or name in WEEKS[3][1]:
        return 300.0 if name.startswith("design-") else 120.0
    return 60.0


@dataclass
class Learned:
    """What became of it."""

    minutes: list[float] = field(default_factory=list)
    """Minutes practised, day by day."""
    items: list[int] = field(default_factory=list)
    """Things done, day by day."""
    backlog: list[int] = field(default_factory=list)
    """Points that are due before practice, day by day."""
    waits: list[int] = field(default_factory=list)
    """Days that each asked point had been due for when it was asked, the day it fell due counting 0."""
    waiting: int = 0
    """Longest wait of a point that is still due at the end."""
    waited_days: int = 0
    """Most days with practice that a due point was passed over."""
    plan_done: int | None = None
    """On which day, from 1, the last item of the plan was done."""
    mocks: list[date] = field(default_factory=list)
    """Days of mock interviews."""
    asked: dict[str, int] = field(default_factory=dict)
    """On how many days each question was asked that was."""
    made: list[float] = field(default_factory=list)
    """Share of the points asked for that were really known, day by day."""
    set_aside: int = 0
    """Points that are set aside at the end."""
    outlooks: list[Outlook] = field(default_factory=list)
    """What was foreseen before practice, day by day with practice."""


def practise(
    days: int,
    minutes: float,
    comes: Callable[[int], bool],
    *,
    seed: int = 7,
    start: date | None = FIRST_DAY,
    foresees: bool = False,
) -> Learned:
    """Practise what is proposed, for so many days.

    Args:
        days: How many.
        minutes: Time for each.
        comes: Whether there is practice on a day, counted from 0.
        seed: Of chance.
        start: When the plan begins; None for none.
        foresees: Whether the days to come are foreseen on each day.
    """
    chance, seconds = random.Random(seed), plan_seconds()
    truth: dict[tuple[str, str], tuple[float, date]] = {}
    reviews: list[Review] = []
    practised: dict[str, set[date]] = {}
    asked_on: dict[tuple[str, str], date] = {}
    passed_over: dict[tuple[str, str], int] = {}
    learned = Learned()
    for number in range(days):
        today = FIRST_DAY + timedelta(days=number)
        memories = remember(reviews)
        due = due_questions(memories, today)
        since = {
            (due_.question_id, point.last.point_id): max(
                point.due, asked_on[due_.question_id, point.last.point_id] + timedelta(days=1)
            )
            for due_ in due
            for point in due_.points
        }
        learned.backlog.append(len(since))
        if not comes(number):
            continue
        progress = (
            None if start is None else find_plan_progress(start, practised, learned.mocks, today, frozenset(seconds))
        )
        new = tuple(name for name in seconds if name not in practised)
        session = plan_session(minutes, due, progress, seconds, practised_today=(), new=new, today=today)
        if foresees:
            points = dict.fromkeys(seconds, tuple(f"point-{place}" for place in range(POINTS)))
            days_of = {name: frozenset(on) for name, on in practised.items()}
            now = Circumstances(today, minutes, start, memories, days_of, tuple(learned.mocks), seconds, points, new)
            learned.outlooks.append(look_ahead(now, session))
        learned.minutes.append(session.minutes)
        learned.items.append(len(session.items))
        known: list[bool] = []
        for item in session.items:
            if not item.question_id:
                learned.mocks.append(today)
                continue
            assert minutes_for(seconds[item.question_id]) == item.minutes
            practised.setdefault(item.question_id, set()).add(today)
            learned.asked[item.question_id] = learned.asked.get(item.question_id, 0) + 1
            for place in range(POINTS):
                key = item.question_id, f"point-{place}"
                if key in since:
                    learned.waits.append((today - since.pop(key)).days)
                asked_on[key] = today
                passed_over.pop(key, None)
                knows, verdict = _answer(truth, key, today, chance)
                known.append(knows)
                reviews.append(Review(*key, today, propose_rating(verdict), verdict))
        learned.made.append(sum(known) / max(1, len(known)))
        for key in since:
            passed_over[key] = passed_over.get(key, 0) + 1
            learned.waited_days = max(learned.waited_days, passed_over[key])
        learned.waiting = max(((today - day).days for day in since.values()), default=0)
        if start is not None and learned.plan_done is None:
            after = find_plan_progress(start, practised, learned.mocks, today, frozenset(seconds))
            learned.plan_done = None if after.open else number + 1
    learned.set_aside = sum(memory.set_aside for memory in remember(reviews))
    return learned


def _answer(
    truth: dict[tuple[str, str], tuple[float, date]], key: tuple[str, str], today: date, chance: random.Random
) -> tuple[bool, Verdict]:
    """Answer one point as memory has it: remembered less the longer it was not asked for, and longer each time.

    Returns:
        Whether it was known, and what the judge says of it.
    """
    if key in truth:
        stays, last = truth[key]
        knows = chance.random() < 0.9 ** ((today - last).days / stays)
    else:
        stays, knows = DAYS_AFTER_A_MISS, chance.random() < KNOWN_AT_FIRST
    truth[key] = (stays * GROWTH if knows else DAYS_AFTER_A_MISS, today)
    wrong = Verdict.CONTRADICTED if chance.random() < SAID_WRONGLY else Verdict.MISSED
    shares = JUDGED[Verdict.COVERED if knows else wrong]
    return knows, chance.choices(list(shares), list(shares.values()))[0]
