import numpy as np
import pytest
from sounds import babble, gap, voice

from coach.domain.recording import SAMPLE_RATE, Samples
from coach.speech.hums import find_hums, noise_level
from coach.speech.voice_track import VoiceTrack


def hums_in(*parts: Samples) -> list[tuple[float, float]]:
    rng = np.random.default_rng(2)
    sound = np.concatenate(parts)
    sound = (sound + 0.0005 * rng.standard_normal(len(sound))).astype(np.float32)
    track = VoiceTrack()
    track.feed(sound)
    track.finish()
    frames = track.between(0.0, len(sound) / SAMPLE_RATE)
    return [(hum.span.start, hum.span.end) for hum in find_hums(frames, noise_level(frames.level))]


def test_a_steady_vowel_between_silences_is_a_hum_with_its_times() -> None:
    found = hums_in(gap(0.5), voice(0.4, 110), gap(0.5))
    assert len(found) == 1
    assert found[0] == (pytest.approx(0.5, abs=0.04), pytest.approx(0.9, abs=0.04))


def test_the_vowel_and_the_m_of_one_um_are_one_hum() -> None:
    found = hums_in(gap(0.5), voice(0.32, 105), voice(0.32, 103, (250, 1000)), gap(0.5))
    assert len(found) == 1
    assert found[0] == (pytest.approx(0.5, abs=0.04), pytest.approx(1.14, abs=0.04))


def test_two_hums_with_a_break_between_them_are_two() -> None:
    found = hums_in(gap(0.5), voice(0.4, 105), gap(0.25), voice(0.4, 100), gap(0.5))
    assert [start for start, _ in found] == [pytest.approx(0.5, abs=0.04), pytest.approx(1.15, abs=0.04)]


def test_a_short_vowel_is_no_hum() -> None:
    assert hums_in(gap(0.5), voice(0.16, 110), gap(0.5)) == []


def test_changing_vowels_are_no_hum() -> None:
    assert hums_in(gap(0.5), babble(2.0), gap(0.5)) == []


def test_a_vowel_with_a_gliding_pitch_is_no_hum() -> None:
    assert hums_in(gap(0.5), voice(0.5, 110, glide=40), gap(0.5)) == []


def test_noise_and_silence_hold_no_hum() -> None:
    rng = np.random.default_rng(4)
    burst = (0.05 * rng.standard_normal(SAMPLE_RATE)).astype(np.float32)
    assert hums_in(gap(0.5), burst, gap(0.5)) == []
    assert hums_in(gap(1.0)) == []


def test_a_hum_that_never_stops_is_the_noise() -> None:
    assert hums_in(voice(5.0, 120)) == []
