"""What every screen does alike: the line of keys, help, work in the background, the word when there is no room."""

import logging
from collections.abc import Callable
from contextvars import copy_context
from functools import partial
from typing import Protocol, TypeVar, cast

from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen

from coach.errors import CoachError
from coach.practice.engines import Engines
from coach.settings import Settings
from coach.ui.messages import ErrandFailed, LateErrandFailed
from coach.ui.plain import harmless
from coach.ui.widgets.key_line import KeyLine
from coach.ui.widgets.too_small import TooSmall

T = TypeVar("T")

log = logging.getLogger(__name__)

HELP = Binding("question_mark,f1", "app.explain_keys", "Help", key_display="?", id="help")
"""The key that every screen has."""


class RunsErrands(Protocol):
    """The program, as far as errands need it."""

    def behind(self, work: Callable[[], None]) -> None:
        """Run work in a thread that the program's end does not wait for."""
        ...

    def retune(self, engines: Engines, settings: Settings) -> Engines:
        """Give the engines for changed settings."""
        ...


class CoachScreen(Screen[T]):
    """A screen of the program; its pieces come from `body`."""

    def body(self) -> ComposeResult:
        """Give the pieces between the top and the line of keys."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """Put the body above the line of keys."""
        yield from self.body()
        yield KeyLine()
        yield TooSmall()

    @property
    def would_be_lost(self) -> str:
        """What to ask before the program ends here; empty where nothing would be lost."""
        return ""

    @property
    def lost_by_leaving(self) -> str:
        """What to ask before another screen takes this one's place; empty where nothing would be lost."""
        return ""

    def errand(self, name: str, work: Callable[[], None]) -> None:
        """Run work in a thread; it tells of its results by messages, and its errors arrive as `ErrandFailed`.

        The work belongs to the program, not to the screen: it goes on where the user has moved on. An error then goes
        to the program, never to another screen, which would take it for its own.

        Args:
            name: Names the work in `ErrandFailed` and in the log.
            work: May block; touches no widget.
        """
        app = self.app

        def guarded() -> None:
            try:
                work()
            except CoachError as error:
                told = error
            except Exception as error:
                log.exception("the errand %s failed", name)
                told = CoachError(
                    f"Something unexpected went wrong: {error!r}.", "Details are in the log; `coach paths` says where."
                )
            else:
                return
            if self.is_attached:
                self.post_message(ErrandFailed(name, told))
            else:
                app.post_message(LateErrandFailed(told))

        cast("RunsErrands", app).behind(partial(copy_context().run, guarded))

    def retuned(self, engines: Engines, settings: Settings) -> Engines:
        """Give the engines for changed settings, without loading anything heavy again."""
        return cast("RunsErrands", self.app).retune(engines, settings)

    def on_errand_failed(self, message: ErrandFailed) -> None:
        """Say what went wrong; screens with a place for it show it there."""
        self.tell_error(message.error)

    def tell_error(self, error: CoachError) -> None:
        """Say an error at the corner of the screen for a while."""
        text = harmless(f"{error.message} {error.hint}".rstrip())
        self.app.notify(text, severity="error", timeout=10, markup=False)

    def tell(self, text: str) -> None:
        """Say a fact at the corner of the screen for a while."""
        self.app.notify(harmless(text), timeout=5, markup=False)
