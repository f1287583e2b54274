"""Asks before something is lost."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from coach.ui.widgets.choices import Choice, Choices


class ConfirmScreen(ModalScreen[bool]):
    """A question with yes or no; no is the safe answer and comes first."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n,escape", "answer(False)", "No"),
        Binding("y", "answer(True)", "Yes"),
    ]

    def __init__(self, question: str, *, yes: str, no: str) -> None:
        """Ask.

        Args:
            question: What is at stake.
            yes: What yes does.
            no: What no does.
        """
        super().__init__()
        self._question = question
        self._yes = yes
        self._no = no

    def compose(self) -> ComposeResult:
        """A box with the question and the two answers."""
        with Vertical(classes="dialog"):
            yield Static(Content.styled(self._question, "bold"), markup=False)
            yield Choices([Choice("n", self._no, "no"), Choice("y", self._yes, "yes")])

    def on_choices_made(self, event: Choices.Made) -> None:
        """Give the answer back."""
        self.dismiss(event.value == "yes")

    def action_answer(self, yes: bool) -> None:
        """Give an answer made by its letter back."""
        self.dismiss(yes)
