import pytest

from coach.domain.recording import Level, LevelWarning
from coach.ui.widgets.stage import bar_length, describe_moment, draw_bar, level_word


@pytest.mark.parametrize(
    ("elapsed", "said"),
    [
        (5.0, "aim for 0:30 to 1:00"),
        (45.0, "a good length"),
        (70.0, "wrap it up"),
        (83.5, "stops in 7 s"),
        (90.0, "stops in 0 s"),
    ],
)
def test_the_clock_says_what_it_means(elapsed: float, said: str) -> None:
    assert said in describe_moment(elapsed, (30.0, 60.0), 90.0).plain


@pytest.mark.parametrize(("dbfs", "cells"), [(-120.0, 0), (-60.0, 0), (-30.0, 10), (-15.0, 15), (0.0, 20), (3.0, 20)])
def test_the_bar_runs_from_minus_sixty_to_zero_decibels(dbfs: float, cells: int) -> None:
    assert bar_length(dbfs, 20) == cells


@pytest.mark.parametrize(
    ("level", "word"),
    [
        (None, "off"),
        (Level(-50.0, 0.1), "quiet"),
        (Level(-20.0, 0.3), "good"),
        (Level(-5.0, 0.9), "loud"),
        (Level(-5.0, 1.0, LevelWarning.CLIPPING), "! too loud"),
        (Level(-120.0, 0.0, LevelWarning.SILENT), "! silent"),
    ],
)
def test_a_level_is_said_in_words(level: Level | None, word: str) -> None:
    assert level_word(level)[0] == word


def test_the_window_is_the_thick_part_and_what_has_passed_is_filled() -> None:
    bar = draw_bar(9, 45.0, (30.0, 60.0), 90.0).plain.splitlines()[0]
    assert bar == "▄▄▄██▒▁▁▁"


def test_the_times_stand_under_their_places() -> None:
    times = draw_bar(36, 0.0, (30.0, 60.0), 90.0).plain.splitlines()[1]
    assert times == "0:00        0:30        1:00    1:30"


def test_times_that_would_touch_are_left_out() -> None:
    times = draw_bar(12, 0.0, (30.0, 60.0), 90.0).plain.splitlines()[1]
    assert times == "0:00    1:30"


def test_every_line_is_as_wide_as_asked_when_the_window_ends_after_the_limit() -> None:
    assert [len(line) for line in draw_bar(40, 10.0, (30.0, 60.0), 45.0).plain.splitlines()] == [40, 40]
