"""Where an answer was not understood."""

from coach.domain.transcript import Transcript
from coach.report.moments import clock
from coach.scoring.trust import unclear_seconds

MOST_STRETCHES = 4
"""More than four are counted, not listed: the transcript shows them all."""


def describe_unclear(transcript: Transcript) -> str:
    """Say in one sentence what was not understood: `Not understood: 3.0 s at 0:34.`; empty where it is little."""
    if not unclear_seconds(transcript):
        return ""
    listed = [f"{span.seconds:.1f} s at {clock(span.start)}" for span in transcript.unclear[:MOST_STRETCHES]]
    more = len(transcript.unclear) - len(listed)
    return f"Not understood: {', '.join(listed)}{f', and {more} more' if more else ''}."
