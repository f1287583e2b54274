"""Notices fillers while an answer is spoken, each once."""

import numpy as np

from coach.delivery.fillers import find_fillers
from coach.domain.recording import Samples
from coach.domain.transcript import Word
from coach.domain.word_lists import WordLists

TONE_RATE = 24_000
"""Samples per second of the tone."""
TONE_SECONDS, TONE_HERTZ, TONE_LEVEL = 0.12, 660.0, 0.25
"""Short and quiet enough not to drown a word."""

_FADE_SECONDS = 0.01


class FillerWatch:
    """Looks at the words so far and tells of fillers that were not there before."""

    def __init__(self, lists: WordLists) -> None:
        """Begin.

        Args:
            lists: Which words are fillers.
        """
        self._lists = lists
        self._seen: tuple[Word, ...] = ()
        self._until = 0.0
        self.fillers = 0

    def look(self, words: tuple[Word, ...]) -> int:
        """Count the fillers that have come since the last look; cheap where no word is new.

        A word that recognition is still changing counts once, too: only what begins after the last filler is new.

        Args:
            words: All words so far.
        """
        if words == self._seen:
            return 0
        self._seen = words
        new = [each for each in find_fillers(words, self._lists) if each.span.start >= self._until]
        if new:
            self._until = new[-1].span.end
        self.fillers += len(new)
        return len(new)


def filler_tone() -> Samples:
    """Make the tone that sounds at a filler: mono, 24 kHz, faded in and out."""
    at = np.arange(round(TONE_SECONDS * TONE_RATE)) / TONE_RATE
    fade = np.minimum(1.0, np.minimum(at, TONE_SECONDS - at) / _FADE_SECONDS)
    return (TONE_LEVEL * fade * np.sin(2 * np.pi * TONE_HERTZ * at)).astype(np.float32)
