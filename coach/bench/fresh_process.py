"""Runs a part of the program in a process of its own, so that its time and memory are those of that part alone."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coach.errors import CoachError
from coach.paths import CONVERTED, HOME_VARIABLE, find_paths

PARTS = "coach.cli.bench_part"
"""The module whose parts are run."""

LONGEST = 300.0
"""Seconds after which a process is given up."""


@dataclass(frozen=True, slots=True)
class FreshProcess:
    """Starts processes that have everything in a folder of their own."""

    home: Path
    """What they take for the user's folder."""

    def part(self, name: str, *arguments: str) -> Mapping[str, Any]:
        """Run a part and give what it found out.

        Args:
            name: Of the part; see `coach.cli.bench_part`.
            arguments: More that it takes.

        Raises:
            CoachError: It failed.
        """
        began = time.monotonic()
        said = self.python("-m", PARTS, name, repr(began), *arguments)
        found: Mapping[str, Any] = json.loads(said.splitlines()[-1])
        return found

    def command(self, *arguments: str) -> float:
        """Run `coach` and give the seconds that it takes in all.

        Raises:
            CoachError: It failed.
        """
        began = time.monotonic()
        self.python("-m", "coach", *arguments)
        return time.monotonic() - began

    def python(self, *arguments: str) -> str:
        """Run Python and give what it prints.

        Args:
            arguments: Of Python: a file or `-m` and a module, and what it takes.

        Raises:
            CoachError: It failed.
        """
        environment = {**os.environ, HOME_VARIABLE: str(self.home)}
        try:
            done = subprocess.run(  # noqa: S603 - our own program
                [sys.executable, *arguments],
                env=environment,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                encoding="utf-8",
                errors="replace",
                timeout=LONGEST,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise CoachError(
                f"A process took more than {LONGEST:.0f} s.", "Close other programs, and measure again."
            ) from error
        if done.returncode != 0:
            last = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
            raise CoachError(f"A part of the program failed while it was measured: {last}", "Try `coach doctor`.")
        return done.stdout


def furnish(home: Path, *, weights: Path, files: Sequence[Path], converted: bool = False) -> None:
    """Make a folder that stands in for the user's, with the same weights and settings, and nothing of the rest.

    Args:
        home: The folder.
        weights: The user's weights; they are linked.
        files: The user's files that are copied, where they are there.
        converted: Whether also what is made of others at the first start is linked.

    Raises:
        CoachError: It cannot be made.
    """
    try:
        home.mkdir(parents=True)
        linked = find_paths({HOME_VARIABLE: str(home)}).weights
        linked.mkdir()
        for each in sorted(weights.iterdir()) if weights.is_dir() else ():
            if converted or each.name != CONVERTED:
                (linked / each.name).symlink_to(each, target_is_directory=each.is_dir())
        for file in files:
            if file.is_file():
                (home / file.name).write_bytes(file.read_bytes())
    except OSError as error:
        raise CoachError(
            f"{home} cannot be prepared: {error.strerror or error}.", "Free some space in the temporary folder."
        ) from error
