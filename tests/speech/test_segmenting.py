import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.domain.recording import SAMPLE_RATE, Samples
from coach.domain.transcript import TimeSpan
from coach.speech.detector import FRAME_SAMPLES
from coach.speech.segmenting import Segmenter, SpeechSpans, in_seconds
from coach.speech.transcriber import Segment

FRAME = FRAME_SAMPLES / SAMPLE_RATE


class LoudnessDetector:
    """Calls a frame speech when it is louder than -40 dB relative to full scale."""

    def probability(self, frame: Samples) -> float:
        return 1.0 if float(np.sqrt(np.mean(np.square(frame)))) > 0.01 else 0.0

    def forget(self) -> None:
        pass


def sound(*parts: tuple[float, float]) -> Samples:
    """Noise of (seconds, level), one after the other."""
    noise = np.random.default_rng(7)
    return np.concatenate(
        [level * noise.uniform(-1.0, 1.0, round(seconds * SAMPLE_RATE)) for seconds, level in parts]
    ).astype(np.float32)


def cut(samples: Samples, *blocks: int) -> tuple[list[Segment], tuple[TimeSpan, ...]]:
    """Feed samples in blocks of these sizes, repeated; by default all at once."""
    segmenter = Segmenter(LoudnessDetector())
    segments: list[Segment] = []
    at, turn = 0, 0
    while at < len(samples):
        size = blocks[turn % len(blocks)] if blocks else len(samples)
        segments += segmenter.feed(samples[at : at + size])
        at, turn = at + size, turn + 1
    return segments + segmenter.finish(), segmenter.speech


def end_of(segment: Segment) -> float:
    return segment.start + len(segment.samples) / SAMPLE_RATE


def test_silence_has_no_segments() -> None:
    assert cut(sound((3.0, 0.0))) == ([], ())


def test_nothing_at_all_has_no_segments() -> None:
    segmenter = Segmenter(LoudnessDetector())
    assert segmenter.finish() == []
    assert segmenter.speech == ()


def test_silence_around_speech_is_left_out_but_for_a_quarter_of_a_second() -> None:
    (segment,), (speech,) = cut(sound((5.0, 0.0), (2.0, 0.3), (5.0, 0.0)))
    assert speech.start == pytest.approx(5.0, abs=0.03 + FRAME)
    assert speech.end == pytest.approx(7.0, abs=0.03 + FRAME)
    assert segment.start == pytest.approx(speech.start - 0.25)
    assert end_of(segment) == pytest.approx(speech.end + 0.25)
    assert segment.speech == (speech,)


def test_a_segment_holds_exactly_the_samples_of_its_time() -> None:
    samples = sound((1.0, 0.0), (9.0, 0.3), (1.0, 0.0), (3.0, 0.3), (1.0, 0.0))
    segments, _ = cut(samples, 1600)
    assert len(segments) == 2
    for segment in segments:
        first = round(segment.start * SAMPLE_RATE)
        np.testing.assert_array_equal(segment.samples, samples[first : first + len(segment.samples)])


def test_a_pause_cuts_once_eight_seconds_are_held() -> None:
    segments, speech = cut(sound((8.5, 0.3), (0.8, 0.0), (2.0, 0.3)))
    assert [len(segment.speech) for segment in segments] == [1, 1]
    assert len(speech) == 2
    assert end_of(segments[0]) == pytest.approx(8.75, abs=0.03 + FRAME)


def test_a_pause_before_eight_seconds_does_not_cut() -> None:
    segments, speech = cut(sound((4.0, 0.3), (0.8, 0.0), (2.5, 0.3)))
    assert [len(segment.speech) for segment in segments] == [2]
    assert len(speech) == 2


def test_a_silence_of_four_tenths_does_not_cut() -> None:
    segments, _ = cut(sound((9.0, 0.3), (0.4, 0.0), (2.0, 0.3)))
    assert [len(segment.speech) for segment in segments] == [2]


def test_a_segment_comes_out_half_a_second_into_the_pause() -> None:
    segmenter = Segmenter(LoudnessDetector())
    assert segmenter.feed(sound((9.0, 0.3))) == []
    assert segmenter.feed(sound((0.5, 0.0))) == []
    assert len(segmenter.feed(sound((0.1, 0.0)))) == 1


def test_who_never_pauses_is_cut_at_the_quietest_spot() -> None:
    segments, speech = cut(sound((12.0, 0.3), (0.16, 0.05), (11.0, 0.3)))
    assert len(speech) == 1
    assert [len(segment.speech) for segment in segments] == [1, 1]
    assert end_of(segments[0]) == pytest.approx(12.08, abs=0.06)
    assert segments[1].start == end_of(segments[0])


class TrailingDetector:
    """Sure of speech for 606 frames, in doubt for three more, then sure of silence."""

    def __init__(self) -> None:
        self._frames = 0

    def probability(self, frame: Samples) -> float:
        self._frames += 1
        return 0.9 if self._frames <= 606 else 0.4 if self._frames <= 609 else 0.0

    def forget(self) -> None:
        pass


def test_a_sliver_left_over_by_a_forced_cut_is_no_segment() -> None:
    # The sound ends at frame 606, so the quietest spot is the middle of frames 606 to 611, and the span ends at 609.
    segmenter = Segmenter(TrailingDetector())
    segments = segmenter.feed(sound((606 * FRAME, 0.3), (3.0, 0.0))) + segmenter.finish()
    assert [end_of(segment) for segment in segments] == [608.5 * FRAME]
    assert segmenter.speech == (TimeSpan(0.0, 609 * FRAME + 0.03),)


def test_a_lone_click_is_no_segment() -> None:
    assert cut(sound((1.0, 0.0), (0.06, 0.5), (1.0, 0.0))) == ([], ())


def test_finishing_twice_gives_nothing_more() -> None:
    segmenter = Segmenter(LoudnessDetector())
    segmenter.feed(sound((1.0, 0.3)))
    assert len(segmenter.finish()) == 1
    assert segmenter.finish() == []


def test_feeding_after_the_end_is_refused() -> None:
    segmenter = Segmenter(LoudnessDetector())
    segmenter.finish()
    with pytest.raises(ValueError, match="finished"):
        segmenter.feed(sound((1.0, 0.3)))


def test_a_minute_of_silence_is_not_kept() -> None:
    segmenter = Segmenter(LoudnessDetector())
    for _ in range(60):
        assert segmenter.feed(np.zeros(SAMPLE_RATE, dtype=np.float32)) == []
    assert segmenter.samples_held <= SAMPLE_RATE // 2


def test_a_talk_without_pauses_is_not_kept_beyond_twenty_seconds() -> None:
    segmenter = Segmenter(LoudnessDetector())
    for _ in range(45):
        segmenter.feed(sound((1.0, 0.3)))
        assert segmenter.samples_held <= 20 * SAMPLE_RATE + FRAME_SAMPLES


TALK = sound(
    (0.7, 0.0), (9.0, 0.3), (0.6, 0.0), (0.3, 0.3), (0.3, 0.0), (25.0, 0.3), (1.0, 0.0), (0.2, 0.3), (0.05, 0.0)
)
TALK_CUT = cut(TALK)


@settings(max_examples=12, deadline=None)
@given(st.lists(st.integers(min_value=1, max_value=20_000), min_size=1, max_size=5).filter(lambda b: sum(b) > 400))
def test_the_size_of_the_blocks_changes_nothing(blocks: list[int]) -> None:
    segments, speech = cut(TALK, *blocks)
    expected, expected_speech = TALK_CUT
    assert speech == expected_speech
    assert [(segment.start, segment.speech) for segment in segments] == [(each.start, each.speech) for each in expected]
    for segment, each in zip(segments, expected, strict=True):
        np.testing.assert_array_equal(segment.samples, each.samples)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(st.floats(0.05, 12.0), st.sampled_from([0.0, 0.02, 0.3])), min_size=1, max_size=8))
def test_segments_hold_all_speech_in_order_and_share_nothing(parts: list[tuple[float, float]]) -> None:
    samples = sound(*parts)
    segments, speech = cut(samples)
    for segment in segments:
        assert segment.speech
        assert len(segment.samples) <= 20 * SAMPLE_RATE + FRAME_SAMPLES
        for span in segment.speech:
            assert segment.start <= span.start < span.end <= end_of(segment) + 1e-9
    for before, behind in itertools.pairwise(segments):
        assert end_of(before) <= behind.start + 1e-9
    in_segments = sum(span.seconds for segment in segments for span in segment.speech)
    # At a forced cut a piece of under a tenth of a second may be left over.
    assert in_segments == pytest.approx(sum(span.seconds for span in speech), abs=0.1 * (1 + len(segments)))


def test_the_open_segment_is_given_once_in_each_silence_as_it_is_cut_in_the_end() -> None:
    segmenter = Segmenter(LoudnessDetector())
    given: list[tuple[int, Segment]] = []
    for block in range(40):
        part = sound((0.1, 0.3 if block < 10 or 20 <= block < 25 else 0.0))
        assert segmenter.feed(part) == []
        segment = segmenter.tentative()
        if segment is not None:
            given.append((block, segment))
    last = segmenter.finish()
    assert [block for block, _ in given] == [13, 28]
    assert segmenter.tentative() is None
    assert len(last) == 1
    assert given[-1][1].same_as(last[0])
    assert np.array_equal(given[-1][1].samples, last[0].samples)
    assert not given[0][1].same_as(last[0])


def test_nothing_is_given_before_anything_was_said() -> None:
    segmenter = Segmenter(LoudnessDetector())
    segmenter.feed(sound((3.0, 0.0)))
    assert segmenter.tentative() is None


def test_the_open_segment_can_be_looked_at_at_any_moment_and_stays_as_it_is() -> None:
    samples = sound((1.0, 0.0), (2.0, 0.3), (0.4, 0.0), (3.0, 0.3))
    segmenter, looked = Segmenter(LoudnessDetector()), 0
    segments: list[Segment] = []
    for at in range(0, len(samples), 1600):
        segments += segmenter.feed(samples[at : at + 1600])
        part = segmenter.open_segment(0.0)
        if part is not None:
            looked += 1
            first = round(part.start * SAMPLE_RATE)
            assert np.array_equal(part.samples, samples[first : first + len(part.samples)])
    untouched, _ = cut(samples)
    assert looked > 40
    assert [each.same_as(other) for each, other in zip(segments + segmenter.finish(), untouched, strict=True)] == [True]
    assert segmenter.open_segment(0.0) is None


def test_what_lies_before_a_moment_can_be_left_out() -> None:
    segmenter = Segmenter(LoudnessDetector())
    segmenter.feed(sound((1.0, 0.0), (4.0, 0.3)))
    part = segmenter.open_segment(3.0)
    assert part is not None
    assert (part.start, part.speech[0].start) == (3.0, 3.0)
    assert part.end == pytest.approx(5.0, abs=FRAME)
    assert segmenter.open_segment(4.95) is None  # less than a tenth of a second
    assert segmenter.spoken_since(3.0)
    assert not segmenter.spoken_since(4.95)


def test_a_silence_is_as_long_as_nobody_speaks() -> None:
    segmenter = Segmenter(LoudnessDetector())
    segmenter.feed(sound((1.0, 0.0)))
    assert segmenter.silence == pytest.approx(1.0, abs=FRAME)
    segmenter.feed(sound((1.0, 0.3)))
    assert segmenter.silence == 0.0
    segmenter.feed(sound((0.5, 0.0)))
    assert segmenter.silence == pytest.approx(0.5, abs=0.03 + FRAME)


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
