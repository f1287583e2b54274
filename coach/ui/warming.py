"""Loads the heavy parts behind the screen, without keeping anybody from leaving."""

import threading
import time
from collections.abc import Callable, Sequence

from coach.practice.loading import Loading, warm_up


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
        self._others.append(threading.Thread(target=work, name="ahead", daemon=True))
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
