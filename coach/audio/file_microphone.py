"""A microphone that hears given sound, in real time."""

import threading
import time

import numpy as np

from coach.audio.hand_over import HandOver
from coach.domain.recording import SAMPLE_RATE, Samples

BLOCK_SAMPLES = 512
"""Samples handed over at once: 32 ms."""


class FileMicrophone:
    """Hands over given samples at the pace of a real microphone, then silence until it is stopped, unless it ends."""

    name = "a file played as a microphone"

    def __init__(self, samples: Samples, speed: float = 1.0, *, ends: bool = False) -> None:
        """Prepare to hand sound over; nothing is handed over before `start`.

        Args:
            samples: 16 kHz mono.
            speed: 1.0 is real time, 2.0 hands over twice as fast.
            ends: Whether it stops by itself after its last sample.
        """
        self._samples = samples
        self._seconds_a_block = BLOCK_SAMPLES / SAMPLE_RATE / speed
        self._ends = ends
        self._stopped = threading.Event()
        self._hand_over: HandOver | None = None

    def start(self, hand_over: HandOver) -> None:
        """Begin to hand over."""
        self._hand_over = hand_over
        threading.Thread(target=self._deliver, args=(hand_over,), name="file microphone", daemon=True).start()

    def stop(self) -> None:
        """Stop, and close the hand-over."""
        self._stopped.set()
        if self._hand_over is not None:
            self._hand_over.close()

    def _deliver(self, hand_over: HandOver) -> None:
        quiet = np.zeros(BLOCK_SAMPLES, dtype=np.float32)
        began = time.monotonic()
        block = 0
        while not self._stopped.wait(max(0.0, began + (block + 1) * self._seconds_a_block - time.monotonic())):
            at = block * BLOCK_SAMPLES
            if self._ends and at >= len(self._samples):
                self.stop()
                return
            samples = self._samples[at : at + BLOCK_SAMPLES]
            hand_over.put(samples if len(samples) else quiet)
            block += 1
