"""`coach models`: the weights, where they are and whether they are intact."""

import argparse

from coach.cli.whisper_choice import whisper_choice
from coach.errors import CoachError
from coach.paths import Paths, find_paths, shipped_folder
from coach.report.plain import plain
from coach.settings import load_settings
from coach.weights.catalogue import load_catalogue
from coach.weights.inventory import as_text, inventory
from coach.wiring import with_weights


def run(arguments: argparse.Namespace) -> int:
    """Print every known weight, which of them hears the answers, and the checksums of those that are shipped."""
    catalogue = load_catalogue(shipped_folder("models") / "catalogue.toml")
    paths = find_paths()
    print(as_text(inventory(catalogue, paths.weights)))
    print()
    for line in _used(paths, getattr(arguments, "whisper", None)):
        print(plain(line))
    print("\nSHA-256 of every file, checked before it is used:")
    for weight in catalogue:
        for file in weight.files:
            print(f"{file.sha256}  {weight.name}/{file.path}")
    return 0


def _used(paths: Paths, whisper: str | None) -> tuple[str, str]:
    try:
        settings = with_weights(load_settings(paths.settings), whisper, None)
    except CoachError as error:
        return f"Which one hears the answers cannot be said: {error.message}", error.hint
    choice, change = whisper_choice(paths, settings)
    return f"In use: {choice}.", change
