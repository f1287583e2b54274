"""How the day stands, in a few short lines: what it holds, what is done, what it has changed."""

from collections import Counter
from collections.abc import Iterator

from coach.domain.schedule import Agenda, DayAhead, DayStanding, ItemKind, Session, TopicShare
from coach.report.bank_words import MOCK, BankWords
from coach.wording import about_minutes, count

_KINDS = {ItemKind.DUE: "with points due", ItemKind.PLAN: "from the plan", ItemKind.NEW: "new"}

BEGIN = "Pick any question and press Enter, or start the four weeks with L."
"""What whoever has just begun can do."""


def describe_today(session: Session, *, headed: bool = False) -> str:
    """Return what today holds, how far it is, or that it is done, in one sentence.

    Args:
        session: What is left to do today.
        headed: Whether it stands below a heading that says that it is about today.
    """
    if not session.items:
        if not session.done:
            return "Nothing is left to do today."
        return f"Done for today: {count(session.done, 'question')}."
    questions = [item for item in session.items if item.question_id]
    holds = [count(len(questions), "question")] if questions else []
    holds += [f"a {MOCK.lower()}"] if len(questions) < len(session.items) else []
    why = ", ".join(_why([item.kind for item in questions]))
    behind = f": {why}." if why else "."
    if session.done:
        return f"{session.done} of {session.total} done, {about_minutes(session.minutes)} left{behind}"
    held = f"{' and '.join(holds)}, {about_minutes(session.minutes)}{behind}"
    return f"{held[:1].upper()}{held[1:]}" if headed else f"Today: {held}"


def _why(kinds: list[ItemKind]) -> Iterator[str]:
    times = Counter(kinds)
    for kind, words in _KINDS.items():
        if times[kind] == len(kinds) > 1:
            yield f"all {words}"
        elif times[kind] == len(kinds) == 1:
            yield words
        elif times[kind]:
            yield f"{times[kind]} {words}"


def describe_changes(standing: DayStanding) -> str:
    """Return how many points were gained and lost today."""
    if not standing.gained and not standing.lost:
        return "No point was gained or lost."
    if not standing.gained:
        return f"{count(len(standing.lost), 'point')} lost."
    lost = f", {len(standing.lost)} lost" if standing.lost else ", none lost"
    return f"{count(len(standing.gained), 'point')} gained{lost}."


def describe_streak(days: int) -> str:
    """Return for how many days in a row there was practice; nothing where there is no streak."""
    return f"Streak: {count(days, 'day')}." if days else ""


def describe_tomorrow(day: DayAhead, minutes: float) -> str:
    """Return what is due tomorrow, and how long a day is where not all of it fits.

    Args:
        day: Tomorrow.
        minutes: Time there is for a day.
    """
    if not day.points:
        return "Nothing is due tomorrow."
    fits = f"; your day has {minutes:g} minutes" if day.minutes > minutes else ""
    return f"Tomorrow: {count(day.points, 'point')} due, {about_minutes(day.minutes)}{fits}."


def describe_weakest(topics: tuple[TopicShare, ...]) -> str:
    """Return the weakest topics with the share of their points that was made; nothing where there are none."""
    named = ", ".join(f"{each.topic} {each.share:.0%}" for each in topics)
    return f"Weakest: {named}" if named else ""


def describe_lost(standing: DayStanding, words: BankWords, most: int) -> str:
    """Return what was lost today, in at most so many characters; nothing where nothing was."""
    if not standing.lost:
        return ""
    more = f" and {len(standing.lost) - 1} more" if len(standing.lost) > 1 else ""
    first = standing.lost[0]
    return f"Lost: “{words.point(first.question_id, first.point_id, most - len(more) - len('Lost: “”'))}”{more}"


def describe_day(agenda: Agenda, standing: DayStanding, words: BankWords, width: int) -> tuple[str, ...]:
    """Return the lines of the day, what matters most first.

    Args:
        agenda: Today.
        standing: How the day stands beside its session.
        words: What the points are called.
        width: Characters of a line; only what cannot be shorter is longer.
    """
    session, topics = agenda.session, standing.weakest
    while len(topics) > 1 and len(describe_weakest(topics)) > width:
        topics = topics[:-1]
    streak, weakest = describe_streak(standing.streak), describe_weakest(topics)
    if session.items:
        return (describe_today(session), *_beside(width, streak, weakest))
    changed = describe_changes(standing) if session.done else ""
    coming = describe_tomorrow(standing.tomorrow, agenda.circumstances.minutes)
    lost = describe_lost(standing, words, width)
    return (describe_today(session), *_beside(width, changed, streak, coming), *filter(None, (lost, weakest)))


def _beside(width: int, *texts: str) -> Iterator[str]:
    """Set texts one beside the other, as many on a line as it has room for."""
    line = ""
    for text in filter(None, texts):
        if line and len(line) + 1 + len(text) > width:
            yield line
            line = text
        else:
            line = f"{line} {text}".strip()
    if line:
        yield line
