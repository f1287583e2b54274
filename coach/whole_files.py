"""Files whole or not at all: written readable by their owner only, swept up after, and checked by their SHA-256."""

import contextlib
import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from coach.private_folder import make_private_folder

PART = ".coach-part"
"""What the names of unfinished files and working folders end in, and no others; they begin with a dot."""

STALE_SECONDS = 24 * 3600.0
"""After so long nobody is at work on an unfinished file any more: whoever began it was killed."""

BLOCK = 1 << 20
"""Bytes read at a time: large enough that hashing, not reading, sets the pace."""


def replace_whole(path: Path, content: str | bytes, *, follow: bool = True) -> None:
    """Write a file beside the old one and put it in its place.

    Args:
        path: The file; it and its folder are made where they are missing.
        content: All of it; a text is written as UTF-8.
        follow: Whether a link in its place is the user's, so that what it leads to is replaced; otherwise the link is.

    Raises:
        OSError: It cannot be written; the old file is as it was.
    """
    with whole_file(path.resolve() if follow else path) as new:
        new.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)


def create_whole(path: Path, content: str | bytes) -> None:
    """Write a file that is not there yet.

    Args:
        path: The file; its folder is made where it is missing.
        content: All of it; a text is written as UTF-8.

    Raises:
        FileExistsError: There is such a file already; it is as it was.
        OSError: It cannot be written.
    """
    with whole_file(path, over=False) as new:
        new.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)


@contextmanager
def whole_file(path: Path, *, over: bool = True, neighbours: Sequence[str] = ()) -> Iterator[Path]:
    """Make an empty file to write to, which takes the place of another once everything within is done.

    Where something within fails, or deletes the new file, the old one is as it was and nothing is left behind.

    Args:
        path: The file; its folder is made where it is missing.
        over: Whether a file that is there already is replaced.
        neighbours: What a library may keep beside the new file, by the ends of the names; deleted at the end.

    Raises:
        FileExistsError: There is such a file already, and it is not to be replaced.
        OSError: It cannot be written.
    """
    make_private_folder(path.parent)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem}-", suffix=PART)  # its owner's only
    os.close(descriptor)
    new = Path(name)
    try:
        yield new
        if new.exists():
            _sync(new, os.O_RDWR)
            if over:
                new.replace(path)
            else:
                _put_in_place(new, path)
            if os.name == "posix":  # the new name is safe on disk only once the folder is
                with contextlib.suppress(OSError):  # some file systems cannot do that for a folder
                    _sync(path.parent, os.O_RDONLY)
    finally:
        for each in (name, *(name + end for end in neighbours)):
            with contextlib.suppress(OSError):
                Path(each).unlink(missing_ok=True)


@contextmanager
def working_folder(folder: Path) -> Iterator[Path]:
    """Make an empty folder inside another, on the same disk, which is deleted with all that is in it at the end.

    Args:
        folder: Where it is made; must be there.

    Raises:
        OSError: It cannot be made.
    """
    with tempfile.TemporaryDirectory(dir=folder, prefix=".", suffix=PART) as name:  # its owner's only
        yield Path(name)


def sweep(folder: Path, also: Sequence[str] = ()) -> None:
    """Delete the unfinished files and working folders that runs which were killed have left in a folder.

    Args:
        folder: The folder; need not exist.
        also: Patterns of what else is unfinished there.
    """
    for pattern in (f".*{PART}*", *also):
        for left in folder.glob(pattern):
            with contextlib.suppress(OSError):  # another run removed it first, or it is not ours to remove
                if time.time() - left.lstat().st_mtime <= STALE_SECONDS:
                    continue
                if left.is_dir() and not left.is_symlink():
                    shutil.rmtree(left)
                else:
                    left.unlink()


def read_blocks(path: Path) -> Iterator[bytes]:
    """Yield a file's content, a megabyte at a time.

    Raises:
        OSError: The file cannot be read.
    """
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            yield block


def sha256_of(path: Path) -> str:
    """Hash a file.

    Returns:
        64 hexadecimal digits.

    Raises:
        OSError: The file cannot be read.
    """
    digest = hashlib.sha256()
    for block in read_blocks(path):
        digest.update(block)
    return digest.hexdigest()


def is_intact(path: Path, size: int, sha256: str) -> bool:
    """Whether a file is there, of the right size, and has the right content.

    Args:
        path: The file.
        size: Bytes that it should have.
        sha256: 64 hexadecimal digits that it should have.
    """
    try:
        return path.is_file() and path.stat().st_size == size and sha256_of(path) == sha256
    except OSError:
        return False


def _put_in_place(new: Path, path: Path) -> None:
    """Move a finished file to its name, never over another file."""
    try:
        os.link(new, path)  # unlike a rename
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        if path.exists():
            raise FileExistsError(f"{path} exists already") from None
        new.rename(path)


def _sync(path: Path, flags: int) -> None:
    descriptor = os.open(path, flags)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
