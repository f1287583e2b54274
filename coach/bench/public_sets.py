"""Reads the public sets of graded answers and matched arguments, as many of them as a folder holds."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from coach.bench.records import Record, read_records
from coach.errors import CoachError

GRADED = {"SciEntsBank": "semeval2013-scientsbank", "Beetle": "semeval2013-beetle"}
"""The sets of graded answers, and what the names of their files begin with."""

UNSEEN, TRAINING = "test-unseen-questions.jsonl", "train.jsonl"
"""What the names end with; the first is taken where it is there."""

ARGUMENTS = "argkp2021-train.jsonl"
"""The file of matched arguments."""

CORRECT, INCORRECT, CONTRADICTORY = GRADES = ("correct", "incorrect", "contradictory")
"""What a teacher may say of an answer."""

_FLATTERED = "The reader was trained on the training part of {}, so that the figures on it flatter the reader."

_HINT = "Name the folder of the public sets, and fetch a damaged file again."

ONE_IN = 5
"""Of a training part one question in five is measured, chosen by a hash of its name: all would take too long."""


@dataclass(frozen=True, slots=True)
class GradedAnswer:
    """A student's answer with a teacher's grade (SemEval-2013 Task 7)."""

    question_id: str
    """Unique within its set."""
    question: str
    """The question."""
    references: tuple[str, ...]
    """Right answers; at least one."""
    answer: str
    """What the student wrote."""
    label: str
    """`correct`, `incorrect` or `contradictory`."""


@dataclass(frozen=True, slots=True)
class ArgumentPair:
    """An argument and a key point that sums it up, or does not (ArgKP-2021)."""

    topic: str
    """What is argued about."""
    argument: str
    """One person's argument."""
    key_point: str
    """A short claim."""
    match: bool
    """Whether the claim sums the argument up."""


@dataclass(frozen=True, slots=True)
class PublicSets:
    """What a folder holds of the public sets."""

    graded: dict[str, tuple[GradedAnswer, ...]]
    """Graded answers, by what they are: `Beetle, unseen questions`."""
    arguments: dict[str, tuple[ArgumentPair, ...]]
    """Matched arguments, in the same way."""
    remarks: tuple[str, ...]
    """What must be known to read figures on them."""


def load_public_sets(folder: Path) -> PublicSets:
    """Read the public sets that are in a folder.

    Args:
        folder: Holds `semeval2013-scientsbank-test-unseen-questions.jsonl` or, failing that,
            `semeval2013-scientsbank-train.jsonl`, the same for `beetle`, and `argkp2021-train.jsonl`; not all need be
            there.

    Raises:
        CoachError: None of them is there, or one is damaged; names file, line and key.
    """
    graded, arguments, trained_on = {}, {}, []
    for name, beginning in GRADED.items():
        unseen, training = folder / f"{beginning}-{UNSEEN}", folder / f"{beginning}-{TRAINING}"
        if unseen.exists():
            graded[f"{name}, unseen questions"] = read_graded_answers(unseen)
        elif training.exists():
            answers = tuple(each for each in read_graded_answers(training) if one_in_five(each.question_id))
            graded[f"{name}, a fifth of the training questions"] = answers
            trained_on.append(name)
    if (folder / ARGUMENTS).exists():
        pairs = tuple(each for each in read_argument_pairs(folder / ARGUMENTS) if one_in_five(each.topic))
        arguments["ArgKP-2021, a fifth of the topics"] = pairs
    if not graded and not arguments:
        names = [f"{beginning}-{end}" for beginning in GRADED.values() for end in (UNSEEN, TRAINING)]
        raise CoachError(f"{folder} holds none of the public sets.", f"They are {', '.join((*names, ARGUMENTS))}.")
    return PublicSets(graded, arguments, tuple(_FLATTERED.format(name) for name in trained_on))


def one_in_five(key: str) -> bool:
    """Say whether a question, or a topic of arguments, is measured.

    Args:
        key: The question's id, or the topic.
    """
    return int(hashlib.sha256(key.encode()).hexdigest(), 16) % ONE_IN == 0


def read_graded_answers(path: Path) -> tuple[GradedAnswer, ...]:
    """Read one set of graded answers.

    Raises:
        CoachError: The file cannot be read, or a line is not as it must be; names file, line and key.
    """
    return tuple(
        GradedAnswer(
            question_id=row.text("question_id"),
            question=row.text("question"),
            references=_references(row),
            answer=row.text("answer"),
            label=row.one_of("label", GRADES),
        )
        for row in read_records(path, _HINT)
    )


def read_argument_pairs(path: Path) -> tuple[ArgumentPair, ...]:
    """Read pairs of argument and key point.

    Raises:
        CoachError: The file cannot be read, or a line is not as it must be; names file, line and key.
    """
    return tuple(
        ArgumentPair(
            topic=row.text("topic"),
            argument=row.text("argument"),
            key_point=row.text("key_point"),
            match=bool(row.one_of("match", (0, 1))),
        )
        for row in read_records(path, _HINT)
    )


def _references(row: Record) -> tuple[str, ...]:
    references = row.texts("references")
    if not references:
        raise row.wrong("references", "it is not a list of texts with at least one")
    return references
