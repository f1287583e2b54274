"""The network weights that come with the program, and what training added to some of them: `models/catalogue.toml`.

The catalogue lists each file with its size and SHA-256, so that what is used is exactly what was shipped.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Literal, get_args

from coach.errors import WeightsError
from coach.paths import shipped_folder
from coach.toml_files import Kind, Table, parse_toml, read_text, shown
from coach.whole_files import is_intact

CATALOGUE = Kind(WeightsError, "Install the program again.")
"""What `models/catalogue.toml` is."""

MODEL_FILE = "model.safetensors"
"""The file by whose SHA-256 a set of weights is known."""

Role = Literal["whisper", "embedder", "reader", "voice", "vad", "nli"]
"""What weights are for: speech to words, texts to vectors, reading a key point beside an answer, reading aloud, telling
speech from silence, and natural language inference."""

_SHA256 = re.compile(r"[0-9a-f]{64}")
"""A SHA-256 as it is written in the catalogue."""


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
    inside: str = ""
    """Its name in the ZIP archive that the pieces make; empty where they make the file itself."""


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

    @property
    def for_a_while(self) -> bool:
        """Whether its files are put together only while they are converted, and not kept."""
        return self.role == "reader"


@dataclass(frozen=True, slots=True)
class TrainingSet:
    """Something that a delta was trained on."""

    name: str
    """What its makers call it."""
    licence: str
    """SPDX identifier, or a remark where there is none."""
    source: str
    """Who made it, and where it is."""


@dataclass(frozen=True, slots=True)
class ShippedDelta:
    """What training added to shipped weights, with its card; it fits exactly one set of weights."""

    name: str
    """What the weights are called with it."""
    title: str
    """As shown."""
    base: str
    """Name of the shipped weights that it was made for."""
    base_sha256: str
    """SHA-256 of their `model.safetensors`, 64 hexadecimal digits."""
    path: Path
    """The file, beside the catalogue or below it."""
    size: int
    """Bytes."""
    sha256: str
    """64 hexadecimal digits."""
    licence: str
    """SPDX expression; share-alike where what it was trained on asks for it."""
    data: tuple[TrainingSet, ...]
    """Everything that it was trained on."""
    seed: int
    """Of every random choice in the training."""
    command: str
    """Makes it again."""
    scores: str
    """What was measured with it and without it."""

    @property
    def intact(self) -> bool:
        """Whether the file is there, of the right size, and has the right content."""
        return is_intact(self.path, self.size, self.sha256)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything that comes with the program."""

    path: Path
    """The file."""
    weights: tuple[Weight, ...]
    """Stock weights, in the file's order."""
    deltas: tuple[ShippedDelta, ...]
    """What training added to them."""

    @property
    def reader(self) -> ShippedDelta:
        """The delta that makes the reader.

        Raises:
            WeightsError: The catalogue lists none.
        """
        if not self.deltas:
            raise WeightsError(f"{self.path} lists no deltas.", CATALOGUE.right)
        return self.deltas[0]

    @property
    def reader_base(self) -> Weight:
        """The stock weights that the reader's delta was made for.

        Raises:
            WeightsError: The catalogue lists none.
        """
        base = self.reader.base
        return next(weight for weight in self.weights if (weight.role, weight.name) == ("reader", base))

    @property
    def embedder(self) -> Weight:
        """The embedder that the judge's numbers were fitted for.

        Raises:
            WeightsError: The catalogue lists none.
        """
        found = [weight for weight in self.weights if weight.role == "embedder"]
        if not found:
            raise WeightsError(f"{self.path} lists no embedder.", CATALOGUE.right)
        return found[0]


@lru_cache(maxsize=1)
def shipped_catalogue() -> Catalogue:
    """Return the program's catalogue, which is read once: it doesn't change while the program runs.

    Raises:
        WeightsError: As for `load_catalogue`.
    """
    return load_catalogue(shipped_folder("models") / "catalogue.toml")


def load_catalogue(path: Path) -> Catalogue:
    """Read a catalogue.

    Raises:
        WeightsError: The file cannot be read, has an unknown or missing key, or a value that makes no sense.
    """
    try:
        table = parse_toml(read_text(path, CATALOGUE), path, CATALOGUE)
    except FileNotFoundError as error:
        raise WeightsError(f"{path} cannot be read: there is no such file.", CATALOGUE.right) from error
    table.refuse_unknown(("weights", "deltas"))
    weights = tuple(_weight(entry) for entry in _some(table, "weights"))
    names = [(weight.role, weight.name) for weight in weights]
    for role, name in names:
        if names.count((role, name)) > 1:
            raise WeightsError(f"{path}: `{name}` is there twice for the role {role}.", "Rename or remove one.")
    entries = table.tables("deltas")
    deltas = tuple(_delta(entry, weights, path.parent) for entry in entries)
    for key in ("name", "base_sha256"):
        values = [getattr(each, key) for each in deltas]
        for entry, value in zip(entries, values, strict=True):
            if values.count(value) > 1:
                raise entry.wrong(key, f"is {shown(value)}, as in another entry", "Change or remove one.")
    return Catalogue(path, weights, deltas)


def damaged_files(folder: Path, files: Iterable[WeightFile]) -> tuple[WeightFile, ...]:
    """Name the files that are missing from a folder or differ from what they should be."""
    return tuple(file for file in files if not is_intact(folder / file.path, file.size, file.sha256))


def _weight(table: Table) -> Weight:
    table.refuse_unknown(
        ("name", "title", "role", "source", "packages", "licence", "format", "size", "files", "folder", "archive")
    )
    role = table.required_line("role")
    if role not in get_args(Role):
        raise table.wrong("role", f"is {shown(role)}", f"It must be one of {', '.join(get_args(Role))}.")
    folder = _inside(table, "folder") if "folder" in table.values else ""
    if folder and "archive" in table.values:
        raise table.wrong("archive", "stands beside `folder`", "Remove one of them.")
    archive = tuple(_part(entry) for entry in _some(table, "archive")) if "archive" in table.values else ()
    files = tuple(_file(entry, joined=not folder, archive=archive) for entry in _some(table, "files"))
    size, sizes = table.whole("size"), sum(file.size for file in files)
    if size != sizes:
        raise table.wrong("size", f"is {size}", f"Its files add up to {sizes} bytes.")
    packages = table.lines("packages")
    if not packages:
        raise table.wrong("packages", "is empty", "Name at least one package.")
    return Weight(
        name=_inside(table, "name"),
        title=table.required_line("title"),
        role=role,  # type: ignore[arg-type]  # one of the role's names, as just checked
        source=table.required_line("source"),
        packages=packages,
        licence=table.required_line("licence"),
        format=table.required_line("format"),
        size=size,
        files=files,
        folder=folder,
    )


def _file(table: Table, *, joined: bool, archive: tuple[Part, ...]) -> WeightFile:
    table.refuse_unknown(("path", "size", "sha256", *(["inside"] if archive else ["parts"] if joined else [])))
    inside = _inside(table, "inside") if archive else ""
    parts = archive or (tuple(_part(entry) for entry in _some(table, "parts")) if joined else ())
    return WeightFile(_inside(table, "path"), table.whole("size"), _digest(table, "sha256"), parts, inside)


def _part(table: Table) -> Part:
    table.refuse_unknown(("file", "sha256"))
    return Part(_inside(table, "file"), _digest(table, "sha256"))


def _delta(table: Table, weights: Sequence[Weight], folder: Path) -> ShippedDelta:
    table.refuse_unknown(
        (
            *("name", "title", "base", "base_sha256", "file", "size", "sha256"),
            *("licence", "data", "seed", "command", "scores"),
        )
    )
    base, base_sha256 = table.required_line("base"), _digest(table, "base_sha256")
    hashes = {
        weight.name: file.sha256
        for weight in weights
        if weight.role == "reader"
        for file in weight.files
        if file.path == MODEL_FILE
    }
    if base not in hashes:
        names = ", ".join(hashes) or "the shipped weights with the role reader"
        raise table.wrong("base", f"is {shown(base)}", f"It must be one of {names}.")
    if base_sha256 != hashes[base]:
        raise table.wrong(
            "base_sha256", f"is not that of {base}", "Train it again for these weights, or ship those it was made for."
        )
    return ShippedDelta(
        name=table.required_line("name"),
        title=table.required_line("title"),
        base=base,
        base_sha256=base_sha256,
        path=folder / _inside(table, "file"),
        size=table.whole("size"),
        sha256=_digest(table, "sha256"),
        licence=table.required_line("licence"),
        data=tuple(_training_set(entry) for entry in _some(table, "data")),
        seed=table.whole("seed"),
        command=table.required_line("command"),
        scores=table.required_line("scores"),
    )


def _training_set(table: Table) -> TrainingSet:
    table.refuse_unknown(("name", "licence", "source"))
    return TrainingSet(*(table.required_line(key) for key in ("name", "licence", "source")))


def _some(table: Table, key: str) -> tuple[Table, ...]:
    """Take a list of at least one table."""
    table.required(key, "Add it; it must hold at least one table.")
    found = table.tables(key)
    if not found:
        raise table.wrong(key, "is empty", "It must hold at least one table.")
    return found


def _digest(table: Table, key: str) -> str:
    value = table.required_line(key)
    if not _SHA256.fullmatch(value):
        raise table.wrong(key, f"is {shown(value)}", "It must be 64 hexadecimal digits in lower case.")
    return value


def _inside(table: Table, key: str) -> str:
    """Take a path that stays inside its folder."""
    value = table.required_line(key)
    path = PurePosixPath(value)
    if path.is_absolute() or ".." in path.parts or "\\" in value or ":" in value:
        raise table.wrong(key, f"is {shown(value)}", "It must be a path inside its folder, with forward slashes.")
    return value
