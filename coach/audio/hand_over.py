"""The one hand-over of sound out of the sound card's callback."""

import queue
from collections.abc import Iterator

import numpy as np

from coach.audio.resample import Convert, lost_by_mean
from coach.domain.recording import SAMPLE_RATE, Level, LevelWarning, Samples

METER_SECONDS = 0.1
"""Length of sound that the level is measured over."""

SILENT_PEAK = 0.001
"""Peak below which a microphone delivers nothing: -60 dB relative to full scale, far below any room."""

SILENT_SECONDS = 2.0
"""Silence for so long is worth a warning."""

CLIPPING_PEAK = 0.99
"""Peak from which a sample counts as cut off by the converter."""

CLIPPING_SECONDS = 1.0
"""How long a clipped sample keeps the warning up."""

FLOOR_DBFS = -120.0
"""What digital silence is shown as."""


class HandOver:
    """A queue between one sound card and one worker, with the level for whoever looks.

    `put` and `count_overflow` are called from the sound card's thread and take no lock; `blocks` is for one worker;
    everything else may be read from any thread.
    """

    def __init__(self) -> None:
        self._queue: queue.SimpleQueue[Samples | None] = queue.SimpleQueue()
        self._rate = SAMPLE_RATE
        self._convert: Convert | None = None
        self._channel: int | None = None
        self._frames = 0
        self._last_loud = 0
        self._last_clipped = -1
        self._meter: tuple[tuple[int, float, float], ...] = ()
        self.dropped_blocks = 0
        self.problem = ""
        self.closed = False

    def expect_rate(self, rate: int, convert: Convert | None) -> None:
        """Say before the first block at which rate blocks come; the last word holds.

        Args:
            rate: Samples a second.
            convert: Makes 16 kHz of them; it is called by the worker, never by the sound card. None where they are.
        """
        self._rate = rate
        self._convert = convert

    def put(self, block: Samples) -> None:
        """Take the next block; copies it, so that the sound card may use its memory again.

        Args:
            block: Shape (n,), or (n, channels), of which the mean is taken; from the first block on whose channels
                cancel each other out, the channel that was the loudest in it.
        """
        if self.closed:
            return
        copy = np.array(self._as_mono(block) if block.ndim > 1 else block, dtype=np.float32)
        if len(copy) == 0:
            return
        self._queue.put(copy)
        self._measure(copy)

    def _as_mono(self, block: Samples) -> Samples:
        if self._channel is not None and self._channel < block.shape[1]:
            return block[:, self._channel]
        mean: Samples = block.mean(axis=1)
        if block.size and float(np.max(np.abs(block))) > SILENT_PEAK:
            powers = np.square(block, dtype=np.float64).sum(axis=0)
            self._channel = lost_by_mean(powers, float(np.square(mean, dtype=np.float64).sum()))
        return mean if self._channel is None else block[:, self._channel]

    def count_overflow(self) -> None:
        """Note that the sound card lost sound because nobody took it in time."""
        self.dropped_blocks += 1

    def close(self, problem: str = "") -> None:
        """End the sound; a second call does nothing.

        Args:
            problem: Why it ended, in one sentence; empty when it was meant to.
        """
        if self.closed:
            return
        self.problem = problem
        self.closed = True
        self._queue.put(None)

    def blocks(self) -> Iterator[Samples]:
        """Yield 16 kHz mono blocks until the end; waits for each."""
        while (block := self._queue.get()) is not None:
            converted = self._convert(block, False) if self._convert else block
            if len(converted):
                yield converted
        if self._convert:
            rest = self._convert(np.zeros(0, dtype=np.float32), True)
            if len(rest):
                yield rest

    @property
    def seconds(self) -> float:
        """Length of the sound handed over so far."""
        return self._frames / self._rate

    def level(self) -> Level:
        """Return how loud the last tenth of a second was, and whether anything is wrong with it."""
        meter, frames = self._meter, self._frames
        length = sum(entry[0] for entry in meter)
        if length == 0:
            return Level(FLOOR_DBFS, 0.0)
        power = sum(entry[1] for entry in meter) / length
        peak = max(entry[2] for entry in meter)
        dbfs = max(FLOOR_DBFS, 10.0 * float(np.log10(power))) if power > 0 else FLOOR_DBFS
        warning = None
        if self._last_clipped >= 0 and frames - self._last_clipped < CLIPPING_SECONDS * self._rate:
            warning = LevelWarning.CLIPPING
        elif frames - self._last_loud >= SILENT_SECONDS * self._rate:
            warning = LevelWarning.SILENT
        return Level(dbfs, min(1.0, peak), warning)

    def _measure(self, block: Samples) -> None:
        """Keep what `level` needs; one new tuple is put in place of the old one, so that no reader sees half of it."""
        window = round(METER_SECONDS * self._rate)
        recent = block[-window:]
        entry = (len(recent), float(np.dot(recent, recent)), float(np.max(np.abs(recent))))
        kept, length = [entry], entry[0]
        for older in reversed(self._meter):
            if length + older[0] > window:
                break
            kept.append(older)
            length += older[0]
        self._frames += len(block)
        peak = entry[2] if len(recent) == len(block) else float(np.max(np.abs(block)))
        if peak > SILENT_PEAK:
            self._last_loud = self._frames
        if peak >= CLIPPING_PEAK:
            self._last_clipped = self._frames
        self._meter = tuple(reversed(kept))
