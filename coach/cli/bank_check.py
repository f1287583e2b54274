"""`coach bank check`: what is wrong with question files, and what the judge and the voice make of them."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from coach.bank.check import Finding, check_bank, check_path
from coach.cli.progress_bar import ProgressBar
from coach.cli.setup import engines_for
from coach.content.judge import Judge
from coach.errors import CoachError
from coach.paths import find_paths, shipped_folder
from coach.practice.engines import Engines
from coach.practice.lint.lint_files import files_below, files_of_bank, lint_files
from coach.practice.lint.unknown_words import Pronouncer

SOON = 2
"""Questions that are tried out without a word about how long it takes, where no bar says it."""


def run(arguments: argparse.Namespace) -> int:
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
    print(f"{errors} error{'s' * (errors != 1)}, {warnings} warning{'s' * (warnings != 1)}")
    return 1 if errors else 0


def _try_out(path: Path | None, arguments: argparse.Namespace) -> Iterator[Finding]:
    """Print, question by question, what the judge and the voice find."""
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
        print(f"Trying out {len(files)} questions; --quick leaves that out.", file=sys.stderr, flush=True)
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


def _judge(engines: Engines) -> Judge | None:
    try:
        return engines.judge.get()
    except CoachError as problem:
        _skipped("the judge", problem)
        return None


def _pronouncer() -> Pronouncer | None:
    from coach.speech.hibari_voice import HibariPronouncer  # noqa: PLC0415 - heavy: loads with the weights

    try:
        return HibariPronouncer()
    except CoachError as problem:
        _skipped("the voice", problem)
        return None


def _skipped(what: str, problem: CoachError) -> None:
    print(f"Not tried out with {what}: {problem}", file=sys.stderr)
