"""Answers that are not in the history: the program was stopped, or could not save them."""

from collections.abc import Iterator
from pathlib import Path

from coach.audio.wav import seconds_on_disk
from coach.domain.recording import UnfinishedRecording
from coach.domain.unfinished import Unfinished, UnfinishedText
from coach.paths import Paths
from coach.practice.draft import text_path
from coach.practice.mark import audio_path, is_held, mark_path, marked_question

SHORTEST_SECONDS = 0.5
"""Anything shorter holds no answer and is cleaned away."""


def find_unfinished(recordings: Path) -> tuple[UnfinishedRecording, ...]:
    """Find what is left of takes whose program is gone, oldest first; removes what holds no answer.

    Args:
        recordings: The folder of recordings; need not exist.
    """
    found = []
    for mark in _left_marks(recordings):
        audio = audio_path(recordings, mark.stem)
        if audio.is_symlink():  # not ours, and never written through
            continue
        unfinished = UnfinishedRecording(mark.stem, marked_question(mark), audio, seconds_on_disk(audio))
        if unfinished.seconds >= SHORTEST_SECONDS:
            found.append(unfinished)
        else:
            discard(unfinished)
    return tuple(found)


def find_unfinished_texts(drafts: Path) -> tuple[UnfinishedText, ...]:
    """Find typed answers whose program is gone, oldest first; removes what holds no word.

    Args:
        drafts: The folder of drafts; need not exist.
    """
    found = []
    for mark in _left_marks(drafts):
        path = text_path(drafts, mark.stem)
        try:
            text = "" if path.is_symlink() else path.read_text(encoding="utf-8", errors="replace")
        except FileNotFoundError:
            text = ""
        except OSError:  # it is there; another time it may be readable
            continue
        unfinished = UnfinishedText(mark.stem, marked_question(mark), path, text)
        if unfinished.words:
            found.append(unfinished)
        else:
            discard(unfinished)
    return tuple(found)


def _left_marks(folder: Path) -> Iterator[Path]:
    """Give the marks that no running program holds, oldest first."""
    return (mark for mark in sorted(folder.glob("*.json")) if not is_held(mark))


def where_kept(paths: Paths, attempt_id: str) -> Path | None:
    """Tell where an answer lies that is to be offered at the next start; None where it would be lost.

    Args:
        paths: Where everything lives.
        attempt_id: The attempt that it is to become.
    """
    places = ((paths.recordings, audio_path), (paths.drafts, text_path))
    for folder, named in places:
        found = named(folder, attempt_id)
        if mark_path(folder, attempt_id).is_file() and found.is_file():
            return found
    return None


def discard(unfinished: Unfinished) -> None:
    """Delete an unfinished answer for good."""
    unfinished.path.unlink(missing_ok=True)
    mark_path(unfinished.path.parent, unfinished.id).unlink(missing_ok=True)
