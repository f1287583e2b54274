"""The mark beside a recording that says that nobody has assessed it yet."""

import json
import os
import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from coach.errors import AudioError

_LOCKED_BYTE = 1 << 20
"""The byte that is locked, far behind the end of any mark, because Windows forbids reading a locked one."""


class Mark:
    """A mark that is held by this process: as long as it is, no other program offers the recording."""

    def __init__(self, path: Path, descriptor: int) -> None:
        """Hold an open, locked file."""
        self._path = path
        self._descriptor: int | None = descriptor

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
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
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


def is_held(path: Path) -> bool:
    """Tell whether a running program, this one or another, holds the mark; the system lets go when a program dies."""
    try:
        descriptor = os.open(path, os.O_RDWR)
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
    try:
        says = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ""
    question = says.get("question") if isinstance(says, Mapping) else None
    return question if isinstance(question, str) else ""


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
