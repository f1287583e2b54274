"""Keeps what C libraries print away from the user's terminal."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

_STDOUT = 1
"""The file descriptor of standard output, whatever `sys.stdout` is."""

_STDERR = 2
"""The file descriptor that C libraries complain to, whatever `sys.stderr` is."""


@contextlib.contextmanager
def quiet_stderr() -> Iterator[None]:
    """Throw away what is printed on descriptor 2 meanwhile: ALSA and JACK complain there of every absent device."""
    try:
        kept = os.dup(_STDERR)
    except OSError:
        yield
        return
    try:
        _point_at_nothing(_STDERR)
        yield
    finally:
        os.dup2(kept, _STDERR)
        os.close(kept)


@contextlib.contextmanager
def screen_apart_from_noise() -> Iterator[None]:
    """Yield the screen descriptors of its own, and throw away what is printed on descriptors 1 and 2 meanwhile.

    A full-screen program draws on standard error, and one that is served to a browser speaks its protocol on standard
    output. Without this, C libraries print into the picture or between two packets, and `quiet_stderr` would throw
    away what is drawn while it lasts.
    """
    with _kept_apart("__stdout__", _STDOUT), _kept_apart("__stderr__", _STDERR):
        yield


@contextlib.contextmanager
def _kept_apart(name: str, descriptor: int) -> Iterator[None]:
    stream = getattr(sys, name)  # this is where the screen looks for its terminal
    try:
        kept = os.dup(descriptor)
    except OSError:
        yield
        return
    drawn_on = io.TextIOWrapper(_Drawing(kept, "w"), encoding="utf-8", errors="replace", write_through=True)
    with drawn_on:
        try:
            if stream is not None:
                stream.flush()  # what was printed before still belongs to the terminal
            setattr(sys, name, drawn_on)
            _point_at_nothing(descriptor)
            yield
        finally:
            setattr(sys, name, stream)
            os.dup2(kept, descriptor)


class _Drawing(io.FileIO):
    """A terminal to draw on; once it is gone, drawing goes nowhere, so that the program can end in its own way."""

    def write(self, data: ReadableBuffer) -> int:
        try:
            return super().write(data)
        except OSError as error:
            if error.errno != errno.EIO:
                raise
            return memoryview(data).nbytes


def _point_at_nothing(descriptor: int) -> None:
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, descriptor)
    os.close(nothing)
