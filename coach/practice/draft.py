"""A typed answer on disk, from its first words until it is in the history."""

import logging
import threading
from datetime import datetime
from pathlib import Path

from coach.domain.attempt import UnfinishedText
from coach.errors import AudioError, CoachError
from coach.practice.unfinished import Mark, hold_mark, mark_path, put_mark, text_path
from coach.whole_files import replace_whole

log = logging.getLogger(__name__)


class Draft:
    """What was typed so far; its methods may be called from any thread, and the last text holds.

    As long as the program runs it holds the draft's mark, so that no other program offers it.
    """

    def __init__(self, folder: Path, attempt_id: str, question_id: str, began: datetime) -> None:
        """Prepare a draft; writes nothing yet.

        Args:
            folder: Takes drafts; made where it is missing.
            attempt_id: Names it.
            question_id: The question being answered.
            began: When the answer began; UTC, aware.
        """
        self.text = ""
        self._path = text_path(folder, attempt_id)
        self._mark_path = mark_path(folder, attempt_id)
        self._question_id = question_id
        self._began = began
        self._written: str | None = None
        self._mark: Mark | None = None
        self._over = False
        self._failing = False
        self._lock = threading.Lock()

    @property
    def path(self) -> Path | None:
        """Where the text lies, as it is now; None where it is not on disk."""
        return self._path if self._written == self.text and not self._over else None

    @property
    def failing(self) -> bool:
        """Whether the disk refused the text the last time."""
        return self._failing

    def put_aside(self) -> None:
        """Write the text as it is now, unless it is on disk already; blocks until the disk has it.

        Raises:
            CoachError: It could not be written; said once, until it works again.
        """
        with self._lock:
            text = self.text
            if self._over or self._written == text:
                return
            try:
                if self._mark is None:
                    self._mark = hold_mark(self._mark_path) or put_mark(self._mark_path, self._question_id, self._began)
                whole = text.encode("utf-8", "replace").decode("utf-8")  # half a character cannot be written
                replace_whole(self._path, whole, follow=False)
            except (OSError, AudioError) as error:
                if self._failing:
                    return
                self._failing = True
                reason = error.message if isinstance(error, AudioError) else f"{self._path}: {error.strerror or error}."
                raise CoachError(
                    f"What you type cannot be saved to disk. {reason}",
                    "Free some space or fix the folder; until then it will be lost if the program ends.",
                ) from error
            self._written, self._failing = text, False

    def remove(self) -> None:
        """Delete the draft: the answer is in the history, or not wanted. Nothing is written from now on."""
        with self._lock:
            self._over = True
            try:
                self._path.unlink(missing_ok=True)
                if self._mark is not None:
                    self._mark.remove()
                else:
                    self._mark_path.unlink(missing_ok=True)
            except OSError:  # it is offered once more, which costs less than an error about a saved answer
                log.exception("%s was not deleted", self._path)


def take_up(unfinished: UnfinishedText, began: datetime) -> Draft:
    """Go on with a draft that an earlier run of the program left.

    Args:
        unfinished: From `find_unfinished_texts`.
        began: When the answer began; UTC, aware.
    """
    draft = Draft(unfinished.path.parent, unfinished.id, unfinished.question_id, began)
    draft.text = unfinished.text
    return draft
