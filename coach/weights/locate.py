"""From what the user chose to a folder with intact weights."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from coach.errors import WeightsError
from coach.weights.catalogue import Role, Weight, catalogue_path, load_catalogue
from coach.weights.checking import damaged_files
from coach.weights.downloading import download
from coach.weights.folders import check_folder
from coach.weights.hub import Hub
from coach.weights.huggingface import HuggingFaceHub
from coach.weights.joining import join_weight
from coach.weights.names import is_hub_name, repository_of
from coach.weights.packages import FindPackage, missing_packages, package_folder, place_in_package, reinstall

Say = Callable[[str], None]
"""Takes one line about the progress."""


@dataclass(frozen=True, slots=True)
class Located:
    """Weights that are ready to be loaded."""

    name: str
    """As it is noted in an attempt: a shipped name, owner and name, or the folder's own name."""
    folder: Path
    """Where the files are."""


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
    known = [weight for weight in catalogue or load_catalogue(catalogue_path()) if weight.role == role]
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
