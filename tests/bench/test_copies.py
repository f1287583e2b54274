from pathlib import Path

import numpy as np
import pytest
from fakes import silence, tone

from coach.audio.read_audio import read_audio
from coach.audio.wav import write_wav
from coach.bench.clip import Clip
from coach.bench.copies import AS_IT_IS, make_copies
from coach.bench.degrading import Degradation, degradations
from coach.domain.recording import SAMPLE_RATE, Samples
from coach.domain.timespan import TimeSpan


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
