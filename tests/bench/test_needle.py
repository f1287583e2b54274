import json
from pathlib import Path

import pytest
from fakes import tone

from coach.bench.clips import Clip
from coach.bench.listen_json import pace_as_json
from coach.bench.listen_text import pace_as_text
from coach.bench.needle import Glance, NeedleReading, RealTime, needle_figures, read_needle
from coach.domain.transcript import Word
from coach.practice.listening import WordsSoFar

WORDS = tuple(Word("word", float(at), at + 0.5) for at in range(30))
"""One a second: 60 words a minute."""


class Clock:
    """Stands still until work is done."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_needle_that_has_all_words_agrees_with_the_result() -> None:
    glances = [Glance(16.0, WORDS[:15], 15.0), Glance(20.0, WORDS[:20], 20.0)]
    assert read_needle(glances, WORDS) == (
        NeedleReading(16.0, 15.0, 60.0, 60.0),
        NeedleReading(20.0, 20.0, 60.0, 60.0),
    )


def test_words_that_are_not_on_the_screen_yet_are_missing_from_the_needle() -> None:
    (reading,) = read_needle([Glance(20.0, WORDS[:15], 20.0)], WORDS)
    assert (reading.shown, reading.result) == (30.0, 60.0)  # five words in ten seconds


def test_filled_pauses_count_on_neither_side() -> None:
    with_fillers = tuple(Word("um", word.start, word.end) if at % 2 else word for at, word in enumerate(WORDS))
    (reading,) = read_needle([Glance(20.0, with_fillers[:20], 20.0)], with_fillers)
    assert (reading.shown, reading.result) == (30.0, 30.0)


def test_where_the_result_has_no_window_there_is_no_reading() -> None:
    before, behind = Glance(9.5, WORDS[:9], 9.5), Glance(31.0, WORDS, 31.0)
    assert read_needle([before, behind, Glance(12.0, (), 12.0)], WORDS) == ()
    assert read_needle([Glance(12.0, WORDS[:12], 12.0)], ()) == ()


def test_figures_are_over_all_readings_of_all_clips() -> None:
    first = [NeedleReading(12.0, 11.0, 60.0, 66.0), NeedleReading(13.0, 12.5, 60.0, 60.0)]
    figures = needle_figures([first, [], [NeedleReading(20.0, 18.0, 70.0, 60.0)]])
    assert (figures.clips, figures.readings) == (2, 3)
    assert figures.off is not None
    assert (figures.off.median, figures.off.worst) == (6.0, 10.0)
    assert figures.behind is not None
    assert (figures.behind.median, figures.behind.worst) == (1.0, 2.0)
    text = pace_as_text(figures)
    assert "3 readings in 2 clips" in text
    assert text.splitlines()[2].split() == "off, words a minute 6.0 9.6 10.0".split()


def test_without_readings_there_are_no_figures() -> None:
    assert needle_figures([[]]).off is None
    clip = Clip("a.wav", Path("a.wav"), "")
    assert json.loads(json.dumps(pace_as_json([clip], [()])))["by_clip"] == [{"file": "a.wav", "readings": []}]
    text = pace_as_text(needle_figures([]))
    assert "no readings in no clips" in text
    assert text.splitlines()[2].split() == "off, words a minute - - -".split()


def test_blocks_come_at_the_speed_of_the_sound() -> None:
    real_time = RealTime(tone(1.0), WordsSoFar, Clock())
    assert sum(len(block) for block in real_time.blocks()) == 16_000
    assert [glance.at for glance in real_time.glances] == pytest.approx([0.1 * block for block in range(1, 11)])


def test_a_listener_is_idle_until_the_next_block_is_there() -> None:
    clock = Clock()
    real_time = RealTime(tone(1.0), WordsSoFar, clock)
    blocks = real_time.blocks()
    next(blocks)
    clock.now += 0.09
    assert real_time.idle()
    clock.now += 0.02
    assert not real_time.idle()


def test_a_listener_that_took_long_gets_what_waited_and_is_not_idle_until_it_has_caught_up() -> None:
    clock = Clock()
    real_time = RealTime(tone(1.0), WordsSoFar, clock)
    blocks = real_time.blocks()
    next(blocks)  # at 0.1 s
    clock.now += 0.35
    idle = []
    for _ in range(5):
        next(blocks)
        idle.append(real_time.idle())
    assert [glance.at for glance in real_time.glances] == pytest.approx([0.1, 0.45, 0.45, 0.45, 0.5, 0.6])
    assert idle == [False, False, True, True, True]


def test_the_words_that_may_still_change_are_on_the_screen() -> None:
    so_far = WordsSoFar(WORDS[:1], WORDS[1:2], WORDS[2:3], heard_until=2.5)
    real_time = RealTime(tone(0.1), lambda: so_far, Clock())
    list(real_time.blocks())
    assert real_time.glances == [Glance(0.1, WORDS[:3], 2.5)]
