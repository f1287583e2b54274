"""Heavy things that are built once, in the background, and waited for where they are needed; never by who leaves."""

import atexit
import contextlib
import logging
import os
import sys
import threading
import time
from collections.abc import Callable, Iterable, Sequence
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
        """Return the value; builds it first, or waits while another thread does.

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


IN_LIBRARIES = {"warm-up", "errand", "transcribe"}
"""Names of the threads that load weights or run models."""


def end_without_waiting(code: int) -> None:
    """Have the process end at once when it ends, where a library is in the middle of loading or running a model.

    Such a library cannot be stopped, and aborts the process when the interpreter goes away under it.

    Args:
        code: The exit code.
    """
    atexit.register(_end, code)


def _end(code: int) -> None:
    if any(thread.name in IN_LIBRARIES for thread in threading.enumerate()):
        logging.shutdown()
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(OSError, ValueError, AttributeError):
                stream.flush()
        os._exit(code)


class WarmUp:
    """Threads that load one part after another each; the program does not wait for them at its end."""

    def __init__(self, lanes: Sequence[Sequence[Loading[object]]]) -> None:
        """Prepare to load.

        Args:
            lanes: What is loaded side by side, each in the order in which it is needed.
        """
        self._lanes = [threading.Thread(target=warm_up, args=(lane,), name="warm-up", daemon=True) for lane in lanes]
        self._others: list[threading.Thread] = []

    def begin(self) -> None:
        """Begin to load; a second call does nothing."""
        for lane in self._lanes:
            if lane.ident is None:
                lane.start()

    def also(self, work: Callable[[], None]) -> None:
        """Do something else that may have to wait for what is being loaded, and that nobody waits for in turn."""
        self._others = [thread for thread in self._others if thread.is_alive()]
        self._others.append(threading.Thread(target=work, name="errand", daemon=True))
        self._others[-1].start()

    def let_finish(self, seconds: float) -> None:
        """Wait for everything but the warm-up.

        Args:
            seconds: For all together, at most.
        """
        ends = time.monotonic() + seconds
        for thread in self._others:
            thread.join(max(0.0, ends - time.monotonic()))

    @property
    def busy(self) -> bool:
        """Whether something is still being loaded."""
        return any(thread.is_alive() for thread in (*self._lanes, *self._others))
