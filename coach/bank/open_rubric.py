"""A question open in the editor: read once, saved in the user's folder, never over what was written meanwhile."""

from dataclasses import dataclass, replace
from pathlib import Path

from coach.bank.bank import Entry
from coach.bank.keeping import base_path, kept_text, overwritten_path
from coach.bank.load import parse_rubric, read_text
from coach.bank.merge import merge_rubric
from coach.bank.question_files import SUFFIX, replace_file
from coach.domain.rubric import Rubric
from coach.errors import RubricError
from coach.toml_files import shown_path


class ChangedMeanwhileError(RubricError):
    """The file on disk is not the one that was opened."""


@dataclass(frozen=True, slots=True)
class OpenRubric:
    """A question's file as it was when it was opened or last saved."""

    rubric: Rubric
    """The question."""
    text: str
    """Its TOML."""
    path: Path
    """Where it will be saved: in the user's folder."""
    own: Path
    """The user's folder."""
    on_disk: str | None
    """What stands at `path`; None where there is no file yet, because the question is a shipped one."""


def open_rubric(entry: Entry, own: Path) -> OpenRubric:
    """Open a question to edit it; writes nothing.

    Args:
        entry: The question, and where it comes from.
        own: The user's folder; an edited shipped question will be saved there.

    Raises:
        RubricError: The file cannot be read, or is broken by now.
    """
    text = read_text(entry.path)
    path = entry.path if entry.own else own / entry.round / f"{entry.rubric.id}{SUFFIX}"
    return OpenRubric(parse_rubric(text, entry.path), text, path, own, text if entry.own else kept_text(path))


def save_rubric(opened: OpenRubric, rubric: Rubric, *, over: bool = False) -> OpenRubric:
    """Save an edited question; comments and order of its file stay.

    The first time that a shipped question is saved, its shipped text is kept, so that a later update of it can be told
    from the user's changes.

    Args:
        opened: What was opened or last saved.
        rubric: The question as it is to be.
        over: Whether to write over a file that was changed meanwhile; what stood there is kept beside.

    Raises:
        ChangedMeanwhileError: The file is not the one that was opened; nothing was written.
        RubricError: The rubric breaks the format, or the file cannot be written.
    """
    now = _now(opened.path)
    if now != opened.on_disk and not over:
        what = "was deleted" if now is None else "was changed"
        raise ChangedMeanwhileError(
            f"{shown_path(opened.path)} {what} by another program while it was open here.",
            "Save again to overwrite it, or leave without saving to see what is there now.",
        )
    text = merge_rubric(opened.text, rubric, opened.path)
    if now is not None and now != opened.on_disk:
        replace_file(overwritten_path(opened.own, rubric.id), now)
    if opened.on_disk is None and now is None and kept_text(base_path(opened.own, rubric.id)) != opened.text:
        replace_file(base_path(opened.own, rubric.id), opened.text)
    replace_file(opened.path, text)
    return replace(opened, rubric=rubric, text=text, on_disk=text)


def _now(path: Path) -> str | None:
    return read_text(path) if path.exists() else None
