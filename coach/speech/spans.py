"""Where somebody speaks: speech spans from the probabilities of a voice-activity detector."""

from coach.domain.recording import SAMPLE_RATE
from coach.domain.timespan import TimeSpan
from coach.speech.detector import FRAME_SAMPLES

SPEECH_FROM = 0.5
"""Probability from which a frame begins speech; Silero VAD's own."""

SPEECH_UNTIL = 0.35
"""Probability under which speech may end; Silero VAD's own, 0.15 below the other so that it does not flicker."""

PERHAPS_FROM = 0.2
"""Probability from which a frame may be speech: over a telephone the detector rates an eighth of the speech under
SPEECH_FROM and a hundredth under this; of noise, hum, clicks and taps it rates nothing over it."""

PERHAPS_UNTIL = 0.1
"""Probability under which speech has surely ended."""

MIN_SILENCE = round(0.2 * SAMPLE_RATE)
"""Samples of silence that end a span: 200 ms, so that the closure of a stop consonant does not."""

MIN_SPEECH = round(0.1 * SAMPLE_RATE)
"""Samples that a span has at least: 100 ms; shorter ones are clicks and smacks, the shortest word is longer."""

PAD = round(0.03 * SAMPLE_RATE)
"""Samples added on either side, because a soft onset is rated low: 30 ms, under half of MIN_SILENCE."""


class SpeechSpans:
    """Takes one probability a frame and tells where speech began and ended."""

    def __init__(self, speech_from: float = SPEECH_FROM, speech_until: float = SPEECH_UNTIL) -> None:
        """Begin a recording.

        Args:
            speech_from: Probability from which a frame begins speech.
            speech_until: Probability under which speech may end.
        """
        self._from = speech_from
        self._until = speech_until
        self.closed: list[tuple[int, int]] = []
        """Finished spans, in samples, padded, in order."""
        self._frames = 0
        self._start: int | None = None
        self._quiet_from: int | None = None

    @property
    def now(self) -> int:
        """Samples rated so far."""
        return self._frames * FRAME_SAMPLES

    @property
    def next_start(self) -> int:
        """The earliest sample at which the next span can begin, padded: the unfinished span's start, or now."""
        return max(0, (self.now if self._start is None else self._start) - PAD)

    @property
    def open_span(self) -> tuple[int, int] | None:
        """The unfinished span so far, in samples, padded; None in silence and while it may still be a click."""
        if self._start is None:
            return None
        end = self.now if self._quiet_from is None else self._quiet_from
        return _padded(self._start, end, self.now) if end - self._start >= MIN_SPEECH else None

    def step(self, probability: float) -> None:
        """Take the probability of the next frame."""
        at = self.now
        self._frames += 1
        if probability >= self._from:
            self._quiet_from = None
            if self._start is None:
                self._start = at
        elif probability < self._until and self._start is not None:
            if self._quiet_from is None:
                self._quiet_from = at
            if self.now - self._quiet_from >= MIN_SILENCE:
                self._close(self._quiet_from, self.now)

    def finish(self, total: int) -> None:
        """End the recording.

        Args:
            total: Samples of the recording; the last frame may have been filled up beyond it.
        """
        if self._start is not None:
            self._close(total if self._quiet_from is None else min(total, self._quiet_from), total)

    def _close(self, end: int, limit: int) -> None:
        if self._start is not None and end - self._start >= MIN_SPEECH:
            self.closed.append(_padded(self._start, end, limit))
        self._start = self._quiet_from = None


def _padded(start: int, end: int, limit: int) -> tuple[int, int]:
    return max(0, start - PAD), min(limit, end + PAD)


def in_seconds(span: tuple[int, int]) -> TimeSpan:
    """Turn a span in samples into one in seconds."""
    return TimeSpan(span[0] / SAMPLE_RATE, span[1] / SAMPLE_RATE)
