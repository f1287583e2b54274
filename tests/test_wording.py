from datetime import UTC, datetime

import pytest

from coach.wording import about_minutes, clock, count, cut_at_word, day_and_time, plural


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0.0, "0:00"), (7.9, "0:07"), (59.99, "0:59"), (60.0, "1:00"), (605.2, "10:05"), (754.2, "12:34"), (-1, "0:00")],
)
def test_times_are_cut_to_whole_seconds(seconds: float, said: str) -> None:
    assert clock(seconds) == said


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (0.0, "about no minutes"),
        (0.2, "about 1 minute"),
        (2.5, "about 3 minutes"),
        (3.4, "about 3 minutes"),
        (19.5, "about 20 minutes"),
    ],
)
def test_minutes_are_rounded_to_whole_ones_halves_up(minutes: float, said: str) -> None:
    assert about_minutes(minutes) == said


@pytest.mark.parametrize(
    ("most", "said"),
    [
        (40, "L2 shrinks all weights, smoothly"),
        (31, "L2 shrinks all weights…"),
        (12, "L2 shrinks…"),
        (10, "L2…"),
        (2, "L…"),
    ],
)
def test_a_text_that_is_too_long_ends_after_a_whole_word(most: int, said: str) -> None:
    assert cut_at_word("L2 shrinks all weights, smoothly", most) == said
    assert len(said) <= most


def test_one_thing_has_no_plural() -> None:
    assert (count(0, "pause"), count(1, "pause"), count(2, "pause")) == ("no pauses", "1 pause", "2 pauses")


def test_a_plural_of_its_own_is_given() -> None:
    assert (count(1, "copy", "copies"), count(3, "copy", "copies")) == ("1 copy", "3 copies")
    assert (plural(1, "is", "are"), plural(0, "is", "are")) == ("is", "are")


def test_thousands_are_set_apart() -> None:
    assert count(12_345, "answer") == "12,345 answers"


def test_a_day_can_be_said_without_its_year() -> None:
    noon = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
    assert (day_and_time(noon), day_and_time(noon, year=False)) == ("1 Mar 2026 12:00", "1 Mar 12:00")
