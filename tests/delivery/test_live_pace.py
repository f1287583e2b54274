from dataclasses import replace

import pytest

from coach.delivery.live_pace import measure_live_pace
from coach.domain.transcript import Word


def every_half_second(count: int) -> list[Word]:
    return [Word("word", 0.5 * at, 0.5 * at + 0.5) for at in range(count)]


def test_two_words_a_second_are_120_a_minute() -> None:
    assert measure_live_pace(every_half_second(40), 20.0) == pytest.approx(120.0)


def test_only_the_last_ten_seconds_count() -> None:
    slow_then_fast = [Word("slow", 2.0 * at, 2.0 * at + 1.0) for at in range(10)]
    slow_then_fast += [Word("fast", 20.0 + 0.25 * at, 20.25 + 0.25 * at) for at in range(40)]
    assert measure_live_pace(slow_then_fast, 30.0) == pytest.approx(240.0)


def test_filled_pauses_are_no_words() -> None:
    words = [replace(word, filler=at % 2 == 0) for at, word in enumerate(every_half_second(40))]
    assert measure_live_pace(words, 20.0) == pytest.approx(60.0)


def test_too_little_gives_no_pace() -> None:
    assert measure_live_pace([], 5.0) is None
    assert measure_live_pace(every_half_second(7), 4.0) is None


def test_a_pace_long_past_is_not_shown_as_the_present_one() -> None:
    assert measure_live_pace(every_half_second(20), 17.9) is not None
    assert measure_live_pace(every_half_second(20), 18.1) is None
