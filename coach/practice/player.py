"""Plays a recorded answer from any moment and at any of a few speeds, and knows which moment sounds just now."""

import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from coach.audio.read_audio import read_audio
from coach.audio.speaker import Speaker
from coach.audio.stretch import stretch
from coach.domain.attempt import AnswerKind, Attempt
from coach.domain.coverage import Evidence
from coach.domain.recording import SAMPLE_RATE, Samples
from coach.domain.transcript import TimeSpan, Word

SPEEDS = (0.75, 1.0, 1.25, 1.5, 2.0)
"""Speeds that can be chosen; the pitch stays."""

MARGIN_SECONDS = 0.3
"""Sound played before and after a piece of evidence, because word times are not exact to the syllable."""

AROUND_UNCLEAR_SECONDS = 0.5
"""Sound played before and after what was not understood: a word or two beside it help to make it out."""


class Player:
    """One recording; its methods may be called from any thread, and the last wish holds."""

    def __init__(self, speaker: Callable[[], Speaker]) -> None:
        """Hold no recording yet.

        Args:
            speaker: Gives the speaker that the settings choose at the moment; it plays.
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
        self._speaker().play(sound, SAMPLE_RATE)

    def stop(self) -> None:
        """Stop, also what is just being prepared."""
        self._wish()
        self._speaker().stop()

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
    def busy(self) -> bool:
        """Whether anything sounds, be it the recording or not."""
        return self._speaker().playing

    @property
    def position(self) -> float | None:
        """Seconds of the recording at which it sounds now; None while it does not."""
        playing, played = self._playing, self._speaker().position
        if playing is None or played is None:
            return None
        start, end, speed = playing
        return min(end, start + played * speed)

    def _wish(self) -> int:
        with self._lock:
            self._wishes += 1
            self._playing = None
            return self._wishes


def why_silent(attempt: Attempt | None) -> str:
    """Return why an answer cannot be played; empty where it can.

    Args:
        attempt: The answer; None where it is still being judged.
    """
    if attempt is None:
        return "The answer can be played once it is judged."
    if attempt.kind is AnswerKind.TYPED:
        return "This answer was typed; there is nothing to play."
    return "" if attempt.audio else "No recording of this answer was kept."


def evidence_span(evidence: Evidence) -> TimeSpan:
    """Return the stretch to play for a piece of evidence."""
    return TimeSpan(max(0.0, evidence.start - MARGIN_SECONDS), evidence.end + MARGIN_SECONDS)


def unclear_span(stretch: TimeSpan) -> TimeSpan:
    """Return the stretch to play to hear what was not understood."""
    return TimeSpan(max(0.0, stretch.start - AROUND_UNCLEAR_SECONDS), stretch.end + AROUND_UNCLEAR_SECONDS)


def next_unclear(stretches: Sequence[TimeSpan], last: TimeSpan | None) -> TimeSpan:
    """Return the stretch to hear after another; after the last comes the first.

    Args:
        stretches: What was not understood, in order; at least one.
        last: The one that was heard last; None for none yet.
    """
    later = (each for each in stretches if last is not None and each.start > last.start)
    return next(later, stretches[0])


def word_at(words: Sequence[Word], seconds: float) -> int | None:
    """Return the index of the word that sounds at a moment, or the last one before it; None before the first."""
    found = None
    for index, word in enumerate(words):
        if word.start > seconds:
            break
        found = index
    return found
