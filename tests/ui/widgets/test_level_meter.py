import pytest

from coach.domain.recording import Level, LevelWarning
from coach.ui.widgets.level_meter import bar_length, level_word


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
