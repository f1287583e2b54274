"""Cuts a recording into segments while it is still being made.

Where somebody speaks is told from the probabilities of a voice-activity detector; a segment is cut where nobody does.
"""

from collections import deque
from collections.abc import Sequence

import numpy as np

from coach.domain.recording import SAMPLE_RATE, Samples
from coach.domain.transcript import TimeSpan
from coach.speech.detector import FRAME_SAMPLES, SpeechDetector
from coach.speech.levelling import LevelledDetector
from coach.speech.transcriber import Segment

CUT_FROM = 8 * SAMPLE_RATE
"""Samples from which a segment may be cut at a pause: 8 s; with less context Whisper makes more mistakes (measured)."""

CUT_PAUSE = SAMPLE_RATE // 2
"""Samples of silence at which a segment is cut: 0.5 s."""

CUT_BEFORE = 20 * SAMPLE_RATE
"""Samples that a segment never exceeds: 20 s, so that the work left after the last word stays small."""

TENTATIVE_PAUSE = SAMPLE_RATE * 3 // 10
"""Samples of silence after which an answer may be over: 0.3 s; then the open segment is worth transcribing."""

MARGIN = SAMPLE_RATE // 4
"""Samples of silence kept around speech: 0.25 s, half of CUT_PAUSE, so that neighbours never share a sample."""

_QUIET_FRAMES = 5
"""Frames over which loudness is averaged to find the quietest spot: 160 ms, longer than a stop consonant's closure."""

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


class Segmenter:
    """Takes a recording block by block and hands out its segments as soon as they are complete.

    What comes out depends on the samples only, not on how they were cut into blocks. Samples are kept until their
    segment is handed out, so at most CUT_BEFORE of them and a frame or two.
    """

    def __init__(self, detector: SpeechDetector) -> None:
        """Begin a recording.

        Args:
            detector: A fresh voice-activity detector.
        """
        self._detector = LevelledDetector(detector)
        self._spans = SpeechSpans(PERHAPS_FROM, PERHAPS_UNTIL)
        self._sure = SpeechSpans()
        self._loose: Samples = np.zeros(0, dtype=np.float32)
        self._frames: deque[Samples] = deque()
        self._buffer_start = 0
        self._cut = 0
        self._first_span = 0
        self._tentative_until = 0
        self._total = 0
        self._finished = False

    @property
    def speech(self) -> tuple[TimeSpan, ...]:
        """Every finished stretch of speech so far, in seconds; all of them after `finish`."""
        return tuple(in_seconds(span) for span in self._sure.closed)

    @property
    def perhaps(self) -> tuple[TimeSpan, ...]:
        """Every finished stretch that may be speech, in seconds: what is in `speech`, and what was rated lower."""
        return tuple(in_seconds(span) for span in self._spans.closed)

    @property
    def seconds(self) -> float:
        """Length of the recording so far."""
        return self._total / SAMPLE_RATE

    @property
    def silence(self) -> float:
        """Seconds for which nobody has been speaking; 0.0 while somebody does."""
        return (self._sure.now - self._last_sure()[1]) / SAMPLE_RATE

    @property
    def samples_held(self) -> int:
        """How many samples are in memory."""
        return len(self._frames) * FRAME_SAMPLES + len(self._loose)

    def feed(self, samples: Samples) -> list[Segment]:
        """Take the next samples.

        Args:
            samples: Any number of samples, shape (n,), 16 kHz mono.

        Returns:
            The segments that are now complete, usually none.

        Raises:
            ValueError: The recording has been finished.
        """
        if self._finished:
            raise ValueError("the recording has been finished")
        self._total += len(samples)
        together = np.concatenate((self._loose, samples.astype(np.float32, copy=False)))
        whole = len(together) // FRAME_SAMPLES * FRAME_SAMPLES
        self._loose = together[whole:].copy()
        segments: list[Segment] = []
        for frame in together[:whole].reshape(-1, FRAME_SAMPLES):
            segments += self._step(frame.copy())
        return segments

    def tentative(self) -> Segment | None:
        """Return the open segment as it will be cut if nothing more is said, once in each silence.

        Returns:
            None while somebody speaks, where nothing was said since the last cut, and when it was given already.
        """
        pieces = [] if self._finished else self._pieces()
        if not pieces or self._spans.now - pieces[-1][1] < TENTATIVE_PAUSE or pieces[-1][1] == self._tentative_until:
            return None
        self._tentative_until = pieces[-1][1]
        segment = self._segment(self._start_of(pieces), pieces[-1][1] + MARGIN)
        return segment if segment.speech else None

    def spoken_since(self, seconds: float) -> bool:
        """Return whether something was said behind a moment, in seconds, that is in no segment yet."""
        start, end = self._last_sure()
        return end - max(start, self._cut, round(seconds * SAMPLE_RATE)) >= MIN_SPEECH

    def open_segment(self, since: float) -> Segment | None:
        """Return what is spoken just now, up to the last frame and perhaps into the middle of a word; changes nothing.

        Args:
            since: Leaves out what lies before this moment, in seconds.

        Returns:
            None where nothing was said behind that moment and behind the last cut.
        """
        begin = max(self._cut, round(since * SAMPLE_RATE))
        pieces = [] if self._finished else self._pieces(begin)
        if not pieces:
            return None
        segment = self._segment(max(begin, pieces[0][0] - MARGIN), min(self._spans.now, pieces[-1][1] + MARGIN))
        return segment if segment.speech else None

    def finish(self) -> list[Segment]:
        """End the recording.

        Returns:
            The segment that was still open, if there is speech in it; nothing when called again.
        """
        if self._finished:
            return []
        segments: list[Segment] = []
        if len(self._loose):
            segments += self._step(np.pad(self._loose, (0, FRAME_SAMPLES - len(self._loose))))
        self._finished = True
        self._spans.finish(self._total)
        self._sure.finish(self._total)
        pieces = self._pieces()
        if pieces:
            segments += self._take(self._start_of(pieces), min(self._total, pieces[-1][1] + MARGIN))
        self._frames.clear()
        return segments

    def _step(self, frame: Samples) -> list[Segment]:
        self._frames.append(frame)
        probability = self._detector.probability(frame)
        self._spans.step(probability)
        self._sure.step(probability)
        now = self._spans.now
        pieces = self._pieces()
        if not pieces:
            self._forget(self._spans.next_start - MARGIN)
            return []
        start, spoken_until = self._start_of(pieces), pieces[-1][1]
        self._forget(start)
        if now - start >= CUT_FROM and now - spoken_until >= CUT_PAUSE:
            return self._take(start, spoken_until + MARGIN)
        if now - start > CUT_BEFORE - FRAME_SAMPLES:
            return self._take(start, self._quietest(start + CUT_FROM, now - MARGIN))
        return []

    def _pieces(self, since: int = 0) -> list[tuple[int, int]]:
        """Speech that is in no segment yet, behind a sample, in samples."""
        spans = self._spans.closed[self._first_span :]
        if self._spans.open_span is not None:
            spans.append(self._spans.open_span)
        begin = max(self._cut, since)
        return [(max(start, begin), end) for start, end in spans if end - max(start, begin) >= MIN_SPEECH]

    def _last_sure(self) -> tuple[int, int]:
        """The last stretch that surely is speech, in samples, finished or not; empty before the first."""
        return self._sure.open_span or (self._sure.closed[-1] if self._sure.closed else (0, 0))

    def _start_of(self, pieces: list[tuple[int, int]]) -> int:
        return max(self._cut, pieces[0][0] - MARGIN)

    def _take(self, start: int, end: int) -> list[Segment]:
        """Hand out the samples from `start` to `end`, if any of it surely is speech, and go on behind them."""
        segment = self._segment(start, end)
        self._cut = end
        while self._first_span < len(self._spans.closed) and self._spans.closed[self._first_span][1] <= end:
            self._first_span += 1
        return [segment] if segment.speech else []

    def _segment(self, start: int, end: int) -> Segment:
        first = start - self._buffer_start
        samples = np.concatenate(self._frames)[first : end - self._buffer_start].copy()
        sure = [*self._sure.closed, *([self._sure.open_span] if self._sure.open_span else [])]
        return Segment(samples, start / SAMPLE_RATE, _inside(sure, start, end), _inside(self._pieces(), start, end))

    def _quietest(self, first: int, last: int) -> int:
        """Find the middle of the quietest stretch between two samples."""
        begin = -(-(first - self._buffer_start) // FRAME_SAMPLES)
        end = (last - self._buffer_start) // FRAME_SAMPLES
        energy = np.array([float(np.dot(frame, frame)) for frame in list(self._frames)[begin:end]])
        around = np.convolve(energy, np.ones(_QUIET_FRAMES), mode="valid")
        middle = begin + int(np.argmin(around)) + _QUIET_FRAMES / 2
        return self._buffer_start + round(middle * FRAME_SAMPLES)

    def _forget(self, until: int) -> None:
        """Drop whole frames that end before a sample."""
        while self._frames and self._buffer_start + FRAME_SAMPLES <= until:
            self._frames.popleft()
            self._buffer_start += FRAME_SAMPLES


def _inside(spans: Sequence[tuple[int, int]], start: int, end: int) -> tuple[TimeSpan, ...]:
    """Return what lies of some stretches between two samples, in seconds."""
    cut = ((max(first, start), min(last, end)) for first, last in spans)
    return tuple(in_seconds((first, last)) for first, last in cut if last - first >= MIN_SPEECH)
