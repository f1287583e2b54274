from coach.bench.uncovered import uncovered
from coach.domain.timespan import TimeSpan


def rounded(spans: tuple[TimeSpan, ...]) -> list[tuple[float, float]]:
    return [(round(span.start, 6), round(span.end, 6)) for span in spans]


def test_speech_between_two_words_that_neither_reaches_is_uncovered() -> None:
    words = [TimeSpan(1.0, 1.5), TimeSpan(4.0, 4.5)]
    assert rounded(uncovered([TimeSpan(0.7, 4.8)], words)) == [(1.85, 3.65)]


def test_a_word_stretched_over_a_lost_stretch_does_not_cover_it() -> None:
    # It covers 1.6 s and 0.35 s more, whatever its end says.
    assert rounded(uncovered([TimeSpan(1.0, 6.0)], [TimeSpan(1.0, 6.0)])) == [(2.95, 6.0)]


def test_silence_needs_no_words() -> None:
    words = [TimeSpan(0.0, 0.5), TimeSpan(3.0, 3.5)]
    assert uncovered([TimeSpan(0.0, 0.6), TimeSpan(2.9, 3.5)], words) == ()


def test_slack_under_three_tenths_of_a_second_does_not_count() -> None:
    assert uncovered([TimeSpan(0.0, 1.1)], [TimeSpan(0.0, 0.5)]) == ()


def test_without_words_all_speech_is_uncovered() -> None:
    assert uncovered([TimeSpan(1.0, 2.0)], []) == (TimeSpan(1.0, 2.0),)


def test_words_may_come_in_any_order() -> None:
    words = [TimeSpan(2.0, 2.5), TimeSpan(1.0, 1.5)]
    assert uncovered([TimeSpan(1.0, 2.5)], words) == ()
