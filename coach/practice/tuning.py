"""A question open in the editor: drafts one after another until one is saved, and the update of the shipped one."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from coach.bank.bank import Entry
from coach.bank.load import parse_rubric, read_text
from coach.bank.merge import merge_rubric
from coach.bank.open_rubric import ChangedMeanwhileError, OpenRubric, open_rubric, save_rubric
from coach.bank.question_files import replace_file
from coach.bank.update import Update, settle_update, take_changes
from coach.bank.writing import rubric_toml
from coach.domain.rubric import Rubric
from coach.errors import RubricError

EditElsewhere = Callable[[str, str], str]
"""Takes a text and the name of its file; gives what another editor made of it."""

MOST_UNDONE = 200
"""Drafts that are remembered."""


class Tuning:
    """One question open in the editor; used from one thread."""

    def __init__(self, entry: Entry, own: Path) -> None:
        """Open a question.

        Args:
            entry: The question, and where it comes from.
            own: The user's folder, where it will be saved.

        Raises:
            RubricError: The file cannot be read, or is broken by now.
        """
        self._opened: OpenRubric = open_rubric(entry, own)
        self._drafts: list[tuple[str, Rubric]] = [(self._opened.text, self._opened.rubric)]
        self._warned = False

    @property
    def saved(self) -> Rubric:
        """The question as it was opened or last saved."""
        return self._opened.rubric

    @property
    def draft(self) -> Rubric:
        """The question as it is being edited."""
        return self._drafts[-1][1]

    @property
    def path(self) -> Path:
        """Where it will be saved."""
        return self._opened.path

    @property
    def edited(self) -> bool:
        """Whether there is anything to save."""
        text, rubric = self._drafts[-1]
        return rubric != self._opened.rubric or text != self._opened.text

    @property
    def can_undo(self) -> bool:
        """Whether there is anything to take back."""
        return len(self._drafts) > 1

    def edit(self, rubric: Rubric) -> None:
        """Go on with another draft.

        Raises:
            RubricError: It breaks the format; nothing changes.
        """
        rubric = parse_rubric(rubric_toml(rubric), self._opened.path)  # as it will be read again
        self._warned = False
        if rubric != self.draft:
            self._drafts = [*self._drafts[-MOST_UNDONE:], (self._drafts[-1][0], rubric)]

    def undo(self) -> bool:
        """Take the last edit back; return whether there was one."""
        if not self.can_undo:
            return False
        self._drafts.pop()
        self._warned = False
        return True

    def save(self) -> bool:
        """Save the draft.

        Where the file was changed meanwhile, the first call says so, and a second one without an edit between them
        writes over it.

        Returns:
            Whether stored answers may be judged otherwise: something else than aliases was edited.

        Raises:
            ChangedMeanwhileError: The file was changed meanwhile; nothing was written.
            RubricError: It cannot be written.
        """
        text, rubric = self._drafts[-1]
        before = self.saved
        try:
            self._opened = save_rubric(replace(self._opened, text=text), rubric, over=self._warned)
        except ChangedMeanwhileError:
            self._warned = True
            raise
        self._warned = False
        self._drafts = [*self._drafts[:-1], (self._opened.text, self._opened.rubric)]
        return before.aliases == rubric.aliases or replace(before, aliases=rubric.aliases) != rubric

    def as_text(self) -> str:
        """Return the draft as TOML, comments included, for another editor."""
        text, rubric = self._drafts[-1]
        return merge_rubric(text, rubric, self._opened.path)

    def take_text(self, text: str) -> None:
        """Go on with what another editor made of the text.

        Raises:
            RubricError: It breaks the format; nothing changes. The message names the question's file.
        """
        rubric = parse_rubric(text, self._opened.path)
        if rubric.id != self.saved.id:
            raise RubricError("The id of a question cannot be changed here.", "Make a new question instead.")
        self._warned = False
        if (text, rubric) != self._drafts[-1]:
            self._drafts = [*self._drafts[-MOST_UNDONE:], (text, rubric)]


def mend(entry: Entry, own: Path, edit: EditElsewhere) -> Tuning:
    """Have a broken file of the user's mended in another editor, and open it.

    Args:
        entry: The question, as it was last read.
        own: The user's folder.
        edit: The other editor.

    Raises:
        RubricError: The file is not the user's, cannot be read as text, or is still broken; then it is as it was.
        CoachError: The editor could not be run.
    """
    if not entry.own:
        raise RubricError("A shipped question cannot be repaired here.", "Install the program again.")
    text = edit(read_text(entry.path), entry.path.name)
    parse_rubric(text, entry.path)
    replace_file(entry.path, text)
    return Tuning(entry, own)


class ShippedUpdate:
    """The update of a shipped question under the user's version, while it is decided on change by change."""

    def __init__(self, update: Update, own: Path) -> None:
        """Begin with nothing decided.

        Args:
            update: With at least one change.
            own: The user's folder.
        """
        self._update = update
        self._own = own
        self.undecided = update.changes
        """What is to be taken or left."""

    def take(self, draft: Rubric, at: int) -> Rubric:
        """Take one of the undecided changes into a draft.

        Args:
            draft: The user's version.
            at: Which, from 0.
        """
        change = self.undecided[at]
        self.undecided = (*self.undecided[:at], *self.undecided[at + 1 :])
        return take_changes(draft, self._update, (change,))

    def leave_rest(self) -> None:
        """Leave everything that is undecided as it is."""
        self.undecided = ()

    def can_be_settled(self, *, edited: bool) -> bool:
        """Whether it is over: all is decided on, and no draft with what was taken still waits to be saved.

        Args:
            edited: Whether the draft has anything to save.
        """
        return not self.undecided and not edited

    def settle(self) -> None:
        """Remember that all is decided, so that it is not asked again; blocks.

        Raises:
            RubricError: That cannot be written.
        """
        settle_update(self._update, self._own)
