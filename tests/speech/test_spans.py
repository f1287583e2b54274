from coach.domain.timespan import TimeSpan
from coach.speech.spans import SpeechSpans, in_seconds


def spans_of(*runs: tuple[float, int], total: int | None = None) -> list[tuple[int, int]]:
    """Feed runs of (probability, frames) and finish."""
    spans = SpeechSpans()
    for probability, count in runs:
        for _ in range(count):
            spans.step(probability)
    spans.finish(spans.now if total is None else total)
    return spans.closed


def test_speech_is_padded_by_thirty_milliseconds() -> None:
    # Frames 10 to 29 are samples 5120 to 15360; 30 ms are 480 samples.
    assert spans_of((0.0, 10), (0.9, 20), (0.0, 20)) == [(5120 - 480, 15360 + 480)]


def test_padding_stays_within_the_recording() -> None:
    assert spans_of((0.9, 20)) == [(0, 20 * 512)]


def test_a_silence_of_192_milliseconds_does_not_end_a_span() -> None:
    assert spans_of((0.9, 10), (0.0, 6), (0.9, 10)) == [(0, 26 * 512)]


def test_a_silence_of_224_milliseconds_ends_a_span() -> None:
    assert spans_of((0.9, 10), (0.0, 7), (0.9, 10)) == [(0, 5120 + 480), (17 * 512 - 480, 27 * 512)]


def test_between_the_thresholds_speech_goes_on_but_does_not_begin() -> None:
    assert spans_of((0.4, 20)) == []
    assert spans_of((0.9, 10), (0.4, 20), (0.0, 10)) == [(0, 30 * 512 + 480)]


def test_a_click_of_three_frames_is_no_speech() -> None:
    assert spans_of((0.0, 10), (0.9, 3), (0.0, 20)) == []


def test_four_frames_are_speech() -> None:
    assert spans_of((0.0, 10), (0.9, 4), (0.0, 20)) == [(5120 - 480, 14 * 512 + 480)]


def test_an_open_span_is_known_only_once_it_is_no_click() -> None:
    spans = SpeechSpans()
    for _ in range(3):
        spans.step(0.9)
    assert spans.open_span is None
    spans.step(0.9)
    assert spans.open_span == (0, 4 * 512)


def test_a_span_that_runs_to_the_end_stops_where_the_recording_does() -> None:
    # The fourth frame was filled up: only 100 of its samples were recorded.
    assert spans_of((0.9, 12), total=11 * 512 + 100) == [(0, 11 * 512 + 100)]


def test_samples_become_seconds() -> None:
    assert in_seconds((8000, 16000)) == TimeSpan(0.5, 1.0)
