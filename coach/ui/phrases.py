"""How verdicts, times and numbers are said on the screen."""

from collections.abc import Mapping
from datetime import datetime

from coach.domain.attempt import AnswerKind
from coach.domain.coverage import Verdict

SIGNS: Mapping[Verdict, str] = {
    Verdict.COVERED: "✓",
    Verdict.UNSURE: "?",
    Verdict.MISSED: "✗",
    Verdict.CONTRADICTED: "!",
}
"""One character for each verdict, so that colour never carries it alone."""

VERDICT_STYLES: Mapping[Verdict, str] = {
    Verdict.COVERED: "$success",
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

_LONG_UNITS = (("day", 1, 14), ("week", 7, 60), ("month", 30, 365), ("year", 365, 10**6))
"""Unit, its length in days, and the number of days from which the next one is used."""


def clock(seconds: float) -> str:
    """Say a time as minutes and seconds, cut to whole seconds: `0:07`."""
    minutes, rest = divmod(int(max(0.0, seconds)), 60)
    return f"{minutes}:{rest:02d}"


def count(number: int, thing: str) -> str:
    """Say how many there are: `no pauses`, `1 pause`, `3 pauses`."""
    return f"{number or 'no'} {thing}{'' if number == 1 else 's'}"


def ago(then: datetime, now: datetime) -> str:
    """Say how long ago something was, in at most 13 characters."""
    seconds = (now - then).total_seconds()
    if seconds < _MINUTE:
        return "just now"
    for unit, length, most in (("min", _MINUTE, _HOUR), ("h", _HOUR, _DAY)):
        if seconds < most:
            return f"{int(seconds // length)} {unit} ago"
    days = int(seconds // _DAY)
    if days == 1:
        return "yesterday"
    unit, length = next((unit, length) for unit, length, most in _LONG_UNITS if days < most)
    return f"{count(days // length, unit)} ago"


def day_and_time(moment: datetime) -> str:
    """Say when something was, in the time zone of this machine: `1 Mar 2026 09:00`."""
    local = moment.astimezone()
    return f"{local.day} {local:%b %Y %H:%M}"


def points(verdicts: Mapping[Verdict, int]) -> str:
    """Say how many key points got which verdict, those without any left out: `✓3 ✗1`."""
    return " ".join(f"{SIGNS[verdict]}{verdicts[verdict]}" for verdict in Verdict if verdicts.get(verdict))
