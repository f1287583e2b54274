"""How verdicts, times and numbers are said on the screen."""

from collections.abc import Mapping
from datetime import datetime

from coach.domain.attempt import AnswerKind
from coach.domain.coverage import Verdict
from coach.domain.sitting import Sitting
from coach.report.scores import SIGNS
from coach.wording import day, day_and_time

VERDICT_STYLES: Mapping[Verdict, str] = {
    Verdict.COVERED: "$success",
    Verdict.PARTLY: "$success",
    Verdict.UNSURE: "$warning",
    Verdict.MISSED: "$missed",
    Verdict.CONTRADICTED: "$error bold",
}
"""The style of each verdict's sign and word."""

KINDS: Mapping[AnswerKind, str] = {
    AnswerKind.SPOKEN: "spoken",
    AnswerKind.FILE: "from a file",
    AnswerKind.TYPED: "typed",
}
"""How an answer came in."""

_MINUTE, _HOUR, _DAY = 60, 3600, 86_400

_WEEKS_FROM, _DATES_FROM = 14, 60
"""Days from which weeks are counted, and from which the date is given."""


def ago(then: datetime, now: datetime) -> str:
    """Return how long ago something was, in at most 11 characters; what is long past gets its date."""
    seconds = (now - then).total_seconds()
    if seconds < _MINUTE:
        return "just now"
    for unit, length, most in (("min", _MINUTE, _HOUR), ("h", _HOUR, _DAY)):
        if seconds < most:
            return f"{int(seconds // length)} {unit} ago"
    days = int(seconds // _DAY)
    if days == 1:
        return "yesterday"
    if days < _WEEKS_FROM:
        return f"{days} days ago"
    return f"{days // 7} weeks ago" if days < _DATES_FROM else day(then)


def score(number: int | None) -> str:
    """Return a score in at most three characters; a dash where the answer could not be judged."""
    return "–" if number is None else str(number)


def points(verdicts: Mapping[Verdict, int]) -> str:
    """Return how many key points got which verdict, those without any left out: `✓3 ✗1`."""
    return " ".join(f"{SIGNS[verdict]}{verdicts[verdict]}" for verdict in Verdict if verdicts.get(verdict))


def resume(sitting: Sitting) -> str:
    """Return the row that resumes a mock interview or a drill which was paused."""
    done = sum(1 for ask in sitting.asks if ask.done)
    what = sitting.kind.called.lower()
    return f"▶ Resume the {what} from {day_and_time(sitting.begun_at)}: {done} of {len(sitting.asks)} questions done"
