"""Where everything lives; computes paths and creates nothing."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from coach.errors import CoachError

HOME_VARIABLE = "COACH_HOME"

CONVERTED = "converted"
"""Folder, among the weights, of those that are made of others."""

_LONGEST_SHOWN = 100
"""Characters of a name in an error."""


@dataclass(frozen=True, slots=True)
class Paths:
    """The places that the program reads and writes."""

    settings: Path
    """The settings file, `coach.toml`."""
    history: Path
    """The SQLite database of attempts."""
    recordings: Path
    """Folder of recordings, one file an attempt, readable by the owner only."""
    rubrics: Path
    """The user's own questions; they overlay the shipped ones by id."""
    weights: Path
    """Folder of assembled or downloaded weights."""
    voice_cache: Path
    """Folder of questions already spoken by the voice; may be deleted at any time."""
    readings: Path
    """What the judge has read before, as numbers under hashes; may be deleted at any time, and is then read again."""
    machine_speed: Path
    """How quickly this machine transcribes; may be deleted at any time, and is then measured again."""
    log: Path
    """The log file."""

    @property
    def drafts(self) -> Path:
        """Folder of typed answers that are not in the history yet."""
        return self.history.parent / "drafts"

    @property
    def copies(self) -> Path:
        """Folder of daily copies of the history."""
        return self.history.parent / "history-copies"

    @property
    def folders(self) -> tuple[Path, ...]:
        """Every folder that the program writes to."""
        return (self.settings.parent, self.history.parent, self.recordings, self.weights, self.voice_cache)


def find_paths(environment: Mapping[str, str] = os.environ) -> Paths:
    """Return where everything lives for this user.

    Args:
        environment: Variables to read; `COACH_HOME` moves everything under one folder.

    Raises:
        CoachError: `COACH_HOME` names something that is not a folder and cannot be one.
    """
    home = environment.get(HOME_VARIABLE)
    if home:
        root = _home_of_coach(home)
        config, data, cache, log = root, root, root / "cache", root
    else:
        places = platformdirs.PlatformDirs("coach", appauthor=False)
        config, data, cache, log = (
            places.user_config_path,
            places.user_data_path,
            places.user_cache_path,
            places.user_log_path,
        )
    return Paths(
        settings=config / "coach.toml",
        history=data / "history.db",
        recordings=data / "recordings",
        rubrics=data / "rubrics",
        weights=data / "models",
        voice_cache=cache / "voice",
        readings=cache / "readings.db",
        machine_speed=data / "machine-speed.json",
        log=log / "coach.log",
    )


def _home_of_coach(given: str) -> Path:
    hint = "Set it to a folder, or unset it."
    try:
        root = Path(given).expanduser().absolute()
        if root.exists() and not root.is_dir():
            raise CoachError(f"{HOME_VARIABLE} is {root}, which is not a folder.", hint)
    except RuntimeError as error:  # the home of a user whom nobody knows
        raise CoachError(f"{HOME_VARIABLE} is {given}, and there is no such user.", hint) from error
    except (OSError, ValueError) as error:  # a name that is too long, a folder that may not be looked into
        shown = given if len(given) <= _LONGEST_SHOWN else f"{given[:_LONGEST_SHOWN]}…"
        why = getattr(error, "strerror", None) or str(error)
        raise CoachError(f"{HOME_VARIABLE} is {shown}, which cannot be used: {why.lower()}.", hint) from error
    return root


def shipped_folder(name: str) -> Path:
    """Find a folder that comes with the program.

    Args:
        name: `rubrics` or `models`. An installed package has them inside; a source checkout beside it.
    """
    package = Path(__file__).resolve().parent
    installed = package / "shipped" / name
    return installed if installed.is_dir() else package.parent / name
