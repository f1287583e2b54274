import os
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

from coach.domain.coverage import Verdict
from coach.domain.schedule import Circumstances, PointMemory, Rating, Review, Session
from coach.plan.forecast import look_ahead, tomorrow
from coach.plan.memory import remember
from coach.plan.today import due_questions, plan_session

TODAY = date(2026, 3, 9)
NOTHING = Session((), 0.0, 0.0, 0)


def known(question: str, days_ago: int, *points: str, rating: Rating = Rating.AGAIN) -> tuple[PointMemory, ...]:
    """Points of a question that was asked so many days ago; one that was missed is due two days later."""
    verdict = Verdict.MISSED if rating is Rating.AGAIN else Verdict.COVERED
    return remember(Review(question, point, TODAY - timedelta(days=days_ago), rating, verdict) for point in points)


def circumstances(*memories: PointMemory, minutes: float = 20.0, seconds: float = 30.0) -> Circumstances:
    points: dict[str, tuple[str, ...]] = {}
    for each in memories:
        points[each.last.question_id] = (*points.get(each.last.question_id, ()), each.last.point_id)
    return Circumstances(TODAY, minutes, None, memories, {}, (), dict.fromkeys(points, seconds), points, new=())


def session(now: Circumstances) -> Session:
    due = due_questions(now.memories, now.today)
    return plan_session(now.minutes, due, None, now.seconds, practised_today=(), new=now.new, today=now.today)


def test_each_point_is_foreseen_on_the_day_on_which_it_is_due() -> None:
    now = circumstances(*known("a", 1, "p", "q"), *known("b", 0, "p"), *known("c", 0, "p", rating=Rating.EASY))
    days = look_ahead(now, NOTHING).days
    assert [each.day for each in days[:2]] == [TODAY + timedelta(days=1), TODAY + timedelta(days=2)]
    assert len(days) == 14
    assert (days[0].points, days[0].questions, days[0].minutes) == (2, 1, 2.0)
    assert (days[1].points, days[1].questions) == (1, 1)
    assert days[0] == tomorrow(now, NOTHING)
    (later,) = known("c", 0, "p", rating=Rating.EASY)
    assert days[(later.due - TODAY).days - 1].points >= 1


def test_what_todays_session_asks_is_not_due_tomorrow_and_what_it_leaves_is() -> None:
    now = circumstances(*(each for name in "abcd" for each in known(name, 5, "p")), minutes=4.0)
    left = session(now)
    assert (len(left.items), tomorrow(now, left).points) == (2, 2)
    assert tomorrow(now, NOTHING).points == 4


def test_points_that_are_set_aside_are_not_foreseen() -> None:
    reviews = [Review("a", "p", TODAY - timedelta(days=20 - 2 * at), Rating.AGAIN, Verdict.MISSED) for at in range(8)]
    assert tomorrow(circumstances(*remember(reviews)), NOTHING).points == 0


def test_too_few_minutes_are_told_with_how_many_would_be_enough() -> None:
    memories = [each for number in range(40) for each in known(f"q{number}", 3, "p")]
    short = circumstances(*memories, minutes=6.0)
    outlook = look_ahead(short, session(short))
    assert not outlook.carried
    assert outlook.enough is not None
    assert outlook.enough > 6
    enough = circumstances(*memories, minutes=float(outlook.enough))
    assert look_ahead(enough, session(enough)).carried
    fewer = circumstances(*memories, minutes=float(outlook.enough - 5))
    assert not look_ahead(fewer, session(fewer)).carried


def test_where_no_day_is_long_enough_no_number_is_made_up() -> None:
    memories = [each for number in range(400) for each in known(f"q{number}", 3, "p")]
    now = circumstances(*memories, seconds=1200.0)
    outlook = look_ahead(now, session(now))
    assert (outlook.carried, outlook.enough) == (False, None)


_ELSEWHERE = """
from test_forecast import circumstances, known, session
from coach.domain.schedule import Rating
from coach.plan.forecast import look_ahead
memories = [
    each for at in range(9) for each in known(f"q{at}", 3, "p", rating=(Rating.AGAIN, Rating.GOOD, Rating.EASY)[at % 3])
]
now = circumstances(*memories, minutes=9.0)
print(look_ahead(now, session(now)))
"""


def test_every_run_of_the_program_foresees_the_same() -> None:
    def foreseen(seed: str) -> str:
        here = str(Path(__file__).parent)
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join([here, *sys.path])}
        command = [sys.executable, "-c", _ELSEWHERE]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout

    assert len({foreseen(seed) for seed in "123"}) == 1
