"""Looks for everything wrong, or likely to judge badly, in question files."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from coach.bank.bank import same_id_twice
from coach.bank.load import load_rubric
from coach.bank.question_files import Listing, QuestionFile, list_questions
from coach.domain.rubric import Rubric
from coach.errors import RubricError
from coach.toml_files import shown_path
from coach.wording import count

FEWEST_POINTS, MOST_POINTS = 3, 6
"""Key points that fit into an answer of half a minute to a minute, and are worth judging."""
MOST_LONG_POINTS = 8
"""Key points that fit into a longer answer."""
DEFAULT_LONGEST = 60.0
"""Seconds of the longest answer where a question says nothing else."""
WORDS_PER_MINUTE = 150.0
"""The pace at which a model answer is timed; an unhurried conversational rate."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong with one file."""

    path: Path
    """The file."""
    is_error: bool
    """Whether the question cannot be used; otherwise it is a warning."""
    message: str
    """What was found, naming the file."""
    hint: str
    """What to do about it."""

    def __str__(self) -> str:
        return f"{'error' if self.is_error else 'warning'}: {self.message} {self.hint}".rstrip()


def check_bank(shipped: Path, own: Path) -> tuple[Finding, ...]:
    """Check the shipped questions and the user's; the user's folder need not exist."""
    return (
        *_check_files(list_questions(shipped, top_level=False), shipped),
        *_check_files(list_questions(own, top_level=True, may_miss=True), own),
    )


def check_path(path: Path) -> tuple[Finding, ...]:
    """Check one file, or every question of a folder: `*.toml` and `*/*.toml`.

    Args:
        path: A file or a folder; where there is neither, that is an error among the findings.
    """
    if not path.is_dir():
        return _check_files(Listing((QuestionFile(path, ""),), ()), path)
    listing = list_questions(path, top_level=True)
    if not listing.files and not listing.problems:
        return (Finding(path, True, f"{shown_path(path)} contains no questions.", "A question's file ends in .toml."),)
    return _check_files(listing, path)


def _check_files(listing: Listing, folder: Path) -> tuple[Finding, ...]:
    findings = [_error(folder, problem) for problem in listing.problems]
    seen: dict[str, Path] = {}
    for file in listing.files:
        try:
            rubric = load_rubric(file.path)
        except RubricError as problem:
            findings.append(_error(file.path, problem))
            continue
        if rubric.id in seen:
            findings.append(_error(file.path, same_id_twice(file, seen[rubric.id])))
        seen.setdefault(rubric.id, file.path)
        name = shown_path(file.path)
        findings += [Finding(file.path, False, f"{name}: {what}.", hint) for what, hint in _doubts(rubric)]
    return tuple(findings)


def _doubts(rubric: Rubric) -> Iterator[tuple[str, str]]:
    """What is allowed and yet likely to judge badly, with what to do about it."""
    points = len(rubric.key_points)
    most = MOST_POINTS if rubric.seconds[1] <= DEFAULT_LONGEST else MOST_LONG_POINTS
    if not FEWEST_POINTS <= points <= most:
        yield (
            f"`key_points` has {count(points, 'entry', 'entries')}",
            f"{FEWEST_POINTS} to {most} key points fit into one answer.",
        )
    if not rubric.model_answer:
        yield "`model_answer` is missing", "Write what a strong candidate would say."
    else:
        words = len(rubric.model_answer.split())
        seconds = 60.0 * words / WORDS_PER_MINUTE
        shortest, longest = rubric.seconds
        if not shortest <= seconds <= longest:
            change = "lengthen" if seconds < shortest else "shorten"
            yield (
                f"`model_answer` takes {seconds:.0f} s to say ({words} words, {WORDS_PER_MINUTE:.0f} a minute)",
                f"`seconds` asks for {shortest:g} to {longest:g}: {change} it.",
            )
    try:
        ast.parse(rubric.reference)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        line = f" (line {error.lineno} of it)" if isinstance(error, SyntaxError) and error.lineno else ""
        yield f"`reference` is not valid Python{line}", "Fix it; it is shown as it is, after the answer."
    for number, point in enumerate(rubric.key_points, start=1):
        if not point.mistakes:
            yield (
                f"`key_points[{number}].mistakes`, of {point.id}, is missing",
                "Name wrong claims, so that the opposite of the point is not mistaken for it.",
            )


def _error(path: Path, problem: RubricError) -> Finding:
    return Finding(path, True, problem.message, problem.hint)
