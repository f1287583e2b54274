"""The commands: parse arguments, call one function, print."""

import sys
from collections.abc import Sequence

from coach.cli.parser import build_parser
from coach.errors import CoachError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        arguments: Without the program's name; by default those of the process.

    Returns:
        0 when done, 1 for a failure that was explained on stderr, 130 after Ctrl+C; usage errors exit with 2.
    """
    parsed = build_parser().parse_args(arguments)
    try:
        return int(parsed.run(parsed))
    except CoachError as error:
        from coach.report.plain import plain  # noqa: PLC0415 - only errors need it

        print(f"coach: {plain(error.message)}", file=sys.stderr)
        if error.hint:
            print(f"       {plain(error.hint)}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # the reader, for instance `head`, has seen enough
        sys.stderr.close()
        return 0
