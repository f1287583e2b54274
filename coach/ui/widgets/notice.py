"""Lines that take no room while they have nothing to say: a notice, and the last hint."""

from enum import StrEnum

from textual.content import Content
from textual.widgets import Static

from coach.errors import CoachError
from coach.ui.lines import plain


class Severity(StrEnum):
    """How much a notice matters."""

    INFO = "·"
    WARNING = "!"
    ERROR = "✗"


_STYLES = {Severity.INFO: "$primary", Severity.WARNING: "$warning bold", Severity.ERROR: "$error bold"}


class Notice(Static):
    """One notice; takes no room while it has nothing to say."""

    DEFAULT_CSS = """
    Notice { height: auto; padding: 0 2; display: none; }
    Notice.-said { display: block; }
    """

    def __init__(
        self, message: str = "", hint: str = "", severity: Severity = Severity.INFO, *, id: str | None = None
    ) -> None:
        """Say something, or nothing yet."""
        super().__init__(id=id, markup=False)
        self.message = ""
        self.say(message, hint, severity)

    def say(self, message: str, hint: str = "", severity: Severity = Severity.INFO) -> None:
        """Say something else; an empty message takes the notice away.

        Args:
            message: What happened.
            hint: What to do about it.
            severity: How much it matters.
        """
        self.message = message
        self.set_class(bool(message), "-said")
        sign = Content.styled(severity.value, _STYLES[severity])
        self.update(sign + " " + plain(message) + (Content(" ") + plain(hint, "$quiet") if hint else ""))

    def say_error(self, error: CoachError, severity: Severity = Severity.ERROR) -> None:
        """Say what an error says."""
        self.say(error.message, error.hint, severity)


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
