"""Whether an answer that was just given is safe, what would be lost of it, and how it is saved after all."""

from collections.abc import Callable
from pathlib import Path

from coach.domain.attempt import AnswerKind, Attempt
from coach.practice.answers import GivenAnswer
from coach.practice.assess import keep_rest
from coach.practice.engines import Engines
from coach.practice.unfinished import where_kept

STILL_IN_MEMORY = "Nothing is lost as long as coach runs."
"""What comforts whoever reads that the disk is full."""


class Safekeeping:
    """One answer, from the moment that it is judged; used from one thread, `save` apart."""

    def __init__(self, given: GivenAnswer, engines: Callable[[], Engines]) -> None:
        """Begin with an answer that is still being judged.

        Args:
            given: The answer; may still be arriving.
            engines: Gives what to work with at the moment.
        """
        self._given = given
        self._answer = given.answer
        self._engines = engines
        self.unsaved: Attempt | None = None
        """The attempt that it became, where the history does not have it."""
        self.finished = False
        """Whether all is done: the attempt is in the history, or is nothing for it."""
        self.failed = False
        """Whether the last try to judge or to save it failed."""
        self.saving = False
        """Whether it is being saved again."""
        self.seconds_unwritten = 0.0
        """Sound that is to be kept and that no disk has taken, when it was last looked at."""

    def judged(self, attempt: Attempt) -> None:
        """The answer is judged, but not saved yet."""
        self.unsaved = attempt

    def kept(self) -> None:
        """Everything went well, sound that the disk did not take apart."""
        self.unsaved, self.finished = None, True
        self.saving = self.failed = False
        self.look_at_sound()

    def fail(self) -> None:
        """The answer could not be judged or saved."""
        self.failed, self.saving = True, False
        self.look_at_sound()

    @property
    def can_be_saved_again(self) -> bool:
        """Whether there is something to save that was not saved, and nobody is at it."""
        failed = self.failed and (self.unsaved is not None or self.finished)
        return not self.saving and (failed or self.seconds_unwritten > 0)

    @property
    def can_be_saved_elsewhere(self) -> bool:
        """Whether the recording could go to another disk, and nobody is at it."""
        return not self.saving and self.seconds_unwritten > 0

    def save(self, attempt: Attempt, folder: Path | None) -> Attempt:
        """Save what was not saved of an attempt: all of it, or the sound that the disk had no room for; blocks.

        Args:
            attempt: The answer, judged.
            folder: Where the recording is to go; None tries its own place again.

        Raises:
            HistoryError: The history could not be written.
        """
        return keep_rest(attempt, self._answer, self._engines(), saved=self.unsaved is None, folder=folder)

    def look_at_sound(self) -> None:
        """Look how much of the sound is in memory only."""
        wanted = self._engines().settings.recording.keep_recordings or self.unsaved is not None
        recording = self._answer.recording() if wanted and (self.unsaved is not None or self.finished) else None
        self.seconds_unwritten = recording.seconds_unwritten if recording else 0.0

    @property
    def lost_by_quitting(self) -> str:
        """What to ask before the program ends: an answer that is still being judged, or that could not be saved."""
        if self.seconds_unwritten:
            return f"Quit? {self.seconds_unwritten:.0f} s of the recording are not on disk and will be lost."
        if self.finished or (self.failed and self.unsaved is None):
            return ""
        if self.failed:
            return "" if self._place() else "Quit? This answer could not be saved and will be lost."
        what = "What you typed" if self._answer.kind is AnswerKind.TYPED else "The recording"
        becomes = "is kept and offered at the next start" if self._offered() else "is lost"
        return f"Quit while your answer is judged? {what} {becomes}."

    @property
    def lost_by_leaving(self) -> str:
        """What to ask before it is left: an answer that is neither in the history nor on disk, wholly or in part."""
        if self.seconds_unwritten:
            return f"Leave? {self.seconds_unwritten:.0f} s of the recording are not on disk and will be lost."
        if not self.failed or self.unsaved is None or self._place():
            return ""
        return "Leave? This answer could not be saved and will be lost."

    @property
    def where(self) -> str:
        """Where an answer is that could not be saved, in a sentence or two; empty where there is nothing to say."""
        if self.seconds_unwritten:
            what = f"{self.seconds_unwritten:.0f} s of the recording are not on disk."
            return f"{what} {STILL_IN_MEMORY} D keeps it in another folder."
        if self.finished:
            return ""
        place = self._place()
        if place is None:
            typed = self._answer.kind is AnswerKind.TYPED
            return "It is not on disk yet. Stay here until it is saved." if typed else ""
        if self._offered():
            what = "What you typed" if self._answer.kind is AnswerKind.TYPED else "Your recording"
            again = "is safe: it is offered again when coach starts next time."
            return f"{what} {again} Until then it is in {place.parent}."
        return f"Your recording is in {place}; `coach assess` reads it."

    def _offered(self) -> Path | None:
        """Where it lies to be offered at the next start."""
        return where_kept(self._engines().paths, self._given.attempt_id)

    def _place(self) -> Path | None:
        """Where the whole of an answer lies that is not in the history; None where it would be lost."""
        offered = self._offered()
        if offered is not None or self.unsaved is None:  # before it was judged it may still be coming in
            return offered
        recording = self._answer.recording()
        return recording.path if recording and not recording.seconds_unwritten else None
