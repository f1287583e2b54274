"""`coach bank new`: a question of one's own, asked for line by line."""

import argparse
from collections.abc import Callable
from dataclasses import replace
from math import isfinite
from typing import TypeVar

from coach.bank.bank import load_bank
from coach.bank.editing.edits import new_id
from coach.bank.folders import SUFFIX
from coach.bank.load import parse_rubric
from coach.bank.writing import rubric_toml
from coach.cli.bank_exchange import add_question, names_taken, own_folder
from coach.domain.rubric import KeyPoint, Rubric
from coach.errors import RubricError
from coach.paths import find_paths, shipped_folder

T = TypeVar("T")

STOPPED = 130
"""The exit code where the user stops, as shells have it."""


def run(arguments: argparse.Namespace) -> int:
    """Ask for everything, then write the file.

    Raises:
        RubricError: The id cannot be used, or the file not be written.
    """
    folder = own_folder(arguments.round)
    path = folder / f"{arguments.id}{SUFFIX}"
    bank = load_bank(shipped_folder("rubrics"), find_paths().rubrics)
    if arguments.id in bank.versions or arguments.id in names_taken(find_paths().rubrics):
        raise RubricError(f"There is a question {arguments.id} already.", f"`coach bank edit {arguments.id}` edits it.")
    draft = Rubric(arguments.id, "?", (KeyPoint("point", "?"),))
    parse_rubric(rubric_toml(draft), path)  # says what is wrong with the id

    def fits(rubric: Rubric) -> Rubric:
        return parse_rubric(rubric_toml(rubric), path)

    try:
        rubric = _ask_all(draft, fits)
    except (EOFError, KeyboardInterrupt):
        print("\nStopped; nothing was written.")
        return STOPPED
    add_question(rubric, path)
    print(f"Written to {path}\n`coach bank check {path}` looks for weak spots.")
    return 0


def _ask_all(draft: Rubric, fits: Callable[[Rubric], Rubric]) -> Rubric:
    print("An empty line goes on; Ctrl+C stops, and nothing is written.")
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
    print("Key points: one full claim a line.")
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
        raise RubricError("That is no window of time.", "Write two numbers: 30 60.") from error
    if not (isfinite(shortest) and isfinite(longest)):
        raise RubricError("That is no window of time.", "Write two numbers: 30 60.")
    return shortest, longest
