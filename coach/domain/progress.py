"""How answers have changed over weeks, added up."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from coach.domain.coverage import Verdict


@dataclass(frozen=True, slots=True)
class DayOfPractice:
    """Everything answered on one day, in the time zone of this machine."""

    day: date
    """The day."""
    answers: int
    """Answers given."""
    seconds: float
    """Time spent answering aloud; typed answers take none."""
    score: float | None
    """Mean score of the judged answers; None where none was judged."""
    coverage: float | None
    """Mean weighted share of key points covered in the judged answers, partly counting half, 0.0 to 1.0."""


@dataclass(frozen=True, slots=True)
class WeekOfSpeech:
    """How everything was said in one week, from Monday on."""

    monday: date
    """Its first day, in the time zone of this machine."""
    words_per_minute: float
    """Speech rate over all spoken answers of the week."""
    fillers_per_minute: float | None
    """Over the answers heard well enough to count them; None where none was."""
    fillers: Mapping[str, int] = field(default_factory=dict)
    """How often each filler was said in those answers, by its words in small letters."""
    counted_minutes: float = 0.0
    """Minutes of answering in those answers."""


@dataclass(frozen=True, slots=True)
class FillerTrend:
    """How often one filler was said, in the newest week and before."""

    text: str
    """Its words in small letters."""
    lately: float
    """A minute, in the newest week."""
    before: float | None
    """A minute, in the weeks before it; None where there are none."""
    weeks: tuple[float, ...]
    """A minute, week by week, oldest first, the newest last; weeks without speech are left out."""


@dataclass(frozen=True, slots=True)
class Progress:
    """What the progress screen shows."""

    days: tuple[DayOfPractice, ...]
    """Days with answers, oldest first."""
    weeks: tuple[WeekOfSpeech, ...]
    """Weeks with spoken answers, oldest first."""

    @property
    def seconds(self) -> float:
        """Time spent answering aloud, all together."""
        return sum(day.seconds for day in self.days)

    @property
    def answers(self) -> int:
        """Answers, all together."""
        return sum(day.answers for day in self.days)


@dataclass(frozen=True, slots=True)
class Missed:
    """A key point that was missed in each of the last two attempts at its question."""

    question_id: str
    """The question."""
    point_id: str
    """The key point."""
    verdict: Verdict
    """In the last attempt: missed or contradicted."""
    times: int
    """Attempts that missed or contradicted it."""
    attempts: int
    """Attempts that were judged on it."""


@dataclass(frozen=True, slots=True)
class PointHeard:
    """What one answer did with one key point."""

    question_id: str
    """The question."""
    point_id: str
    """The key point."""
    answered_at: datetime
    """When; UTC, aware."""
    verdict: Verdict
    """The verdict that counts: the judge's, overruled by the user's labels."""
    hinted: bool
    """Whether a hint of it was shown."""
    rating: int | None
    """How well the user says they knew it, 1 to 4; None where they did not say."""


@dataclass(frozen=True, slots=True)
class Practised:
    """Which questions were practised: they had an answer that was judged."""

    ever: frozenset[str]
    """Those that were practised at any time."""
    days: Mapping[str, frozenset[date]]
    """By question, the days from some day on, in the time zone of this machine."""


@dataclass(frozen=True, slots=True)
class Found:
    """An attempt whose words match a search."""

    attempt_id: str
    """The attempt."""
    question: str
    """The question as it was shown on the day."""
    answered_at: datetime
    """When; UTC, aware."""
    score: int | None
    """0 to 100; None where it was not judged."""
    snippet: tuple[tuple[str, bool], ...]
    """Pieces of the answer around the match, each with whether it is a match."""
    times: int = 1
    """How many answers to the question have these very words; this is the newest of them."""


WEEKS_BEFORE = 4
"""Weeks with speech that the newest one is compared with: one alone may be a single answer."""

MOST_FILLERS = 6
"""Fillers that are followed over weeks: those said most often; of the others each is rare."""


def filler_trends(weeks: Sequence[WeekOfSpeech]) -> tuple[FillerTrend, ...]:
    """Compare how often each filler is said in the newest week with the weeks before it.

    Args:
        weeks: Oldest first; those in which fillers could not be counted are passed over.

    Returns:
        The fillers of these weeks that are said most often, most frequent first by the newest week.
    """
    counted = [week for week in weeks if week.counted_minutes > 0][-WEEKS_BEFORE - 1 :]
    said: Counter[str] = Counter()
    for week in counted:
        said.update(week.fillers)
    trends = [_trend(text, counted) for text, _ in said.most_common(MOST_FILLERS)]
    return tuple(sorted(trends, key=lambda each: (-each.lately, -(each.before or 0.0), each.text)))


def _trend(text: str, weeks: Sequence[WeekOfSpeech]) -> FillerTrend:
    before = weeks[:-1]
    minutes = sum(week.counted_minutes for week in before)
    return FillerTrend(
        text,
        weeks[-1].fillers.get(text, 0) / weeks[-1].counted_minutes,
        sum(week.fillers.get(text, 0) for week in before) / minutes if before else None,
        tuple(week.fillers.get(text, 0) / week.counted_minutes for week in weeks),
    )


def streaks(days: Mapping[date, object] | set[date], today: date) -> tuple[int, int]:
    """Count days in a row with practice: up to today, or to yesterday where today has none yet; and the longest ever.

    Args:
        days: Days with at least one answer.
        today: The day it is.
    """
    longest = run = 0
    last: date | None = None
    for day in sorted(days):
        run = run + 1 if last is not None and day - last == timedelta(days=1) else 1
        longest, last = max(longest, run), day
    current = run if last is not None and today - last <= timedelta(days=1) else 0
    return current, longest
