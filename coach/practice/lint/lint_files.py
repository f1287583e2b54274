"""Tries out the questions of some files, one after the other; a file that breaks the format is passed over."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from coach.bank.bank import Bank
from coach.bank.check import Finding
from coach.bank.folders import list_questions
from coach.bank.load import load_rubric
from coach.content.judge import Judge
from coach.domain.rubric import Rubric
from coach.errors import RubricError
from coach.practice.lint.lint_rubric import lint_rubric
from coach.practice.lint.model_answers import ModelAnswers
from coach.practice.lint.unknown_words import Pronouncer
from coach.toml_files import shown_path


@dataclass(frozen=True, slots=True)
class RubricFile:
    """A question and its file."""

    path: Path
    """The file."""
    rubric: Rubric
    """What it says."""


@dataclass(frozen=True, slots=True)
class Linted:
    """One question has been tried out."""

    path: Path
    """Its file."""
    findings: tuple[Finding, ...]
    """What was found; warnings, all of them."""


def files_of_bank(bank: Bank) -> tuple[RubricFile, ...]:
    """Give every question of the bank, without those of broken files and shipped ones that the user's replace."""
    return tuple(RubricFile(entry.path, entry.rubric) for entry in bank.entries if not entry.stale)


def files_below(path: Path) -> tuple[RubricFile, ...]:
    """Give the question of a file, or those of a folder: `*.toml` and `*/*.toml`.

    Args:
        path: A file or a folder; what cannot be read is passed over, as `coach.bank.check` names it.
    """
    places = [file.path for file in list_questions(path, top_level=True).files] if path.is_dir() else [path]
    files = []
    for place in places:
        try:
            files.append(RubricFile(place, load_rubric(place)))
        except RubricError:
            continue
    return tuple(files)


def lint_files(
    files: tuple[RubricFile, ...], bank: Bank, judge: Judge | None, pronouncer: Pronouncer | None
) -> Iterator[Linted]:
    """Try out every question, one step each.

    Args:
        files: The questions.
        bank: Questions whose model answers are tried too; where one of `files` has the same id, that one counts.
        judge: As for `lint_rubric`.
        pronouncer: As for `lint_rubric`.
    """
    known = {rubric.id: rubric for rubric in bank.rubrics} | {file.rubric.id: file.rubric for file in files}
    others = tuple(known.values())
    answers = None if judge is None else ModelAnswers(judge)
    for file in files:
        doubts = lint_rubric(file.rubric, others, judge, pronouncer, answers)
        name = shown_path(file.path)
        yield Linted(
            file.path, tuple(Finding(file.path, False, f"{name}: {doubt.what}.", doubt.hint) for doubt in doubts)
        )
