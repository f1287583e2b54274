"""The pace of the last seconds, while somebody still speaks."""

from collections.abc import Sequence

from coach.domain.transcript import Word

WINDOW_SECONDS = 10.0
"""The last seconds of what was heard that are measured; Microsoft Speaker Coach uses the last seconds only, too."""

LEAST_SECONDS = 4.0
"""A shorter window gives no pace: a word more or less would move it by fifteen a minute."""

LEAST_WORDS = 5
"""Fewer words give no pace."""

STALE_SECONDS = 8.0
"""Sound since the last word heard, after which its pace is no longer that of the moment."""


def measure_live_pace(words: Sequence[Word], elapsed: float) -> float | None:
    """Measure the pace of the last seconds that have been heard.

    Words arrive in short silences only, so the window ends with the last word and not with the clock.

    Args:
        words: All words so far, settled or not; filled pauses carry the `filler` mark.
        elapsed: Seconds recorded so far.

    Returns:
        Words a minute, pauses included; None where there is too little to tell or the last word is long past.
    """
    if not words or elapsed - words[-1].end > STALE_SECONDS:
        return None
    end = words[-1].end
    begin = max(words[0].start, end - WINDOW_SECONDS)
    said = sum(1 for word in words if not word.filler and word.start >= begin)
    if end - begin < LEAST_SECONDS or said < LEAST_WORDS:
        return None
    return 60.0 * said / (end - begin)
