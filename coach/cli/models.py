"""`coach models`: the weights, where they are and whether they are intact."""

import argparse
from pathlib import Path

from coach.cli.judge_choice import judge_choice
from coach.cli.whisper_choice import whisper_choice
from coach.errors import CoachError
from coach.paths import Paths, find_paths
from coach.plain import plain
from coach.settings import load_settings
from coach.weights.catalogue import catalogue_path, load_catalogue
from coach.weights.difference_card import difference_card
from coach.weights.differences import load_differences
from coach.weights.inventory import as_text, inventory
from coach.wiring import with_weights


def run(arguments: argparse.Namespace) -> int:
    """Print every known weight, which of them are in use, and the checksums of those that are shipped."""
    paths = find_paths()
    print("\n".join(weights_with_places(catalogue_path(), paths.weights)), end="\n\n")
    for line in _used(paths, getattr(arguments, "whisper", None), getattr(arguments, "embedder", None)):
        print(plain(line))
    print("\nSHA-256 of every file, checked before it is used:")
    print("\n".join(checksums(catalogue_path())))
    return 0


def weights_with_places(catalogue: Path, weights_folder: Path) -> list[str]:
    """Say of all weights, and of the differences to them, what they are, where, and whether they are intact.

    Args:
        catalogue: What comes with the program.
        weights_folder: The user's folder of weights.
    """
    weights = as_text(inventory(load_catalogue(catalogue), weights_folder))
    return [weights, *(difference_card(difference) for difference in load_differences(catalogue))]


def checksums(catalogue: Path) -> list[str]:
    """List the SHA-256 of every file of a catalogue, in the manner of `sha256sum`."""
    files = [
        (file.sha256, f"{weight.name}/{file.path}") for weight in load_catalogue(catalogue) for file in weight.files
    ]
    made = [(difference.sha256, difference.path.name) for difference in load_differences(catalogue)]
    return [f"{digest}  {name}" for digest, name in (*files, *made)]


def _used(paths: Paths, whisper: str | None, embedder: str | None) -> list[str]:
    try:
        settings = with_weights(load_settings(paths.settings), whisper, embedder)
    except CoachError as error:
        return [f"Which ones are in use cannot be said: {error.message}", error.hint]
    choice, change = whisper_choice(paths, settings)
    lines = [f"In use: {choice}.", change]
    for finding in judge_choice(paths, settings):
        lines += [f"In use: {finding.what}." if finding.good else finding.what, finding.advice]
    return [line for line in lines if line]
