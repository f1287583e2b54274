"""Which weights are on this machine, where they are, whether they are intact."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import get_args

from coach.weights.catalogue import MODEL_FILE, Role, ShippedDelta, Weight, damaged_files
from coach.weights.downloading import download_folder, read_record
from coach.weights.packages import FindPackage, package_folder, place_in_package
from coach.whole_files import sha256_of


class State(StrEnum):
    """How a weight stands on this machine."""

    READY = "ready"
    """There, and every checksum is right."""
    PARTS = "parts ready"
    """Its intact parts are there and will be put together at first use."""
    DAMAGED = "damaged"
    """There, but a file is missing or its checksum is wrong."""
    MISSING = "not installed"
    """Its package is not there."""


@dataclass(frozen=True, slots=True)
class Installed:
    """One weight as it stands on this machine."""

    name: str
    """A shipped name, or owner and name."""
    role: Role
    """What it is for."""
    size: int
    """Bytes."""
    licence: str
    """SPDX identifier; empty for a download, whose page says."""
    source: str
    """Who made it, and where."""
    state: State
    """How it stands."""
    folder: Path | None
    """Where it is, or where its parts will be put together; None when it is not installed."""

    @property
    def installed(self) -> bool:
        """Whether it is there at all."""
        return self.state is not State.MISSING

    @property
    def verified(self) -> bool:
        """Whether every checksum is right."""
        return self.state in (State.READY, State.PARTS)


def inventory(
    catalogue: Sequence[Weight], weights_folder: Path, *, find_package: FindPackage = package_folder
) -> tuple[Installed, ...]:
    """Check every weight of the catalogue, then everything downloaded; writes nothing.

    Args:
        catalogue: The shipped weights.
        weights_folder: The user's folder of weights.
        find_package: Finds the packages that carry weights.
    """
    return (*(_shipped(weight, weights_folder, find_package) for weight in catalogue), *_downloaded(weights_folder))


def as_text(entries: Sequence[Installed]) -> str:
    """Write an inventory as a table; below each line its place and its source."""
    heads = ("name", "role", "size", "licence", "state")
    rows = [
        (each.name, each.role, f"{each.size / 1e6:.1f} MB", each.licence or "see source", each.state.value)
        for each in entries
    ]
    widths = [max(len(row[column]) for row in (heads, *rows)) for column in range(len(heads))]

    def line(cells: Sequence[str]) -> str:
        padded = [
            cell.rjust(width) if head == "size" else cell.ljust(width)
            for cell, width, head in zip(cells, widths, heads, strict=True)
        ]
        return "  ".join(padded).rstrip()

    lines = [line(heads)]
    for each, row in zip(entries, rows, strict=True):
        lines.append(line(row))
        lines.append(f"    where   {each.folder if each.folder is not None else '-'}")
        lines.append(f"    source  {each.source}")
    return "\n".join(lines)


def delta_card(delta: ShippedDelta) -> str:
    """Write the card of what training added to shipped weights, with whether its file is intact."""
    state = State.READY if delta.intact else State.DAMAGED
    lines = [
        f"{delta.name}  delta  {delta.size / 1e6:.1f} MB  {delta.licence}  {state.value}",
        f"    what    {delta.title}",
        f"    for     {delta.base}, only where {MODEL_FILE} has the SHA-256 {delta.base_sha256}",
        f"    where   {delta.path}",
        *(f"    data    {each.name}, {each.licence}: {each.source}" for each in delta.data),
        f"    made    {delta.command} (seed {delta.seed})",
        f"    scores  {delta.scores}",
    ]
    return "\n".join(lines)


def _shipped(weight: Weight, weights_folder: Path, find_package: FindPackage) -> Installed:
    if weight.folder:
        folder = place_in_package(weight.folder, find_package)
        if folder is None:
            state = State.MISSING
        else:
            state = State.DAMAGED if damaged_files(folder, weight.files) else State.READY
    else:
        folder = weights_folder / weight.folder_name
        state = _joined_state(weight, folder, find_package)
        if weight.for_a_while:
            first = place_in_package(weight.files[0].parts[0].file, find_package)
            folder = folder if first is None else first.parent
            state = State.READY if state is State.PARTS else state
        folder = None if state is State.MISSING else folder
    return Installed(weight.name, weight.role, weight.size, weight.licence, weight.source, state, folder)


def _joined_state(weight: Weight, folder: Path, find_package: FindPackage) -> State:
    if not damaged_files(folder, weight.files):
        return State.READY
    parts = [(place_in_package(part.file, find_package), part) for file in weight.files for part in file.parts]
    if any(place is None for place, _ in parts):
        return State.MISSING
    intact = all(place is not None and place.is_file() and sha256_of(place) == part.sha256 for place, part in parts)
    return State.PARTS if intact else State.DAMAGED


def _downloaded(weights_folder: Path) -> tuple[Installed, ...]:
    found = []
    for role in get_args(Role):
        for folder in sorted((weights_folder / "downloads" / role).glob("*")):
            record = read_record(folder)
            if record is None or download_folder(role, record.repository, weights_folder) != folder:
                continue
            state = State.DAMAGED if damaged_files(folder, record.files) else State.READY
            source = f"https://huggingface.co/{record.repository}, revision {record.revision}"
            found.append(Installed(record.repository, role, record.size, "", source, state, folder))
    return tuple(found)
