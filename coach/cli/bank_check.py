"""`coach bank check`: what is wrong with question files, and what the judge and the voice make of them."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from coach.bank.check import Finding, check_bank, check_path
from coach.cli.setup import engines_for
from coach.content.judge import Judge
from coach.errors import CoachError
from coach.paths import find_paths, shipped_folder
from coach.practice.engines import Engines
from coach.practice.lint.lint_files import files_below, files_of_bank, lint_files
from coach.practice.lint.unknown_words import Pronouncer

SOON = 2
"""Questions that are tried out without a word about how long it takes."""


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
    progress = _Progress(len(files))
    for linted in lint_files(files, engines.bank, judge, pronouncer):
        progress.clear()
        for finding in linted.findings:
            print(finding, flush=True)
            yield finding
        progress.one_more()
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


class _Progress:
    """Says on stderr how far it has come: on one line of a terminal, elsewhere once that it takes a while."""

    def __init__(self, total: int) -> None:
        self._done, self._total = 0, total
        self._moves = sys.stderr.isatty()
        if total > SOON and not self._moves:
            print(f"Trying out {total} questions; --quick leaves that out.", file=sys.stderr, flush=True)
        self._show()

    def one_more(self) -> None:
        """Count another question."""
        self._done += 1
        self._show()

    def clear(self) -> None:
        """Make room for another line."""
        if self._moves:
            print("\r\033[K", end="", file=sys.stderr, flush=True)

    def _show(self) -> None:
        if self._moves and self._done < self._total:
            at = f"{self._done + 1} of {self._total}"
            print(f"trying out question {at}; --quick leaves that out", end="", file=sys.stderr, flush=True)
