from datetime import date

from pilots import BANK, L1

from coach.domain.coverage import Verdict
from coach.domain.schedule import (
    Agenda,
    Circumstances,
    DayAhead,
    DayStanding,
    ItemKind,
    Rating,
    Review,
    Session,
    SessionItem,
    TopicShare,
)
from coach.report.bank_words import bank_words
from coach.report.day_report import describe_day, describe_lost, describe_today, describe_tomorrow

TODAY = date(2026, 3, 9)
WORDS = bank_words(BANK.rubrics)
WEAK = (TopicShare("Stats & evaluation", 0.4), TopicShare("Deep learning", 0.525), TopicShare("Algorithms", 0.6))
QUIET = DayStanding(0, (), (), DayAhead(TODAY, 0, 0, 0.0), ())


def items(*kinds: ItemKind) -> tuple[SessionItem, ...]:
    return tuple(SessionItem(f"q{at}", kind, "", 2.5) for at, kind in enumerate(kinds))


def session(*kinds: ItemKind, done: int = 0) -> Session:
    return Session(items(*kinds), 2.5 * len(kinds), 2.5 * done, 0, done)


def agenda(today: Session) -> Agenda:
    return Agenda(Circumstances(TODAY, 20.0, None, (), {}, (), {}, {}, ()), today, None, ())


def review(point: str, verdict: Verdict) -> Review:
    return Review(L1.id, point, TODAY, Rating.AGAIN, verdict)


def test_before_practice_it_says_how_many_how_long_and_why() -> None:
    mixed = session(ItemKind.DUE, ItemKind.DUE, ItemKind.DUE, ItemKind.PLAN, ItemKind.NEW)
    assert describe_today(mixed) == "Today: 5 questions, about 13 minutes: 3 with points due, 1 from the plan, 1 new."
    assert describe_today(session(ItemKind.DUE)) == "Today: 1 question, about 3 minutes: with points due."
    assert describe_today(session(ItemKind.NEW, ItemKind.NEW)) == "Today: 2 questions, about 5 minutes: all new."
    mock = Session((SessionItem("", ItemKind.PLAN, "", 20.0),), 20.0, 0.0, 0)
    assert describe_today(mock) == "Today: a mock interview, about 20 minutes."
    assert describe_today(mock, headed=True) == "A mock interview, about 20 minutes."


def test_meanwhile_it_counts_what_is_done_of_the_same_whole() -> None:
    assert (
        describe_today(session(ItemKind.DUE, ItemKind.PLAN, done=4))
        == "4 of 6 done, about 5 minutes left: 1 with points due, 1 from the plan."
    )


def test_afterwards_it_says_what_was_gained_and_lost_and_what_tomorrow_brings() -> None:
    standing = DayStanding(
        6,
        (review("p1", Verdict.COVERED), review("p1", Verdict.COVERED)),
        (review("p2", Verdict.MISSED),),
        DayAhead(TODAY, 12, 5, 13.5),
        WEAK,
    )
    assert describe_day(agenda(session(done=6)), standing, WORDS, 76) == (
        "Done for today: 6 questions.",
        "2 points gained, 1 lost. Streak: 6 days.",
        "Tomorrow: 12 points due, about 14 minutes.",
        "Lost: “L2 regularization shrinks all weights smoothly”",
        "Weakest: Stats & evaluation 40%, Deep learning 52%, Algorithms 60%",
    )


def test_a_narrow_screen_names_fewer_topics_and_cuts_a_point_at_a_word() -> None:
    lines = describe_day(agenda(session(ItemKind.DUE)), DayStanding(5, (), (), QUIET.tomorrow, WEAK), WORDS, 56)
    assert lines[1:] == ("Streak: 5 days.", "Weakest: Stats & evaluation 40%, Deep learning 52%")
    lost = DayStanding(5, (), (review("p2", Verdict.MISSED),) * 3, QUIET.tomorrow, ())
    assert describe_lost(lost, WORDS, 50) == "Lost: “L2 regularization shrinks all…” and 2 more"


def test_a_day_without_anything_says_so_and_nothing_else_is_made_up() -> None:
    assert describe_day(agenda(session()), QUIET, WORDS, 76) == (
        "Nothing is left to do today.",
        "Nothing is due tomorrow.",
    )


def test_more_than_fits_into_tomorrow_is_said() -> None:
    assert (
        describe_tomorrow(DayAhead(TODAY, 43, 18, 54.0), 20.0)
        == "Tomorrow: 43 points due, about 54 minutes; your day has 20 minutes."
    )
