"""Writes a file whole or not at all, readable by its owner only."""

import contextlib
import os
import tempfile
from pathlib import Path

from coach.bank.fields import shown_path
from coach.errors import RubricError

STILL_THERE = "Free some space, or mend the folder's rights; what you edited is still in the editor."


def replace_file(path: Path, text: str, hint: str = STILL_THERE) -> None:
    """Write a file beside the old one and put it in its place; where the old one is a link, what it leads to.

    Args:
        path: The file; it and its folder are made where they are missing.
        text: All of it.
        hint: What to do where it cannot be written.

    Raises:
        RubricError: It cannot be written; the old file is as it was.
    """
    try:
        path = path.resolve()
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem}-")  # its owner's only
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(path)
        except BaseException:
            with contextlib.suppress(OSError):
                Path(name).unlink()
            raise
    except OSError as error:
        raise RubricError(
            f"{shown_path(path)} cannot be written: {error.strerror or error}.",
            hint,
        ) from error
