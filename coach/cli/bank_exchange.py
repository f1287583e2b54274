"""`coach bank import` and `coach bank export`: questions from and to other forms."""

import argparse
import os.path
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from coach.bank.bank import Bank, load_bank
from coach.bank.exchange.columns import Role, UnknownColumnsError, parse_columns, shortened
from coach.bank.exchange.drafted import Found, Reading, Unread, to_draft, to_rubric
from coach.bank.exchange.files import WRITERS, read_file
from coach.bank.folders import SUFFIX, list_questions
from coach.bank.load import parse_rubric
from coach.bank.private_files import replace_file, write_new
from coach.bank.writing import rubric_toml
from coach.domain.rubric import Rubric
from coach.errors import RubricError, UsageError
from coach.paths import find_paths, shipped_folder
from coach.plain import plain, visible

MOST_SHOWN = 60
"""Characters of something unread that are repeated."""


@dataclass(frozen=True, slots=True)
class _Planned:
    """A question that can be saved."""

    found: Found
    rubric: Rubric
    path: Path
    text: str


def run_import(arguments: argparse.Namespace) -> int:
    """Show what was understood, and save it; 1 where anything could not be read, or nothing was saved.

    Raises:
        UsageError: Nobody can be asked, and there is no --yes.
        RubricError: The file cannot be read, nothing says what its columns are, the round has no plain name, or a
            question cannot be written.
    """
    folder = own_folder(arguments.round)
    try:
        reading = _read(arguments)
    except EOFError:
        print("Nothing was saved.")
        return 1
    planned, unread, known = _plan(reading, folder)
    for remark in reading.remarks:
        print(visible(remark))
    for each in planned:
        _show(each)
    for line in known:
        print(line)
    for line in _problems(reading, unread):
        print(line, file=sys.stderr)
    if not reading.found and not reading.unread:
        print("The file holds no questions.", file=sys.stderr)
    done = 0 if reading.found and not unread else 1
    if arguments.dry_run:
        print(f"{_count(planned)} would be saved in {plain(str(folder))}; nothing was saved.")
        return done
    if not planned:
        print("Nothing was saved.")
        return done
    if not arguments.yes:
        answer = _agreed(f"Save {_count(planned)} in {plain(str(folder))}?")
        if not answer:
            print("Nothing was saved.")
            if answer is None:
                raise UsageError("Nobody can be asked here whether to save that.", "Add --yes to save what is shown.")
            return 1
    _save(planned)
    return done


def run_export(arguments: argparse.Namespace) -> int:
    """Write questions in another form; 1 where a file was not to be overwritten.

    Raises:
        UsageError: A file would be overwritten, nobody can be asked, and there is no --force.
        RubricError: There is no such question, or the file cannot be written.
    """
    bank = _bank()
    wanted = [bank.get(each) for each in arguments.id] or list(bank.rubrics)
    if not arguments.output:
        sys.stdout.write(WRITERS[arguments.form](to_draft(rubric) for rubric in wanted))
        return 0
    path, name = Path(arguments.output), plain(arguments.output)
    there = os.path.lexists(path)
    if there and not os.path.isfile(path):  # noqa: PTH113 - unlike Path's, for any name
        raise RubricError(f"{name} is not an ordinary file.", "Name another one, or leave --output out.")
    if there and not arguments.force:
        answer = _agreed(f"{name} exists. Overwrite it?")
        if not answer:
            print("Nothing was written.")
            if answer is None:
                raise UsageError(f"{name} exists already.", "Add --force to overwrite it.")
            return 1
    text = WRITERS[arguments.form](to_draft(rubric) for rubric in wanted)
    replace_file(path, text, "Name another file, or mend the folder's rights.")
    print(f"{_count(wanted)} written to {name}")
    return 0


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


def _read(arguments: argparse.Namespace) -> Reading:
    """Read the file, and ask what its columns are where it does not say."""
    path = Path(arguments.file)
    told = parse_columns(arguments.columns) if arguments.columns is not None else ()
    try:
        return read_file(path, told, encoding=arguments.encoding, ask=_is_terminal())
    except UnknownColumnsError as error:
        if not _is_terminal():
            raise
        return read_file(path, _ask_columns(error), encoding=arguments.encoding)


def _ask_columns(error: UnknownColumnsError) -> tuple[Role, ...]:
    """Ask what each column is that says nothing of itself."""
    print("What are these columns? q: the question, a: the answer, p: key points, t: the topic, empty: none of them.")
    letters = {role.value[0]: role for role in Role} | {role.value: role for role in Role} | {"": Role.NOTHING}
    roles = []
    for column in error.columns:
        role = column.role
        name = f"column {column.number}" + (f", {shortened(column.name)}" if column.name else "")
        example = f" (for instance: {shortened(column.sample)})" if column.sample else ""
        while role is None:
            role = letters.get(_answered(f"{name}{example}: ").lower())
        roles.append(role)
    return parse_columns(",".join(roles))


def _plan(reading: Reading, folder: Path) -> tuple[list[_Planned], list[Unread], list[str]]:
    """Sort out which questions can be saved, which cannot, and which are there already, a sentence each."""
    bank = _bank()
    taken = {*bank.versions, *names_taken(find_paths().rubrics)}
    shared = {_said(rubric.question): "in the bank" for rubric in bank.rubrics}
    planned: list[_Planned] = []
    unread = list(reading.unread)
    known: list[str] = []
    for found in reading.found:
        question = found.draft.question
        if _said(question) in shared:
            known.append(f"line {found.line}: is there already, {shared[_said(question)]}: {plain(question)}")
            continue
        rubric = to_rubric(found.draft, taken)
        path = folder / f"{rubric.id}{SUFFIX}"
        text = rubric_toml(rubric)
        try:
            parse_rubric(text, path)
        except RubricError as error:
            unread.append(Unread(found.line, question, error.message.removeprefix(f"{path}: ").rstrip(".")))
            continue
        taken.add(rubric.id)
        shared[_said(question)] = f"on line {found.line}"
        planned.append(_Planned(found, rubric, path, text))
    return planned, sorted(unread, key=lambda each: each.line), known


def _said(question: str) -> str:
    """Give a question so that two that are asked alike are the same."""
    return " ".join(re.findall(r"[^\W_]+", question.casefold())) or question


def _show(planned: _Planned) -> None:
    draft = planned.found.draft
    print(f"line {planned.found.line}: {plain(draft.question)}")
    print(f"  id: {planned.rubric.id}")
    if draft.topic:
        print(f"  topic: {plain(draft.topic)}")
    if draft.answer:
        first, *others = draft.answer.split("\n")
        print("\n".join([f"  answer: {visible(first)}", *(f"    {visible(line)}".rstrip() for line in others)]))
    for point in draft.points:
        print(f"  - {plain(point)}")
    if draft.reference:
        print("  program:")
        print("\n".join(f"    {visible(line)}".rstrip() for line in draft.reference.expandtabs(4).split("\n")))
    print()


def _problems(reading: Reading, unread: Sequence[Unread]) -> Iterator[str]:
    """Say what was left out and what could not be read; neighbouring lines with one reason together."""
    for each in reading.left_out:
        yield f"line {each.line}: left out, {each.what}: {_short(each.text)}"
    at = 0
    while at < len(unread):
        first = last = unread[at]
        at += 1
        while at < len(unread) and unread[at].why == first.why and unread[at].line == _end(last) + 1:
            last = unread[at]
            at += 1
        lines = f"line {first.line}" if last is first else f"lines {first.line} to {_end(last)}"
        yield f"{lines} could not be read, {plain(first.why)}: {_short(first.text)}"


def _end(unread: Unread) -> int:
    return unread.line + unread.text.count("\n")


def _short(text: str) -> str:
    text = plain(text)
    return text if len(text) <= MOST_SHOWN else f"{text[: MOST_SHOWN - 1]}…"


def _save(planned: Sequence[_Planned]) -> None:
    for done, each in enumerate(planned):
        try:
            write_new(each.path, each.text)
        except RubricError:
            if done:
                print(f"The first {_count(planned[:done])} were saved before this:", file=sys.stderr)
            raise
        print(f"saved: {plain(each.found.draft.question)}\n  {plain(str(each.path))}")
    print(f"{_count(planned)} saved.")


def _count(questions: Sequence[object]) -> str:
    return f"{len(questions)} question{'s' * (len(questions) != 1)}"


def _agreed(question: str) -> bool | None:
    """Ask something that is answered with yes or no; None where nobody can be asked."""
    if not _is_terminal():
        return None
    try:
        return _answered(f"{question} [y/N] ").lower() in {"y", "yes"}
    except EOFError:
        return False


def _answered(question: str) -> str:
    sys.stdout.flush()  # what is asked about
    print(question, end="", file=sys.stderr, flush=True)
    line = sys.stdin.readline()
    if not line:
        print(file=sys.stderr)
        raise EOFError
    return line.strip()


def _is_terminal() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()


def _bank() -> Bank:
    return load_bank(shipped_folder("rubrics"), find_paths().rubrics)
