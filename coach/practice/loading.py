"""A heavy thing that is built once, in the background, and waited for where it is needed."""

import atexit
import contextlib
import logging
import os
import sys
import threading
from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Any, Generic, TypeVar

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

Say = Callable[[str], None]
"""Takes one line about the progress of a long load: `joining Whisper base, 40 %`."""


class LoadState(StrEnum):
    """How far a load has come."""

    WAITING = "waiting"
    LOADING = "loading"
    READY = "ready"
    FAILED = "failed"


class Loading(Generic[T_co]):
    """A value that is built at most once; may be asked for from any thread."""

    def __init__(self, label: str, build: Callable[[Say], T_co], say: Say | None = None) -> None:
        """Remember how to build the value; builds nothing yet.

        Args:
            label: What it is, for the person at the screen: `Whisper`.
            build: Builds the value; may report its progress.
            say: Told of the progress as well; whoever can look may read `progress` instead.
        """
        self.label = label
        self.state = LoadState.WAITING
        self.progress = ""
        self.error: Exception | None = None
        self._build = build
        self._say = say
        self._value: T_co | None = None
        self._lock = threading.Lock()

    def get(self) -> T_co:
        """Give the value; builds it first, or waits while another thread does.

        Raises:
            Exception: Whatever the build raised, each time it is asked for.
        """
        with self._lock:
            if self.state is LoadState.FAILED and self.error is not None:
                raise self.error
            if self.state is not LoadState.READY:
                self.state = LoadState.LOADING
                try:
                    self._value = self._build(self._note)
                except Exception as error:
                    self.error = error
                    self.state = LoadState.FAILED
                    raise
                self.state = LoadState.READY
                self.progress = ""
        return self._value  # type: ignore[return-value]  # built when the state is READY

    def _note(self, line: str) -> None:
        self.progress = line
        if self._say is not None:
            self._say(line)


def loaded(label: str, value: T) -> Loading[T]:
    """Wrap a value that needs no building."""
    loading = Loading(label, lambda _say: value)
    loading.get()
    return loading


def warm_up(loadings: Iterable[Loading[Any]]) -> None:
    """Build each in turn; a failure is kept in its `error` and the next one is built all the same."""
    for loading in loadings:
        try:
            loading.get()
        except Exception:  # noqa: BLE001, S112 - kept in loading.error and raised again at get()
            continue


def end_without_waiting(code: int, busy: Callable[[], bool]) -> None:
    """Have the process end at once when it ends, where a library cannot be stopped in the middle of its loading.

    Args:
        code: The exit code.
        busy: Whether something is still being loaded; asked at the end.
    """
    atexit.register(_end, code, busy)


def _end(code: int, busy: Callable[[], bool]) -> None:
    if busy():
        logging.shutdown()
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(OSError, ValueError, AttributeError):
                stream.flush()
        os._exit(code)
