"""Plays a recording from any moment and at any of a few speeds, and knows which moment sounds just now."""

import threading
from pathlib import Path

from coach.audio.read_audio import read_audio
from coach.audio.speaker import Speaker
from coach.audio.stretch import stretch
from coach.domain.recording import SAMPLE_RATE, Samples

SPEEDS = (0.75, 1.0, 1.25, 1.5, 2.0)
"""Speeds that can be chosen; the pitch stays."""


class Player:
    """One recording; its methods may be called from any thread, and the last wish holds."""

    def __init__(self, speaker: Speaker) -> None:
        """Hold no recording yet.

        Args:
            speaker: Plays.
        """
        self._speaker = speaker
        self._samples: Samples | None = None
        self._lock = threading.Lock()
        self._wishes = 0
        self._playing: tuple[float, float, float] | None = None
        self.speed = 1.0

    def load(self, path: Path) -> Samples:
        """Read the recording, unless it is there already; blocks.

        Returns:
            Its samples, 16 kHz mono.

        Raises:
            AudioError: The file cannot be read.
        """
        if self._samples is None:
            self._samples = read_audio(path)
        return self._samples

    def play(self, start: float = 0.0, end: float | None = None) -> None:
        """Begin to play a stretch of the loaded recording; blocks for a moment.

        Args:
            start: Seconds from the start of the recording.
            end: Where to stop; None plays to the end.

        Raises:
            AudioError: There is no output device.
        """
        wish = self._wish()
        samples = self._samples
        if samples is None:
            return
        total = len(samples) / SAMPLE_RATE
        start, end = max(0.0, min(start, total)), total if end is None else max(0.0, min(end, total))
        speed = self.speed
        sound = stretch(samples[round(start * SAMPLE_RATE) : round(end * SAMPLE_RATE)], SAMPLE_RATE, speed)
        with self._lock:
            if wish != self._wishes:
                return
            self._playing = (start, end, speed)
        self._speaker.play(sound, SAMPLE_RATE)

    def stop(self) -> None:
        """Stop, also what is just being prepared."""
        self._wish()
        self._speaker.stop()

    def change_speed(self, step: int) -> None:
        """Take the next faster or slower speed, and go on from the same place where something plays; blocks then.

        Args:
            step: 1 for faster, -1 for slower; at the ends nothing changes.
        """
        place = SPEEDS.index(self.speed) + step
        if not 0 <= place < len(SPEEDS):
            return
        playing, position = self._playing, self.position
        self.speed = SPEEDS[place]
        if playing is not None and position is not None:
            self.play(position, playing[1])

    @property
    def position(self) -> float | None:
        """Seconds of the recording at which it sounds now; None while it does not."""
        playing, played = self._playing, self._speaker.position
        if playing is None or played is None:
            return None
        start, end, speed = playing
        return min(end, start + played * speed)

    def _wish(self) -> int:
        with self._lock:
            self._wishes += 1
            self._playing = None
            return self._wishes
