"""The differences to stock weights that come with the program; each fits exactly one set of weights."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from coach.errors import WeightsError
from coach.weights.catalogue import Weight, catalogue_path, load_catalogue
from coach.weights.checking import sha256_of
from coach.weights.strict_table import StrictTable, read_table

MODEL_FILE = "model.safetensors"
"""The file by whose SHA-256 a set of weights is known."""


@dataclass(frozen=True, slots=True)
class TrainingSet:
    """Something that a difference was trained on."""

    name: str
    """What its makers call it."""
    licence: str
    """SPDX identifier, or a remark where there is none."""
    source: str
    """Who made it, and where it is."""


@dataclass(frozen=True, slots=True)
class ShippedDifference:
    """A difference with its card."""

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


def load_differences(path: Path | None = None) -> tuple[ShippedDifference, ...]:
    """Read the differences of a catalogue; none where it lists none.

    Args:
        path: The catalogue; None takes the program's.

    Raises:
        WeightsError: The file cannot be read, has an unknown or missing key, or a value that makes no sense.
    """
    path = path or catalogue_path()
    weights = load_catalogue(path)
    table = read_table(path)
    entries = table.tables("differences") if "differences" in table.values else ()
    differences = tuple(_difference(entry, weights, path.parent) for entry in entries)
    for key in ("name", "base_sha256"):
        values = [getattr(each, key) for each in differences]
        for entry, value in zip(entries, values, strict=True):
            if values.count(value) > 1:
                raise entry.fail(key, f"is {value!r}, as in another entry", "Change or remove one.")
    return differences


def shipped_difference() -> ShippedDifference:
    """Give the difference that makes the reader.

    Raises:
        WeightsError: The catalogue cannot be read, or lists none.
    """
    found = load_differences()
    if not found:
        raise WeightsError(f"{catalogue_path()} lists no difference.", "Install the program again.")
    return found[0]


def is_intact(difference: ShippedDifference) -> bool:
    """Whether the file is there, of the right size, and has the right content."""
    try:
        return difference.path.stat().st_size == difference.size and sha256_of(difference.path) == difference.sha256
    except OSError:
        return False


def _difference(table: StrictTable, weights: Sequence[Weight], folder: Path) -> ShippedDifference:
    table.only(
        *("name", "title", "base", "base_sha256", "file", "size", "sha256"),
        *("licence", "data", "seed", "command", "scores"),
    )
    base, base_sha256 = table.text("base"), table.digest("base_sha256")
    hashes = {
        weight.name: file.sha256
        for weight in weights
        if weight.role == "embedder"
        for file in weight.files
        if file.path == MODEL_FILE
    }
    if base not in hashes:
        raise table.fail("base", f"is {base!r}", f"It must be one of {', '.join(hashes) or 'the shipped embedders'}.")
    if base_sha256 != hashes[base]:
        raise table.fail(
            "base_sha256", f"is not that of {base}", "Train it again for these weights, or ship those it was made for."
        )
    return ShippedDifference(
        name=table.text("name"),
        title=table.text("title"),
        base=base,
        base_sha256=base_sha256,
        path=folder / table.inside("file"),
        size=table.whole("size"),
        sha256=table.digest("sha256"),
        licence=table.text("licence"),
        data=tuple(_training_set(entry) for entry in table.tables("data")),
        seed=table.whole("seed"),
        command=table.text("command"),
        scores=table.text("scores"),
    )


def _training_set(table: StrictTable) -> TrainingSet:
    table.only("name", "licence", "source")
    return TrainingSet(table.text("name"), table.text("licence"), table.text("source"))
