from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from coach.domain.coverage import Verdict
from coach.domain.schedule import (
    Circumstances,
    DueQuestion,
    ItemKind,
    PlanItem,
    PlannedItem,
    PlanProgress,
    PointMemory,
    Rating,
    Review,
    Session,
    WeekProgress,
)
from coach.plan.lengths import minutes_for
from coach.plan.today import PATIENCE_DAYS, due_questions, order_more, plan_session

TODAY = date(2026, 3, 9)
SHORT = {f"{kind}{number}": 30.0 for kind in ("due", "plan", "new") for number in range(12)}
"""Questions of half a minute: each takes two minutes with all that goes with it."""
LONG = SHORT | {"prompt": 300.0, "long-due": 300.0}
"""And two of five minutes: each takes six and a half."""


def due(*names: str) -> list[DueQuestion]:
    point = PointMemory(Review("q", "p", TODAY - timedelta(days=1), Rating.AGAIN, Verdict.MISSED), TODAY, 0.2, 1, 0)
    return [DueQuestion(name, (point,), f"Because of {name}.") for name in names]


def plan(today: Sequence[str], later: Sequence[str] = (), *, waits: int = 0, start: date = TODAY) -> PlanProgress:
    """A plan of one week with these open, for today and for tomorrow."""
    items = [PlannedItem(PlanItem(name, 0, 1), False, TODAY) for name in today]
    items += [PlannedItem(PlanItem(name, 1, 1), False, TODAY + timedelta(days=1)) for name in later]
    return PlanProgress(start, (WeekProgress(1, "A theme", tuple(items)),), 0, TODAY, waits)


def propose(
    minutes: float,
    due_: Sequence[DueQuestion] = (),
    progress: PlanProgress | None = None,
    *,
    seconds: Mapping[str, float] = SHORT,
    practised: Sequence[str] = (),
    were_due: Sequence[str] = (),
    new: Sequence[str] = (),
) -> Session:
    return plan_session(
        minutes, due_, progress, seconds, practised_today=practised, were_due=were_due, new=new, today=TODAY
    )


def names(session: Session) -> list[str]:
    return [item.question_id for item in session.items]


def many(kind: str) -> list[str]:
    return [f"{kind}{number}" for number in range(12)]


def test_a_question_takes_its_answer_and_a_minute_and_a_half() -> None:
    assert minutes_for(60.0) == 2.5
    assert minutes_for(300.0) == 6.5


def test_what_is_due_comes_first_and_a_third_stays_for_the_plan() -> None:
    session = propose(12.0, due(*many("due")), plan(many("plan")))
    assert names(session) == ["due0", "due1", "due2", "due3", "plan0", "plan1"]
    assert (session.minutes, session.due_later) == (12.0, 8)


def test_what_one_does_not_need_goes_to_the_other() -> None:
    assert names(propose(12.0, due("due0"), plan(many("plan")))) == ["due0", *many("plan")[:5]]
    assert names(propose(12.0, due(*many("due")), plan(["plan0"]))) == [*many("due")[:5], "plan0"]


def test_time_that_is_left_goes_to_the_plans_next_days() -> None:
    session = propose(8.0, due("due0"), plan(["plan0"], ["plan1", "plan2", "plan3"]))
    assert names(session) == ["due0", "plan0", "plan1", "plan2"]
    assert [item.reason for item in session.items][1:3] == [
        "Week 1 of your plan has it for today.",
        "Week 1 of your plan has it, ahead of time.",
    ]


def test_a_question_that_is_due_and_in_the_plan_comes_once() -> None:
    assert names(propose(8.0, due("plan0"), plan(["plan0", "plan1"]))) == ["plan0", "plan1"]


def test_without_a_plan_new_questions_fill_the_time() -> None:
    session = propose(6.0, due("due0"), new=many("new"))
    assert [(item.question_id, item.kind) for item in session.items] == [
        ("due0", ItemKind.DUE),
        ("new0", ItemKind.NEW),
        ("new1", ItemKind.NEW),
    ]


def test_new_questions_wait_for_the_end_of_the_plan() -> None:
    assert names(propose(20.0, progress=plan(["plan0"]), new=["new0"])) == ["plan0"]
    assert names(propose(20.0, progress=plan([]), new=["new0"])) == ["new0"]


def test_a_plan_that_has_not_begun_gives_nothing_yet() -> None:
    assert names(propose(8.0, due("due0"), plan(["plan0"], start=TODAY + timedelta(days=1)))) == ["due0"]


def test_what_was_practised_today_counts_as_time_spent_and_is_not_proposed_again() -> None:
    session = propose(8.0, due(*many("due")), plan(many("plan")), practised=["due0", "plan0"], were_due=["due0"])
    assert session.done_minutes == 4.0
    assert names(session) == ["due1", "plan1"]
    assert propose(8.0, due(*many("due")), practised=many("due")[:4], were_due=many("due")[:4]).items == ()


def test_whoever_does_what_is_proposed_finds_the_rest_of_it_afterwards() -> None:
    for minutes in (9.0, 12.0, 20.0):
        morning = names(propose(minutes, due(*many("due")), plan(many("plan"))))
        for done in range(len(morning) + 1):
            session = propose(
                minutes,
                due(*many("due")[sum(each.startswith("due") for each in morning[:done]) :]),
                plan(many("plan")[sum(each.startswith("plan") for each in morning[:done]) :]),
                practised=morning[:done],
                were_due=[each for each in morning[:done] if each.startswith("due")],
            )
            assert names(session) == morning[done:]
            assert (session.done, session.total) == (done, len(morning))


def circumstances(*memories: PointMemory, new: Sequence[str] = ()) -> Circumstances:
    return Circumstances(TODAY, 20.0, None, memories, {}, (), SHORT, {}, tuple(new))


def coming(question: str, days: int) -> PointMemory:
    last = Review(question, "p", TODAY - timedelta(days=1), Rating.GOOD, Verdict.COVERED)
    return PointMemory(last, TODAY + timedelta(days=days), 3.0, 1, 1)


def test_after_the_session_comes_what_is_due_then_the_plan_what_is_new_and_what_is_due_soonest() -> None:
    now = circumstances(coming("due5", 9), coming("due4", 3), new=["new0", "plan1"])
    found = order_more(now, due("due1", "due2"), plan(["plan0"], ["plan1"]), ["due1", "new3"])
    assert found[:6] == ("due2", "plan0", "plan1", "new0", "due4", "due5")


def test_no_question_comes_twice_on_a_day_before_all_others_had_their_turn() -> None:
    now, done = circumstances(new=["new0"]), list[str]()
    for _ in SHORT:
        found = order_more(now, due("due0", "due1"), None, done)
        assert sorted(found) == sorted(SHORT)
        done.append(found[0])
    assert sorted(done) == sorted(SHORT)
    assert order_more(now, due("due0", "due1"), None, done)[0] == done[0]


def test_one_question_that_is_longer_than_all_the_time_comes_alone() -> None:
    assert names(propose(5.0, due("long-due", "due1"), seconds=LONG)) == ["long-due"]
    assert names(propose(5.0, progress=plan(["prompt", "plan1"]), seconds=LONG)) == ["prompt"]


def test_a_long_prompt_of_the_plan_is_not_starved_by_what_is_due() -> None:
    assert names(propose(10.0, due(*many("due")), plan(["prompt"]), seconds=LONG)) == ["due0", "prompt"]


def test_a_long_due_question_is_not_starved_by_short_ones() -> None:
    waiting = plan(many("plan"), waits=1)
    assert names(propose(9.0, due("long-due", *many("due")), waiting, seconds=LONG)) == ["long-due", "plan0"]


def test_a_mock_interview_takes_a_whole_day_and_comes_although_points_are_due() -> None:
    session = propose(20.0, due(*many("due")), plan(["", "plan0"]))
    assert names(session) == [""]
    assert session.due_later == 12


def test_a_mock_interview_that_was_not_done_gives_way_for_two_days() -> None:
    for waits in (1, 2):
        assert names(propose(6.0, due("due0"), plan(["", "plan0"], waits=waits))) == ["due0", "plan0"]
    assert names(propose(6.0, due("due0"), plan(["", "plan0"], waits=3))) == [""]


def test_a_mock_interview_takes_no_time_from_what_is_due_once_the_day_has_begun() -> None:
    session = propose(8.0, due(*many("due")), plan(["", "plan0"]), practised=["new0"])
    assert names(session) == ["due0", "due1", "plan0"]


def test_questions_that_are_gone_from_the_bank_are_not_proposed() -> None:
    assert names(propose(8.0, due("gone", "due0"), plan(["gone-too", "plan0"]), new=["gone-as-well"])) == [
        "due0",
        "plan0",
    ]


def test_nothing_to_do_is_an_empty_session() -> None:
    session = propose(20.0)
    assert (session.items, session.minutes, session.due_later) == ((), 0, 0)


DUE_TODAY = date(2026, 11, 23)
VERDICTS = {Rating.AGAIN: Verdict.MISSED, Rating.HARD: Verdict.PARTLY, Rating.GOOD: Verdict.COVERED}


def memory(
    question: str,
    ago: int,
    days: int,
    rating: Rating = Rating.GOOD,
    point: str = "p",
    *,
    verdict: Verdict | None = None,
) -> PointMemory:
    """Last asked so many days ago, to come back after so many days."""
    last = Review(question, point, DUE_TODAY - timedelta(days=ago), rating, verdict or VERDICTS[rating])
    return PointMemory(last, last.day + timedelta(days=days), float(days), 1, 1)


def test_only_points_whose_day_has_come_are_due() -> None:
    due = due_questions([memory("a", 2, 2), memory("b", 1, 2), memory("a", 1, 9, point="later")], DUE_TODAY)
    assert [(each.question_id, len(each.points)) for each in due] == [("a", 1)]


def test_a_missed_point_goes_before_one_that_was_made() -> None:
    due = due_questions([memory("made", 2, 2), memory("missed", 1, 1, Rating.AGAIN)], DUE_TODAY)
    assert [each.question_id for each in due] == ["missed", "made"]


def test_more_due_points_go_before_fewer() -> None:
    due = due_questions([memory("one", 2, 2), memory("two", 2, 2), memory("two", 2, 2, point="q")], DUE_TODAY)
    assert [each.question_id for each in due] == ["two", "one"]


def test_a_question_that_has_waited_too_long_goes_before_all_others() -> None:
    waited = memory("waited", 60 + PATIENCE_DAYS + 1, 60)
    patient = memory("patient", 60 + PATIENCE_DAYS, 60)
    due = due_questions([memory("missed", 3, 1, Rating.AGAIN), patient, waited], DUE_TODAY)
    assert [each.question_id for each in due] == ["waited", "missed", "patient"]


def test_the_reason_names_how_many_points_and_what_happened_to_the_most_urgent() -> None:
    contradicted = memory("a", 3, 1, Rating.AGAIN, verdict=Verdict.CONTRADICTED)
    (due,) = due_questions([memory("a", 3, 2, point="q"), contradicted], DUE_TODAY)
    assert due.reason == "2 points are due: you said the opposite of one on Friday."
    assert due.points[0] is contradicted
    (due,) = due_questions([memory("a", 1, 1, Rating.AGAIN)], DUE_TODAY)
    assert due.reason == "1 point is due: you missed it yesterday."
    (due,) = due_questions([memory("a", 2, 2)], DUE_TODAY)
    assert due.reason == "1 point is due: last made on Saturday."
    (due,) = due_questions([memory("a", 2, 1, Rating.HARD)], DUE_TODAY)
    assert due.reason == "1 point is due: you made it only in part on Saturday."
    (due,) = due_questions([contradicted], DUE_TODAY)
    assert due.reason == "1 point is due: you said the opposite of it on Friday."


def test_the_reason_says_of_how_many_points_it_is_true() -> None:
    def reason(*points: tuple[int, Rating]) -> str:
        memories = [memory("a", ago, 1, rating, point=f"p{at}") for at, (ago, rating) in enumerate(points)]
        return due_questions(memories, DUE_TODAY)[0].reason

    again, good, hard = Rating.AGAIN, Rating.GOOD, Rating.HARD
    assert reason((3, again), (3, again), (3, again)) == "3 points are due: you missed all of them on Friday."
    assert reason((4, again), (3, again), (2, good)) == "3 points are due: you missed 2 of them, last on Friday."
    assert reason((4, again), (3, again)) == "2 points are due: you missed both, last on Friday."
    assert reason((3, again), (3, good)) == "2 points are due: you missed one on Friday."
    assert reason((3, hard), (3, hard), (2, good)) == "3 points are due: you made 2 of them only in part on Friday."
    assert reason((4, good), (3, good)) == "2 points are due: last made on Friday."
    assert reason((9, good), (8, good), (2, again)) == "3 points are due: you made 2 of them, last on 15 Nov."
