"""What dates of key points are worked out by: the rules of FSRS and our own, and the time zone that tells the days.

Nothing heavy is imported for it, so that what is due can be told at once.
"""

import hashlib
import os
import sys
import time
from functools import lru_cache

SCHEDULE_FORMAT = 3
"""Raised whenever the same answers would be given other reviews, by `to_reviews` or `propose_rating`."""

MEMORY_FORMAT = 2
"""Raised whenever `remember` itself changes."""

RETENTION = 0.9
"""Probability with which a point should still be known when it comes back; what FSRS takes where nothing is said."""

FEWEST_DAYS = 2
"""A point does not come back the next day: the other questions have their turn, and none is asked day after day."""

MOST_DAYS = 180
"""Nobody prepares for longer; a point comes back at least twice a year."""

_FIRST, _LAST = 0, 100 * 365 * 86_400
"""Seconds since 1970 within which the rules of a zone are looked at; a machine without a clock begins at 0."""

_STEP = 14 * 86_400
"""Seconds; no zone has changed its clocks and back within two weeks."""


def basis() -> str:
    """Return what memories are worked out by; what was worked out by anything else is worked out anew."""
    return f"{SCHEDULE_FORMAT}; {_rules()}; {zone_rules()}"


@lru_cache(maxsize=1)
def _rules() -> str:
    """Return a text that changes whenever the same reviews would be remembered in another way.

    The weights that FSRS calculates with are those of its version.
    """
    return f"{MEMORY_FORMAT}, fsrs {_installed('fsrs')}, {RETENTION:g}, {FEWEST_DAYS} to {MOST_DAYS} days"


def _installed(library: str) -> str:
    """Return the version of a library that is installed, without importing it.

    The folder of its metadata has it in its name. To import `importlib.metadata` takes longer than all else here.
    """
    for folder in sys.path:
        try:
            names = os.listdir(folder or ".")  # noqa: PTH208 - names only, of many
        except OSError:
            continue
        for name in names:
            if name.startswith(f"{library}-") and name.endswith(".dist-info"):
                return name.removeprefix(f"{library}-").removesuffix(".dist-info")
    from importlib import metadata  # noqa: PLC0415 - slow, and hardly ever needed

    return metadata.version(library)


def zone_rules() -> str:
    """Return a short text that is the same wherever each moment falls on the same time of the same day, and only there.

    A name would not do: the rules behind a name change, and systems name their zone differently.
    """
    rules = [(_FIRST, _offset(_FIRST))]
    for moment in range(_FIRST + _STEP, _LAST, _STEP):
        offset = _offset(moment)
        if offset != rules[-1][1]:
            rules.append((_change(moment - _STEP, moment), offset))
    return hashlib.sha256(repr(rules).encode()).hexdigest()[:16]


def _change(before: int, after: int) -> int:
    """Find the second from which the clocks go differently."""
    offset = _offset(after)
    while after - before > 1:
        middle = (before + after) // 2
        if _offset(middle) == offset:
            after = middle
        else:
            before = middle
    return after


def _offset(moment: int) -> int:
    return time.localtime(moment).tm_gmtoff
