"""A rubric being tuned: drafts one after another, each of which can be taken back, until one is saved."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from coach.bank.bank import Entry
from coach.bank.editing.merge import merge_rubric
from coach.bank.editing.open_rubric import OpenRubric, open_rubric, save_rubric
from coach.bank.load import parse_rubric, read_text
from coach.bank.private_files import replace_file
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
        if rubric != self.draft:
            self._drafts = [*self._drafts[-MOST_UNDONE:], (self._drafts[-1][0], rubric)]

    def undo(self) -> bool:
        """Take the last edit back; says whether there was one."""
        if not self.can_undo:
            return False
        self._drafts.pop()
        return True

    def save(self, *, over: bool = False) -> None:
        """Save the draft.

        Args:
            over: Whether to write over a file that was changed meanwhile.

        Raises:
            ChangedMeanwhileError: The file was changed meanwhile; nothing was written.
            RubricError: It cannot be written.
        """
        text, rubric = self._drafts[-1]
        self._opened = save_rubric(replace(self._opened, text=text), rubric, over=over)
        self._drafts = [*self._drafts[:-1], (self._opened.text, self._opened.rubric)]

    def as_text(self) -> str:
        """Give the draft as TOML, comments included, for another editor."""
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
        raise RubricError("A shipped question cannot be mended here.", "Install the program again.")
    text = edit(read_text(entry.path), entry.path.name)
    parse_rubric(text, entry.path)
    replace_file(entry.path, text)
    return Tuning(entry, own)
