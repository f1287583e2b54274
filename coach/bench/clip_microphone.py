"""A microphone that plays clips at real speed, and loses sound where a real one would."""

import threading
import time
from collections.abc import Iterator, Sequence

import numpy as np

from coach.audio.hand_over import HandOver
from coach.domain.recording import SAMPLE_RATE, Samples

BLOCK_SAMPLES = 512
"""Samples handed over at once: 32 ms, as a sound card does."""


class ClipMicrophone:
    """Hands over sound as a sound card does; a block that nobody takes before the card's memory is full is lost."""

    name = "clips played as a microphone"

    def __init__(
        self, sounds: Sequence[Samples], *, patience: float, endless: bool = False, speed: float = 1.0
    ) -> None:
        """Take the sound.

        Args:
            sounds: 16 kHz mono, played one after another.
            patience: Seconds of sound that the card keeps; a block that comes later than that is counted as lost.
            endless: Whether to begin again at the end; otherwise silence follows.
            speed: 1.0 is real time.
        """
        self._sounds = tuple(sounds)
        self._patience = patience
        self._endless = endless
        self._seconds_a_block = BLOCK_SAMPLES / SAMPLE_RATE / speed
        self._stopped = threading.Event()
        self._hand_over: HandOver | None = None
        self.ended = threading.Event()
        """Set once the last sample of the last sound has been handed over; never where it is endless."""
        self.ended_at = 0.0
        """When that was, by `time.perf_counter`."""
        self.latest = 0.0
        """Seconds by which the latest block came too late."""
        self.blocks = 0
        """Blocks played so far, lost ones included."""

    def start(self, hand_over: HandOver) -> None:
        """Begin to hand over."""
        self._hand_over = hand_over
        threading.Thread(target=self._deliver, args=(hand_over,), name="clip microphone", daemon=True).start()

    def stop(self) -> None:
        """Stop, and close the hand-over."""
        self._stopped.set()
        if self._hand_over is not None:
            self._hand_over.close()

    def _deliver(self, hand_over: HandOver) -> None:
        began = time.perf_counter()
        for block, last in self._played():
            due = began + (self.blocks + 1) * self._seconds_a_block
            if self._stopped.wait(max(0.0, due - time.perf_counter())):
                return
            late = time.perf_counter() - due
            self.latest = max(self.latest, late)
            self.blocks += 1
            if late > self._patience:
                hand_over.count_overflow()
            else:
                hand_over.put(block)
            if last:
                self.ended_at = time.perf_counter()
                self.ended.set()

    def _played(self) -> Iterator[tuple[Samples, bool]]:
        """Give block after block, and whether it is the last with sound."""
        while True:
            for number, sound in enumerate(self._sounds, start=1):
                for at in range(0, len(sound), BLOCK_SAMPLES):
                    last = number == len(self._sounds) and at + BLOCK_SAMPLES >= len(sound)
                    yield sound[at : at + BLOCK_SAMPLES], last and not self._endless
            if not self._endless:
                break
        while True:
            yield np.zeros(BLOCK_SAMPLES, dtype=np.float32), False
