"""`coach models`: the weights, where they are and whether they are intact."""

import argparse

from coach.paths import find_paths, shipped_folder
from coach.weights.catalogue import load_catalogue
from coach.weights.inventory import as_text, inventory


def run(_arguments: argparse.Namespace) -> int:
    """Print a table of every known weight, and the checksums of those that come with the program."""
    catalogue = load_catalogue(shipped_folder("models") / "catalogue.toml")
    print(as_text(inventory(catalogue, find_paths().weights)))
    print("\nSHA-256 of every file, checked before it is used:")
    for weight in catalogue:
        for file in weight.files:
            print(f"{file.sha256}  {weight.name}/{file.path}")
    return 0
