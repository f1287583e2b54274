"""Writes files whole or not at all, readable by their owner only."""

import contextlib
import os
import tempfile
from pathlib import Path

from coach.private_folder import make_private_folder


def replace_whole(path: Path, content: str | bytes, *, follow: bool = True) -> None:
    """Write a file beside the old one and put it in its place.

    Args:
        path: The file; it and its folder are made where they are missing.
        content: All of it; a text is written as UTF-8.
        follow: Whether a link in its place is the user's, so that what it leads to is replaced; otherwise the link is.

    Raises:
        OSError: It cannot be written; the old file is as it was.
    """
    path = path.resolve() if follow else path
    name = _write_beside(path, content)
    try:
        name.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            name.unlink()
        raise


def create_whole(path: Path, content: str | bytes) -> None:
    """Write a file that is not there yet.

    Args:
        path: The file; its folder is made where it is missing.
        content: All of it; a text is written as UTF-8.

    Raises:
        FileExistsError: There is such a file already; it is as it was.
        OSError: It cannot be written.
    """
    name = _write_beside(path, content)
    try:
        os.link(name, path)  # unlike a rename, never over another file
    finally:
        with contextlib.suppress(OSError):
            name.unlink()


def _write_beside(path: Path, content: str | bytes) -> Path:
    make_private_folder(path.parent)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem}-")  # its owner's only
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content.encode("utf-8") if isinstance(content, str) else content)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
    return Path(name)
