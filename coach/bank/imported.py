"""Imported questions: what a form other than the program's holds of one, and what of it could not be taken."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from coach.bank.edits import free_id, id_of_words, words_for_id
from coach.bank.load import ID_LENGTH
from coach.domain.rubric import KeyPoint, Rubric
from coach.domain.spelling import wording_key
from coach.plain import find_hidden
from coach.toml_files import MOST_BYTES

MOST_TEXT = MOST_BYTES // 2
"""Bytes of text in one question; its file has ids and quotes around that, and must stay small enough to be read."""
MOST_POINTS = 200
"""Key points of one question; an answer has room for about six, and more than this is a list of something else."""


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
    reference: str = ""
    """A program that belongs to the answer; may be empty."""


@dataclass(frozen=True, slots=True)
class Found:
    """A question and where it stands."""

    line: int
    """Where it begins, from 1."""
    draft: Draft
    """What was understood."""


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
class LeftOut:
    """Something that was understood and has no place in a question, such as a picture."""

    line: int
    """Where it begins, from 1."""
    text: str
    """What stands there."""
    what: str
    """What it is: `a picture`."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What was found in a text."""

    found: tuple[Found, ...]
    """In order."""
    unread: tuple[Unread, ...] = ()
    """In order."""
    left_out: tuple[LeftOut, ...] = ()
    """In order."""
    remarks: tuple[str, ...] = ()
    """How the text was taken where it leaves a choice, a sentence each."""
    unit: str = "line"
    """What is counted where a `line` is given: lines of a text, or `note`s of a package."""

    @property
    def drafts(self) -> tuple[Draft, ...]:
        """The questions alone."""
        return tuple(each.draft for each in self.found)


def gather(
    found: Iterable[Found],
    unread: Iterable[Unread] = (),
    left_out: Iterable[LeftOut] = (),
    remarks: Iterable[str] = (),
) -> Imported:
    """Sort out drafts that are no questions.

    Args:
        found: All of them.
        unread: What was passed over before.
        left_out: What has no place in a question.
        remarks: How the text was taken.
    """
    kept, lost = [], list(unread)
    for each in found:
        why = why_not(each.draft)
        if why:
            lost.append(Unread(each.line, all_of(each.draft), why))
        else:
            kept.append(each)
    return Imported(
        tuple(kept),
        tuple(sorted(lost, key=lambda each: each.line)),
        tuple(sorted(left_out, key=lambda each: each.line)),
        tuple(remarks),
    )


def tidy_draft(question: str, answer: str, points: Iterable[str], topic: str = "", reference: str = "") -> Draft:
    """Make a draft: one line each, paragraphs and indents of the answer kept, a point given twice once."""
    lines = [line.rstrip() if line[:1].isspace() else " ".join(line.split()) for line in answer.splitlines()]
    while lines and not lines[0].strip():
        lines.pop(0)
    if lines:
        lines[0] = lines[0].lstrip()
    unique: dict[str, str] = {}
    for point in map(_line, points):
        if point:
            unique.setdefault(wording_key(point), point)
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).rstrip()
    return Draft(_line(question), text, tuple(unique.values()), _line(topic), reference.strip("\n").rstrip())


def why_not(draft: Draft) -> str:
    """Return why a draft is no question; nothing where it is one."""
    if not draft.question:
        return "there is no question"
    if not draft.points:
        return "there are no key points"
    if len(draft.points) > MOST_POINTS:
        return f"it has more than {MOST_POINTS} key points"
    texts = (draft.question, draft.answer, draft.reference, draft.topic, *draft.points)
    if any(find_hidden(text) for text in texts):
        return "it contains control characters"
    if sum(len(text.encode()) for text in texts) > MOST_TEXT:
        return f"it is longer than {MOST_TEXT // 1000} kB"
    return ""


def all_of(draft: Draft) -> str:
    """Return all that a draft says, its topic left out, on one line or several."""
    return " ".join(filter(None, (draft.question, draft.answer, *draft.points, draft.reference)))


def to_rubric(draft: Draft, taken: Collection[str]) -> Rubric:
    """Make a question of a draft; ids are made of its words, all points count the same.

    Args:
        draft: The draft.
        taken: Ids that other questions have.
    """
    ids: set[str] = set()
    points = []
    for text in draft.points:
        point_id = id_of_words(text, ids)
        ids.add(point_id)
        points.append(KeyPoint(point_id, text))
    return Rubric(
        _question_id(draft.question, taken),
        draft.question,
        tuple(points),
        topic=draft.topic,
        model_answer=draft.answer,
        reference=draft.reference,
    )


def to_draft(rubric: Rubric) -> Draft:
    """Return what other forms can hold of a question; importances, wordings, wrong claims and programs stay behind."""
    points = (point.point for point in rubric.key_points)
    return tidy_draft(rubric.question, rubric.model_answer, points, rubric.topic)


def _line(text: str) -> str:
    return " ".join(text.split())


def _question_id(question: str, taken: Collection[str]) -> str:
    return free_id("-".join(words_for_id(question))[: ID_LENGTH - 6].strip("-") or "question", taken)
