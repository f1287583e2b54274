"""What a measure of delivery means: wide quiet zones, and silence where there is too little speech to tell."""

from enum import StrEnum

from coach.domain.attempt import RecentSpeech
from coach.domain.delivery import Delivery

QUIET_PACE = (110.0, 170.0)
"""Words a minute that need no remark. Microsoft Speaker Coach recommends 100 to 165; single answers vary more, and a
recogniser that mishears one word in eleven moves 150 words a minute by up to 13, so the zone is wide."""

STRONG_PACE = (95.0, 190.0)
"""Outside of this the pace is remarked on first; speech tools that stay silent inside a dead band use 110 and 190."""

PACE_LEAST_SECONDS = 20.0
"""Shorter answers get no remark on pace."""

PACE_LEAST_WORDS = 40
"""Shorter answers get no remark on pace."""

HARMLESS_FILLERS = 5.0
"""Fillers a minute: 5 or fewer did not hurt a speaker (Laske & DiGennaro Reed 2024, doi 10.1002/jaba.1093)."""

HARMFUL_FILLERS = 12.0
"""Fillers a minute: 12 did hurt a speaker, in the same study."""

FILLER_LEAST_SECONDS = 180.0
"""Speech that a verdict on fillers needs: in a 45 s answer one filler more or less is 1.3 a minute."""


class PaceBand(StrEnum):
    """Where a pace lies."""

    TOO_SHORT = "too short to tell"
    SLOW = "slow"
    QUIET = "comfortable"
    FAST = "fast"


class FillerBand(StrEnum):
    """Where a filler rate lies."""

    TOO_SHORT = "too little speech to tell"
    HARMLESS = "harmless"
    NOTICEABLE = "noticeable"
    HARMFUL = "distracting"


def pace_band(delivery: Delivery) -> PaceBand:
    """Place the speech rate of one answer."""
    if delivery.total_seconds < PACE_LEAST_SECONDS or delivery.spoken_words < PACE_LEAST_WORDS:
        return PaceBand.TOO_SHORT
    if delivery.words_per_minute < QUIET_PACE[0]:
        return PaceBand.SLOW
    return PaceBand.FAST if delivery.words_per_minute > QUIET_PACE[1] else PaceBand.QUIET


def filler_band(recent: RecentSpeech) -> FillerBand:
    """Place the filler rate of the last minutes of speech, this answer included."""
    if recent.speech_seconds < FILLER_LEAST_SECONDS:
        return FillerBand.TOO_SHORT
    if recent.fillers_per_minute <= HARMLESS_FILLERS:
        return FillerBand.HARMLESS
    return FillerBand.HARMFUL if recent.fillers_per_minute >= HARMFUL_FILLERS else FillerBand.NOTICEABLE
