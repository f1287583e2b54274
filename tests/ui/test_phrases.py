from datetime import UTC, datetime, timedelta

import pytest

from coach.domain.coverage import Verdict
from coach.report.scores import SIGNS
from coach.ui.phrases import ago, points, score

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("before", "said"),
    [
        (timedelta(seconds=59), "just now"),
        (timedelta(seconds=60), "1 min ago"),
        (timedelta(minutes=59, seconds=59), "59 min ago"),
        (timedelta(hours=1), "1 h ago"),
        (timedelta(hours=23, minutes=59), "23 h ago"),
        (timedelta(days=1), "yesterday"),
        (timedelta(days=2), "2 days ago"),
        (timedelta(days=13, hours=23), "13 days ago"),
        (timedelta(days=14), "2 weeks ago"),
        (timedelta(days=59), "8 weeks ago"),
        (timedelta(days=60), "31 Dec 2025"),
    ],
)
def test_how_long_ago_something_was_is_said_in_at_most_eleven_characters(before: timedelta, said: str) -> None:
    assert ago(NOW - before, NOW) == said
    assert len(said) <= 11


def test_a_moment_that_lies_ahead_because_the_clock_was_set_back_is_just_now() -> None:
    assert ago(NOW + timedelta(days=3), NOW) == "just now"


def test_verdicts_that_nobody_got_are_left_out() -> None:
    assert points({Verdict.MISSED: 1, Verdict.COVERED: 3, Verdict.UNSURE: 0}) == "✓3 ✗1"


def test_a_score_that_could_not_be_given_is_a_dash_and_nought_is_a_score() -> None:
    assert (score(None), score(0), score(100)) == ("–", "0", "100")


def test_every_verdict_has_a_sign_of_its_own() -> None:
    assert len({SIGNS[verdict] for verdict in Verdict}) == len(Verdict)
