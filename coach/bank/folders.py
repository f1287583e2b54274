"""Finds the files of questions below a folder."""

import os
from dataclasses import dataclass
from pathlib import Path

from coach.errors import RubricError
from coach.toml_files import shown_path

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
