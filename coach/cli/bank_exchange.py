"""`coach bank import` and `coach bank export`: questions from and to other forms."""

import argparse
import re
import sys
from pathlib import Path

from coach.bank.bank import Bank, load_bank
from coach.bank.exchange.drafted import to_draft, to_rubric
from coach.bank.exchange.files import WRITERS, read_file
from coach.bank.folders import SUFFIX, list_questions
from coach.bank.load import parse_rubric
from coach.bank.private_files import replace_file, write_new
from coach.bank.writing import rubric_toml
from coach.domain.rubric import Rubric
from coach.errors import RubricError
from coach.paths import find_paths, shipped_folder
from coach.report.plain import plain

MOST_SHOWN = 60
"""Characters of something unread that are repeated."""


def run_import(arguments: argparse.Namespace) -> int:
    """Take questions over; 1 where anything could not be read.

    Raises:
        RubricError: The file cannot be read, the round has no plain name, or a question cannot be written.
    """
    folder = own_folder(arguments.round)
    bank = _bank()
    reading = read_file(Path(arguments.file))
    taken = {*bank.versions, *names_taken(find_paths().rubrics)}
    known = {rubric.question.casefold() for rubric in bank.rubrics}
    for draft in reading.drafts:
        if draft.question.casefold() in known:
            print(f"is there already: {plain(draft.question)}")
            continue
        rubric = to_rubric(draft, taken)
        taken.add(rubric.id)
        known.add(draft.question.casefold())
        path = folder / f"{rubric.id}{SUFFIX}"
        if not arguments.dry_run:
            add_question(rubric, path)
        print(f"{'would be taken' if arguments.dry_run else 'taken'}: {plain(draft.question)}\n  {path}")
    for each in reading.unread:
        text = plain(each.text)
        shown = text if len(text) <= MOST_SHOWN else f"{text[: MOST_SHOWN - 1]}…"
        print(f"line {each.line} could not be read, {each.why}: {shown}", file=sys.stderr)
    if not reading.drafts and not reading.unread:
        print("The file holds no questions.", file=sys.stderr)
    return 0 if reading.drafts and not reading.unread else 1


def run_export(arguments: argparse.Namespace) -> int:
    """Write questions in another form.

    Raises:
        RubricError: There is no such question, or the file cannot be written.
    """
    bank = _bank()
    wanted = [bank.get(each) for each in arguments.id] or list(bank.rubrics)
    text = WRITERS[arguments.form](to_draft(rubric) for rubric in wanted)
    if arguments.output:
        _write(Path(arguments.output), text)
        print(f"{len(wanted)} question{'s' * (len(wanted) != 1)} written to {plain(arguments.output)}")
    else:
        sys.stdout.write(text)
    return 0


def _write(path: Path, text: str) -> None:
    if path.exists() and not path.is_file():
        raise RubricError(f"{plain(str(path))} is not an ordinary file.", "Name another one, or leave --output out.")
    replace_file(path, text, "Name another file, or mend the folder's rights.")


def own_folder(round_: str) -> Path:
    """Give the user's folder for a round.

    Raises:
        RubricError: That is no plain name.
    """
    if not re.fullmatch(r"[a-z0-9-]+", round_):
        raise RubricError(f"{plain(round_)!r} is no name of a round.", "Use small letters, digits and hyphens.")
    return find_paths().rubrics / round_


def names_taken(own: Path) -> frozenset[str]:
    """Give the ids that files of the user's have by their names, broken ones included."""
    return frozenset(file.path.stem for file in list_questions(own, top_level=True, may_miss=True).files)


def add_question(rubric: Rubric, path: Path) -> None:
    """Write a new question, once it is certain that it reads as it should.

    Raises:
        RubricError: It would not, there is such a file already, or it cannot be written.
    """
    text = rubric_toml(rubric)
    parse_rubric(text, path)
    write_new(path, text)


def _bank() -> Bank:
    return load_bank(shipped_folder("rubrics"), find_paths().rubrics)
