"""Weights that come in parts, put together once in the user's data folder."""

import hashlib
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from coach.errors import WeightsError
from coach.private_folder import make_private_folder
from coach.weights.catalogue import Weight, WeightFile
from coach.weights.checking import damaged_files, is_intact, read_blocks, sha256_of
from coach.weights.packages import FindPackage, missing_packages, package_folder, place_in_package, reinstall

Say = Callable[[str], None]
"""Takes one line about the progress: `Preparing Whisper base: 40 %`."""

STALE_SECONDS = 3600.0
"""A temporary file unchanged for this long was left by a run that was killed; joining takes seconds."""


def join_weight(weight: Weight, weights_folder: Path, say: Say, *, find_package: FindPackage = package_folder) -> Path:
    """Put a weight's files together, unless they are there and intact.

    Each file is written under a temporary name of its own, checked, and only then given its name, so that a run which
    is killed, or another run at the same time, never leaves a wrong file to be used.

    Args:
        weight: What to put together; its files have parts.
        weights_folder: The user's folder of weights.
        say: Takes the progress.
        find_package: Finds the packages that carry the parts.

    Returns:
        The folder with the intact files.

    Raises:
        WeightsError: A package is missing or damaged, or the folder cannot be written.
    """
    folder = weights_folder / weight.folder_name
    _remove_leftovers(folder)
    to_do = damaged_files(folder, weight.files)
    if not to_do:
        return folder
    progress = _Progress(weight.title, sum(file.size for file in to_do), say)
    for file in to_do:
        sources = _sources(weight, file, find_package)
        try:
            make_private_folder(folder)
            _join_file(weight, file, sources, folder / file.path, progress)
        except OSError as error:
            raise WeightsError(
                f"{weight.title} could not be put together in {folder}: {error.strerror or error}.",
                f"It needs {weight.size:,} bytes of free space there, and permission to write.",
            ) from error
    return folder


class _Progress:
    """Says each whole percentage once."""

    def __init__(self, title: str, total: int, say: Say) -> None:
        self._title = title
        self._total = max(1, total)
        self._say = say
        self._done = 0
        self._said = -1

    def add(self, size: int) -> None:
        self._done += size
        percent = 100 * self._done // self._total
        if percent > self._said:
            self._said = percent
            self._say(f"Preparing {self._title}: {percent} %")


def _sources(weight: Weight, file: WeightFile, find_package: FindPackage) -> list[Path]:
    sources = []
    for part in file.parts:
        source = place_in_package(part.file, find_package)
        if source is None:
            raise missing_packages(weight.title, weight.packages)
        sources.append(source)
    return sources


def _join_file(weight: Weight, file: WeightFile, sources: list[Path], target: Path, progress: _Progress) -> None:
    """Stream the parts into a temporary file beside the target, and rename it once its SHA-256 is right."""
    make_private_folder(target.parent)
    descriptor, name = tempfile.mkstemp(prefix=f"{target.name}.", suffix=".tmp", dir=target.parent)
    temporary = Path(name)
    try:
        digest = hashlib.sha256()
        with os.fdopen(descriptor, "wb") as out:
            for source in sources:
                if not source.is_file():
                    raise _damaged_part(weight, source)
                for block in read_blocks(source):
                    digest.update(block)
                    out.write(block)
                    progress.add(len(block))
            out.flush()
            os.fsync(out.fileno())
        if digest.hexdigest() != file.sha256:
            wrong = [
                source for part, source in zip(file.parts, sources, strict=True) if sha256_of(source) != part.sha256
            ]
            raise _damaged_part(weight, wrong[0] if wrong else sources[0])
        _rename(temporary, target, file)
    finally:
        temporary.unlink(missing_ok=True)


def _rename(temporary: Path, target: Path, file: WeightFile) -> None:
    try:
        temporary.replace(target)
    except PermissionError:
        # Windows refuses to replace a file that another run has already put there and opened.
        if not is_intact(target, file):
            raise
    if os.name == "posix":
        # The new name is safe on disk only once the folder is.
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _damaged_part(weight: Weight, source: Path) -> WeightsError:
    return WeightsError(f"{weight.title} cannot be used: {source} is missing or damaged.", reinstall(weight.packages))


def _remove_leftovers(folder: Path) -> None:
    for leftover in folder.glob("**/*.tmp"):
        try:
            if time.time() - leftover.stat().st_mtime > STALE_SECONDS:
                leftover.unlink()
        except OSError:
            continue  # another run removed it first, or it is not ours to remove; it takes space and does no harm
