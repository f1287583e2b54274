"""The mark beside a recording or a draft that says that the answer is not settled yet."""

import contextlib
import json
import os
import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from coach.errors import AudioError
from coach.private_folder import NO_LINK, make_private_folder

_LOCKED_BYTE = 1 << 20
"""The byte that is locked, far behind the end of any mark, because Windows forbids reading a locked one."""


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
    """Tell where the mark of an attempt lies."""
    return recordings / f"{attempt_id}.json"


def audio_path(recordings: Path, attempt_id: str) -> Path:
    """Tell where the recording of an attempt lies."""
    return recordings / f"{attempt_id}.wav"


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


def is_held(path: Path) -> bool:
    """Tell whether a running program, this one or another, holds the mark; the system lets go when a program dies."""
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


def marked_question(path: Path) -> str:
    """Read which question a mark names; empty where it is damaged."""
    question = _read(path).get("question")
    return question if isinstance(question, str) else ""


def was_finished(path: Path) -> bool:
    """Read whether a mark says that the answer had come to its end."""
    return _read(path).get("finished") is True


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
