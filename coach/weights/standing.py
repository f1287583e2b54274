"""How chosen weights stand on this machine, found out without loading, checking or downloading them."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from coach.errors import WeightsError
from coach.weights.catalogue import Role, Weight, catalogue_path, load_catalogue
from coach.weights.downloading import download_folder, read_record
from coach.weights.folders import check_folder
from coach.weights.locate import as_folder, find_shipped
from coach.weights.names import repository_of
from coach.weights.packages import FindPackage, missing_packages, package_folder, place_in_package


@dataclass(frozen=True, slots=True)
class Standing:
    """Where chosen weights would come from."""

    name: str
    """A shipped name, the folder's own name, or owner and name."""
    words: str
    """Where that is, in one clause."""
    folder: Path | None
    """Where the files are; None while they are neither downloaded nor put together."""


def standing(
    role: Role,
    choice: str,
    weights_folder: Path,
    *,
    catalogue: Sequence[Weight] | None = None,
    find_package: FindPackage = package_folder,
) -> Standing:
    """Say where chosen weights would come from, by the rules of `coach.weights.locate`.

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
    shipped = find_shipped(role, choice, catalogue or load_catalogue(catalogue_path()))
    if shipped is not None:
        folder = _shipped_folder(shipped, weights_folder, find_package)
        return Standing(shipped.name, "which comes with the program", folder if folder.is_dir() else None)
    chosen = as_folder(choice)
    if chosen is not None:
        check_folder(role, chosen)
        return Standing(chosen.resolve().name, f"the folder {chosen}", chosen)
    try:
        repository = repository_of(role, choice)
    except WeightsError as error:
        raise WeightsError(error.message, "Give a model's name, or its folder.") from error
    folder = download_folder(role, repository, weights_folder)
    if read_record(folder) is None:
        return Standing(repository, "which is downloaded when it is first needed", None)
    return Standing(repository, "downloaded", folder)


def _shipped_folder(weight: Weight, weights_folder: Path, find_package: FindPackage) -> Path:
    if not weight.folder:
        return weights_folder / weight.folder_name
    folder = place_in_package(weight.folder, find_package)
    if folder is None:
        raise missing_packages(weight.title, weight.packages)
    return folder
