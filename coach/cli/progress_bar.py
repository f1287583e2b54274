"""A bar on one line of a terminal that says how far something has come, and how long it still takes."""

import os
import shutil
import time
from collections.abc import Callable
from typing import TextIO

WIDTH = 24
"""Cells of the bar where there is room for them."""

LEAST_WIDTH = 5
"""Cells below which a bar says nothing, and is left out."""

FIRST_GUESS = 2
"""Pieces of work that must be done before the time that is left is guessed: the first one also loads what is needed."""

_CLEAR = "\r\033[K"


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
        cells = min(WIDTH, room - len(words) - 1)
        if cells < LEAST_WIDTH:
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
        """Give the signs of what is done and of what is left: blocks, or what any encoding has."""
        try:
            "█░".encode(getattr(self._stream, "encoding", None) or "ascii")
        except (UnicodeEncodeError, LookupError):
            return "#", "-"
        return "█", "░"

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()
