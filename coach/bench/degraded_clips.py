"""Copies of clips as a bad microphone, a noisy room or a telephone would have made them, always the same ones."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np

from coach.audio.read_audio import read_audio
from coach.audio.resample import resample
from coach.audio.stretch import stretch
from coach.audio.wav import write_wav
from coach.bench.clips import Clip
from coach.domain.recording import SAMPLE_RATE, Samples
from coach.domain.transcript import TimeSpan

AS_IT_IS = "as it is"
"""The copy that nothing was done to."""

TELEPHONE_RATE = 8000
"""Samples a second of a telephone line (ITU-T G.711)."""

TELEPHONE_BAND_HZ = (300.0, 3400.0)
"""What a telephone line lets through (ITU-T G.712)."""

MU = 255.0
"""Companding of the line (ITU-T G.711, mu-law)."""

BABBLE = "babble"
"""The kind in which other people talk."""

TALKERS = 5
"""Voices of the babble: with fewer, single words stand out."""

LOUD_SHARE = 0.7
"""Share of the tenths of a second, the loudest ones, whose mean power is the speech's; the rest may be pauses."""

_TENTH = SAMPLE_RATE // 10

_CHORDS_HZ = ((220.0, 277.2, 329.6), (174.6, 220.0, 261.6), (196.0, 246.9, 293.7), (164.8, 207.7, 246.9))
"""Equal temperament: A major, F major, G major, E major."""

_CHORD_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Degradation:
    """One way to make a clip worse."""

    name: str
    """For tables: `white noise 20 dB`."""
    kind: str
    """What it is a degree of: `white noise`."""
    apply: Callable[[Samples, Sequence[Samples]], Samples]
    """Given a clip and other clips of the same folder, gives the worse copy; both 16 kHz mono."""
    tempo: float = 1.0
    """How many times as fast the copy is; times of the reference are divided by it."""

    @property
    def of_others(self) -> bool:
        """Whether other people can be heard in the copy."""
        return self.kind == BABBLE


def degradations() -> tuple[Degradation, ...]:
    """Return the copies that a table compares, from the mildest kind to the worst."""
    return (
        Degradation("telephone", "telephone", _alone(telephone)),
        Degradation("30 dB quieter", "quieter", _alone(partial(quieter, decibels=30.0))),
        Degradation("hiss at -54 dBFS", "hiss", _alone(partial(hiss, level=-54.0))),
        Degradation("white noise 20 dB", "white noise", _alone(partial(white_noise, snr=20.0))),
        Degradation("white noise 10 dB", "white noise", _alone(partial(white_noise, snr=10.0))),
        Degradation("babble 15 dB", BABBLE, partial(babble, snr=15.0)),
        Degradation("music 15 dB", "music", _alone(partial(music, snr=15.0))),
        Degradation("clipped by 12 dB", "clipped", _alone(partial(clipped, decibels=12.0))),
        Degradation("1.25 times as fast", "tempo", _alone(partial(_tempo, speed=1.25)), 1.25),
        Degradation("0.8 times as fast", "tempo", _alone(partial(_tempo, speed=0.8)), 0.8),
    )


def steps() -> tuple[Degradation, ...]:
    """Return copies in steps from good to hopeless, for finding out where verdicts stop."""
    noise = [
        Degradation(f"white noise {snr} dB", "white noise", _alone(partial(white_noise, snr=float(snr))))
        for snr in _SNRS
    ]
    talk = [Degradation(f"babble {snr} dB", BABBLE, partial(babble, snr=float(snr))) for snr in _SNRS]
    tunes = [Degradation(f"music {snr} dB", "music", _alone(partial(music, snr=float(snr)))) for snr in _SNRS]
    soft = [
        Degradation(f"{db} dB quieter", "quieter", _alone(partial(quieter, decibels=float(db)))) for db in (20, 40, 50)
    ]
    loud = [
        Degradation(f"clipped by {db} dB", "clipped", _alone(partial(clipped, decibels=float(db))))
        for db in (6, 18, 30)
    ]
    fast = [
        Degradation(f"{speed} times as fast", "tempo", _alone(partial(_tempo, speed=speed)), speed) for speed in _SPEEDS
    ]
    return (*noise, *talk, *tunes, *soft, *loud, Degradation("telephone", "telephone", _alone(telephone)), *fast)


_SNRS = (20, 15, 10, 5, 0, -5)

_SPEEDS = (0.7, 1.3, 1.6, 2.0)


def make_copies(clips: Sequence[Clip], degradations: Sequence[Degradation], folder: Path) -> Iterator[Clip]:
    """Yield every clip as it is, and then every copy of it, written as WAV.

    A clip in which nobody speaks has no level of speech, below which noise could be mixed in; it is made worse together
    with the first clip in which somebody does. It has no copy with other people's talk, which would be words.

    Args:
        clips: The recordings.
        degradations: What to do to each.
        folder: Where the copies go.

    Raises:
        AudioError: A clip cannot be read, or a copy cannot be written.
    """
    speaking = [place for place, clip in enumerate(clips) if clip.transcript]
    for place, clip in enumerate(clips):
        yield replace(clip, copy=AS_IT_IS)
        samples = read_audio(clip.path)
        behind = sorted((other for other in speaking if other != place), key=lambda other: (other - place) % len(clips))
        others = [read_audio(clips[other].path) for other in behind[:TALKERS]]
        for number, degradation in enumerate(degradations):
            if not clip.transcript and (degradation.of_others or not others):
                continue
            path = folder / f"{place}-{number}.wav"
            write_wav(path, _copy(clip, samples, others, degradation))
            yield replace(
                clip,
                path=path,
                copy=degradation.name,
                filler_times=_at_tempo(clip.filler_times, degradation.tempo),
                pauses=_at_tempo(clip.pauses, degradation.tempo),
            )


def _copy(clip: Clip, samples: Samples, others: Sequence[Samples], degradation: Degradation) -> Samples:
    if clip.transcript:
        return degradation.apply(samples, others)
    # So much of it that the silence is not taken for a part of the speech.
    speech = np.tile(others[0], 1 + 3 * len(samples) // len(others[0]))
    both = degradation.apply(np.concatenate((speech, samples)), others)
    return both[len(both) * len(speech) // (len(speech) + len(samples)) :]


def _at_tempo(spans: Sequence[TimeSpan] | None, tempo: float) -> tuple[TimeSpan, ...] | None:
    return None if spans is None else tuple(TimeSpan(span.start / tempo, span.end / tempo) for span in spans)


def telephone(samples: Samples) -> Samples:
    """Send a clip over a telephone line: narrow band, 8 kHz, mu-law."""
    from scipy.signal import butter, sosfiltfilt  # noqa: PLC0415 - heavy

    band = butter(4, TELEPHONE_BAND_HZ, "bandpass", fs=SAMPLE_RATE, output="sos")
    narrow = resample(sosfiltfilt(band, samples).astype(np.float32), SAMPLE_RATE, TELEPHONE_RATE)
    companded = np.sign(narrow) * np.log1p(MU * np.minimum(np.abs(narrow), 1.0)) / np.log1p(MU)
    rounded = np.round(companded * 127.0) / 127.0
    sent = np.sign(rounded) * np.expm1(np.abs(rounded) * np.log1p(MU)) / MU
    return resample(sent.astype(np.float32), TELEPHONE_RATE, SAMPLE_RATE)


def quieter(samples: Samples, decibels: float) -> Samples:
    """Turn a clip down and keep it in 16 bits, as a file would be."""
    turned = samples * np.float32(10 ** (-decibels / 20))
    return (np.round(turned * 32767.0) / 32767.0).astype(np.float32)


def clipped(samples: Samples, decibels: float) -> Samples:
    """Turn a clip up until its loudest sample is so many decibels too loud, and cut off what does not fit."""
    peak = float(np.abs(samples).max(initial=0.0))
    gain = 10 ** (decibels / 20) / peak if peak else 1.0
    too_loud: Samples = samples * np.float32(gain)
    return np.clip(too_loud, -1.0, 1.0)


def hiss(samples: Samples, level: float) -> Samples:
    """Add the hiss of a poor input.

    Args:
        samples: The clip.
        level: Root mean square of the hiss in decibels relative to full scale.
    """
    return (samples + _white(samples) * np.float32(10 ** (level / 20))).astype(np.float32)


def white_noise(samples: Samples, snr: float) -> Samples:
    """Mix white noise in, so many decibels under the speech."""
    return _mixed(samples, _white(samples), snr)


def music(samples: Samples, snr: float) -> Samples:
    """Mix a simple tune in: chords on a plucked instrument, twice a second."""
    at = np.arange(len(samples)) / SAMPLE_RATE
    beat = at % _CHORD_SECONDS
    envelope = np.exp(-4.0 * beat) * np.minimum(1.0, beat / 0.01)
    which = (at // (2 * _CHORD_SECONDS)).astype(int) % len(_CHORDS_HZ)
    tune = np.zeros(len(samples))
    for chord, notes in enumerate(_CHORDS_HZ):
        sounding = np.zeros(len(samples))
        for note in notes:
            for harmonic in (1, 2, 3, 4, 5):
                sounding += np.sin(2 * np.pi * note * harmonic * at) / harmonic
        tune += np.where(which == chord, sounding * envelope, 0.0)
    return _mixed(samples, tune.astype(np.float32), snr)


def babble(samples: Samples, others: Sequence[Samples], snr: float) -> Samples:
    """Mix other people's talk in: other clips at other places, or the clip itself backwards where there are none."""
    random = _random(samples)
    talk = np.zeros(len(samples), dtype=np.float32)
    voices = [other for other in others if len(other) > SAMPLE_RATE] or [samples[::-1]]
    for talker in range(TALKERS):
        voice = voices[talker % len(voices)]
        rolled = np.roll(voice, int(random.integers(len(voice)))) / np.float32(np.sqrt(_speech_power(voice)) or 1.0)
        talk += np.resize(rolled, len(samples))
    return _mixed(samples, talk, snr)


def _alone(change: Callable[[Samples], Samples]) -> Callable[[Samples, Sequence[Samples]], Samples]:
    return lambda samples, _others: change(samples)


def _tempo(samples: Samples, speed: float) -> Samples:
    return stretch(samples, SAMPLE_RATE, speed)


def _mixed(samples: Samples, noise: Samples, snr: float) -> Samples:
    """Add noise so many decibels under the speech; where the sum does not fit, all of it is turned down."""
    power = float(np.mean(np.square(noise))) or 1.0
    gain = np.sqrt(_speech_power(samples) / power / 10 ** (snr / 10))
    sum_ = samples + noise * np.float32(gain)
    return (sum_ / max(1.0, float(np.abs(sum_).max(initial=0.0)))).astype(np.float32)


def _speech_power(samples: Samples) -> float:
    whole = samples[: len(samples) // _TENTH * _TENTH].reshape(-1, _TENTH)
    if not len(whole):
        return 0.0
    tenths = np.square(whole, dtype=np.float64).mean(axis=1)
    return float(tenths[tenths >= np.quantile(tenths, 1 - LOUD_SHARE)].mean())


def _white(samples: Samples) -> Samples:
    return _random(samples).standard_normal(len(samples)).astype(np.float32)


def _random(samples: Samples) -> np.random.Generator:
    """Draw the same numbers for the same clip."""
    return np.random.default_rng(len(samples))
