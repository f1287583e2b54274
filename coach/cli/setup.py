"""What the commands that need engines have in common."""

import argparse
import re
import sys
from dataclasses import replace
from pathlib import Path

from coach.domain.damage import MEND
from coach.history.history import History
from coach.paths import find_paths
from coach.plain import plain
from coach.practice.engines import Engines
from coach.private_folder import prepare_folders
from coach.settings import load_settings
from coach.telemetry import cache_of_libraries, remove_left_behind
from coach.wiring import build_engines, with_weights


def engines_for(
    arguments: argparse.Namespace, *, aloud: bool = False, readings: Path | None = None, keeps: bool = True
) -> Engines:
    """Build the engines that the settings and the command line ask for.

    Args:
        arguments: The parsed command line.
        aloud: Whether the progress of long loads goes to stderr; a screen shows it in its own way.
        readings: Where the judge keeps what it has read; by default where it does for this user.
        keeps: Whether anything is to be kept, so that there must be a place for it.

    Raises:
        CoachError: The settings are wrong, or there is no place to keep anything.
    """
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
    return build_engines(paths, settings, Progress() if aloud else None)


def tell_damage(history: History) -> None:
    """Say on stderr what of the history could not be read, if anything."""
    told = history.damage.describe()
    if told:
        print(f"{plain(told)}. {MEND}", file=sys.stderr)


_PERCENTAGE = re.compile(r":? \d+ %$")


class Progress:
    """Prints progress to stderr: on one line of a terminal, elsewhere only what is new in words."""

    def __init__(self) -> None:
        self._last = ""

    def __call__(self, line: str) -> None:
        """Print one line."""
        words = _PERCENTAGE.sub("", line)
        if sys.stderr.isatty():
            goes_on = words != line and not line.endswith(" 100 %")
            print(f"\r\033[K{line}", end="" if goes_on else "\n", file=sys.stderr, flush=True)
        elif words != self._last:
            print(words, file=sys.stderr, flush=True)
        self._last = words
