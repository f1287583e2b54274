"""The topic words of key points that the candidate asked for."""

from textual.content import Content
from textual.widgets import Static

from coach.ui.plain import plain


class HintLine(Static):
    """The last hint given; takes no room while there is none."""

    DEFAULT_CSS = """
    HintLine { height: auto; padding: 0 2; max-width: 76; text-align: center; display: none; }
    HintLine.-given { display: block; margin-bottom: 1; }
    """

    def __init__(self) -> None:
        """No hint yet."""
        super().__init__("", markup=False)

    def show_hints(self, text: str) -> None:
        """Show a hint.

        Args:
            text: What to show, in one line; empty for none.
        """
        self.set_class(bool(text), "-given")
        self.update(Content.assemble(("hint  ", "$quiet"), plain(text, "$primary")))
