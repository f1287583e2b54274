"""Plays a recording, or a stretch of it."""

from pathlib import Path

from coach.audio.read_audio import read_audio
from coach.audio.speaker import Speaker
from coach.domain.coverage import Evidence
from coach.domain.recording import SAMPLE_RATE
from coach.domain.timespan import TimeSpan

MARGIN_SECONDS = 0.3
"""Sound played before and after a piece of evidence, because word times are not exact to the syllable."""


def evidence_span(evidence: Evidence) -> TimeSpan:
    """Give the stretch to play for a piece of evidence."""
    return TimeSpan(max(0.0, evidence.start - MARGIN_SECONDS), evidence.end + MARGIN_SECONDS)


def play_recording(speaker: Speaker, path: Path, span: TimeSpan | None = None) -> None:
    """Begin to play a recording; reads the file first, so call it from a worker.

    Args:
        speaker: Plays it.
        path: The recording.
        span: The stretch to play; None plays all of it.

    Raises:
        AudioError: The file cannot be read, or there is no output device.
    """
    samples = read_audio(path)
    if span is not None:
        samples = samples[round(span.start * SAMPLE_RATE) : round(span.end * SAMPLE_RATE)]
    speaker.play(samples, SAMPLE_RATE)
