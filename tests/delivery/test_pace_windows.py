from coach.delivery.pace_windows import measure_pace_windows
from coach.domain.timespan import TimeSpan
from coach.domain.transcript import Word


def even_words(count: int, every: float, start: float = 0.0) -> tuple[Word, ...]:
    return tuple(Word("bias", start + every * at, start + every * at + 0.2) for at in range(count))


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
