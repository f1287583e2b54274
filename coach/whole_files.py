"""Writes files whole or not at all, readable by their owner only."""

import contextlib
import os
import tempfile
from pathlib import Path

from coach.private_folder import make_private_folder


def replace_whole(path: Path, text: str, *, follow: bool = True) -> None:
    """Write a file beside the old one and put it in its place.

    Args:
        path: The file; it and its folder are made where they are missing.
        text: All of it.
        follow: Whether a link in its place is the user's, so that what it leads to is replaced; otherwise the link is.

    Raises:
        OSError: It cannot be written; the old file is as it was.
    """
    path = path.resolve() if follow else path
    name = _write_beside(path, text)
    try:
        name.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            name.unlink()
        raise


def create_whole(path: Path, text: str) -> None:
    """Write a file that is not there yet.

    Args:
        path: The file; its folder is made where it is missing.
        text: All of it.

    Raises:
        FileExistsError: There is such a file already; it is as it was.
        OSError: It cannot be written.
    """
    name = _write_beside(path, text)
    try:
        os.link(name, path)  # unlike a rename, never over another file
    finally:
        with contextlib.suppress(OSError):
            name.unlink()


def _write_beside(path: Path, text: str) -> Path:
    make_private_folder(path.parent)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem}-")  # its owner's only
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
    return Path(name)
