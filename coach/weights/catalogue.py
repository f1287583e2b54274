"""The list of weights that come with the program, read strictly from `models/catalogue.toml`."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Literal, get_args

from coach.errors import WeightsError
from coach.paths import shipped_folder

Role = Literal["whisper", "embedder", "voice", "vad"]
"""What weights are for: speech to words, texts to vectors, reading aloud, telling speech from silence."""

SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a file, as it lies in a package."""

    file: str
    """Name of the Python package and path inside it, with forward slashes."""
    sha256: str
    """64 hexadecimal digits."""


@dataclass(frozen=True, slots=True)
class WeightFile:
    """One file of a weight."""

    path: str
    """Path inside the weight's folder, with forward slashes."""
    size: int
    """Bytes."""
    sha256: str
    """64 hexadecimal digits."""
    parts: tuple[Part, ...] = ()
    """The pieces it is put together from, in order; empty when it is used where pip put it."""


@dataclass(frozen=True, slots=True)
class Weight:
    """Weights that come with the program."""

    name: str
    """As chosen in `coach.toml`: `tiny.en`."""
    title: str
    """As shown: `Whisper tiny.en`."""
    role: Role
    """What it is for."""
    source: str
    """Who made it, and where."""
    packages: tuple[str, ...]
    """The Python packages that carry it, as pip names them."""
    licence: str
    """SPDX identifier of the weights' licence."""
    format: str
    """What kind of file it is, in words."""
    size: int
    """Bytes of all files together."""
    files: tuple[WeightFile, ...]
    """Every file that is needed."""
    folder: str = ""
    """Name of the Python package and path inside it; empty when the files are put together from parts."""

    @property
    def folder_name(self) -> str:
        """Name of the folder in the user's data folder where its files are put together: `whisper-base`."""
        return f"{self.role}-{self.name}"


def catalogue_path() -> Path:
    """Say where the catalogue is that comes with the program."""
    return shipped_folder("models") / "catalogue.toml"


def load_catalogue(path: Path) -> tuple[Weight, ...]:
    """Read a catalogue.

    Raises:
        WeightsError: The file cannot be read, has an unknown or missing key, or a value that makes no sense.
    """
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise WeightsError(f"{path} cannot be read: {error}.", "Install the program again.") from error
    table = _Table(document, path, "")
    table.only("weights")
    weights = tuple(_weight(entry) for entry in table.tables("weights"))
    names = [(weight.role, weight.name) for weight in weights]
    for role, name in names:
        if names.count((role, name)) > 1:
            raise WeightsError(f"{path}: `{name}` is there twice for the role {role}.", "Rename or remove one.")
    return weights


class _Table:
    """A table of the file that knows its place, so that every complaint can name it."""

    def __init__(self, values: Mapping[str, Any], file: Path, place: str) -> None:
        self.values = values
        self._file = file
        self._place = place

    def fail(self, key: str, what: str, hint: str) -> WeightsError:
        where = f"{self._place}.{key}" if self._place else key
        return WeightsError(f"{self._file}: `{where}` {what}.", hint)

    def only(self, *known: str) -> None:
        for key in self.values:
            if key not in known:
                raise self.fail(key, "is an unknown key", f"Remove it; known here: {', '.join(known)}.")

    def get(self, key: str, kind: type[Any]) -> Any:
        if key not in self.values:
            raise self.fail(key, "is missing", "Add it.")
        value = self.values[key]
        if type(value) is not kind:
            raise self.fail(key, f"is {value!r}", f"It must be of type {kind.__name__}.")
        return value

    def text(self, key: str) -> str:
        value: str = self.get(key, str)
        if not value.strip():
            raise self.fail(key, "is empty", "Write it out or remove it.")
        return value

    def whole(self, key: str) -> int:
        value: int = self.get(key, int)
        if value < 0:
            raise self.fail(key, f"is {value}", "It must not be negative.")
        return value

    def digest(self, key: str) -> str:
        value = self.text(key)
        if not SHA256.fullmatch(value):
            raise self.fail(key, f"is {value!r}", "It must be 64 hexadecimal digits in lower case.")
        return value

    def inside(self, key: str) -> str:
        value = self.text(key)
        path = PurePosixPath(value)
        if path.is_absolute() or ".." in path.parts or "\\" in value or ":" in value:
            raise self.fail(key, f"is {value!r}", "It must be a path inside its folder, with forward slashes.")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        values: Sequence[object] = self.get(key, list)
        if not values or not all(isinstance(value, str) and value for value in values):
            raise self.fail(key, f"is {values!r}", "It must be a list of texts, at least one.")
        return tuple(str(value) for value in values)

    def tables(self, key: str) -> "tuple[_Table, ...]":
        values: Sequence[object] = self.get(key, list)
        if not values or not all(isinstance(value, dict) for value in values):
            raise self.fail(key, "is not a list of tables", "It must hold at least one table and nothing else.")
        place = f"{self._place}.{key}" if self._place else key
        return tuple(
            _Table(value, self._file, f"{place}[{number}]")
            for number, value in enumerate(values)
            if isinstance(value, dict)
        )


def _weight(table: _Table) -> Weight:
    table.only("name", "title", "role", "source", "packages", "licence", "format", "size", "files", "folder")
    role = table.text("role")
    if role not in get_args(Role):
        raise table.fail("role", f"is {role!r}", f"It must be one of {', '.join(get_args(Role))}.")
    folder = table.inside("folder") if "folder" in table.values else ""
    files = tuple(_file(entry, joined=not folder) for entry in table.tables("files"))
    size = table.whole("size")
    if size != sum(file.size for file in files):
        raise table.fail("size", f"is {size}", f"Its files are {sum(file.size for file in files)} bytes together.")
    return Weight(
        name=table.inside("name"),
        title=table.text("title"),
        role=role,  # type: ignore[arg-type]  # one of the role's names, as just checked
        source=table.text("source"),
        packages=table.texts("packages"),
        licence=table.text("licence"),
        format=table.text("format"),
        size=size,
        files=files,
        folder=folder,
    )


def _file(table: _Table, *, joined: bool) -> WeightFile:
    table.only("path", "size", "sha256", *(["parts"] if joined else []))
    parts = tuple(_part(entry) for entry in table.tables("parts")) if joined else ()
    return WeightFile(table.inside("path"), table.whole("size"), table.digest("sha256"), parts)


def _part(table: _Table) -> Part:
    table.only("file", "sha256")
    return Part(table.inside("file"), table.digest("sha256"))
