"""What `coach.toml` may say: every setting with its default, loaded strictly."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from coach.domain.delivery import Measure
from coach.domain.word_lists import DEFAULT_LISTS, WordLists
from coach.errors import SettingsError
from coach.toml_files import Kind, Table, parse_toml, read_text, shown

THINKING_CHOICES = (0, 5, 10, 20)
"""Seconds of thinking time that can be chosen; 0 is off."""

MOST_WORDS = 6
"""Words of one entry in a list of phrases; longer ones are hardly ever said twice alike."""

MOST_LETTERS = 1000
"""Characters of a text; names and folders are far shorter, and most systems take no longer path than 4,096 bytes."""

SETTINGS = Kind(SettingsError, "Move it away; the settings are a text file, and without one the defaults apply.")
"""What `coach.toml` is."""


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

    whisper: str = "auto"
    """Name or folder of a faster-whisper model; `base` and `tiny.en` come with the program, and `auto` takes `base`
    where the measured speed of this machine allows it, otherwise `tiny.en`."""
    embedder: str = "all-MiniLM-L6-v2"
    """Name or folder of a sentence-transformers model; all-MiniLM-L6-v2 comes with the program."""
    second_vote: str = ""
    """Name or folder of a CrossEncoder for natural language inference that must agree to a contradiction; empty for
    none."""


@dataclass(frozen=True, slots=True)
class ListeningSettings:
    """The table `[listening]`."""

    hear_fillers: bool = True
    """Whether filled pauses that Whisper leaves out are looked for in the sound."""


@dataclass(frozen=True, slots=True)
class DeliverySettings:
    """The table `[delivery]`: which measures are shown and advised on, and which words count as what."""

    pace: bool = True
    """Speech rate and articulation rate."""
    pauses: bool = True
    """Silent pauses and the time to the first word."""
    fillers: bool = True
    """Filled pauses and filler phrases."""
    hedges: bool = True
    """Words that take back what is said."""
    repetitions: bool = True
    """Words said twice and sentences begun anew."""
    filled_pauses: tuple[str, ...] = field(default=DEFAULT_LISTS.filled_pauses, metadata={"words": 1})
    """Single words that count as filled pauses beside every spelling of um, uh and er; those are always found."""
    filler_phrases: tuple[str, ...] = field(default=DEFAULT_LISTS.filler_phrases, metadata={"words": MOST_WORDS})
    """Fillers wherever they do not mean what they say; replaces the default list, an empty list switches it off."""
    set_off_fillers: tuple[str, ...] = field(default=DEFAULT_LISTS.set_off_fillers, metadata={"words": MOST_WORDS})
    """Fillers only where commas or silences set them off; replaces the default list, an empty list switches it off."""
    hedge_phrases: tuple[str, ...] = field(default=DEFAULT_LISTS.hedges, metadata={"words": MOST_WORDS})
    """Hedges; replaces the default list, an empty list switches it off."""

    @property
    def lists(self) -> WordLists:
        """Which words count as fillers and which as hedges."""
        return WordLists(self.filled_pauses, self.filler_phrases, self.set_off_fillers, self.hedge_phrases)

    @property
    def shown(self) -> frozenset[Measure]:
        """The measures that are not switched off."""
        return frozenset(measure for measure in Measure if getattr(self, measure.value))


@dataclass(frozen=True, slots=True)
class PlanSettings:
    """The table `[plan]`."""

    start: str = field(default="", metadata={"day": True})
    """The day that the four weeks begin with, as 2026-03-02; empty for no plan."""
    minutes: float = field(default=20.0, metadata={"least": 5.0, "most": 240.0})
    """Length of a day's session."""

    @property
    def start_day(self) -> date | None:
        """The day that the four weeks begin with; None for no plan."""
        return date.fromisoformat(self.start) if self.start else None


@dataclass(frozen=True, slots=True)
class ScreenSettings:
    """The table `[screen]`."""

    theme: str = "coach-dark"
    """A theme's name."""
    captions: bool = True
    """Whether words are shown while they are heard."""
    details: bool = False
    """Whether every key point of a result is open: its words, the reason, and why it comes back when it does."""
    calm: bool = False
    """Whether only the clock and the question are shown while an answer is recorded."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything in `coach.toml`."""

    recording: RecordingSettings = field(default_factory=RecordingSettings)
    """How answers are recorded."""
    voice: VoiceSettings = field(default_factory=VoiceSettings)
    """How questions are read aloud."""
    weights: WeightsSettings = field(default_factory=WeightsSettings)
    """Which weights are used."""
    listening: ListeningSettings = field(default_factory=ListeningSettings)
    """How answers are listened to."""
    delivery: DeliverySettings = field(default_factory=DeliverySettings)
    """Which measures of delivery matter to the user."""
    plan: PlanSettings = field(default_factory=PlanSettings)
    """What is practised when."""
    screen: ScreenSettings = field(default_factory=ScreenSettings)
    """How the screen looks."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """Other keys than the program's: by the name of what they do, one or more of Textual's names of keys."""


def load_settings(path: Path) -> Settings:
    """Read the settings; a file that does not exist gives the defaults.

    Raises:
        SettingsError: The file is not TOML, has an unknown key, or a value is of the wrong type or out of range.
    """
    try:
        text = read_text(path, SETTINGS)
    except FileNotFoundError:
        return Settings()
    return parse_settings(text, path)


def parse_settings(text: str, path: Path) -> Settings:
    """Read the settings from a text.

    Args:
        text: TOML.
        path: The file that the text is from, or is meant for; errors name it.

    Raises:
        SettingsError: As for `load_settings`.
    """
    settings: Settings = _build(Settings, parse_toml(text, path, SETTINGS))
    return settings


RETIRED = frozenset({"listening.accurate"})
"""Keys of earlier versions that mean nothing any more: passed over, so that nobody's file stops the program."""


def _build(kind: type[Any], table: Table) -> Any:
    known = {each.name: each for each in fields(kind)}
    given = {key: value for key, value in table.values.items() if table.prefix + key not in RETIRED}
    replace(table, values=given).refuse_unknown(sorted(known))
    values: dict[str, Any] = {}
    for name, value in given.items():
        wanted: Any = known[name].type
        if is_dataclass(wanted):
            values[name] = _build(wanted, table.table(name))  # type: ignore[arg-type]
        elif wanted == Mapping[str, str]:
            values[name] = dict(_keys(table.table(name)))
        elif wanted == tuple[str, ...]:
            values[name] = _texts(table, name, value, known[name].metadata["words"])
        else:
            values[name] = _value(table, name, value, wanted, known[name].metadata)
    return kind(**values)


def _value(table: Table, name: str, value: object, wanted: type[Any], limits: Mapping[str, Any]) -> Any:
    if limits.get("day") and isinstance(value, date):
        value = (value.date() if isinstance(value, datetime) else value).isoformat()  # TOML has days without quotes
    if wanted is float and isinstance(value, int) and not isinstance(value, bool):
        value = float(value)
    if type(value) is not wanted:
        words = {float: "a number", int: "a whole number", bool: "true or false", str: "a text in quotes"}
        raise table.wrong(name, f"is {shown(value)}", f"It must be {words[wanted]}.")
    if isinstance(value, str):
        _check_text(table, name, value)
    if limits.get("day") and value and not _is_day(str(value)):
        raise table.wrong(name, f"is {shown(value)}", "It must be a day such as 2026-03-02, or empty for no plan.")
    if "choices" in limits and value not in limits["choices"]:
        raise table.wrong(name, f"is {shown(value)}", f"It must be one of {', '.join(map(str, limits['choices']))}.")
    least, most = limits.get("least"), limits.get("most")
    if least is not None and not least <= value <= most:  # type: ignore[operator]
        raise table.wrong(name, f"is {shown(value)}", f"It must be between {least:g} and {most:g}.")
    return value


def _check_text(table: Table, name: str, value: str) -> None:
    table.text(name, value)
    if split := next((sign for sign in value if sign in "\n\r\t"), ""):
        raise table.wrong(name, f"contains the control character U+{ord(split):04X}", "Remove it; it must be one line.")
    if len(value) > MOST_LETTERS:
        raise table.wrong(name, f"is {len(value)} characters long", f"It must have at most {MOST_LETTERS}.")


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _keys(table: Table) -> Iterator[tuple[str, str]]:
    """Yield the keys of a table; `result.play = "p"` is the same with and without quotes around the name."""
    for name, keys in table.values.items():
        if isinstance(keys, dict):
            yield from ((f"{name}.{rest}", each) for rest, each in _keys(table.table(name)))
        elif not isinstance(keys, str) or not keys.strip():
            raise table.wrong(name, f"is {shown(keys)}", 'It must be a key in quotes, such as "p".')
        else:
            _check_text(table, name, keys)
            yield name, ",".join(key.strip() for key in keys.split(","))


def _texts(table: Table, name: str, value: object, most_words: int) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise table.wrong(name, f"is {shown(value)}", "It must be a list of strings in quotes; an empty list is [].")
    allowed = "one word" if most_words == 1 else f"1 to {most_words} words"
    for number, text in enumerate(value, start=1):
        words = text.split() if isinstance(text, str) else []
        spoken = all(any(character.isalnum() for character in word) for word in words)
        if not 1 <= len(words) <= most_words or not spoken:
            raise table.wrong(
                f"{name}[{number}]",
                f"is {shown(text)}",
                f"Each entry must be a text of {allowed}; change or remove it.",
            )
        _check_text(table, f"{name}[{number}]", text)
    return tuple(value)
