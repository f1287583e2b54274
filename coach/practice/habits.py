"""What the user has chosen for this run of the program."""

from dataclasses import dataclass, replace

from coach.practice.clock import next_thinking
from coach.settings import Settings


@dataclass(frozen=True, slots=True)
class Habits:
    """How questions are put."""

    muted: bool
    """Whether questions are only shown, not read aloud."""
    thinking_seconds: int
    """Seconds of thinking time before the recording starts by itself; 0 is off."""
    captions: bool = True
    """Whether words are shown while they are heard."""
    calm: bool = False
    """Whether only the clock and the question are shown."""


def usual_habits(settings: Settings) -> Habits:
    """Return the habits with which a run of the program begins."""
    screen = settings.screen
    return Habits(settings.voice.muted, settings.recording.thinking_seconds, screen.captions, screen.calm)


def follow(habits: Habits, settings: Settings, changed: str) -> Habits:
    """Return the habits after a setting was changed: its own habit follows it, the others stay.

    Args:
        habits: As they were.
        settings: As they are now.
        changed: The setting that was changed, by table and key.
    """
    usual = usual_habits(settings)
    match changed:
        case "voice.muted":
            return replace(habits, muted=usual.muted)
        case "recording.thinking_seconds":
            return replace(habits, thinking_seconds=usual.thinking_seconds)
        case "screen.captions":
            return replace(habits, captions=usual.captions)
        case "screen.calm":
            return replace(habits, calm=usual.calm)
    return habits


def switch_voice(habits: Habits) -> tuple[Habits, str]:
    """Mute the voice, or let it speak again; return the new habits, and how to say so."""
    if habits.muted:
        return replace(habits, muted=False), "Questions are read aloud again."
    return replace(habits, muted=True), "Muted. Questions are only shown."


def switch_captions(habits: Habits) -> tuple[Habits, str]:
    """Show words while they are heard, or no longer; return the new habits, and how to say so."""
    if habits.captions:
        return replace(habits, captions=False), "Captions are off. The settings switch them off for good."
    return replace(habits, captions=True), "Captions are on."


def switch_calm(habits: Habits) -> tuple[Habits, str]:
    """Show only the clock and the question, or all again; return the new habits, and how to say so."""
    if habits.calm:
        return replace(habits, calm=False), "Waveform, level, pace and captions are back."
    return replace(habits, calm=True), "Calm: only the clock and the question, until you press Z again."


def change_thinking(habits: Habits) -> tuple[Habits, str]:
    """Take the next choice of thinking time; return the new habits, and how to say so."""
    seconds = next_thinking(habits.thinking_seconds)
    said = f"Thinking time: {seconds} s." if seconds else "Thinking time: off. Space starts the recording."
    return replace(habits, thinking_seconds=seconds), said
