"""Answers that are not settled: the mark beside each of them, and those whose program is gone.

The mark lies beside a recording or a draft as long as the answer is not in the history. The program that makes the
answer holds it; where nobody holds one any more, the program was stopped, or could not save the answer.
"""

import contextlib
import json
import os
import sys
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

from coach.audio.wav import seconds_on_disk
from coach.domain.attempt import Unfinished, UnfinishedRecording, UnfinishedText
from coach.errors import AudioError
from coach.paths import Paths
from coach.private_folder import NO_LINK, make_private_folder

_LOCKED_BYTE = 1 << 20
"""The byte that is locked, far behind the end of any mark, because Windows forbids reading a locked one."""

SHORTEST_SECONDS = 0.5
"""Anything shorter holds no answer and is cleaned away."""


class Mark:
    """A mark that is held by this process: as long as it is, no other program offers the recording."""

    def __init__(self, path: Path, descriptor: int) -> None:
        """Hold an open, locked file."""
        self._path = path
        self._descriptor: int | None = descriptor

    def note_end(self) -> None:
        """Say in the mark that the answer was finished, so that what it leaves out was left out by the speaker."""
        if self._descriptor is None:
            return
        with contextlib.suppress(OSError, ValueError):  # without it the answer is taken for one that broke off
            os.lseek(self._descriptor, 0, os.SEEK_SET)
            says = json.loads(os.read(self._descriptor, _LOCKED_BYTE))
            os.lseek(self._descriptor, 0, os.SEEK_SET)
            os.write(self._descriptor, json.dumps(says | {"finished": True}).encode())

    def remove(self) -> None:
        """Delete the mark: the recording is settled. A second call does nothing."""
        if self._descriptor is None:
            return
        os.close(self._descriptor)
        self._descriptor = None
        self._path.unlink(missing_ok=True)


def mark_path(recordings: Path, attempt_id: str) -> Path:
    """Return where the mark of an attempt lies."""
    return recordings / f"{attempt_id}.json"


def audio_path(recordings: Path, attempt_id: str) -> Path:
    """Return where the recording of an attempt lies."""
    return recordings / f"{attempt_id}.wav"


def text_path(folder: Path, attempt_id: str) -> Path:
    """Return where the text of a draft lies."""
    return folder / f"{attempt_id}.txt"


def put_mark(path: Path, question_id: str, started_at: datetime) -> Mark:
    """Mark a recording as begun, and hold the mark.

    Args:
        path: Must not exist yet; its folder is made where it is missing.
        question_id: The question being answered.
        started_at: When; UTC, aware.

    Raises:
        AudioError: The mark could not be written.
    """
    says = {"question": question_id, "started": started_at.isoformat(), "process": os.getpid()}
    try:
        make_private_folder(path.parent)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise AudioError(f"{path} could not be written: {error.strerror or error}.") from error
    try:
        _lock(descriptor, wait=True)
        os.write(descriptor, json.dumps(says).encode())
        os.fsync(descriptor)
    except OSError as error:
        os.close(descriptor)
        path.unlink(missing_ok=True)
        raise AudioError(f"{path} could not be written: {error.strerror or error}.") from error
    return Mark(path, descriptor)


def hold_mark(path: Path) -> Mark | None:
    """Hold a mark that an earlier run of the program left; None where there is none.

    Raises:
        AudioError: Another program holds it.
    """
    try:
        descriptor = os.open(path, os.O_RDWR | NO_LINK)
    except OSError:
        return None
    try:
        _lock(descriptor, wait=False)
    except OSError as error:
        os.close(descriptor)
        raise AudioError(f"{path} is in use by another coach.") from error
    return Mark(path, descriptor)


def was_finished(path: Path) -> bool:
    """Read whether a mark says that the answer had come to its end."""
    return _read(path).get("finished") is True


def find_unfinished(recordings: Path) -> tuple[UnfinishedRecording, ...]:
    """Find what is left of recordings whose program is gone, oldest first; removes what holds no answer.

    Args:
        recordings: The folder of recordings; need not exist.
    """
    found = []
    for mark in _left_marks(recordings):
        audio = audio_path(recordings, mark.stem)
        if audio.is_symlink():  # not ours, and never written through
            continue
        unfinished = UnfinishedRecording(mark.stem, _marked_question(mark), audio, seconds_on_disk(audio))
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
        unfinished = UnfinishedText(mark.stem, _marked_question(mark), path, text)
        if unfinished.words:
            found.append(unfinished)
        else:
            discard(unfinished)
    return tuple(found)


def where_kept(paths: Paths, attempt_id: str) -> Path | None:
    """Return where an answer lies that is to be offered at the next start; None where it would be lost.

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


def _left_marks(folder: Path) -> Iterator[Path]:
    """Yield the marks that no running program holds, oldest first."""
    return (mark for mark in sorted(folder.glob("*.json")) if not _is_held(mark))


def _is_held(path: Path) -> bool:
    """Return whether a running program, this one or another, holds the mark; the system lets go when a program dies."""
    try:
        descriptor = os.open(path, os.O_RDWR | NO_LINK)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    try:
        _lock(descriptor, wait=False)
    except OSError:
        return True
    finally:
        os.close(descriptor)
    return False


def _marked_question(path: Path) -> str:
    """Read which question a mark names; empty where it is damaged."""
    question = _read(path).get("question")
    return question if isinstance(question, str) else ""


def _read(path: Path) -> Mapping[str, object]:
    try:
        says = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return says if isinstance(says, Mapping) else {}


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int, *, wait: bool) -> None:
        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
        finally:
            os.lseek(descriptor, 0, os.SEEK_SET)

else:
    import fcntl

    def _lock(descriptor: int, *, wait: bool) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
