"""Which stretch of a recording is played for a piece of evidence, or to hear what was not understood."""

from coach.domain.coverage import Evidence
from coach.domain.timespan import TimeSpan

MARGIN_SECONDS = 0.3
"""Sound played before and after a piece of evidence, because word times are not exact to the syllable."""

AROUND_UNCLEAR_SECONDS = 0.5
"""Sound played before and after what was not understood: a word or two beside it help to make it out."""


def evidence_span(evidence: Evidence) -> TimeSpan:
    """Give the stretch to play for a piece of evidence."""
    return TimeSpan(max(0.0, evidence.start - MARGIN_SECONDS), evidence.end + MARGIN_SECONDS)


def unclear_span(stretch: TimeSpan) -> TimeSpan:
    """Give the stretch to play to hear what was not understood."""
    return TimeSpan(max(0.0, stretch.start - AROUND_UNCLEAR_SECONDS), stretch.end + AROUND_UNCLEAR_SECONDS)
