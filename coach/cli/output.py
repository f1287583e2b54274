"""What the commands print, ask and exit with: harmless to a terminal, in any encoding, explained where it fails."""

import codecs
import contextlib
import io
import os
import re
import shutil
import sys
import time
import unicodedata
from collections.abc import Callable, Iterator
from typing import TextIO

from coach.errors import CoachError
from coach.plain import escaped, visible_lines

FAILED, USAGE, INTERRUPTED = 1, 2, 130
"""What went wrong was explained; the program was started in a way that cannot work; Ctrl+C, as shells have it."""

FALLBACK = "coach-plain"
"""Name of the handler for characters that an encoding lacks."""

BAR_WIDTH = 24
"""Cells of the bar where there is room for them."""

LEAST_BAR = 5
"""Cells below which a bar says nothing, and is left out."""

FIRST_GUESS = 2
"""Pieces of work that must be done before the time that is left is guessed: the first one also loads what is needed."""

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

_CLEAR = "\r\033[K"

_PERCENTAGE = re.compile(r":? \d+ %$")


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
                "Standard output is closed, so nothing can be shown.", "Leave it open, or redirect it to a file."
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
        """Return the stream's descriptor.

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
    """Print JSON; see `json_text`."""
    print(json_text(value, sys.stdout.encoding, indent=indent), flush=indent is None)


def json_text(value: object, encoding: str | None, *, indent: int | None = None) -> str:
    r"""Write JSON: characters as they are, and as `\uXXXX` what a terminal or the encoding cannot take.

    Args:
        value: What `json.dumps` takes.
        encoding: Of the stream that it is written to; None for UTF-8.
        indent: Spaces of a level; None for one line.
    """
    import json  # noqa: PLC0415 - not needed for most of what is printed

    text = escaped(json.dumps(value, ensure_ascii=False, indent=indent, allow_nan=False))
    try:
        text.encode(encoding or "utf-8")
    except UnicodeEncodeError:  # a terminal that is not Unicode
        return json.dumps(value, ensure_ascii=True, indent=indent, allow_nan=False)
    return text


def note(line: str) -> None:
    """Print on standard error what is not the result: progress, and remarks."""
    print(line, file=sys.stderr, flush=True)


def complain(message: str, hint: str = "") -> None:
    """Say on standard error what went wrong, where somebody can read it."""
    with contextlib.suppress(OSError, ValueError):
        print(f"coach: {_shortened(message)}", file=sys.stderr)
        if hint:
            print(f"       {_shortened(hint)}", file=sys.stderr)


def settle_errors() -> None:
    """See to it that the end of the program does not stumble over a standard error that cannot be written."""
    try:
        if sys.stderr is not None:
            sys.stderr.flush()
    except (OSError, ValueError):
        _point_at_nothing(sys.stderr)


def agreed(question: str) -> bool | None:
    """Ask something that is answered with yes or no; None where nobody can be asked."""
    if not can_ask():
        return None
    try:
        return answered(f"{question} [y/N] ").lower() in {"y", "yes"}
    except EOFError:
        return False


def answered(question: str) -> str:
    """Ask something on standard error, and give the line that is typed.

    Raises:
        EOFError: The input has ended.
    """
    sys.stdout.flush()  # what is asked about
    print(question, end="", file=sys.stderr, flush=True)
    line = sys.stdin.readline()
    if not line:
        print(file=sys.stderr)
        raise EOFError
    return line.strip()


def can_ask() -> bool:
    """Return whether somebody sits at standard input."""
    return sys.stdin is not None and sys.stdin.isatty()


class ProgressBar:
    """Shows one line on a terminal, and nothing at all where there is none."""

    def __init__(
        self,
        stream: TextIO,
        total: int,
        doing: str,
        clock: Callable[[], float] = time.monotonic,
        columns: Callable[[], int] = lambda: shutil.get_terminal_size().columns,
    ) -> None:
        """Show nothing yet.

        Args:
            stream: Usually standard error.
            total: Pieces of work.
            doing: What is done with each: `trying out question`.
            clock: Gives seconds.
            columns: Gives the width of the terminal, which may change.
        """
        self.shown = stream.isatty() and os.environ.get("TERM") != "dumb"
        self._stream, self._total, self._doing = stream, total, doing
        self._clock, self._columns = clock, columns
        self._began = clock()

    def show(self, done: int) -> None:
        """Show how far it has come.

        Args:
            done: Pieces that are finished; with all of them the line goes away.
        """
        if not self.shown:
            return
        if done >= self._total:
            self.clear()
            return
        self._write(_CLEAR + self._line(done))

    def clear(self) -> None:
        """Make room for another line."""
        if self.shown:
            self._write(_CLEAR)

    def _line(self, done: int) -> str:
        room = self._columns() - 1  # a full line would make some terminals begin another one
        words = f"{self._doing} {done + 1} of {self._total}"
        left = self._left(done)
        if left and len(words) + len(left) <= room:
            words += left
        cells = min(BAR_WIDTH, room - len(words) - 1)
        if cells < LEAST_BAR:
            return words[:room]
        full, empty = self._signs()
        filled = round(cells * done / self._total)
        return f"{full * filled}{empty * (cells - filled)} {words}"

    def _left(self, done: int) -> str:
        if done < FIRST_GUESS:
            return ""
        seconds = round((self._clock() - self._began) / done * (self._total - done))
        return f", {seconds // 60} min {seconds % 60} s left" if seconds >= 60 else f", {seconds} s left"  # noqa: PLR2004 - seconds of a minute

    def _signs(self) -> tuple[str, str]:
        """Return the signs of what is done and of what is left: blocks, or what any encoding has."""
        try:
            "█░".encode(getattr(self._stream, "encoding", None) or "ascii")
        except (UnicodeEncodeError, LookupError):
            return "#", "-"
        return "█", "░"

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()


class ProgressLines:
    """Prints progress to stderr: on one line of a terminal, elsewhere only what is new in words."""

    def __init__(self) -> None:
        self._last = ""

    def __call__(self, line: str) -> None:
        """Print one line."""
        words = _PERCENTAGE.sub("", line)
        if sys.stderr.isatty():
            goes_on = words != line and not line.endswith(" 100 %")
            print(f"\r\033[K{line}", end="" if goes_on else "\n", file=sys.stderr, flush=True)
        elif words != self._last:
            print(words, file=sys.stderr, flush=True)
        self._last = words


def _shortened(sentence: str) -> str:
    """Leave the middle out of a name that nobody would read to its end."""
    return _OVERLONG.sub(lambda found: f"{found[0][:_SHOWN]}…{found[0][-_SHOWN:]}", sentence)


@contextlib.contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise CoachError(
            f"Standard output cannot be written: {error.strerror or error}.",
            "Free up some space, or redirect it elsewhere.",
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
