"""`coach bank`: list, show, check and put back questions."""

import argparse
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from coach.bank.bank import Bank, load_bank
from coach.bank.check import Finding, check_bank, check_path
from coach.bank.keeping import kept_rubric, last_good_path, put_back
from coach.cli.output import ProgressBar, note
from coach.errors import CoachError, RubricError
from coach.paths import find_paths, shipped_folder
from coach.wording import count

if TYPE_CHECKING:
    from coach.content.judge import Judge
    from coach.practice.engines import Engines
    from coach.practice.lint import Pronouncer


WIDTH = 88
"""Columns of a wrapped line."""

SOON = 2
"""Questions that are tried out without a word about how long it takes, where no bar says it."""


def run_list(_arguments: argparse.Namespace) -> int:
    """Print every question by topic."""
    bank = whole_bank()
    width = max((len(rubric.id) for rubric in bank.rubrics), default=0)
    for number, group in enumerate(bank.by_topic()):
        print(("\n" if number else "") + group.topic)
        for rubric in group.rubrics:
            print(f"  {rubric.id:<{width}}  {rubric.question}")
    for problem in bank.problems:
        print(f"\n{problem.message}\n  {problem.hint}")
    return 0


def run_show(arguments: argparse.Namespace) -> int:
    """Print one question with its key points."""
    rubric = whole_bank().get(arguments.id)
    shortest, longest = rubric.seconds
    print(f"{rubric.question}\n{' · '.join(filter(None, [rubric.topic, rubric.chapter]))}")
    print(f"{shortest:.0f} to {longest:.0f} s · {rubric.difficulty.value} · version {rubric.version}\n")
    for point in rubric.key_points:
        print(_wrapped(f"{point.point} (weight {point.importance:g}, {point.id})", "- "))
        for also in point.also:
            print(_wrapped(also, "    also: "))
        for mistake in point.mistakes:
            print(_wrapped(mistake, "    wrong: "))
        for follow_up in rubric.follow_ups:
            if follow_up.point == point.id:
                print(_wrapped(follow_up.question, "    follow-up: "))
    if rubric.model_answer:
        print("\n" + _wrapped(rubric.model_answer, "Model answer: "))
    if rubric.reference:
        print("\nReference:\n\n" + textwrap.indent(rubric.reference, "    "))
    return 0


def run_check(arguments: argparse.Namespace) -> int:
    """Print what is wrong with the question files; 1 when any breaks the format.

    Args:
        arguments: `path`, a file or folder or None for the whole bank; `quick`, to leave out what needs weights.
    """
    path = Path(arguments.path) if arguments.path else None
    static = check_path(path) if path else check_bank(shipped_folder("rubrics"), find_paths().rubrics)
    for finding in static:
        print(finding)
    tried = () if arguments.quick else tuple(_try_out(path, arguments))
    errors = sum(1 for finding in static if finding.is_error)
    warnings = len(static) + len(tried) - errors
    print(f"Found {count(errors, 'error')} and {count(warnings, 'warning')}.")
    return 1 if errors else 0


def run_restore(arguments: argparse.Namespace) -> int:
    """Put it back; what stands in its place is kept beside.

    Raises:
        RubricError: No version of it was kept, or it cannot be written.
    """
    own = find_paths().rubrics
    kept = last_good_path(own, arguments.id)
    if not arguments.id.replace("-", "").isalnum() or kept_rubric(kept) is None:
        raise RubricError(
            "No earlier version of that question was kept.",
            f"Versions are kept in {kept.parent} once a question has been read.",
        )
    print(f"Restored: {put_back(own, arguments.id)}")
    return 0


def whole_bank() -> Bank:
    """Read the shipped questions and the user's."""
    return load_bank(shipped_folder("rubrics"), find_paths().rubrics)


def _wrapped(text: str, indent: str) -> str:
    return textwrap.fill(text, WIDTH, initial_indent=indent, subsequent_indent=" " * len(indent))


def _try_out(path: Path | None, arguments: argparse.Namespace) -> Iterator[Finding]:
    """Print, question by question, what the judge and the voice find."""
    from coach.cli.setup import engines_for  # noqa: PLC0415 - heavy: only what tries questions out needs engines
    from coach.practice.lint import files_below, files_of_bank, lint_files  # noqa: PLC0415

    try:
        engines = engines_for(arguments, aloud=True)
    except CoachError as problem:
        _skipped("the judge and the voice", problem)
        return
    files = files_of_bank(engines.bank) if path is None else files_below(path)
    if not files:
        return
    judge, pronouncer = _judge(engines), _pronouncer()
    if judge is None and pronouncer is None:
        return
    progress = ProgressBar(sys.stderr, len(files), "trying out question")
    if len(files) > SOON and not progress.shown:
        note(f"Trying out {len(files)} questions; --quick skips that.")
    progress.show(0)
    try:
        for done, linted in enumerate(lint_files(files, engines.bank, judge, pronouncer), start=1):
            progress.clear()
            for finding in linted.findings:
                print(finding, flush=True)
                yield finding
            progress.show(done)
    finally:
        progress.clear()


def _judge(engines: "Engines") -> "Judge | None":
    try:
        return engines.ready_judge()
    except CoachError as problem:
        _skipped("the judge", problem)
        return None


def _pronouncer() -> "Pronouncer | None":
    from coach.speech.voice import HibariPronouncer  # noqa: PLC0415 - heavy: loads with the weights

    try:
        return HibariPronouncer()
    except CoachError as problem:
        _skipped("the voice", problem)
        return None


def _skipped(what: str, problem: CoachError) -> None:
    note(f"Not tried out with {what}: {problem}")
