"""A filter as a person types it, in one line: `round:coding verdict:contradicted score<50 dropout`."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from enum import StrEnum
from typing import TypeVar

from coach.domain.coverage import Label, Verdict
from coach.domain.filtering import LEAST_SCORE, MOST_SCORE, AttemptFilter, ScoreRange, Shelf
from coach.errors import FilterError

Rounds = Mapping[str, frozenset[str]]
"""The ids of the questions of each round, by the round's name."""

NO_SCORE = "none"
"""Stands for answers that could not be judged."""

ANY_LABEL = "any"

_NOT_SAID = "not-said"
"""The label without a space, so that no one has to quote it."""

LABELS: Mapping[str, frozenset[Label]] = {
    Label.SAID.value: frozenset({Label.SAID}),
    _NOT_SAID: frozenset({Label.NOT_SAID}),
    ANY_LABEL: frozenset(Label),
}
"""What may be said of labels."""

SHELVES: Mapping[str, Shelf] = {each.value: each for each in (Shelf.ARCHIVED, Shelf.DELETED)}

VERDICTS: Mapping[str, Verdict] = {each.value: each for each in Verdict}

KINDS = ("round", "question", "verdict", "label", "score", "is")

_TOKEN = re.compile(r'(?:\w+:)?"[^"]*"?|\S+')

_NAMED = re.compile(rf"({'|'.join(KINDS)}):(.*)", re.IGNORECASE | re.DOTALL)

# Of a longer number than these take the database would know nothing.
_SCORE = re.compile(r"(?:score)?:?([<>]=?)(\d{1,4})", re.IGNORECASE)

# Begun like one, and more than begun.
_LIKE_SCORE = re.compile(r"score[<>=]+[^<>=].*|[<>]=?\d.*", re.IGNORECASE | re.DOTALL)

_BETWEEN = re.compile(r"(\d{1,4})[-–](\d{1,4})|(\d{1,4})")

V = TypeVar("V")


def read_filter(text: str, rounds: Rounds) -> AttemptFilter:
    """Read a filter that was typed.

    Words stand for themselves: all of them must stand in the question. What follows a name and a colon may be
    shortened as long as it is clear. Several of one kind ask for any of them; scores narrow each other.

    Args:
        text: For instance `round:coding score<50`.
        rounds: Those that there are.

    Raises:
        FilterError: It says something that no answer can have.
    """
    wanted = AttemptFilter()
    for token in _TOKEN.findall(text):
        if named := _NAMED.fullmatch(token):
            wanted = _with(wanted, named[1].lower(), named[2].strip('"').strip(), rounds)
        elif _SCORE.fullmatch(token) or _LIKE_SCORE.fullmatch(token):
            wanted = _narrowed(wanted, token)
        elif word := token.replace('"', ""):
            wanted = replace(wanted, words=(*wanted.words, word))
    return wanted


def _with(wanted: AttemptFilter, kind: str, value: str, rounds: Rounds) -> AttemptFilter:
    """Return the filter that asks for one thing more; a name without a value is still being typed."""
    match kind if value else "":
        case "round":
            ids = (wanted.questions or frozenset()) | _chosen("round", value, rounds)
            wanted = replace(wanted, questions=ids)
        case "question":
            wanted = replace(wanted, question_id=value)
        case "verdict":
            wanted = replace(wanted, verdicts=wanted.verdicts | {_chosen("verdict", value, VERDICTS)})
        case "label":
            wanted = replace(wanted, labels=wanted.labels | _chosen("label", value, LABELS))
        case "is":
            wanted = replace(wanted, shelf=_chosen("is", value, SHELVES))
        case "score":
            wanted = _narrowed(wanted, value)
    return wanted


def _narrowed(wanted: AttemptFilter, text: str) -> AttemptFilter:
    """Return the filter for scores that lie in a range, too.

    Args:
        wanted: What is asked for already.
        text: `<50`, `>=70`, `50-80`, `80`, or `none`.

    Raises:
        FilterError: It is none of these, or no score lies in it.
    """
    if text.lower() == NO_SCORE:
        return replace(wanted, unjudged=True)
    found = _range(text)
    if found is None:
        raise FilterError(f"“{text}” is not a range of scores.", "Write <50, >=70, 50-80 or none.")
    if found.least > found.most or found.least > MOST_SCORE:
        raise FilterError(
            f"“{text}” holds no score.",
            f"Scores go from {LEAST_SCORE} to {MOST_SCORE}, the smaller number first: 50-80.",
        )
    before = wanted.scores or ScoreRange()
    both = ScoreRange(max(before.least, found.least), min(before.most, found.most))
    return replace(wanted, scores=both)


def _range(text: str) -> ScoreRange | None:
    if bound := _SCORE.fullmatch(text):
        number = int(bound[2])
        match bound[1]:
            case "<":
                return ScoreRange(LEAST_SCORE, number - 1)
            case "<=":
                return ScoreRange(LEAST_SCORE, number)
            case ">":
                return ScoreRange(number + 1, MOST_SCORE)
            case _:
                return ScoreRange(number, MOST_SCORE)
    if between := _BETWEEN.fullmatch(text):
        least, most, one = between.groups()
        return ScoreRange(int(one or least), int(one or most))
    return None


def _chosen(kind: str, value: str, known: Mapping[str, V]) -> V:
    """Return what a name stands for; the beginning of one will do, where it is the beginning of one only.

    Raises:
        FilterError: It stands for nothing, or for several things.
    """
    wanted = value.casefold()
    found = [name for name in known if name.casefold() == wanted] or [
        name for name in known if name.casefold().startswith(wanted)
    ]
    if len(found) == 1:
        return known[found[0]]
    problem = "could mean several things" if found else "is not known"
    raise FilterError(f"“{kind}:{value}” {problem}.", f"Choose from: {', '.join(found or known)}.")


def with_token(text: str, token: str) -> str:
    """Return a filter's text with one thing more; without it where it asks for that already."""
    tokens: Iterable[str] = _TOKEN.findall(text)
    kept = [each for each in tokens if each != token]
    return " ".join(kept if len(kept) < len(_TOKEN.findall(text)) else [*kept, token])


def as_token(text: str) -> str:
    """Return one argument of a command as one token of a filter: its spaces belong to it."""
    named = _NAMED.fullmatch(text)
    return f"{named[1]}:{quoted(named[2])}" if named else (quoted(text) if text.split() != [text] else text)


def quoted(text: str) -> str:
    """Return words of a question as one token of a filter."""
    return '"' + " ".join(text.replace('"', "").split()) + '"'


class Ready(StrEnum):
    """Filters that are ready to be picked, as they are typed."""

    CONTRADICTED = "verdict:contradicted"
    UNSURE = "verdict:unsure"
    MISSED = "verdict:missed"
    LABELLED = "label:any"
    LOW = "score<50"
    HIGH = "score>=80"
    UNJUDGED = "score:none"
    ARCHIVED = "is:archived"
    DELETED = "is:deleted"
