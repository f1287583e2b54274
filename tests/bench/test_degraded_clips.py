from pathlib import Path

import numpy as np
import pytest
from fakes import silence, tone

from coach.audio.read_audio import read_audio
from coach.audio.wav import write_wav
from coach.bench.clips import Clip
from coach.bench.degraded_clips import (
    AS_IT_IS,
    Degradation,
    babble,
    clipped,
    degradations,
    hiss,
    make_copies,
    music,
    quieter,
    steps,
    telephone,
    white_noise,
)
from coach.domain.recording import SAMPLE_RATE, Samples
from coach.domain.transcript import TimeSpan


@pytest.fixture
def clips(tmp_path: Path) -> tuple[Clip, ...]:
    sounds = {"a.wav": tone(2.0, level=0.3), "b.wav": silence(1.0), "c.wav": tone(1.5, level=0.1)}
    for name, samples in sounds.items():
        write_wav(tmp_path / name, samples)
    times = (TimeSpan(0.5, 1.0),)
    return (
        Clip("a.wav", tmp_path / "a.wav", "so um yes", filler_times=times, pauses=times),
        Clip("b.wav", tmp_path / "b.wav", "", pauses=()),
        Clip("c.wav", tmp_path / "c.wav", "no"),
    )


def copies_of(clips: tuple[Clip, ...], folder: Path) -> dict[tuple[str, str], Clip]:
    return {(clip.name, clip.copy): clip for clip in make_copies(clips, degradations(), folder)}


def test_every_clip_is_there_as_it_is_and_in_every_copy(clips: tuple[Clip, ...], tmp_path: Path) -> None:
    copies = copies_of(clips, tmp_path / "copies")
    for name in ("a.wav", "c.wav"):
        assert {copy for each, copy in copies if each == name} == {AS_IT_IS, *(each.name for each in degradations())}
    assert copies["a.wav", AS_IT_IS].path == clips[0].path
    noisy = copies["a.wav", "white noise 20 dB"]
    assert noisy.transcript == "so um yes"
    assert noisy.title == "a.wav, white noise 20 dB"
    assert noisy.path.parent == tmp_path / "copies"


def test_times_go_with_the_tempo(clips: tuple[Clip, ...], tmp_path: Path) -> None:
    copies = copies_of(clips, tmp_path / "copies")
    fast = copies["a.wav", "1.25 times as fast"]
    assert fast.filler_times == fast.pauses == (TimeSpan(0.4, 0.8),)
    assert copies["a.wav", "telephone"].pauses == (TimeSpan(0.5, 1.0),)
    assert copies["c.wav", "1.25 times as fast"].pauses is None
    assert len(read_audio(fast.path)) == pytest.approx(1.6 * SAMPLE_RATE, rel=0.03)


def test_where_nobody_speaks_the_noise_is_as_loud_as_under_speech(clips: tuple[Clip, ...], tmp_path: Path) -> None:
    copies = copies_of(clips, tmp_path / "copies")
    noise = read_audio(copies["b.wav", "white noise 20 dB"].path)
    speech = read_audio(clips[2].path)  # the next clip in which somebody speaks
    assert len(noise) == SAMPLE_RATE
    assert 10 * np.log10(np.mean(speech**2) / np.mean(noise**2)) == pytest.approx(20.0, abs=0.2)
    assert len(read_audio(copies["b.wav", "1.25 times as fast"].path)) == pytest.approx(0.8 * SAMPLE_RATE, rel=0.05)


def test_where_nobody_speaks_nobody_is_made_to_speak(clips: tuple[Clip, ...], tmp_path: Path) -> None:
    copies = copies_of(clips, tmp_path / "copies")
    assert ("b.wav", "babble 15 dB") not in copies
    assert ("b.wav", "music 15 dB") in copies
    alone = [clip.copy for clip in make_copies(clips[1:2], degradations(), tmp_path / "alone")]
    assert alone == [AS_IT_IS]


def test_a_clip_is_given_only_other_clips_in_which_somebody_speaks(clips: tuple[Clip, ...], tmp_path: Path) -> None:
    given: list[list[int]] = []

    def remember(samples: Samples, others: object) -> Samples:
        given.append([len(each) for each in others])  # type: ignore[attr-defined]
        return samples

    list(make_copies(clips, [Degradation("same", "same", remember)], tmp_path / "copies"))
    assert given == [[24_000], [24_000, 32_000], [32_000]]


SPEECH = tone(2.0, level=0.3)
OTHERS = (tone(3.0, level=0.02), tone(1.5, level=0.5))


def power(samples: Samples) -> float:
    return float(np.mean(np.square(samples, dtype=np.float64)))


def decibels_below(part: Samples, whole: Samples) -> float:
    return 10 * np.log10(power(whole) / power(part))


@pytest.mark.parametrize("snr", [20.0, 0.0])
def test_what_is_mixed_in_lies_so_many_decibels_under_the_speech(snr: float) -> None:
    quiet = SPEECH * np.float32(0.1)  # the sum fits, so that nothing is turned down
    for noisy in (white_noise(quiet, snr), music(quiet, snr), babble(quiet, OTHERS, snr)):
        assert decibels_below(noisy - quiet, quiet) == pytest.approx(snr, abs=0.1)


def test_a_pause_does_not_make_the_noise_quieter() -> None:
    with_pause = np.concatenate((SPEECH, silence(0.5)))
    noise = white_noise(with_pause, 20.0)[len(SPEECH) :]
    assert decibels_below(noise, SPEECH) == pytest.approx(20.0, abs=0.5)


def test_noise_louder_than_full_scale_turns_everything_down() -> None:
    assert np.abs(white_noise(tone(1.0, level=0.9), -5.0)).max() == pytest.approx(1.0)


def test_hiss_has_the_level_that_is_asked_for() -> None:
    assert 10 * np.log10(power(hiss(silence(1.0), -54.0))) == pytest.approx(-54.0, abs=0.2)


def test_a_quiet_copy_has_the_steps_of_a_file_with_16_bits() -> None:
    soft = quieter(SPEECH, 30.0)
    assert decibels_below(soft, SPEECH) == pytest.approx(30.0, abs=0.1)
    assert np.allclose(soft * 32767.0, np.round(soft * 32767.0), atol=1e-3)
    assert not quieter(SPEECH, 120.0).any()


def test_a_clip_that_is_12_db_too_loud_is_cut_off_at_full_scale() -> None:
    # a sine four times too loud is at full scale but for twice asin(1/4) of each half turn: 84 %
    loud = clipped(SPEECH, 12.04)
    assert np.mean(np.abs(loud) == 1.0) == pytest.approx(0.84, abs=0.01)
    assert np.abs(clipped(SPEECH, 0.0)).max() == pytest.approx(1.0)


def test_a_telephone_lets_only_its_band_through() -> None:
    at = np.arange(SAMPLE_RATE) / SAMPLE_RATE
    kept, low, high = (np.sin(2 * np.pi * hertz * at).astype(np.float32) * 0.3 for hertz in (1000.0, 60.0, 6000.0))
    assert decibels_below(telephone(kept), kept) == pytest.approx(0.0, abs=0.5)
    assert decibels_below(telephone(low), low) > 30
    assert decibels_below(telephone(high), high) > 30
    assert len(telephone(kept)) == pytest.approx(SAMPLE_RATE, abs=10)


def test_babble_is_other_people_at_one_level_whoever_is_louder() -> None:
    loud = babble(SPEECH, (tone(3.0, level=0.5),), 10.0)
    soft = babble(SPEECH, (tone(3.0, level=0.005),), 10.0)
    assert np.allclose(loud, soft, atol=1e-5)
    assert decibels_below(babble(SPEECH * 0.1, (), 10.0) - SPEECH * 0.1, SPEECH * 0.1) == pytest.approx(10.0, abs=0.1)


@pytest.mark.parametrize("degradation", [*degradations(), *steps()], ids=lambda each: each.name)
def test_every_copy_is_always_the_same_and_as_long_as_its_tempo_says(degradation: Degradation) -> None:
    first, again = degradation.apply(SPEECH, OTHERS), degradation.apply(SPEECH, OTHERS)
    assert np.array_equal(first, again)
    assert first.dtype == np.float32
    assert len(first) == pytest.approx(len(SPEECH) / degradation.tempo, rel=0.03)
    assert not np.array_equal(first, SPEECH)
    assert np.abs(first).max() <= 1.0
    assert degradation.of_others == ("babble" in degradation.name)


def test_names_are_unique() -> None:
    for copies in (degradations(), steps()):
        assert len({copy.name for copy in copies}) == len(copies)


def test_digital_silence_stays_silent_where_noise_is_relative_to_speech() -> None:
    assert not white_noise(silence(1.0), 20.0).any()
    assert not babble(silence(1.0), (silence(2.0),), 15.0).any()
