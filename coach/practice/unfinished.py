"""Recordings that were never assessed because the program was stopped."""

from pathlib import Path

from coach.audio.wav import seconds_on_disk
from coach.domain.recording import UnfinishedRecording
from coach.practice.mark import audio_path, is_held, mark_path, marked_question

SHORTEST_SECONDS = 0.5
"""Anything shorter holds no answer and is cleaned away."""


def find_unfinished(recordings: Path) -> tuple[UnfinishedRecording, ...]:
    """Find what is left of takes whose program is gone, oldest first; removes what holds no answer.

    Args:
        recordings: The folder of recordings; need not exist.
    """
    found = []
    for mark in sorted(recordings.glob("*.json")):
        if is_held(mark):
            continue
        audio = audio_path(recordings, mark.stem)
        unfinished = UnfinishedRecording(mark.stem, marked_question(mark), audio, seconds_on_disk(audio))
        if unfinished.seconds >= SHORTEST_SECONDS:
            found.append(unfinished)
        else:
            discard(unfinished)
    return tuple(found)


def discard(unfinished: UnfinishedRecording) -> None:
    """Delete an unfinished recording for good."""
    unfinished.path.unlink(missing_ok=True)
    mark_path(unfinished.path.parent, unfinished.id).unlink(missing_ok=True)
