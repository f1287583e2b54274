import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.domain.recording import SAMPLE_RATE, Samples
from coach.speech.voice_track import VoiceTrack


def buzz(seconds: float, hertz: float, level: float = 0.1) -> Samples:
    """A tone with nine overtones, as a voice has."""
    at = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    return (level * sum(np.sin(2 * np.pi * hertz * n * at) / n for n in range(1, 11))).astype(np.float32)


def noise(seconds: float, level: float = 0.05) -> Samples:
    return (level * np.random.default_rng(5).standard_normal(round(seconds * SAMPLE_RATE))).astype(np.float32)


def track_of(samples: Samples) -> VoiceTrack:
    track = VoiceTrack()
    track.feed(samples)
    track.finish()
    return track


@pytest.mark.parametrize("hertz", [80, 110, 150, 210, 320, 390])
def test_the_pitch_of_a_voice_is_found_within_a_semitone(hertz: int) -> None:
    frames = track_of(buzz(1.0, hertz)).between(0.2, 0.8)
    assert np.all(np.abs(12 * np.log2(frames.pitch / hertz)) < 1.0)
    assert frames.voicing.min() > 0.9


def test_noise_is_not_voiced() -> None:
    assert np.median(track_of(noise(1.0)).between(0.2, 0.8).voicing) < 0.4


def test_a_steady_tone_does_not_change_and_a_change_of_vowel_does() -> None:
    vowels = np.concatenate((buzz(0.5, 120), noise(0.5)))
    track = track_of(vowels)
    assert track.between(0.15, 0.4).change.max() < 1.0
    assert track.between(0.45, 0.55).change.max() > 2.0


def test_the_level_is_in_decibels_relative_to_full_scale() -> None:
    at = np.arange(SAMPLE_RATE) / SAMPLE_RATE
    sine = (0.1 * np.sin(2 * np.pi * 1000 * at)).astype(np.float32)
    assert np.median(track_of(sine).between(0.2, 0.8).level) == pytest.approx(-23.0, abs=0.1)


def test_rumble_of_the_building_does_not_count_as_sound() -> None:
    at = np.arange(SAMPLE_RATE) / SAMPLE_RATE
    rumble = (0.1 * np.sin(2 * np.pi * 25 * at)).astype(np.float32)
    assert track_of(rumble).between(0.3, 0.8).level.max() < -55


def test_frames_with_samples_at_full_scale_are_clipped() -> None:
    sound = buzz(1.0, 120, 0.05)
    sound[7999:8002] = 1.0
    sound[12_000:12_002] = 1.0
    frames = track_of(sound).between(0.0, 1.0)
    assert np.flatnonzero(frames.clipped).tolist() == [46, 47, 48, 49]


def test_frames_are_ten_milliseconds_apart_and_know_their_time() -> None:
    frames = track_of(buzz(1.0, 120)).between(0.0, 1.0)
    assert frames.seconds(0) == pytest.approx(0.02)
    assert frames.seconds(10) - frames.seconds(0) == pytest.approx(0.1)
    assert 96 <= len(frames) <= 99


def test_a_part_of_the_track_is_the_same_as_that_part_of_the_whole() -> None:
    track = track_of(np.concatenate((noise(0.7), buzz(0.8, 130), noise(0.5))))
    whole, part = track.between(0.0, 2.0), track.between(0.61, 1.3)
    at = part.first - whole.first
    for measure in ("pitch", "voicing", "level", "change"):
        assert np.array_equal(getattr(part, measure), getattr(whole, measure)[at : at + len(part)])


def test_nothing_is_measured_of_nothing() -> None:
    track = track_of(np.zeros(0, dtype=np.float32))
    assert len(track.between(0.0, 5.0)) == 0


def test_the_end_of_a_short_recording_is_measured_once_it_is_finished() -> None:
    track = VoiceTrack()
    track.feed(buzz(0.15, 120))
    assert len(track.between(0.0, 0.15)) == 0
    track.finish()
    assert len(track.between(0.0, 0.15)) == 14


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(1, 5000), min_size=1, max_size=12))
def test_what_is_measured_does_not_depend_on_the_blocks(sizes: list[int]) -> None:
    sound = np.concatenate((buzz(0.5, 140), noise(0.6)))
    track, at = VoiceTrack(), 0
    for size in sizes * (1 + len(sound) // sum(sizes)):
        track.feed(sound[at : at + size])
        at += size
    track.finish()
    here, there = track.between(0.0, 1.1), track_of(sound).between(0.0, 1.1)
    for measure in ("pitch", "voicing", "level", "change", "clipped"):
        assert np.array_equal(getattr(here, measure), getattr(there, measure))


def test_the_levels_until_a_moment_are_those_of_the_frames() -> None:
    track = track_of(np.concatenate((noise(0.7), buzz(0.8, 130))))
    assert np.array_equal(track.levels_until(1.1), track.between(0.0, 1.1).level)
    assert len(track.levels_until(0.0)) == 0
