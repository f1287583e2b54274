"""Keeps what C libraries print on standard error away from the user's terminal."""

import contextlib
import io
import os
import sys
from collections.abc import Iterator

_STDERR = 2
"""The file descriptor that C libraries print to, whatever `sys.stderr` is."""


@contextlib.contextmanager
def quiet_stderr() -> Iterator[None]:
    """Throw away what is printed on descriptor 2 meanwhile: ALSA and JACK complain there of every absent device."""
    try:
        kept = os.dup(_STDERR)
    except OSError:
        yield
        return
    try:
        _point_at_nothing()
        yield
    finally:
        os.dup2(kept, _STDERR)
        os.close(kept)


@contextlib.contextmanager
def screen_apart_from_noise() -> Iterator[None]:
    """Give the screen a descriptor of its own, and throw away what is printed on descriptor 2 meanwhile.

    A full-screen program draws on standard error. Without this, C libraries print into the picture, and
    `quiet_stderr` would throw away what is drawn while it lasts.
    """
    stream = sys.__stderr__
    try:
        kept = os.dup(_STDERR)
    except OSError:
        yield
        return
    drawn_on = io.TextIOWrapper(io.FileIO(kept, "w"), encoding="utf-8", errors="replace", write_through=True)
    with drawn_on:
        try:
            sys.__stderr__ = drawn_on  # type: ignore[misc]  # this is where the screen looks for its terminal
            _point_at_nothing()
            yield
        finally:
            sys.__stderr__ = stream  # type: ignore[misc]
            os.dup2(kept, _STDERR)


def _point_at_nothing() -> None:
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, _STDERR)
    os.close(nothing)
