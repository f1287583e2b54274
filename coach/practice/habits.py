"""What the user has chosen for this run of the program."""

from dataclasses import dataclass, replace

from coach.practice.clock import next_thinking


@dataclass(frozen=True, slots=True)
class Habits:
    """How questions are put."""

    muted: bool
    """Whether questions are only shown, not read aloud."""
    thinking_seconds: int
    """Seconds of thinking time before the recording starts by itself; 0 is off."""
    captions: bool = True
    """Whether words are shown while they are heard."""


def switch_voice(habits: Habits) -> tuple[Habits, str]:
    """Mute the voice, or let it speak again; gives the new habits, and how to say so."""
    if habits.muted:
        return replace(habits, muted=False), "Questions are read aloud again."
    return replace(habits, muted=True), "Muted. Questions are only shown."


def switch_captions(habits: Habits) -> tuple[Habits, str]:
    """Show words while they are heard, or no longer; gives the new habits, and how to say so."""
    if habits.captions:
        return replace(habits, captions=False), "Captions are off. The settings switch them off for good."
    return replace(habits, captions=True), "Captions are on."


def change_thinking(habits: Habits) -> tuple[Habits, str]:
    """Take the next choice of thinking time; gives the new habits, and how to say so."""
    seconds = next_thinking(habits.thinking_seconds)
    said = f"Thinking time: {seconds} s." if seconds else "Thinking time: off. Space starts the recording."
    return replace(habits, thinking_seconds=seconds), said
