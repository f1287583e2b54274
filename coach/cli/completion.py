"""`coach completion`: what a shell needs to complete commands, options, files and the ids of questions."""

import argparse
from collections.abc import Iterator, Sequence

from coach.cli.bank import whole_bank
from coach.cli.parser import build_parser

SHELLS = ("bash", "zsh", "fish")
"""The shells that are helped."""

_FILES = frozenset({"FILE", "AUDIO", "PATH", "CASES.jsonl"})

_FOLDERS = frozenset({"DIR"})
"""What arguments are called that are files, and folders."""

_QUESTION = "ID"

_OTHER_IDS = frozenset({"coach bank new", "coach mock"})
"""Commands whose ID is not that of a question that is there."""


def run(arguments: argparse.Namespace) -> int:
    """Print the script of a shell; the ids in it are those of the questions that are there now."""
    print(completion_script(arguments.shell, [rubric.id for rubric in whole_bank().rubrics]))
    return 0


def completion_script(shell: str, questions: Sequence[str]) -> str:
    """Return the script that makes a shell complete our commands.

    Args:
        shell: One of `SHELLS`.
        questions: The ids that complete where a question is expected.
    """
    import shtab  # noqa: PLC0415 - hardly anybody needs it

    parser = build_parser()  # a fresh one, so that what shtab reads on its actions is seen by nobody else
    for each in _with_commands(parser):
        for action in each._actions:
            if action.metavar in _FILES:
                action.complete = shtab.FILE  # type: ignore[attr-defined]
            elif action.metavar in _FOLDERS:
                action.complete = shtab.DIRECTORY  # type: ignore[attr-defined]
            elif action.metavar == _QUESTION and each.prog not in _OTHER_IDS:
                action.choices = list(questions)
    script: str = shtab.complete(parser, shell)
    return script


def _with_commands(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    """Yield a parser with those of all its commands."""
    yield parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for below in action.choices.values():
                yield from _with_commands(below)
