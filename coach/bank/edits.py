"""Single edits of a question; each gives a new one and leaves everything else as it is."""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import replace
from typing import Any, TypeVar

from coach.bank.load import ID_LENGTH
from coach.domain.rubric import Alias, FollowUp, KeyPoint, Rubric
from coach.domain.spelling import wording_key
from coach.errors import RubricError

Whole = TypeVar("Whole", Rubric, KeyPoint)
"""What has fields to change."""


def with_field(whole: Whole, field: str, value: object) -> Whole:
    """Change one field, given by its name."""
    changes: dict[str, Any] = {field: value}
    return replace(whole, **changes)


def point_at(rubric: Rubric, point_id: str) -> int:
    """Return where a key point stands, from 0.

    Raises:
        RubricError: There is none with this id.
    """
    for at, point in enumerate(rubric.key_points):
        if point.id == point_id:
            return at
    raise RubricError("That key point is gone.", "Choose another one.")


def put_point(rubric: Rubric, point: KeyPoint) -> Rubric:
    """Put a key point in the place of the one with its id."""
    points = list(rubric.key_points)
    points[point_at(rubric, point.id)] = point
    return replace(rubric, key_points=tuple(points))


def add_point(rubric: Rubric, text: str, after: str = "") -> Rubric:
    """Add a key point of importance 1; its id is made of its words.

    Args:
        rubric: The question.
        text: The claim.
        after: The id of the key point that it follows; empty for the end.
    """
    at = point_at(rubric, after) + 1 if after else len(rubric.key_points)
    point = KeyPoint(new_id(text, rubric), text)
    return replace(rubric, key_points=(*rubric.key_points[:at], point, *rubric.key_points[at:]))


def delete_point(rubric: Rubric, point_id: str) -> Rubric:
    """Take a key point out.

    Raises:
        RubricError: It is the only one.
    """
    if len(rubric.key_points) == 1:
        raise RubricError("A question needs at least one key point.", "Change this one, or add another one first.")
    at = point_at(rubric, point_id)
    return drop_orphans(replace(rubric, key_points=rubric.key_points[:at] + rubric.key_points[at + 1 :]))


def drop_orphans(rubric: Rubric) -> Rubric:
    """Take out the follow-ups that dig at a key point that is not there."""
    ids = {point.id for point in rubric.key_points}
    return replace(rubric, follow_ups=tuple(each for each in rubric.follow_ups if each.point in ids))


def put_follow_up(rubric: Rubric, point_id: str, question: str) -> Rubric:
    """Set what is asked where a key point was missed; an empty question takes the follow-up out."""
    others = tuple(each for each in rubric.follow_ups if each.point != point_id)
    if len(others) == len(rubric.follow_ups):
        added = (FollowUp(point_id, question),) if question else ()
        return replace(rubric, follow_ups=(*others, *added))
    if not question:
        return replace(rubric, follow_ups=others)
    kept = tuple(FollowUp(point_id, question) if each.point == point_id else each for each in rubric.follow_ups)
    return replace(rubric, follow_ups=kept)


def move_point(rubric: Rubric, point_id: str, step: int) -> Rubric:
    """Move a key point up (-1) or down (1); at the edge it stays where it is."""
    points = list(rubric.key_points)
    at = point_at(rubric, point_id)
    to = min(max(at + step, 0), len(points) - 1)
    points.insert(to, points.pop(at))
    return replace(rubric, key_points=tuple(points))


def merge_points(rubric: Rubric, point_id: str) -> Rubric:
    """Make one key point of this and the next: their importances add up, the claims stand one after the other.

    Raises:
        RubricError: It is the last one.
    """
    at = point_at(rubric, point_id)
    if at + 1 == len(rubric.key_points):
        raise RubricError("There is no key point below to merge with.", "Choose the upper one of the two.")
    first, second = rubric.key_points[at : at + 2]
    text = f"{first.point} {second.point}"
    mistakes = _unique((*first.mistakes, *second.mistakes), (text,))
    merged = replace(
        first,
        point=text,
        importance=first.importance + second.importance,
        also=_unique((*first.also, *second.also), (text, *mistakes)),
        mistakes=mistakes,
        threshold=None,
    )
    return drop_orphans(replace(rubric, key_points=(*rubric.key_points[:at], merged, *rubric.key_points[at + 2 :])))


def put_alias(rubric: Rubric, at: int | None, line: str) -> Rubric:
    """Set how a term may be misheard, from `term = heard, heard`.

    Args:
        rubric: The question.
        at: Its place; None for a new one.
        line: What was typed.

    Raises:
        RubricError: That is no alias, or the term has one already.
    """
    term, _, heard = line.partition("=")
    words = _unique([part.strip() for part in heard.split(",") if part.strip()], ())
    if not term.strip() or not words:
        raise RubricError("That is not an alias.", "Write the term, then how it may be misheard: RAG = rack, rag.")
    alias = Alias(" ".join(term.split()), words)
    aliases = list(rubric.aliases)
    if any(each.term == alias.term for number, each in enumerate(aliases) if number != at):
        raise RubricError(f"{alias.term} has an alias already.", "Add to that one.")
    if at is None:
        aliases.append(alias)
    else:
        aliases[at] = alias
    return replace(rubric, aliases=tuple(aliases))


def new_id(text: str, rubric: Rubric) -> str:
    """Make an id of a claim's words that no key point of the question has yet."""
    return id_of_words(text, {point.id for point in rubric.key_points})


def id_of_words(text: str, taken: Collection[str]) -> str:
    """Make an id of a claim's first words that is not taken yet."""
    return free_id("-".join(words_for_id(text)[:5])[: ID_LENGTH - 6].strip("-") or "point", taken)


def words_for_id(text: str) -> list[str]:
    """Return the words of a text in the letters that an id may have: é becomes e, and what is not Latin is left out."""
    return re.findall(r"[a-z0-9]+", "".join(filter(str.isascii, unicodedata.normalize("NFKD", text.lower()))))


def free_id(base: str, taken: Collection[str]) -> str:
    """Return an id that is not taken yet: this one, or this one with a number.

    Args:
        base: The id, with room for a number.
        taken: What other ids there are; numbers that were given in order are skipped quickly.
    """
    if base not in taken:
        return base
    high = 2
    while f"{base}-{high}" in taken:
        high *= 2
    low = high // 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if f"{base}-{middle}" in taken else (low, middle)
    return f"{base}-{high}"


def _unique(texts: "list[str] | tuple[str, ...]", others: tuple[str, ...]) -> tuple[str, ...]:
    seen = {wording_key(other) for other in others}
    kept = []
    for text in texts:
        if wording_key(text) not in seen:
            seen.add(wording_key(text))
            kept.append(text)
    return tuple(kept)
