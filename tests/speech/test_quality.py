import numpy as np
import pytest
from sounds import babble, gap

from coach.domain.recording import SAMPLE_RATE, Samples
from coach.domain.transcript import TimeSpan, Transcript, Word
from coach.speech.quality import measure_quality
from coach.speech.voice_track import Frames, VoiceTrack

SPEECH = (TimeSpan(1.0, 3.7),)


def frames_of(sound: Samples) -> Frames:
    track = VoiceTrack()
    track.feed(sound)
    track.finish()
    return track.between(0.0, len(sound) / SAMPLE_RATE)


def in_noise(decibels: float) -> Frames:
    """Speech from 1.0 to 3.7 s whose loud parts are so many decibels above white noise."""
    speech = np.concatenate((gap(1.0), babble(2.7), gap(1.0)))
    clean = frames_of(speech)
    loud = np.percentile(clean.level[110:350], 75)
    rng = np.random.default_rng(3)
    noise = 10 ** ((loud - decibels) / 20) * rng.standard_normal(len(speech))
    return frames_of((speech + noise).astype(np.float32))


@pytest.mark.parametrize("decibels", [5, 10, 15, 25, 35])
def test_the_signal_to_noise_ratio_is_found_within_two_decibels(decibels: int) -> None:
    quality = measure_quality(Transcript((), SPEECH, 4.7), in_noise(decibels))
    assert quality.signal_to_noise_db == pytest.approx(decibels, abs=2.0)


def test_digital_silence_between_words_gives_the_best_ratio() -> None:
    frames = frames_of(np.concatenate((gap(1.0), babble(2.7), gap(1.0))))
    assert measure_quality(Transcript((), SPEECH, 4.7), frames).signal_to_noise_db == 60.0


def test_without_speech_or_without_silence_there_is_no_ratio() -> None:
    assert measure_quality(Transcript((), (), 1.0), frames_of(gap(1.0))).signal_to_noise_db is None
    rng = np.random.default_rng(3)
    hiss = frames_of((0.1 * rng.standard_normal(SAMPLE_RATE)).astype(np.float32))
    assert measure_quality(Transcript((), (TimeSpan(0.0, 1.0),), 1.0), hiss).signal_to_noise_db is None


def test_clipping_counts_within_speech_only() -> None:
    sound = np.concatenate((gap(1.0), babble(2.7), gap(1.0)))
    sound[100] = 1.0
    sound[round(1.5 * SAMPLE_RATE) : round(2.04 * SAMPLE_RATE)] = 1.0
    quality = measure_quality(Transcript((), SPEECH, 4.7), frames_of(sound))
    assert quality.clipped_share == pytest.approx(0.2, abs=0.02)


def test_words_are_as_sure_as_their_geometric_mean_without_the_fillers() -> None:
    words = [Word(str(number), number, number + 0.5, 0.1 * number) for number in range(1, 8)]
    words += [Word("um", 8, 8.5, 0.01), Word("uh", 9, 9.5, 0.5, spelled=False)]
    quality = measure_quality(Transcript(tuple(words), SPEECH, 10.0), in_noise(30))
    assert quality.word_probability == pytest.approx(0.1 * 5040 ** (1 / 7))


def test_a_handful_of_words_says_nothing_about_how_sure_they_are() -> None:
    words = tuple(Word("word", at, at + 0.5, 0.2) for at in range(4))
    assert measure_quality(Transcript(words, SPEECH, 4.7), in_noise(30)).word_probability is None


def test_speech_without_words_and_lost_blocks_are_passed_on() -> None:
    transcript = Transcript((), SPEECH, 4.7, unclear=(TimeSpan(1.0, 2.5), TimeSpan(3.0, 3.25)))
    quality = measure_quality(transcript, in_noise(30), dropped_blocks=3)
    assert quality.uncovered_seconds == pytest.approx(1.75)
    assert quality.dropped_blocks == 3


def test_the_peaks_of_a_wave_that_only_just_fits_are_not_clipped() -> None:
    at = np.arange(4 * SAMPLE_RATE) / SAMPLE_RATE
    just_fits = (0.995 * np.sin(2 * np.pi * 150 * at) ** 15).astype(np.float32)
    assert measure_quality(Transcript((), SPEECH, 4.0), frames_of(just_fits)).clipped_share == 0.0
