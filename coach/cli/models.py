"""`coach models`: the weights, where they are and whether they are intact."""

import argparse

from coach.paths import find_paths, shipped_folder
from coach.weights.catalogue import load_catalogue
from coach.weights.inventory import as_text, inventory


def run(_arguments: argparse.Namespace) -> int:
    """Print a table of every known weight."""
    catalogue = load_catalogue(shipped_folder("models") / "catalogue.toml")
    print(as_text(inventory(catalogue, find_paths().weights)))
    return 0
