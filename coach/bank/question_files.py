"""The files of questions: found below a folder, and written whole."""

import os
from dataclasses import dataclass
from pathlib import Path

from coach.errors import RubricError
from coach.toml_files import shown_path
from coach.whole_files import create_whole, replace_whole

SUFFIX = ".toml"


@dataclass(frozen=True, slots=True)
class QuestionFile:
    """A file that should hold a question."""

    path: Path
    """The file."""
    round: str
    """Name of the folder it is in: `concepts`; empty for a file beside those folders."""


@dataclass(frozen=True, slots=True)
class Listing:
    """What was found below a folder."""

    files: tuple[QuestionFile, ...]
    """Sorted by round and name."""
    problems: tuple[RubricError, ...]
    """Folders that could not be read."""


def list_questions(folder: Path, *, top_level: bool, may_miss: bool = False) -> Listing:
    """Find every `*/*.toml` of a folder; names that begin with a dot are passed over.

    Args:
        folder: Where to look.
        top_level: Whether files in the folder itself count too.
        may_miss: Whether a folder that does not exist is no problem.
    """
    if may_miss and not os.path.lexists(folder):
        return Listing((), ())
    files: list[QuestionFile] = []
    problems: list[RubricError] = []
    for path in _names(folder, problems):
        if _is_folder(path):
            below = _names(path, problems)
            files += [QuestionFile(each, path.name) for each in below if each.suffix == SUFFIX]
        elif top_level and path.suffix == SUFFIX:
            files.append(QuestionFile(path, ""))
    files.sort(key=lambda file: (file.round, file.path.name))
    return Listing(tuple(files), tuple(problems))


def _names(folder: Path, problems: list[RubricError]) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except OSError as error:
        reason = error.strerror or str(error)
        problem = RubricError(
            f"{shown_path(folder)} cannot be read: {reason}.", "Check the folder and its permissions."
        )
        problems.append(problem)
        return []


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False  # reading it as a file then says what is wrong with it


STILL_THERE = "Free some space, or fix the folder's permissions; what you edited is still in the editor."


def replace_file(path: Path, text: str | bytes, hint: str = STILL_THERE) -> None:
    """Write a file whole, in the place of the old one.

    Args:
        path: The file; it and its folder are made where they are missing.
        text: All of it.
        hint: What to do where it cannot be written.

    Raises:
        RubricError: It cannot be written; the old file is as it was.
    """
    try:
        replace_whole(path, text)
    except OSError as error:
        raise RubricError(f"{shown_path(path)} cannot be written: {error.strerror or error}.", hint) from error


def write_new(path: Path, text: str) -> None:
    """Write a file that is not there yet.

    Raises:
        RubricError: There is such a file already, or it cannot be written.
    """
    try:
        create_whole(path, text)
    except FileExistsError as error:
        raise RubricError(f"{shown_path(path)} exists already.", "Choose another id, or edit that question.") from error
    except OSError as error:
        raise RubricError(
            f"{shown_path(path)} cannot be written: {error.strerror or error}.", "Check the folder and its permissions."
        ) from error
