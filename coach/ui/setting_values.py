"""What a setting is now, what comes next, and what was typed for it."""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from coach.settings import THINKING_CHOICES, Settings
from coach.settings_file import Value


def value_of(settings: Settings, name: str) -> Any:
    """Give a setting by table and key: `screen.theme`."""
    table, _, key = name.partition(".")
    return getattr(getattr(settings, table), key)


def all_names() -> tuple[str, ...]:
    """List every setting by table and key; the table of keys is left out."""
    settings = Settings()
    tables = [each.name for each in fields(Settings) if each.name != "keys"]
    return tuple(f"{table}.{each.name}" for table in tables for each in fields(getattr(settings, table)))


def in_words(value: Any, empty: str = "the system's") -> str:
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


def choices_for(name: str, themes: Sequence[str]) -> tuple[Value, ...]:
    """List the values that a setting is switched between; empty where it is typed."""
    if name == "screen.theme":
        return tuple(themes)
    if name == "recording.thinking_seconds":
        return THINKING_CHOICES
    return (False, True) if isinstance(value_of(Settings(), name), bool) else ()


def next_choice(value: Any, choices: Sequence[Value], step: int) -> Value:
    """Give the choice that follows; after the last comes the first."""
    place = choices.index(value) if value in choices else -step if step > 0 else 0
    return choices[(place + step) % len(choices)]


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
