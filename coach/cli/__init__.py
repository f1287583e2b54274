"""The commands: parse arguments, call one function, print."""

import argparse
import logging
from collections.abc import Sequence

from coach.cli.output import FAILED, INTERRUPTED, USAGE, complain, own_output, settle_errors
from coach.cli.parser import build_parser
from coach.errors import CoachError, UsageError
from coach.plain import plain


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        arguments: Without the program's name; by default those of the process.

    Returns:
        0 when done, also where a reader such as `head` has seen enough; 1 for a failure that was explained on stderr,
        2 where the screen has no terminal, 130 after Ctrl+C; usage errors exit with 2.
    """
    logging.getLogger("coach").addHandler(logging.NullHandler())  # what goes wrong unseen is for the screen's log
    with own_output() as output:
        try:
            try:
                parsed = build_parser().parse_args(arguments)
            except SystemExit:  # --help, --version, or a usage error
                output.flush()
                raise
            code = _run(parsed)
            output.flush()
        except CoachError as error:
            output.give_up()
            complain(plain(error.message), plain(error.hint))
            code = FAILED
        except BrokenPipeError:
            output.give_up()
            code = 0
        settle_errors()
        return code


def _run(parsed: argparse.Namespace) -> int:
    try:
        return int(parsed.run(parsed))
    except CoachError as error:
        complain(plain(error.message), plain(error.hint))
        return USAGE if isinstance(error, UsageError) else FAILED
    except KeyboardInterrupt:
        return INTERRUPTED
