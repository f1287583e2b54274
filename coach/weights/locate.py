"""What a choice of weights stands for: a shipped name, a folder, or a model's name on the hub.

`locate` makes it a folder with intact weights; `find_origin` says where they would come from, without loading, checking
or downloading anything.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from coach.errors import WeightsError
from coach.weights.catalogue import Role, Weight, damaged_files, shipped_catalogue
from coach.weights.downloading import download, download_folder, read_record
from coach.weights.folders import check_folder
from coach.weights.huggingface import Hub, HuggingFaceHub
from coach.weights.packages import (
    FindPackage,
    Say,
    join_weight,
    missing_packages,
    package_folder,
    place_in_package,
    reinstall,
)

_WORD = r"[A-Za-z0-9](?:[A-Za-z0-9_]|[.-](?![.-]))*"

_NAME = re.compile(rf"(?:{_WORD}/)?{_WORD}")

LONGEST_NAME = 96
"""Characters; the hub allows no longer names."""

WHISPER_NAMES = {
    "large": "Systran/faster-whisper-large-v3",
    "turbo": "mobiuslabsgmbh/faster-whisper-large-v3-turbo",
    "large-v3-turbo": "mobiuslabsgmbh/faster-whisper-large-v3-turbo",
    "distil-large-v3.5": "distil-whisper/distil-large-v3.5-ct2",
}
"""Conversions that are not where the others are."""


@dataclass(frozen=True, slots=True)
class Located:
    """Weights that are ready to be loaded."""

    name: str
    """As it is noted in an attempt: a shipped name, owner and name, or the folder's own name."""
    folder: Path
    """Where the files are."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where chosen weights would come from."""

    name: str
    """A shipped name, the folder's own name, or owner and name."""
    words: str
    """Where that is, in one clause."""
    folder: Path | None
    """Where the files are; None while they are neither downloaded nor put together."""


def locate(
    role: Role,
    choice: str,
    weights_folder: Path,
    say: Say,
    *,
    catalogue: Sequence[Weight] | None = None,
    hub: Hub | None = None,
    find_package: FindPackage = package_folder,
) -> Located:
    """Find the chosen weights; puts them together or downloads them where that is needed.

    A choice is looked for among the shipped names, then as a folder, then on the hub.

    Args:
        role: What the weights are for.
        choice: A shipped name, a folder, or a model's name on the hub.
        weights_folder: The user's folder of weights.
        say: Takes the progress, also from another thread.
        catalogue: The shipped weights; None reads the program's catalogue.
        hub: Where other models come from; None is the Hugging Face hub.
        find_package: Finds the packages that carry weights.

    Raises:
        WeightsError: The weights are missing, damaged, unsuitable, or cannot be fetched.
    """
    choice = choice.strip()
    known = [weight for weight in catalogue or shipped_catalogue().weights if weight.role == role]
    shipped = find_shipped(role, choice, known)
    if shipped is not None:
        return Located(shipped.name, _shipped_folder(shipped, weights_folder, say, find_package))
    folder = as_folder(choice)
    if folder is not None:
        check_folder(role, folder)
        return Located(folder.resolve().name, folder)
    names = ", ".join(weight.name for weight in known)
    hint = (
        f"Choose one that comes with the program ({names}), or give the folder of a model."
        if names
        else "None comes with the program: give the folder of a model, or its owner and name."
    )
    if "/" in choice:
        hint = f"There is no folder {choice} here either. {hint}"
    try:
        repository = repository_of(role, choice)
    except WeightsError as error:
        raise WeightsError(error.message, hint) from error
    return Located(repository, download(role, repository, weights_folder, say, hub=hub or HuggingFaceHub(), hint=hint))


def find_origin(
    role: Role,
    choice: str,
    weights_folder: Path,
    *,
    catalogue: Sequence[Weight] | None = None,
    find_package: FindPackage = package_folder,
) -> Origin:
    """Return where chosen weights would come from, by the rules of `coach.weights.locate`.

    Args:
        role: What the weights are for.
        choice: A shipped name, a folder, or a model's name on the hub.
        weights_folder: The user's folder of weights.
        catalogue: The shipped weights; None reads the program's catalogue.
        find_package: Finds the packages that carry weights.

    Raises:
        WeightsError: They cannot be used: the folder does not fit, the package is missing, or it is no name at all.
    """
    choice = choice.strip()
    shipped = find_shipped(role, choice, catalogue or shipped_catalogue().weights)
    if shipped is not None:
        folder = _place_of_shipped(shipped, weights_folder, find_package)
        return Origin(shipped.name, "which comes with the program", folder if folder.is_dir() else None)
    chosen = as_folder(choice)
    if chosen is not None:
        check_folder(role, chosen)
        return Origin(chosen.resolve().name, f"the folder {chosen}", chosen)
    try:
        repository = repository_of(role, choice)
    except WeightsError as error:
        raise WeightsError(error.message, "Give a model's name, or its folder.") from error
    folder = download_folder(role, repository, weights_folder)
    if read_record(folder) is None:
        return Origin(repository, "which is downloaded when it is first needed", None)
    return Origin(repository, "downloaded", folder)


def find_shipped(role: Role, choice: str, catalogue: Sequence[Weight]) -> Weight | None:
    """Find a shipped weight by its name; an embedder may be given with its usual owner."""
    if role == "embedder":
        choice = choice.removeprefix("sentence-transformers/")
    return next((weight for weight in catalogue if weight.role == role and weight.name == choice), None)


def as_folder(choice: str) -> Path | None:
    """Take a choice as a folder; None when it reads as a model's name and no such folder exists."""
    try:
        path = Path(choice).expanduser()
        is_folder = path.is_dir()
    except (OSError, RuntimeError, ValueError):  # a name that is too long, a user that does not exist, a zero byte
        path, is_folder = Path(choice), False
    if not choice or (is_hub_name(choice) and not is_folder):
        return None
    return path if is_folder or "/" in choice or "\\" in choice or choice.startswith((".", "~")) else None


def is_hub_name(choice: str) -> bool:
    """Whether a choice can be a model's name, with or without its owner."""
    return len(choice) <= LONGEST_NAME and _NAME.fullmatch(choice) is not None


def repository_of(role: Role, choice: str) -> str:
    """Return the owner and name that a choice stands for.

    Args:
        role: What the weights are for.
        choice: `small`, `distil-small.en`, `all-mpnet-base-v2`, or owner and name.

    Raises:
        WeightsError: The choice cannot be a name, or the role takes shipped weights only.
    """
    if not is_hub_name(choice):
        raise WeightsError(f"{choice!r} is neither a folder nor a model's name.", "Check its spelling.")
    if "/" in choice:
        return choice
    if role == "nli":
        return f"cross-encoder/{choice}"
    if role == "embedder":
        return f"sentence-transformers/{choice}"
    if role == "whisper":
        plain = choice.removeprefix("distil-")
        kind = "faster-whisper" if plain == choice else "faster-distil-whisper"
        return WHISPER_NAMES.get(choice, f"Systran/{kind}-{plain}")
    raise WeightsError(f"{choice} is not a {role} that comes with the program.", "Only the shipped one can be used.")


def _shipped_folder(weight: Weight, weights_folder: Path, say: Say, find_package: FindPackage) -> Path:
    if not weight.folder:
        return join_weight(weight, weights_folder, say, find_package=find_package)
    folder = place_in_package(weight.folder, find_package)
    if folder is None:
        raise missing_packages(weight.title, weight.packages)
    damaged = damaged_files(folder, weight.files)
    if damaged:
        raise WeightsError(
            f"{weight.title} cannot be used: {folder / damaged[0].path} is missing or damaged.",
            reinstall(weight.packages),
        )
    return folder


def _place_of_shipped(weight: Weight, weights_folder: Path, find_package: FindPackage) -> Path:
    if not weight.folder:
        return weights_folder / weight.folder_name
    folder = place_in_package(weight.folder, find_package)
    if folder is None:
        raise missing_packages(weight.title, weight.packages)
    return folder
