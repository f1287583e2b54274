"""What another form of a question holds: question, answer, and one key point a line."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from coach.bank.editing.edits import new_id
from coach.bank.fields import ID_LENGTH, is_control
from coach.domain.rubric import KeyPoint, Rubric


@dataclass(frozen=True, slots=True)
class Draft:
    """One question, as another form has it."""

    question: str
    """The question, one line."""
    answer: str
    """The model answer; may be empty."""
    points: tuple[str, ...]
    """The key points, one line each; at least one."""
    topic: str = ""
    """The heading it is listed under; may be empty."""


@dataclass(frozen=True, slots=True)
class Unread:
    """Something that could not be read."""

    line: int
    """Where it begins, from 1."""
    text: str
    """What stands there."""
    why: str
    """What is wrong with it."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found in a text."""

    drafts: tuple[Draft, ...]
    """In order."""
    unread: tuple[Unread, ...]
    """In order."""


def make_reading(found: Iterable[tuple[int, Draft]], unread: Iterable[Unread] = ()) -> Reading:
    """Sort out drafts that are no questions.

    Args:
        found: Each with the line on which it begins.
        unread: What was passed over before.
    """
    drafts, lost = [], list(unread)
    for line, draft in found:
        why = _why_not(draft)
        if why:
            lost.append(Unread(line, draft.question or draft.answer, why))
        else:
            drafts.append(draft)
    return Reading(tuple(drafts), tuple(sorted(lost, key=lambda each: each.line)))


def tidy_draft(question: str, answer: str, points: Iterable[str], topic: str = "") -> Draft:
    """Make a draft: one line each, paragraphs of the answer kept, a point given twice once."""
    lines = [" ".join(line.split()) for line in answer.splitlines()]
    kept = dict.fromkeys(_line(point) for point in points)
    unique = {point.casefold(): point for point in reversed(kept) if point}
    ordered = tuple(point for point in kept if point and unique.get(point.casefold()) == point)
    return Draft(_line(question), re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip(), ordered, _line(topic))


def to_rubric(draft: Draft, taken: Collection[str]) -> Rubric:
    """Make a question of a draft; ids are made of its words, weights are 1.

    Args:
        draft: The draft.
        taken: Ids that other questions have.
    """
    rubric = Rubric(
        _question_id(draft.question, taken), draft.question, (), topic=draft.topic, model_answer=draft.answer
    )
    for text in draft.points:
        point = KeyPoint(new_id(text, rubric), text)
        rubric = Rubric(
            rubric.id, rubric.question, (*rubric.key_points, point), topic=draft.topic, model_answer=draft.answer
        )
    return rubric


def to_draft(rubric: Rubric) -> Draft:
    """Give what other forms can hold of a question; weights, other wordings and wrong claims stay behind."""
    points = (point.point for point in rubric.key_points)
    return tidy_draft(rubric.question, rubric.model_answer, points, rubric.topic)


def _why_not(draft: Draft) -> str:
    if not draft.question:
        return "there is no question"
    if not draft.points:
        return "there are no key points"
    texts = (draft.question, draft.answer.replace("\n", ""), draft.topic, *draft.points)
    if any(is_control(character) for text in texts for character in text):
        return "it holds control characters"
    return ""


def _line(text: str) -> str:
    return " ".join(text.split())


def _question_id(question: str, taken: Collection[str]) -> str:
    words = re.findall(r"[a-z0-9]+", question.lower())
    base = "-".join(words)[: ID_LENGTH - 6].strip("-") or "question"
    number, candidate = 1, base
    while candidate in taken:
        number += 1
        candidate = f"{base}-{number}"
    return candidate
