"""Which stretch of a recording belongs to a piece of evidence."""

from coach.domain.coverage import Evidence
from coach.domain.timespan import TimeSpan

MARGIN_SECONDS = 0.3
"""Sound played before and after a piece of evidence, because word times are not exact to the syllable."""


def evidence_span(evidence: Evidence) -> TimeSpan:
    """Give the stretch to play for a piece of evidence."""
    return TimeSpan(max(0.0, evidence.start - MARGIN_SECONDS), evidence.end + MARGIN_SECONDS)
