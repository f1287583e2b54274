"""Waits for the key that is to do something from now on."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.events import Key
from textual.screen import ModalScreen
from textual.widgets import Static

from coach.ui.plain import plain


class KeyCaptureScreen(ModalScreen[str]):
    """The next key pressed is the answer; Escape leaves everything as it is."""

    def __init__(self, does: str) -> None:
        """Ask for a key.

        Args:
            does: What it is to do.
        """
        super().__init__()
        self._does = does

    def compose(self) -> ComposeResult:
        """A box with the question."""
        with Vertical(classes="dialog"):
            yield Static(plain(f"Press the key for: {self._does}", "bold"), markup=False)
            yield Static(Content.styled("Escape leaves it as it is.", "$quiet"), markup=False)

    def on_key(self, event: Key) -> None:
        """Give the key back."""
        event.stop()
        event.prevent_default()
        self.dismiss("" if event.key == "escape" else event.key)
