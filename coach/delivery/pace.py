"""How fast somebody speaks: one definition for the needle, the windows of a result and the whole answer.

Which words: all that were said but filled pauses (um, uh). The words of a filler phrase ("you know") count, because
they take as long to say as any other.

Which clock: the recording's, in seconds from its first sample. A word belongs where its middle is, so that none counts
on both sides of a window's edge.

Which time: pauses included. A window is ten seconds; the needle's is the last ten that have been heard, a result's
begin one second after another. The whole answer lasts from the first word to the last.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from coach.delivery.spoken_words import spoken_words
from coach.domain.delivery import PaceWindow
from coach.domain.transcript import TimeSpan, Word
from coach.domain.word_lists import DEFAULT_LISTS, WordLists

WINDOW_SECONDS = 10.0
"""About 25 words at a usual pace: one word more or less moves a window by 6 words a minute."""

STEP_SECONDS = 1.0
"""From one window of a result to the next: fine enough to draw a line, and no finer than an ear follows."""

LEAST_SECONDS = 0.5
"""Less speech than this gives no rate: a single word would read as hundreds of words a minute."""

LEAST_NEEDLE_SECONDS = 4.0
"""Until a whole window has been heard, the needle needs so much: a word would move it by more than 15 a minute."""

LEAST_NEEDLE_WORDS = 5
"""Until then it needs so many words, too."""

_ROUNDING = 1e-9
"""Seconds by which sums of times may miss each other."""


@dataclass(frozen=True, slots=True)
class Pace:
    """Two rates of one answer, in whatever was counted: words or syllables."""

    speech_rate: float
    """A minute, pauses included."""
    articulation_rate: float
    """A minute of speech, pauses left out."""


def counted_words(words: Sequence[Word], lists: WordLists = DEFAULT_LISTS) -> tuple[Word, ...]:
    """Leave filled pauses out.

    Args:
        words: In order, with times.
        lists: Which further words are filled pauses.
    """
    spoken = spoken_words(words, lists)
    return tuple(word for word, is_sound in zip(spoken.words, spoken.sounds, strict=True) if not is_sound)


def words_a_minute(counted: Sequence[Word], window: TimeSpan) -> float:
    """Measure the pace within a window: the words whose middles lie in it, over its time.

    Args:
        counted: From `counted_words`; those outside the window do not matter.
        window: Its end is no longer part of it.

    Returns:
        Words a minute; 0.0 where the window is too short to tell.
    """
    return _per_minute(_count_within(counted, window), window.seconds)


def measure_pace_windows(counted: Sequence[Word], answer: TimeSpan) -> tuple[PaceWindow, ...]:
    """Measure the pace in every window that lies within the answer.

    Args:
        counted: From `counted_words`.
        answer: From the first word to the last.

    Returns:
        In order; empty for an answer shorter than one window.
    """
    windows = []
    number = 0
    while (start := answer.start + number * STEP_SECONDS) + WINDOW_SECONDS <= answer.end + _ROUNDING:
        window = TimeSpan(start, start + WINDOW_SECONDS)
        windows.append(PaceWindow(window, words_a_minute(counted, window)))
        number += 1
    return tuple(windows)


def measure_pace_now(counted: Sequence[Word], heard: TimeSpan) -> float | None:
    """Measure the pace in the window that ends where the answer has been heard to, as the needle shows it.

    Until a whole window has passed since the first word, the window begins with that word.

    Args:
        counted: From `counted_words`: all so far.
        heard: From the first word, even a filled pause, to the moment up to which everything is known: either its
            words are among `counted`, or nobody spoke.

    Returns:
        Words a minute; None where there is too little to tell yet.
    """
    window = TimeSpan(max(heard.start, heard.end - WINDOW_SECONDS), heard.end)
    whole = window.seconds >= WINDOW_SECONDS - _ROUNDING
    too_little = window.seconds < LEAST_NEEDLE_SECONDS or _count_within(counted, window) < LEAST_NEEDLE_WORDS
    return None if too_little and not whole else words_a_minute(counted, window)


def measure_pace(count: int, answer_seconds: float, speech_seconds: float) -> Pace:
    """Work out both rates of a whole answer, as De Jong and Wempe (2009) define them for syllables.

    Args:
        count: Words or syllables said, filled pauses left out.
        answer_seconds: From the first word to the last.
        speech_seconds: Time in which somebody spoke, filled pauses included.

    Returns:
        Both a minute; 0.0 where there is too little speech to tell.
    """
    return Pace(_per_minute(count, answer_seconds), _per_minute(count, speech_seconds))


def _count_within(counted: Sequence[Word], window: TimeSpan) -> int:
    return sum(1 for word in counted if window.start <= (word.start + word.end) / 2 < window.end)


def _per_minute(count: int, seconds: float) -> float:
    return 60.0 * count / seconds if seconds >= LEAST_SECONDS else 0.0
