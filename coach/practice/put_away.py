"""Answers that are archived or deleted, what takes that back as long as the program runs, and what goes at its end."""

import logging
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from coach.errors import HistoryError
from coach.history.history import History
from coach.history.shelves import Marks

log = logging.getLogger(__name__)

KEPT_DAYS = 7
"""Days for which an answer that was deleted stays, where the program was stopped before it could remove it."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was done, and can be undone."""

    attempt_id: str
    """The attempt."""
    done: str
    """What was done, such as `Deleted`."""
    before: Marks
    """Where the attempt was."""


class PutAway:
    """What this run of the program has put away; may be used from any thread.

    To delete is to mark. What this run has marked it removes when it ends as it should; where it is stopped by a
    signal or a crash, the marks stay, and the answers can be brought back for another `KEPT_DAYS`. Another run leaves
    them alone meanwhile: it may not be known whether the one that made them is still there to undo them.
    """

    def __init__(self, history: History, now: Callable[[], datetime]) -> None:
        """Nothing is put away yet.

        Args:
            history: Where the answers are.
            now: The time, UTC and aware.
        """
        self._history = history
        self._now = now
        self._steps: list[Step] = []
        self._deleted: dict[str, datetime] = {}
        self._lock = threading.Lock()
        self.undone = False
        """Whether the last thing done was to undo."""

    @property
    def can_undo(self) -> bool:
        """Whether there is something to undo."""
        return bool(self._steps)

    @property
    def deleted(self) -> Mapping[str, datetime]:
        """What goes when the program ends: attempts, with when they were deleted."""
        return dict(self._deleted)

    def archive(self, attempt_id: str) -> None:
        """Put an answer into the archive: it counts for nothing until it is brought back.

        Raises:
            HistoryError: There is no such attempt, or the history cannot be written.
        """
        self._put(attempt_id, "Archived", lambda before: replace(before, archived_at=self._now()))

    def delete(self, attempt_id: str) -> None:
        """Delete an answer: it counts for nothing, and goes for good when the program ends.

        Raises:
            HistoryError: There is no such attempt, or the history cannot be written.
        """
        self._put(attempt_id, "Deleted", lambda before: replace(before, deleted_at=self._now()))

    def bring_back(self, attempt_id: str) -> None:
        """Have an answer count again, wherever it was put.

        Raises:
            HistoryError: There is no such attempt, or the history cannot be written.
        """
        self._put(attempt_id, "Brought back", lambda _: Marks())

    def undo(self) -> Step | None:
        """Take the last step back; None where there is none.

        Raises:
            HistoryError: The attempt is gone, or the history cannot be written.
        """
        with self._lock:
            if not self._steps:
                return None
            step = self._steps[-1]
            self._history.put(step.attempt_id, step.before)
            self._steps.pop()
            self._note(step.attempt_id, step.before)
            self.undone = True
            return step

    def _put(self, attempt_id: str, done: str, to: Callable[[Marks], Marks]) -> None:
        with self._lock:
            marks = to(self._history.marks(attempt_id))
            before = self._history.put(attempt_id, marks)
            self._steps.append(Step(attempt_id, done, before))
            self.undone = False
            self._note(attempt_id, marks)

    def _note(self, attempt_id: str, marks: Marks) -> None:
        if marks.deleted_at is None:
            self._deleted.pop(attempt_id, None)
        else:
            self._deleted[attempt_id] = marks.deleted_at

    def settle(self) -> None:
        """Remove for good what this run has deleted: the program ends. What cannot be removed now stays marked."""
        with self._lock:
            self._remove(self._deleted)
            self._deleted.clear()
            self._steps.clear()

    def remove_old(self) -> None:
        """Remove for good what a run that was stopped has left, once its time is over."""
        try:
            left = self._history.deleted(self._now() - timedelta(days=KEPT_DAYS))
        except HistoryError:
            log.exception("what was deleted earlier is not removed now")
        else:
            with self._lock:
                self._remove({name: at for name, at in left.items() if name not in self._deleted})

    def _remove(self, deleted: Mapping[str, datetime]) -> None:
        for attempt_id, at in deleted.items():
            try:
                self._history.remove(attempt_id, at, lambda audio, name=attempt_id: _remove_recording(name, audio))  # type: ignore[misc]
            except HistoryError:
                log.exception("a deleted answer is not removed now")


def _remove_recording(attempt_id: str, audio: Path | None) -> None:
    """Delete the recording of an answer; a file under another name is the user's own.

    Raises:
        OSError: It cannot be deleted.
    """
    if audio is not None and audio.stem == attempt_id:
        audio.unlink(missing_ok=True)
