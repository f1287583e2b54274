"""What is kept beside the user's questions: the text an edit began from, and the last version that could be read."""

from contextlib import suppress
from pathlib import Path

from coach.bank.load import parse_rubric, read_text
from coach.bank.question_files import SUFFIX, list_questions, replace_file
from coach.domain.rubric import Rubric
from coach.errors import RubricError

BASE = ".shipped"
"""Folder of the shipped texts that edits began from; its name begins with a dot, so that it holds no questions."""
OVERWRITTEN = ".overwritten"
"""Folder of what another program wrote into a file that was then saved from the editor."""
LAST_GOOD = ".last-good"
"""Folder of the last version of every question of the user's that could be read."""


def base_path(own: Path, question_id: str) -> Path:
    """Return where the shipped text is kept that an edit of a question began from."""
    return own / BASE / f"{question_id}{SUFFIX}"


def last_good_path(own: Path, question_id: str) -> Path:
    """Return where the last version of a question is kept that could be read."""
    return own / LAST_GOOD / f"{question_id}{SUFFIX}"


def overwritten_path(own: Path, question_id: str) -> Path:
    """Return where a version of a question is kept that was written over on purpose."""
    return own / OVERWRITTEN / f"{question_id}{SUFFIX}"


def kept_text(path: Path) -> str | None:
    """Read a kept text; None where there is none, or none that can be read."""
    try:
        return read_text(path)
    except RubricError:
        return None


def kept_rubric(path: Path) -> Rubric | None:
    """Read a kept question; None where there is none, or none that can be read."""
    text = kept_text(path)
    try:
        return None if text is None else parse_rubric(text, path)
    except RubricError:
        return None


def put_back(own: Path, question_id: str) -> Path:
    """Put the last good version of a question in the place of its file; what stands there is kept beside.

    Args:
        own: The user's folder.
        question_id: The question; its last good version must be there.

    Returns:
        The file.

    Raises:
        RubricError: It cannot be written.
    """
    name = f"{question_id}{SUFFIX}"
    there = [file.path for file in list_questions(own, top_level=True, may_miss=True).files if file.path.name == name]
    path = there[0] if there else own / name
    with suppress(OSError, UnicodeDecodeError):
        replace_file(overwritten_path(own, question_id), path.read_text(encoding="utf-8"))
    replace_file(path, kept_text(last_good_path(own, question_id)) or "")
    return path


def keep_last_good(own: Path, path: Path, question_id: str) -> None:
    """Keep a copy of a question's file that was just read, unless the same is kept already.

    Args:
        own: The user's folder.
        path: The file.
        question_id: Its question.

    Raises:
        RubricError: The copy cannot be written.
    """
    text, kept = kept_text(path), last_good_path(own, question_id)
    if text is not None and text != kept_text(kept):
        replace_file(kept, text)
