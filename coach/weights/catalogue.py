"""The list of weights that come with the program, read strictly from `models/catalogue.toml`."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from coach.errors import WeightsError
from coach.paths import shipped_folder
from coach.weights.strict_table import StrictTable, read_table

Role = Literal["whisper", "embedder", "voice", "vad", "nli"]
"""What weights are for: speech to words, texts to vectors, reading aloud, telling speech from silence, and natural
language inference."""


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
    table = read_table(path)
    table.only("weights", "differences")
    weights = tuple(_weight(entry) for entry in table.tables("weights"))
    names = [(weight.role, weight.name) for weight in weights]
    for role, name in names:
        if names.count((role, name)) > 1:
            raise WeightsError(f"{path}: `{name}` is there twice for the role {role}.", "Rename or remove one.")
    return weights


def _weight(table: StrictTable) -> Weight:
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


def _file(table: StrictTable, *, joined: bool) -> WeightFile:
    table.only("path", "size", "sha256", *(["parts"] if joined else []))
    parts = tuple(_part(entry) for entry in table.tables("parts")) if joined else ()
    return WeightFile(table.inside("path"), table.whole("size"), table.digest("sha256"), parts)


def _part(table: StrictTable) -> Part:
    table.only("file", "sha256")
    return Part(table.inside("file"), table.digest("sha256"))
