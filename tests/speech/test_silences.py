from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sounds import babble, gap

from coach.domain.recording import SAMPLE_RATE, Samples
from coach.domain.transcript import TimeSpan
from coach.speech.silences import merge, refine_speech
from coach.speech.voice_track import Frames, VoiceTrack


def frames_of(*parts: Samples, noise: float = 0.0003) -> Frames:
    whole = np.concatenate(parts)
    track = VoiceTrack()
    track.feed((whole + noise * np.random.default_rng(2).standard_normal(len(whole))).astype(np.float32))
    track.finish()
    return track.between(0.0, len(whole) / SAMPLE_RATE)


def near(*spans: tuple[float, float]) -> list[object]:
    return [pytest.approx(edge, abs=0.04) for span in spans for edge in span]


def edges(spans: tuple[TimeSpan, ...]) -> list[float]:
    return [edge for span in spans for edge in (span.start, span.end)]


def test_edges_move_to_where_the_sound_rises_and_falls() -> None:
    frames = frames_of(gap(0.5), babble(0.9), gap(0.6), babble(0.9), gap(0.5))
    rough = (TimeSpan(0.42, 1.5), TimeSpan(2.08, 2.8))
    assert edges(refine_speech(rough, frames)) == near((0.5, 1.4), (2.0, 2.9))


def test_a_silence_that_the_detector_overlooked_parts_the_speech() -> None:
    frames = frames_of(gap(0.5), babble(0.9), gap(0.4), babble(0.9), gap(0.5))
    assert edges(refine_speech((TimeSpan(0.5, 2.7),), frames)) == near((0.5, 1.4), (1.8, 2.7))


def test_a_gap_as_short_as_a_consonant_parts_nothing() -> None:
    frames = frames_of(gap(0.5), babble(0.9), gap(0.12), babble(0.9), gap(0.5))
    assert edges(refine_speech((TimeSpan(0.5, 2.42),), frames)) == near((0.5, 2.42))


def test_in_noise_the_edges_of_the_detector_stay() -> None:
    frames = frames_of(gap(0.5), babble(0.9), gap(0.6), babble(0.9), gap(0.5), noise=0.02)
    rough = (TimeSpan(0.45, 1.45), TimeSpan(1.95, 2.85))
    assert edges(refine_speech(rough, frames)) == near((0.45, 1.45), (1.95, 2.85))


def test_a_hum_that_the_detector_did_not_hear_is_speech_all_the_same() -> None:
    frames = frames_of(gap(0.5), babble(0.9), gap(0.5), babble(0.45), gap(0.8))
    refined = refine_speech((TimeSpan(0.5, 1.4),), frames, [TimeSpan(1.9, 2.35)])
    assert edges(refined) == near((0.5, 1.4), (1.9, 2.35))


def test_sound_that_is_no_speech_stays_none() -> None:
    frames = frames_of(gap(0.5), babble(0.9), gap(0.8), babble(0.45), gap(0.8))
    assert edges(refine_speech((TimeSpan(0.5, 1.4),), frames)) == near((0.5, 1.4))


def test_without_speech_there_is_none() -> None:
    assert refine_speech((), frames_of(gap(1.0))) == ()


def test_stretches_that_touch_become_one() -> None:
    spans = [TimeSpan(2.0, 3.0), TimeSpan(0.0, 1.0), TimeSpan(1.1, 1.5)]
    assert merge(spans) == (TimeSpan(0.0, 1.5), TimeSpan(2.0, 3.0))


@given(st.lists(st.tuples(st.floats(0, 50), st.floats(0, 5)), max_size=12))
def test_merged_stretches_are_in_order_and_apart_and_lose_nothing(raw: list[tuple[float, float]]) -> None:
    spans = [TimeSpan(start, start + length) for start, length in raw]
    merged = merge(spans)
    assert all(one.end + 0.2 <= other.start for one, other in pairwise(merged))
    assert all(any(each.start <= span.start and span.end <= each.end for each in merged) for span in spans)
