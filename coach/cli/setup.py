"""What the commands that need engines have in common."""

import argparse
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from coach.cli.output import ProgressLines
from coach.domain.damage import MEND
from coach.history.history import History
from coach.paths import find_paths
from coach.plain import plain
from coach.private_folder import prepare_folders
from coach.settings import load_settings
from coach.telemetry import cache_of_libraries, remove_left_behind

if TYPE_CHECKING:
    from coach.practice.engines import Engines


def engines_for(
    arguments: argparse.Namespace, *, aloud: bool = False, readings: Path | None = None, keeps: bool = True
) -> "Engines":
    """Build the engines that the settings and the command line ask for.

    Args:
        arguments: The parsed command line.
        aloud: Whether the progress of long loads goes to stderr; a screen shows it in its own way.
        readings: Where the judge keeps what it has read; by default where it does for this user.
        keeps: Whether anything is to be kept, so that there must be a place for it.

    Raises:
        CoachError: The settings are wrong, or there is no place to keep anything.
    """
    from coach.wiring import build_engines, with_weights  # noqa: PLC0415 - heavy; some commands only tell of damage

    paths = find_paths()
    if keeps:
        prepare_folders(paths.folders, paths.history.parent)
    if removed := remove_left_behind(cache_of_libraries(), paths.readings.with_name("telemetry-removed")):
        print(plain(removed), file=sys.stderr)
    if readings is not None:
        paths = replace(paths, readings=readings)
    settings = with_weights(
        load_settings(paths.settings),
        getattr(arguments, "whisper", None),
        getattr(arguments, "embedder", None),
    )
    return build_engines(paths, settings, ProgressLines() if aloud else None)


def chosen_weights(arguments: argparse.Namespace) -> tuple[str, ...]:
    """Return the options of the command line that choose weights, for a process of its own.

    Each is one argument, so that no name can be taken for an option.
    """
    chosen = {name: getattr(arguments, name, None) for name in ("whisper", "embedder")}
    return tuple(f"--{name}={weights}" for name, weights in chosen.items() if weights is not None)


def tell_damage(history: History) -> None:
    """Say on stderr what of the history could not be read, if anything."""
    told = history.damage.describe()
    if told:
        print(f"{plain(told)}. {MEND}", file=sys.stderr)
