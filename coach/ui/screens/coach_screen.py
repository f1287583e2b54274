"""What every screen does alike: the line of keys, help, work in the background, the word when there is no room."""

from collections.abc import Callable
from typing import TypeVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen
from textual.widgets import Footer

from coach.errors import CoachError
from coach.ui.messages import ErrandFailed
from coach.ui.plain import harmless
from coach.ui.widgets.too_small import TooSmall

T = TypeVar("T")

HELP = Binding("question_mark,f1", "app.explain_keys", "Help", key_display="?")
"""The key that every screen has."""


class CoachScreen(Screen[T]):
    """A screen of the program; its pieces come from `body`."""

    def body(self) -> ComposeResult:
        """Give the pieces between the top and the line of keys."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """Put the body above the line of keys."""
        yield from self.body()
        yield Footer(show_command_palette=False, compact=True)
        yield TooSmall()

    def errand(self, name: str, work: Callable[[], None]) -> None:
        """Run work in a thread; it tells of its results by messages, and its errors arrive as `ErrandFailed`.

        The work belongs to the program, not to the screen: it is finished even where the user has moved on.

        Args:
            name: Names the work in `ErrandFailed` and in the log.
            work: May block; touches no widget.
        """

        def guarded() -> None:
            try:
                work()
            except CoachError as error:
                where = self if self.is_attached else self.app.screen
                where.post_message(ErrandFailed(name, error))

        self.app.run_worker(guarded, name=name, thread=True, exit_on_error=False)

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
