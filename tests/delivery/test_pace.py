import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.delivery.pace import (
    WINDOW_SECONDS,
    counted_words,
    measure_pace,
    measure_pace_now,
    measure_pace_windows,
    words_a_minute,
)
from coach.domain.transcript import TimeSpan, Word
from coach.domain.word_lists import WordLists


def even_words(count: int, every: float, start: float = 0.0) -> tuple[Word, ...]:
    return tuple(Word("bias", start + every * at, start + every * at + 0.2) for at in range(count))


def said(text: str) -> tuple[Word, ...]:
    return tuple(Word(each, float(at), at + 1.0) for at, each in enumerate(text.split()))


def test_every_word_counts_but_a_filled_pause() -> None:
    counted = counted_words((*said("Um, you know, the the mod- model"), Word("hm", 7.0, 8.0, spelled=False)))
    assert [word.text for word in counted] == ["you", "know,", "the", "the", "mod-", "model"]


def test_the_users_own_filled_pauses_do_not_count_either() -> None:
    assert counted_words(said("este bias"), WordLists(filled_pauses=("este",))) == (Word("bias", 1.0, 2.0),)


def test_a_pace_is_the_words_of_a_window_over_its_time() -> None:
    # One word each half second: 8 of them begin from 3.0 to 6.5 s, 8 in 4 s are 120 a minute.
    assert words_a_minute(even_words(40, 0.5), TimeSpan(3.0, 7.0)) == pytest.approx(120.0)


def test_a_window_too_short_to_tell_has_no_pace() -> None:
    assert words_a_minute(even_words(4, 0.1), TimeSpan(0.0, 0.4)) == 0.0


def test_an_even_pace_is_the_same_in_every_window() -> None:
    # One word each half second for 12 s: 20 words in each of the windows at 0, 1 and 2 s.
    windows = measure_pace_windows(even_words(24, 0.5), TimeSpan(0.0, 12.0))
    assert [window.span for window in windows] == [TimeSpan(0.0, 10.0), TimeSpan(1.0, 11.0), TimeSpan(2.0, 12.0)]
    assert [window.words_per_minute for window in windows] == [120.0, 120.0, 120.0]


def test_a_word_across_an_edge_belongs_to_the_window_that_holds_its_middle() -> None:
    # 0.8 to 1.4 s: the middle is at 1.1 s, so the windows at 0 and 1 s hold it and the one at 2 s does not.
    windows = measure_pace_windows((Word("bias", 0.8, 1.4),), TimeSpan(0.0, 12.0))
    assert [window.words_per_minute for window in windows] == [6.0, 6.0, 0.0]


def test_windows_begin_where_the_answer_begins() -> None:
    (window,) = measure_pace_windows(even_words(5, 2.0, start=7.3), TimeSpan(7.3, 17.9))
    assert (window.span, window.words_per_minute) == (TimeSpan(7.3, 17.3), 30.0)


def test_an_answer_of_exactly_one_window_has_one_in_spite_of_rounding() -> None:
    assert len(measure_pace_windows((), TimeSpan(0.1 + 0.2, 10.3))) == 1


def test_an_answer_shorter_than_a_window_has_none() -> None:
    assert measure_pace_windows(even_words(10, 0.5), TimeSpan(0.0, 9.9)) == ()


def test_the_needle_shows_the_last_ten_seconds_only() -> None:
    # Ten words in the first 20 s, then four a second: 40 in the last 10 s.
    words = even_words(10, 2.0) + even_words(40, 0.25, start=20.0)
    assert measure_pace_now(words, TimeSpan(0.0, 30.0)) == pytest.approx(240.0)


def test_the_needle_begins_with_the_first_word_until_a_window_has_passed() -> None:
    # The first word begins at 3 s; two a second until 9 s are 12 in 6 s, the silence before them does not count.
    assert measure_pace_now(even_words(12, 0.5, start=3.0), TimeSpan(3.0, 9.0)) == pytest.approx(120.0)


def test_the_needle_falls_second_by_second_in_a_pause() -> None:
    # 20 words in 10 s; each second of silence two of them leave the window: 120, 108, ... 0.
    words = even_words(20, 0.5)
    needle = [measure_pace_now(words, TimeSpan(0.0, 10.0 + second)) for second in range(12)]
    assert needle == pytest.approx([*range(120, -1, -12), 0])


@pytest.mark.parametrize(
    ("words", "heard_until"),
    [(even_words(12, 0.3), 3.9), (even_words(4, 0.5), 5.0)],
    ids=["under four seconds", "under five words"],
)
def test_too_little_moves_no_needle(words: tuple[Word, ...], heard_until: float) -> None:
    assert measure_pace_now(words, TimeSpan(0.0, heard_until)) is None


def test_few_words_in_a_whole_window_are_a_slow_pace() -> None:
    # The middle of the first, at 0.1 s, has left the window from 0.5 to 10.5 s.
    assert measure_pace_now(even_words(4, 0.5), TimeSpan(0.0, 10.5)) == pytest.approx(18.0)


@given(
    gaps=st.lists(st.floats(0.0, 3.0), min_size=1, max_size=60),
    lengths=st.lists(st.floats(0.05, 1.5), min_size=60, max_size=60),
    begin=st.floats(0.0, 20.0),
)
def test_needle_and_windows_are_the_same_on_the_same_words(
    gaps: list[float], lengths: list[float], begin: float
) -> None:
    words: list[Word] = []
    for gap, length in zip(gaps, lengths, strict=False):
        start = (words[-1].end if words else begin) + gap
        words.append(Word("bias", start, start + length))
    for window in measure_pace_windows(words, TimeSpan(words[0].start, words[-1].end)):
        needle = measure_pace_now(words, TimeSpan(words[0].start, window.span.end))
        # Where a middle lies on the very edge of a window, rounding may move it: one word, at most, on either side.
        assert needle is not None
        assert abs(needle - window.words_per_minute) <= 2 * 60.0 / WINDOW_SECONDS + 1e-6
        on_edge = any(
            abs((word.start + word.end) / 2 - edge) < 1e-6
            for word in words
            for edge in (window.span.start, window.span.end)
        )
        assert on_edge or needle == pytest.approx(window.words_per_minute)


def test_ninety_words_in_forty_five_seconds_are_one_hundred_and_twenty_a_minute() -> None:
    pace = measure_pace(90, answer_seconds=45.0, speech_seconds=36.0)
    assert pace.speech_rate == pytest.approx(120.0)
    assert pace.articulation_rate == pytest.approx(150.0)


def test_too_little_speech_gives_no_rate() -> None:
    assert measure_pace(2, answer_seconds=0.3, speech_seconds=0.3).speech_rate == 0.0
