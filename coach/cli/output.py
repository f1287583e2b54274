"""What the commands print: harmless to a terminal, in any encoding, and explained where it cannot be written."""

import codecs
import contextlib
import io
import json
import os
import re
import sys
import unicodedata
from collections.abc import Iterator
from typing import TextIO

from coach.errors import CoachError
from coach.plain import escaped, visible_lines

FALLBACK = "coach-plain"
"""Name of the handler for characters that an encoding lacks."""

_INSTEAD = {
    "“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "‹": "<", "›": ">", "«": "<<", "»": ">>",
    "–": "-", "—": "-", "−": "-", "…": "...", "·": "-", "•": "-", "×": "x", "→": "->", "↳": "->", "✓": "v", "✗": "x",
    "␛": "^[", "µ": "u",
}  # fmt: skip
"""What an encoding without a sign shows in its place, where that is clearer than a question mark."""

_OVERLONG = re.compile(r"\S{301,}")
"""A name without a space that is longer than any that a system takes."""

_SHOWN = 80
"""Characters of it that are shown, at its beginning and at its end."""

_DESCRIPTORS = (0, 1, 2)
"""Standard input, output and error."""


class Output(io.TextIOBase):
    """Standard output as the commands see it: what steers a terminal or hides is made visible on the way."""

    def __init__(self, stream: TextIO | None) -> None:
        """Print to a stream.

        Args:
            stream: None where standard output is closed.
        """
        self._stream = stream
        self._given_up = False

    @property
    def encoding(self) -> str:  # type: ignore[override]
        """That of the stream."""
        return getattr(self._stream, "encoding", None) or "utf-8"

    def write(self, text: str) -> int:
        """Print; a reader that has seen enough ends the command.

        Raises:
            CoachError: It cannot be written.
            BrokenPipeError: Nobody reads it any more.
        """
        if self._stream is None:
            raise CoachError(
                "Standard output is closed, so nothing can be shown.", "Leave it open, or send it to a file."
            )
        with _explained():
            self._stream.write(visible_lines(text))
        return len(text)

    def flush(self) -> None:
        """Hand on what was printed.

        Raises:
            CoachError: It cannot be written.
            BrokenPipeError: Nobody reads it any more.
        """
        if self._stream is not None and not self._given_up:
            with _explained():
                self._stream.flush()

    def writable(self) -> bool:
        """It is, until it fails."""
        return True

    def isatty(self) -> bool:
        """Whether the stream is a terminal."""
        return self._stream is not None and self._stream.isatty()

    def fileno(self) -> int:
        """Give the stream's descriptor.

        Raises:
            OSError: It has none.
        """
        if self._stream is None:
            raise io.UnsupportedOperation("fileno")
        return self._stream.fileno()

    def close(self) -> None:
        """Leave the stream open; it is not ours."""

    def give_up(self) -> None:
        """Let what is not written yet go nowhere, so that the end of the program does not stumble over it."""
        self._given_up = True
        if self._stream is not None:
            _point_at_nothing(self._stream)


@contextlib.contextmanager
def own_output() -> Iterator[Output]:
    """Print through an `Output` meanwhile; closed descriptors are filled, and no character stops the program."""
    codecs.register_error(FALLBACK, _instead)
    _fill_descriptors()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=FALLBACK)
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")
    output = Output(sys.stdout)
    with contextlib.redirect_stdout(output):
        yield output


def print_json(value: object, *, indent: int | None = 2) -> None:
    r"""Print JSON: characters as they are, and as `\uXXXX` what a terminal or the encoding cannot take.

    Args:
        value: What `json.dumps` takes.
        indent: Spaces of a level; None for one line.
    """
    text = escaped(json.dumps(value, ensure_ascii=False, indent=indent, allow_nan=False))
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        text = json.dumps(value, ensure_ascii=True, indent=indent, allow_nan=False)
    print(text)


def complain(message: str, hint: str = "") -> None:
    """Say on standard error what went wrong, where somebody can read it."""
    with contextlib.suppress(OSError, ValueError):
        print(f"coach: {_shortened(message)}", file=sys.stderr)
        if hint:
            print(f"       {_shortened(hint)}", file=sys.stderr)


def _shortened(sentence: str) -> str:
    """Leave the middle out of a name that nobody would read to its end."""
    return _OVERLONG.sub(lambda found: f"{found[0][:_SHOWN]}…{found[0][-_SHOWN:]}", sentence)


def settle_errors() -> None:
    """See to it that the end of the program does not stumble over a standard error that cannot be written."""
    try:
        if sys.stderr is not None:
            sys.stderr.flush()
    except (OSError, ValueError):
        _point_at_nothing(sys.stderr)


@contextlib.contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise CoachError(
            f"Standard output cannot be written: {error.strerror or error}.", "Free some space, or send it elsewhere."
        ) from error


def _fill_descriptors() -> None:
    """Open the standard descriptors that are closed: otherwise the next file that is opened would get one of them."""
    for descriptor in _DESCRIPTORS:
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest that is free: this one
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115, PTH123 - for as long as the program runs
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123


def _point_at_nothing(stream: TextIO) -> None:
    with contextlib.suppress(OSError, ValueError):
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, stream.fileno())
        os.close(nothing)


def _instead(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(_in_ascii(sign) for sign in error.object[error.start : error.end]), error.end


def _in_ascii(sign: str) -> str:
    if sign in _INSTEAD:
        return _INSTEAD[sign]
    bare = "".join(part for part in unicodedata.normalize("NFKD", sign) if part.isascii() and part.isprintable())
    return bare or "?"
