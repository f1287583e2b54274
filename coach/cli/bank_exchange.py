"""`coach bank import`, `export` and `new`: questions from and to other forms, or typed in line by line."""

import argparse
import os.path
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from math import isfinite
from pathlib import Path
from typing import TypeVar

from coach.bank.anki_deck import NotesBy, write_package
from coach.bank.edits import new_id
from coach.bank.formats import WRITERS, read_file
from coach.bank.imported import Found, Imported, Unread, to_draft, to_rubric
from coach.bank.load import parse_rubric
from coach.bank.question_files import SUFFIX, list_questions, replace_file, write_new
from coach.bank.sheet import Role, UnknownColumnsError, parse_columns, shortened
from coach.bank.writing import rubric_toml
from coach.cli.bank import whole_bank
from coach.cli.output import INTERRUPTED, agreed, answered, can_ask
from coach.domain.rubric import KeyPoint, Rubric
from coach.errors import RubricError, UsageError
from coach.paths import find_paths
from coach.plain import plain, visible
from coach.wording import count

MOST_SHOWN = 60
"""Characters of something unread that are repeated."""

T = TypeVar("T")


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
    folder = _own_folder(arguments.round)
    try:
        imported = _read(arguments)
    except EOFError:
        print("Nothing was saved.")
        return 1
    planned, unread, known = _plan(imported, folder)
    for remark in imported.remarks:
        print(visible(remark))
    for each in planned:
        _show(each, imported.unit)
    for line in known:
        print(line)
    for line in _problems(imported, unread):
        print(line, file=sys.stderr)
    if not imported.found and not imported.unread:
        print("The file contains no questions.", file=sys.stderr)
    done = 0 if imported.found and not unread else 1
    if arguments.dry_run:
        print(f"Would save {count(len(planned), 'question')} in {plain(str(folder))}; nothing was saved.")
        return done
    if not planned:
        print("Nothing was saved.")
        return done
    if not arguments.yes:
        answer = agreed(f"Save {count(len(planned), 'question')} in {plain(str(folder))}?")
        if not answer:
            print("Nothing was saved.")
            if answer is None:
                raise UsageError(
                    "There is no terminal in which to ask whether to save this.", "Add --yes to save what is shown."
                )
            return 1
    _save(planned)
    return done


def run_export(arguments: argparse.Namespace) -> int:
    """Write questions in another form; 1 where a file was not to be overwritten.

    Raises:
        UsageError: A file would be overwritten, nobody can be asked, and there is no --force.
        RubricError: There is no such question, or the file cannot be written.
    """
    form, notes = arguments.form, arguments.notes
    if arguments.apkg and form:
        arguments.usage_error("--form is not for --apkg, which has a form of its own")
    if notes and not arguments.apkg:
        arguments.usage_error("--notes goes with --apkg")
    if arguments.apkg and not arguments.apkg.endswith(".apkg"):
        arguments.usage_error("the name of an Anki package must end in .apkg")
    bank = whole_bank()
    wanted = [bank.get(each) for each in arguments.id] or list(bank.rubrics)
    given = arguments.apkg or arguments.output
    if not given:
        sys.stdout.write(_as_text(wanted, form))
        return 0
    path, name = Path(given), plain(given)
    there = os.path.lexists(path)
    if there and not os.path.isfile(path):  # noqa: PTH113 - unlike Path's, for any name
        raise RubricError(f"{name} is not an ordinary file.", "Choose another name.")
    if there and not arguments.force:
        answer = agreed(f"{name} already exists. Overwrite it?")
        if not answer:
            print("Nothing was written.")
            if answer is None:
                raise UsageError(f"{name} already exists.", "Add --force to overwrite it.")
            return 1
    if arguments.apkg:
        content: str | bytes = write_package(wanted, NotesBy(notes or NotesBy.QUESTION), datetime.now(UTC))
    else:
        content = _as_text(wanted, form)
    replace_file(path, content, "Choose another file, or fix the folder's permissions.")
    print(f"Wrote {count(len(wanted), 'question')} to {name}")
    return 0


def _as_text(wanted: Sequence[Rubric], form: str | None) -> str:
    return WRITERS[form or "markdown"](to_draft(rubric) for rubric in wanted)


def run_new(arguments: argparse.Namespace) -> int:
    """Ask for everything, then write the file.

    Raises:
        RubricError: The id cannot be used, or the file not be written.
    """
    folder = _own_folder(arguments.round)
    path = folder / f"{arguments.id}{SUFFIX}"
    bank = whole_bank()
    if arguments.id in bank.versions or arguments.id in _names_taken(find_paths().rubrics):
        raise RubricError(f"There is already a question {arguments.id}.", f"`coach bank edit {arguments.id}` edits it.")
    draft = Rubric(arguments.id, "?", (KeyPoint("point", "?"),))
    parse_rubric(rubric_toml(draft), path)  # says what is wrong with the id

    def fits(rubric: Rubric) -> Rubric:
        return parse_rubric(rubric_toml(rubric), path)

    try:
        rubric = _ask_all(draft, fits)
    except (EOFError, KeyboardInterrupt):
        print("\nStopped; nothing was written.")
        return INTERRUPTED
    _add_question(rubric, path)
    print(f"Written to {path}\n`coach bank check {path}` looks for weak spots.")
    return 0


def _own_folder(round_: str) -> Path:
    """Return the user's folder for a round.

    Raises:
        RubricError: That is no plain name.
    """
    if not re.fullmatch(r"[a-z0-9-]+", round_):
        raise RubricError(f"{plain(round_)!r} is not a valid round name.", "Use lowercase letters, digits and hyphens.")
    return find_paths().rubrics / round_


def _names_taken(own: Path) -> frozenset[str]:
    """Return the ids that files of the user's have by their names, broken ones included."""
    return frozenset(file.path.stem for file in list_questions(own, top_level=True, may_miss=True).files)


def _add_question(rubric: Rubric, path: Path) -> None:
    """Write a new question, once it is certain that it reads as it should.

    Raises:
        RubricError: It would not, there is such a file already, or it cannot be written.
    """
    text = rubric_toml(rubric)
    parse_rubric(text, path)
    write_new(path, text)


def _read(arguments: argparse.Namespace) -> Imported:
    """Read the file, and ask what its columns are where it does not say."""
    path = Path(arguments.file)
    told = parse_columns(arguments.columns) if arguments.columns is not None else ()
    try:
        return read_file(path, told, encoding=arguments.encoding, ask=can_ask())
    except UnknownColumnsError as error:
        if not can_ask():
            raise
        return read_file(path, _ask_columns(error), encoding=arguments.encoding)


def _ask_columns(error: UnknownColumnsError) -> tuple[Role, ...]:
    """Ask what each column is that says nothing of itself."""
    print("What are these columns? q: the question, a: the answer, p: key points, t: the topic, empty: none of these.")
    letters = {role.value[0]: role for role in Role} | {role.value: role for role in Role} | {"": Role.NOTHING}
    roles = []
    for column in error.columns:
        role = column.role
        name = f"column {column.number}" + (f", {shortened(column.name)}" if column.name else "")
        example = f" (for instance: {shortened(column.sample)})" if column.sample else ""
        while role is None:
            role = letters.get(answered(f"{name}{example}: ").lower())
        roles.append(role)
    return parse_columns(",".join(roles))


def _plan(imported: Imported, folder: Path) -> tuple[list[_Planned], list[Unread], list[str]]:
    """Sort out which questions can be saved, which cannot, and which are there already, a sentence each."""
    bank = whole_bank()
    taken = {*bank.versions, *_names_taken(find_paths().rubrics)}
    shared = {_said(rubric.question): "in the bank" for rubric in bank.rubrics}
    planned: list[_Planned] = []
    unread = list(imported.unread)
    known: list[str] = []
    for found in imported.found:
        question = found.draft.question
        if _said(question) in shared:
            known.append(f"{imported.unit} {found.line}: already {shared[_said(question)]}: {plain(question)}")
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
        shared[_said(question)] = f"on line {found.line}" if imported.unit == "line" else f"in note {found.line}"
        planned.append(_Planned(found, rubric, path, text))
    return planned, sorted(unread, key=lambda each: each.line), known


def _said(question: str) -> str:
    """Return what two questions that are asked alike have in common."""
    return " ".join(re.findall(r"[^\W_]+", question.casefold())) or question


def _show(planned: _Planned, unit: str) -> None:
    draft = planned.found.draft
    print(f"{unit} {planned.found.line}: {plain(draft.question)}")
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


def _problems(imported: Imported, unread: Sequence[Unread]) -> Iterator[str]:
    """Yield what was left out and what could not be read; neighbouring lines with one reason together."""
    unit = imported.unit
    for each in imported.left_out:
        yield f"{unit} {each.line}: left out, {each.what}: {_short(each.text)}"
    many = unit == "line"
    at = 0
    while at < len(unread):
        first = last = unread[at]
        at += 1
        while at < len(unread) and unread[at].why == first.why and unread[at].line == _end(last, many) + 1:
            last = unread[at]
            at += 1
        lines = f"{unit} {first.line}" if last is first else f"{unit}s {first.line} to {_end(last, many)}"
        yield f"{lines} could not be read, {plain(first.why)}: {_short(first.text)}"


def _end(unread: Unread, many: bool) -> int:
    """Return the last line of something; a note is one."""
    return unread.line + (unread.text.count("\n") if many else 0)


def _short(text: str) -> str:
    text = plain(text)
    return text if len(text) <= MOST_SHOWN else f"{text[: MOST_SHOWN - 1]}…"


def _save(planned: Sequence[_Planned]) -> None:
    for done, each in enumerate(planned):
        try:
            write_new(each.path, each.text)
        except RubricError:
            if done:
                print(f"The first {count(done, 'question was', 'questions were')} saved before this:", file=sys.stderr)
            raise
        print(f"saved: {plain(each.found.draft.question)}\n  {plain(str(each.path))}")
    print(f"Saved {count(len(planned), 'question')}.")


def _ask_all(draft: Rubric, fits: Callable[[Rubric], Rubric]) -> Rubric:
    print("Press Enter on an empty line to move on; Ctrl+C stops without writing anything.")
    draft = _ask("Question: ", lambda text: fits(replace(draft, question=text)))
    draft = _ask("Topic (may be empty): ", lambda text: fits(replace(draft, topic=text)))
    draft = _ask("Chapter to reread (may be empty): ", lambda text: fits(replace(draft, chapter=text)))
    draft = _ask("Seconds, shortest and longest [30 60]: ", lambda text: fits(replace(draft, seconds=_window(text))))
    draft = _ask_points(draft, fits)
    lines: list[str] = []
    while line := input("Model answer (an empty line ends it): " if not lines else "  "):
        try:
            fits(replace(draft, model_answer="\n".join((*lines, line))))
        except RubricError as error:
            print(f"  {error}")
        else:
            lines.append(line)
    return fits(replace(draft, model_answer="\n".join(lines)))


def _ask_points(draft: Rubric, fits: Callable[[Rubric], Rubric]) -> Rubric:
    print("Key points: one full claim per line.")
    kept: tuple[KeyPoint, ...] = ()

    def with_point(point: KeyPoint) -> Rubric:
        return fits(replace(draft, key_points=(*kept, point)))

    while True:
        number = len(kept) + 1
        text = input(f"Key point {number}: ").strip()
        if not text:
            if kept:
                return replace(draft, key_points=kept)
            print("  A question needs at least one key point.")
            continue
        try:
            rubric = with_point(KeyPoint(new_id(text, replace(draft, key_points=kept)), text))
        except RubricError as error:
            print(f"  {error}")
            continue
        kept = (*kept, _ask_wordings(rubric.key_points[-1], with_point))


def _ask_wordings(point: KeyPoint, with_point: Callable[[KeyPoint], Rubric]) -> KeyPoint:
    """Ask for another wording and a wrong claim; each is refused where the point cannot have it."""
    more = _ask("  another way to say it (may be empty): ", lambda said: with_point(_also(point, said)).key_points[-1])
    return _ask(
        "  a wrong claim people make (may be empty): ", lambda said: with_point(_wrong(more, said)).key_points[-1]
    )


def _ask(prompt: str, take: Callable[[str], T]) -> T:
    """Ask until what is typed can be taken."""
    while True:
        try:
            return take(input(prompt).strip())
        except RubricError as error:
            print(f"  {error}")


def _also(point: KeyPoint, text: str) -> KeyPoint:
    return replace(point, also=(text,)) if text else point


def _wrong(point: KeyPoint, text: str) -> KeyPoint:
    return replace(point, mistakes=(text,)) if text else point


def _window(text: str) -> tuple[float, float]:
    if not text:
        return 30.0, 60.0
    try:
        shortest, longest = (float(each) for each in text.split())
    except ValueError as error:
        raise RubricError("That is not a time range.", "Write two numbers: 30 60.") from error
    if not (isfinite(shortest) and isfinite(longest)):
        raise RubricError("That is not a time range.", "Write two numbers: 30 60.")
    return shortest, longest
