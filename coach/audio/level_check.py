"""Listens to a microphone for a few seconds and tells how loud it was."""

import time
from dataclasses import dataclass

from coach.audio.hand_over import CLIPPING_PEAK, FLOOR_DBFS, HandOver
from coach.audio.microphone import Microphone

LOOK_SECONDS = 0.05
"""How often the level is looked at."""


@dataclass(frozen=True, slots=True)
class LevelCheck:
    """What a microphone delivered."""

    seconds: float
    """Sound that came."""
    loudest_dbfs: float
    """Loudest tenth of a second, in decibels relative to full scale."""
    clipped: bool
    """Whether a sample reached full scale."""
    dropped_blocks: int
    """Blocks that the sound card lost."""
    problem: str
    """Why it ended early, in one sentence; empty when it did not."""


def check_level(microphone: Microphone, seconds: float) -> LevelCheck:
    """Listen for a while.

    Args:
        microphone: Not started yet; it is stopped at the end.
        seconds: How long to listen from the first sound on; as long is waited for it at most.

    Raises:
        NoMicrophoneError: The device refused to open.
    """
    hand_over = HandOver()
    microphone.start(hand_over)
    loudest, clipped = FLOOR_DBFS, False
    ends = time.monotonic() + seconds
    waiting = True
    while time.monotonic() < ends and not hand_over.closed:
        time.sleep(LOOK_SECONDS)
        if waiting and hand_over.seconds > 0:
            waiting, ends = False, time.monotonic() + seconds
        level = hand_over.level()
        loudest = max(loudest, level.rms_dbfs)
        clipped = clipped or level.peak >= CLIPPING_PEAK
    microphone.stop()
    return LevelCheck(hand_over.seconds, loudest, clipped, hand_over.dropped_blocks, hand_over.problem)
