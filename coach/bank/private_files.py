"""Writes a question's file, and says what to do where that cannot be done."""

from pathlib import Path

from coach.errors import RubricError
from coach.toml_files import shown_path
from coach.whole_files import create_whole, replace_whole

STILL_THERE = "Free some space, or mend the folder's rights; what you edited is still in the editor."


def replace_file(path: Path, text: str, hint: str = STILL_THERE) -> None:
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
