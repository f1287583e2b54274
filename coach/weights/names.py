"""What people call models, as names on the hub."""

import re

from coach.errors import WeightsError
from coach.weights.catalogue import Role

_WORD = r"[A-Za-z0-9](?:[A-Za-z0-9_]|[.-](?![.-]))*"
_NAME = re.compile(rf"(?:{_WORD}/)?{_WORD}")
LONGEST_NAME = 96
"""Characters; the hub allows no longer names."""

WHISPER_NAMES = {
    "large": "Systran/faster-whisper-large-v3",
    "turbo": "mobiuslabsgmbh/faster-whisper-large-v3-turbo",
    "large-v3-turbo": "mobiuslabsgmbh/faster-whisper-large-v3-turbo",
    "distil-large-v3.5": "distil-whisper/distil-large-v3.5-ct2",
}
"""Conversions that are not where the others are."""


def is_hub_name(choice: str) -> bool:
    """Whether a choice can be a model's name, with or without its owner."""
    return len(choice) <= LONGEST_NAME and _NAME.fullmatch(choice) is not None


def repository_of(role: Role, choice: str) -> str:
    """Give the owner and name that a choice stands for.

    Args:
        role: What the weights are for.
        choice: `small`, `distil-small.en`, `all-mpnet-base-v2`, or owner and name.

    Raises:
        WeightsError: The choice cannot be a name, or the role takes shipped weights only.
    """
    if not is_hub_name(choice):
        raise WeightsError(f"{choice!r} is neither a folder nor a model's name.", "Check its spelling.")
    if "/" in choice:
        return choice
    if role == "nli":
        return f"cross-encoder/{choice}"
    if role == "embedder":
        return f"sentence-transformers/{choice}"
    if role == "whisper":
        plain = choice.removeprefix("distil-")
        kind = "faster-whisper" if plain == choice else "faster-distil-whisper"
        return WHISPER_NAMES.get(choice, f"Systran/{kind}-{plain}")
    raise WeightsError(f"{choice} is no {role} that comes with the program.", "Only the shipped one can be used.")
