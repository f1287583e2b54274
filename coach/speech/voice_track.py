"""Pitch, voicing, level and change of the sound, frame by frame, ten milliseconds apart, while it is still coming."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from coach.domain.recording import SAMPLE_RATE, Samples
from coach.domain.transcript import TimeSpan

Values = npt.NDArray[np.float32]

HOP = SAMPLE_RATE // 100
"""Samples from one frame to the next: 10 ms."""

WINDOW = SAMPLE_RATE // 25
"""Samples of a frame: 40 ms, nearly three periods of the lowest voice."""

FRAME_SECONDS = HOP / SAMPLE_RATE

LOWEST_PITCH = 70
"""Hertz; men's voices reach down to about 75."""

HIGHEST_PITCH = 400
"""Hertz; women's voices reach up to about 400 in ordinary speech."""

RUMBLE_BELOW = 90
"""Hertz; what lies below is hum of the mains and of the building, and looks periodic."""

CLIPPED_FROM = 0.99
"""Absolute value from which a sample may have been cut off by the converter."""

CLIPPED_RUN = 3
"""So many in a row were; the peak of a wave that only just fits is one or two."""

SILENCE_DB = -120.0
"""Level of digital silence, relative to full scale."""

NOISE_PERCENTILE = 5
"""Of all levels, the one that stands for the noise."""

_AT_ONCE = 16
"""Frames that are worked out together, always as many, so that nothing depends on how the sound was cut in blocks.
They are there 0.18 s after their middle at the latest; a segment is cut 0.25 s behind its end or later."""

_FFT = 2048
"""Points of the transform: more than a frame and the longest period together, so that the autocorrelation does not wrap
around."""

_BANDS, _BAND_EDGES_HZ, _CEPSTRA = 24, (80.0, 5000.0), 12
"""Mel bands, and the cepstral coefficients of them that are compared: as many as are usual for speech. The bands leave
out the rumble below a voice, and the hiss above its formants."""

_LEAST_POWER, _LEAST_BAND = 1e-30, 1e-8
"""Added to powers, so that the logarithm of digital silence is a number; far below any room."""

_CHANGE_REACH = 3
"""Frames to either side between which change is measured: 60 ms apart, shorter than the shortest vowel."""

_PERIOD_BEHIND_BEST = 0.9
"""The shortest period that is nearly as good as the best one is the pitch; multiples of it are as periodic."""


@dataclass(frozen=True, slots=True, eq=False)
class Frames:
    """Measures of consecutive frames, each of shape (n,)."""

    first: int
    """Index of the first frame since the start of the recording; frame i begins at i * HOP."""
    pitch: Values
    """Fundamental frequency in hertz; means nothing where `voicing` is low."""
    voicing: Values
    """How periodic the sound is, 0.0 to 1.0: the autocorrelation at the period."""
    level: Values
    """Root mean square in decibels relative to full scale, rumble left out."""
    change: Values
    """How much the spectrum's shape changes within 60 ms: root mean square difference of 12 cepstral coefficients."""
    clipped: npt.NDArray[np.bool_]
    """Whether samples were cut off at full scale."""

    def __len__(self) -> int:
        return len(self.pitch)

    def inside(self, spans: Iterable[TimeSpan], margin: float = 0.0) -> npt.NDArray[np.bool_]:
        """Return which frames have their middles in one of some stretches, shape (n,).

        Args:
            spans: In any order.
            margin: Seconds by which each stretch reaches out on either side.
        """
        at = self.seconds(0) + HOP / SAMPLE_RATE * np.arange(len(self))
        inside = np.zeros(len(self), dtype=np.bool_)
        for span in spans:
            inside |= (at >= span.start - margin) & (at < span.end + margin)
        return inside

    def seconds(self, index: int) -> float:
        """Return when the middle of a frame of this stretch is."""
        return ((self.first + index) * HOP + WINDOW / 2) / SAMPLE_RATE


def noise_level(levels: Values) -> float:
    """Estimate the level of the noise, in decibels: what the quietest twentieth of the frames stays under.

    Args:
        levels: Levels of frames, in decibels, shape (n,).
    """
    return float(np.percentile(levels, NOISE_PERCENTILE)) if len(levels) else 0.0


def load_signal_processing() -> None:
    """Import what the first sound needs, which takes some tenths of a second, before anybody speaks."""
    import scipy.fft  # noqa: PLC0415 - heavy
    import scipy.signal  # noqa: F401, PLC0415 - heavy


class VoiceTrack:
    """Takes a recording block by block and remembers the measures, not the sound."""

    def __init__(self) -> None:
        """Begin a recording; loads nothing heavy before the first sound."""
        self._filter: npt.NDArray[np.float64] | None = None
        self._filter_state = np.zeros((0, 2))
        self._bands = _mel_bands()
        self._hann = np.hanning(WINDOW).astype(np.float32)
        self._hann_correlation = _autocorrelation(self._hann[None])[0]
        self._loose: Samples = np.zeros(0, dtype=np.float32)
        self._loose_clipped = np.zeros(0, dtype=np.bool_)
        self._parts: list[tuple[Values, Values, Values, Values, npt.NDArray[np.bool_]]] = []
        self._finished = False

    @property
    def frames_so_far(self) -> int:
        """How many frames have been worked out."""
        return len(self._parts) * _AT_ONCE

    def feed(self, samples: Samples) -> None:
        """Take the next samples.

        Args:
            samples: Any number of samples, shape (n,), 16 kHz mono.
        """
        from scipy.signal import butter, sosfilt  # noqa: PLC0415 - heavy

        if not len(samples):
            return
        if self._filter is None:
            self._filter = butter(4, RUMBLE_BELOW, "highpass", fs=SAMPLE_RATE, output="sos")
            self._filter_state = np.zeros((len(self._filter), 2))
        filtered, self._filter_state = sosfilt(self._filter, samples, zi=self._filter_state)
        self._loose = np.concatenate((self._loose, filtered.astype(np.float32)))
        self._loose_clipped = np.concatenate((self._loose_clipped, np.abs(samples) >= CLIPPED_FROM))
        step, needed = _AT_ONCE * HOP, (_AT_ONCE - 1) * HOP + WINDOW
        while len(self._loose) >= needed:
            self._measure(self._loose[:needed], self._loose_clipped[:needed])
            self._loose, self._loose_clipped = self._loose[step:], self._loose_clipped[step:]

    def finish(self) -> None:
        """End the recording: measure what is left, as if silence followed; a second call does nothing."""
        if not self._finished and len(self._loose):
            self.feed(np.zeros(_AT_ONCE * HOP + WINDOW, dtype=np.float32))
        self._finished = True

    def levels_until(self, end: float) -> Values:
        """Return the levels of all frames from the beginning to a moment, in decibels, shape (n,).

        Args:
            end: Seconds from the start of the recording.
        """
        last = self._index_behind(end)
        levels = [level for _, _, level, _, _ in self._parts[: -(-last // _AT_ONCE)]]
        return np.concatenate(levels)[:last] if levels else np.zeros(0, dtype=np.float32)

    def between(self, start: float, end: float) -> Frames:
        """Return the frames whose middles lie between two moments, as far as they are there.

        Args:
            start: Seconds from the start of the recording.
            end: Seconds from the start of the recording.
        """
        first = max(0, int(np.ceil((start * SAMPLE_RATE - WINDOW / 2) / HOP)))
        last = max(first, self._index_behind(end))
        begin = max(0, first - _CHANGE_REACH)
        stop = min(self.frames_so_far, last + _CHANGE_REACH)
        pitch, voicing, level, shape, clipped = self._joined(begin, stop)
        change = np.full(len(pitch), np.inf, dtype=np.float32)
        if len(pitch) > 2 * _CHANGE_REACH:
            apart = shape[2 * _CHANGE_REACH :] - shape[: -2 * _CHANGE_REACH]
            change[_CHANGE_REACH:-_CHANGE_REACH] = np.sqrt(np.square(apart).mean(axis=1))
        wanted = slice(first - begin, last - begin)
        return Frames(first, pitch[wanted], voicing[wanted], level[wanted], change[wanted], clipped[wanted])

    def _index_behind(self, end: float) -> int:
        """Return how many frames have their middles before a moment."""
        return max(0, min(self.frames_so_far, int(np.floor((end * SAMPLE_RATE - WINDOW / 2) / HOP)) + 1))

    def _joined(self, begin: int, stop: int) -> tuple[Values, Values, Values, Values, npt.NDArray[np.bool_]]:
        parts = self._parts[begin // _AT_ONCE : -(-stop // _AT_ONCE)]
        if not parts:
            nothing = np.zeros(0, dtype=np.float32)
            return nothing, nothing, nothing, np.zeros((0, _CEPSTRA), dtype=np.float32), np.zeros(0, dtype=np.bool_)
        skip = begin % _AT_ONCE
        wanted = slice(skip, skip + stop - begin)
        pitch, voicing, level, shape, clipped = zip(*parts, strict=True)
        return (
            np.concatenate(pitch)[wanted],
            np.concatenate(voicing)[wanted],
            np.concatenate(level)[wanted],
            np.concatenate(shape)[wanted],
            np.concatenate(clipped)[wanted],
        )

    def _measure(self, samples: Samples, clipped: npt.NDArray[np.bool_]) -> None:
        from scipy.fft import dct, rfft  # noqa: PLC0415 - heavy

        at = np.arange(_AT_ONCE)[:, None] * HOP + np.arange(WINDOW)[None, :]
        cut = samples[at]
        mean_square = np.square(cut).mean(axis=1)
        level = np.maximum(10 * np.log10(mean_square + _LEAST_POWER), SILENCE_DB).astype(np.float32)
        windowed = cut * self._hann
        power = np.square(np.abs(rfft(windowed, _FFT, axis=1))).astype(np.float32)
        pitch, voicing = self._pitch(power)
        # Not `@`: its threads go on spinning between blocks, which costs a third of a core (measured).
        banded = np.einsum("ft,tb->fb", power, self._bands)
        shape = dct(np.log(banded + _LEAST_BAND), norm="ortho", axis=1)[:, 1 : _CEPSTRA + 1].astype(np.float32)
        self._parts.append((pitch, voicing, level, shape, _clipped_runs(clipped)[at].any(axis=1)))

    def _pitch(self, power: Values) -> tuple[Values, Values]:
        """Find the period by autocorrelation, the window's own divided out (Boersma 1993)."""
        shortest, longest = SAMPLE_RATE // HIGHEST_PITCH, SAMPLE_RATE // LOWEST_PITCH
        correlation = _to_autocorrelation(power)
        zero = np.maximum(correlation[:, :1], 1e-9)
        even = correlation / zero / self._hann_correlation[None, :]
        around = even[:, shortest - 1 : longest + 1]
        middle = around[:, 1:-1]
        peaks = np.where((middle >= around[:, :-2]) & (middle >= around[:, 2:]), middle, 0.0)
        best = np.clip(peaks.max(axis=1), 0.0, 1.0)
        period = shortest + np.argmax(peaks >= _PERIOD_BEHIND_BEST * best[:, None], axis=1)
        return (SAMPLE_RATE / period).astype(np.float32), best.astype(np.float32)


def _clipped_runs(full: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Mark where CLIPPED_RUN samples at full scale begin."""
    runs = full.copy()
    for ahead in range(1, CLIPPED_RUN):
        runs &= np.concatenate((full[ahead:], np.zeros(ahead, dtype=np.bool_)))
    return runs


def _autocorrelation(frames: Values) -> Values:
    power = np.square(np.abs(np.fft.rfft(frames, _FFT, axis=1)))
    correlation = _to_autocorrelation(power.astype(np.float32))
    even: Values = np.maximum(correlation / correlation[:, :1], 1e-3)
    return even


def _to_autocorrelation(power: Values) -> Values:
    from scipy.fft import irfft  # noqa: PLC0415 - heavy

    correlation: Values = irfft(power, axis=1)[:, : SAMPLE_RATE // LOWEST_PITCH + 2].astype(np.float32)
    return correlation


def _mel_bands() -> Values:
    """Make triangular bands, evenly spaced in mel (O'Shaughnessy 1987), shape (frequencies, bands)."""
    low, high = (2595 * np.log10(1 + hertz / 700) for hertz in _BAND_EDGES_HZ)
    edges = 700 * (10 ** (np.linspace(low, high, _BANDS + 2) / 2595) - 1)
    frequency = np.arange(_FFT // 2 + 1) * SAMPLE_RATE / _FFT
    rising = (frequency[:, None] - edges[None, :-2]) / (edges[1:-1] - edges[:-2])[None]
    falling = (edges[None, 2:] - frequency[:, None]) / (edges[2:] - edges[1:-1])[None]
    bands: Values = np.maximum(0.0, np.minimum(rising, falling)).astype(np.float32)
    return bands
