"""Whether files are what they should be, by their SHA-256."""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from coach.weights.catalogue import WeightFile

BLOCK = 1 << 20
"""Bytes read at a time: large enough that hashing, not reading, sets the pace."""


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


def is_intact(path: Path, file: WeightFile) -> bool:
    """Whether a file is there, of the right size, and has the right content."""
    try:
        return path.is_file() and path.stat().st_size == file.size and sha256_of(path) == file.sha256
    except OSError:
        return False


def damaged_files(folder: Path, files: Iterable[WeightFile]) -> tuple[WeightFile, ...]:
    """Name the files that are missing from a folder or differ from what they should be."""
    return tuple(file for file in files if not is_intact(folder / file.path, file))
