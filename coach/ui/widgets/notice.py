"""One thing worth saying, with what to do about it."""

from enum import StrEnum

from textual.content import Content
from textual.widgets import Static

from coach.errors import CoachError
from coach.ui.plain import plain


class Weight(StrEnum):
    """How much a notice matters."""

    INFO = "·"
    WARNING = "!"
    ERROR = "✗"


_STYLES = {Weight.INFO: "$primary", Weight.WARNING: "$warning bold", Weight.ERROR: "$error bold"}


class Notice(Static):
    """One notice; takes no room while it has nothing to say."""

    DEFAULT_CSS = """
    Notice { height: auto; padding: 0 2; display: none; }
    Notice.-said { display: block; }
    """

    def __init__(
        self, message: str = "", hint: str = "", weight: Weight = Weight.INFO, *, id: str | None = None
    ) -> None:
        """Say something, or nothing yet."""
        super().__init__(id=id, markup=False)
        self.message = ""
        self.say(message, hint, weight)

    def say(self, message: str, hint: str = "", weight: Weight = Weight.INFO) -> None:
        """Say something else; an empty message takes the notice away.

        Args:
            message: What happened.
            hint: What to do about it.
            weight: How much it matters.
        """
        self.message = message
        self.set_class(bool(message), "-said")
        sign = Content.styled(weight.value, _STYLES[weight])
        self.update(sign + " " + plain(message) + (Content(" ") + plain(hint, "$quiet") if hint else ""))

    def say_error(self, error: CoachError, weight: Weight = Weight.ERROR) -> None:
        """Say what an error says."""
        self.say(error.message, error.hint, weight)
