"""Every setting in words: what it is called, and what it means."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from coach.settings import THINKING_CHOICES, Settings
from coach.settings_file import Value

LATER = "takes effect at the next start"
"""Said of settings that what is loaded already does not follow."""

WORDS: Mapping[str, tuple[str, str]] = {
    "recording.microphone": ("Microphone", "Enter lists what there is"),
    "recording.limit_seconds": ("Longest recording", "seconds, 10 to 540; then it stops by itself"),
    "recording.thinking_seconds": ("Thinking time", "seconds before the recording starts by itself; 0 is off"),
    "recording.keep_recordings": ("Keep recordings", "otherwise each is deleted once it is judged"),
    "voice.muted": ("Muted", "questions are shown, not read aloud"),
    "voice.speed": ("Voice speed", f"0.5 to 2; {LATER}"),
    "voice.volume": ("Volume", "0 to 1, for everything that is played"),
    "voice.speaker": ("Loudspeaker", "Enter lists what there is"),
    "weights.whisper": ("Whisper", f"auto, base, tiny.en, or any other by name or folder; {LATER}"),
    "weights.embedder": ("Embedder", f"finds related sentences: a sentence-transformers model; {LATER}"),
    "weights.second_vote": ("Second vote", f"a CrossEncoder that must agree on each contradiction; {LATER}"),
    "listening.hear_fillers": ("Hear fillers", "look for filled pauses in the sound as well"),
    "delivery.pace": ("Pace", "shown and advised on"),
    "delivery.pauses": ("Pauses", "shown and advised on"),
    "delivery.fillers": ("Fillers", "shown and advised on"),
    "delivery.hedges": ("Hedges", "maybe, sort of: shown"),
    "delivery.repetitions": ("Repetitions", "repeated words and restarted sentences: shown"),
    "delivery.filled_pauses": ("More filled pauses", "single words besides um, uh, er; separated by commas"),
    "delivery.filler_phrases": ("Filler phrases", "wherever they carry no meaning; separated by commas"),
    "delivery.set_off_fillers": ("Set-off fillers", "only where commas or silences set them off; separated by commas"),
    "delivery.hedge_phrases": ("Hedge phrases", "words that soften what is said; separated by commas"),
    "screen.theme": ("Theme", "colours; Enter lists them"),
    "screen.captions": ("Captions", "show words as they are heard"),
    "screen.details": ("Details", "open every key point of a result"),
    "screen.calm": ("Calm", "only the clock and the question while you record"),
    "plan.start": ("Plan starts", "a day such as 2026-03-02; empty for no plan"),
    "plan.minutes": ("Daily session", "minutes, 5 to 240"),
}
"""By table and key, in the order in which they are shown."""

EMPTY: Mapping[str, str] = {"plan.start": "no plan", "weights.second_vote": "none"}
"""What an empty text means where that is not the system default."""

SYSTEM_DEFAULT = "system default"
"""What an empty text means elsewhere."""

TABLES: Mapping[str, str] = {
    "recording": "Recording",
    "voice": "Voice",
    "screen": "Screen",
    "plan": "Plan",
    "delivery": "Delivery",
    "listening": "Listening",
    "weights": "Weights",
}
"""The headings, in order."""


def value_of(settings: Settings, name: str) -> Any:
    """Return the value of a setting by table and key: `screen.theme`."""
    table, _, key = name.partition(".")
    return getattr(getattr(settings, table), key)


def in_words(value: Any, empty: str = SYSTEM_DEFAULT) -> str:
    """Write a value: on, off, a number, a text, or a list with commas.

    Args:
        value: Any setting's.
        empty: What an empty text means.
    """
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, tuple):
        return ", ".join(value) or "none"
    return f"{value:g}" if isinstance(value, float) else str(value) or empty


def choices_for(name: str, listed: Mapping[str, Sequence[str]]) -> tuple[Value, ...]:
    """List the values that a setting is switched between; empty where it is typed, and for a key.

    Args:
        name: The setting by table and key.
        listed: What is there to pick from on this machine, by setting.
    """
    if name in listed:
        return tuple(listed[name])
    if name == "recording.thinking_seconds":
        return THINKING_CHOICES
    return (False, True) if name in WORDS and isinstance(value_of(Settings(), name), bool) else ()


def chosen_of(value: Any, choices: Sequence[Value]) -> Value | None:
    """Return the choice that a value means: itself, or the first device whose name has it as a part; None for none."""
    if value in choices:
        return value  # type: ignore[no-any-return]
    parts = (each for each in choices if value and str(value).casefold() in str(each).casefold())
    return next(parts, None)


def next_choice(value: Any, choices: Sequence[Value], step: int) -> Value:
    """Return the choice that follows, or the one before; the last and the first are neighbours."""
    chosen = chosen_of(value, choices)
    place = choices.index(chosen) if chosen is not None else -step if step > 0 else 0
    return choices[(place + step) % len(choices)]


def day_from_text(text: str) -> str:
    """Read a day as it is typed, such as 2026-03-02, and write it as the file has it; nothing stays nothing.

    Raises:
        ValueError: This is no day.
    """
    return date.fromisoformat(text.strip()).isoformat() if text.strip() else ""


def from_text(text: str, before: Any) -> Value:
    """Read what was typed as the kind of value that the setting has.

    Args:
        text: As typed.
        before: The value so far; its kind is what counts.

    Raises:
        ValueError: A number is wanted, and this is none.
    """
    if isinstance(before, tuple):
        return [" ".join(part.split()) for part in text.split(",") if part.strip()]
    if isinstance(before, float):
        return float(text)
    if isinstance(before, int):
        return int(text)
    return text.strip()
