"""What `coach.toml` may say: every setting with its default, loaded strictly."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from pathlib import Path
from typing import Any

from coach.errors import SettingsError

THINKING_CHOICES = (0, 5, 10, 20)
"""Seconds of thinking time that can be chosen; 0 is off."""


@dataclass(frozen=True, slots=True)
class RecordingSettings:
    """The table `[recording]`."""

    microphone: str = ""
    """Part of the microphone's name; empty takes the system's choice."""
    limit_seconds: float = field(default=90.0, metadata={"least": 10.0, "most": 540.0})
    """Recording stops by itself after this many seconds; sound files of up to ten minutes can be read back."""
    thinking_seconds: int = field(default=0, metadata={"choices": THINKING_CHOICES})
    """Countdown between the question and the recording."""
    keep_recordings: bool = True
    """Whether the sound of an attempt is kept once it is assessed."""


@dataclass(frozen=True, slots=True)
class VoiceSettings:
    """The table `[voice]`."""

    muted: bool = False
    """Whether questions are only shown, not read aloud."""
    speed: float = field(default=1.0, metadata={"least": 0.5, "most": 2.0})
    """1.0 is the voice's own pace."""
    volume: float = field(default=1.0, metadata={"least": 0.0, "most": 1.0})
    """Loudness of everything that the program plays."""
    speaker: str = ""
    """Part of the loudspeaker's name; empty takes the system's choice."""


@dataclass(frozen=True, slots=True)
class WeightsSettings:
    """The table `[weights]`."""

    whisper: str = "base"
    """Name or folder of a faster-whisper model; `base` and `tiny.en` come with the program."""
    embedder: str = "all-MiniLM-L6-v2"
    """Name or folder of a sentence-transformers model; all-MiniLM-L6-v2 comes with the program."""


@dataclass(frozen=True, slots=True)
class ScreenSettings:
    """The table `[screen]`."""

    theme: str = "coach-dark"
    """A theme's name."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything in `coach.toml`."""

    recording: RecordingSettings = field(default_factory=RecordingSettings)
    """How answers are recorded."""
    voice: VoiceSettings = field(default_factory=VoiceSettings)
    """How questions are read aloud."""
    weights: WeightsSettings = field(default_factory=WeightsSettings)
    """Which weights are used."""
    screen: ScreenSettings = field(default_factory=ScreenSettings)
    """How the screen looks."""


def load_settings(path: Path) -> Settings:
    """Read the settings; a file that does not exist gives the defaults.

    Raises:
        SettingsError: The file is not TOML, has an unknown key, or a value is of the wrong type or out of range.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} cannot be read: {error}.", "Mend or delete the file.") from error
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path} is not valid TOML: {error}.", "Mend that line or delete the file.") from error
    settings: Settings = _build(Settings, tables, path, "")
    return settings


def _build(kind: type[Any], table: Mapping[str, object], path: Path, prefix: str) -> Any:
    known = {each.name: each for each in fields(kind)}
    for key in table:
        if key not in known:
            allowed = ", ".join(sorted(known))
            raise SettingsError(f"{path}: unknown key `{prefix}{key}`.", f"Remove it; known here: {allowed}.")
    values: dict[str, Any] = {}
    for name, value in table.items():
        where = f"{prefix}{name}"
        wanted: Any = known[name].type
        if is_dataclass(wanted):
            if not isinstance(value, dict):
                raise SettingsError(f"{path}: `{where}` must be a table.", f"Write it as [{where}].")
            values[name] = _build(wanted, value, path, f"{where}.")  # type: ignore[arg-type]
        else:
            values[name] = _check(value, wanted, known[name].metadata, f"{path}: `{where}`")
    return kind(**values)


def _check(value: object, wanted: type[Any], limits: Mapping[str, Any], where: str) -> Any:
    if wanted is float and isinstance(value, int) and not isinstance(value, bool):
        value = float(value)
    if type(value) is not wanted:
        words = {float: "a number", int: "a whole number", bool: "true or false", str: "a text in quotes"}
        raise SettingsError(f"{where} is {value!r}.", f"It must be {words[wanted]}.")
    if "choices" in limits and value not in limits["choices"]:
        raise SettingsError(f"{where} is {value!r}.", f"It must be one of {', '.join(map(str, limits['choices']))}.")
    least, most = limits.get("least"), limits.get("most")
    if least is not None and not least <= value <= most:  # type: ignore[operator]
        raise SettingsError(f"{where} is {value!r}.", f"It must be between {least:g} and {most:g}.")
    return value
