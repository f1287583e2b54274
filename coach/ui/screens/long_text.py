"""A longer text to type, above everything else."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static, TextArea

from coach.ui.plain import plain


class LongTextScreen(ModalScreen[str | None]):
    """Ctrl+S gives what was typed; Escape leaves everything as it is."""

    DEFAULT_CSS = """
    LongTextScreen .dialog { width: 92%; height: 80%; }
    LongTextScreen TextArea { height: 1fr; margin-top: 1; border: none; padding: 0; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "take", "Take it", priority=True, id="long_text.take"),
        Binding("escape", "leave", "Leave it", priority=True, id="long_text.leave"),
    ]

    def __init__(self, title: str, text: str) -> None:
        """Let a text be changed.

        Args:
            title: What it is.
            text: As it is so far.
        """
        super().__init__()
        self._title = title
        self._text = text

    def compose(self) -> ComposeResult:
        """A box with the text, and the two keys."""
        with Vertical(classes="dialog"):
            yield Static(plain(f"{self._title}: Ctrl+S takes it, Escape leaves it as it was.", "bold"), markup=False)
            yield TextArea(self._text, soft_wrap=True, show_line_numbers=False, tab_behavior="focus", compact=True)

    def on_mount(self) -> None:
        """Type at once."""
        self.query_one(TextArea).focus()

    def action_take(self) -> None:
        """Give the text back, once every key before this one has arrived; it overtakes them."""
        self.query_one(TextArea).call_later(self._take)

    def _take(self) -> None:
        self.dismiss(self.query_one(TextArea).text)

    def action_leave(self) -> None:
        """Give nothing back."""
        self.dismiss(None)
