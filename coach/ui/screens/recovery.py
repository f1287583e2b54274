"""Asks what to do with a recording that was never assessed."""

from enum import StrEnum
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from coach.domain.recording import UnfinishedRecording
from coach.report.moments import clock
from coach.ui.plain import plain
from coach.ui.widgets.choices import Choice, Choices


class WhatToDo(StrEnum):
    """What can be done with an unfinished recording."""

    ASSESS = "assess"
    LATER = "later"
    DELETE = "delete"


class RecoveryScreen(ModalScreen[WhatToDo]):
    """One unfinished recording and the three things to do with it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "choose('assess')", "Assess now"),
        Binding("l,escape", "choose('later')", "Later"),
        Binding("d", "choose('delete')", "Delete"),
    ]

    def __init__(self, recording: UnfinishedRecording, question: str) -> None:
        """Offer a recording.

        Args:
            recording: What was found.
            question: The question it answers; empty where that is not known.
        """
        super().__init__()
        self._recording = recording
        self._question = question

    def compose(self) -> ComposeResult:
        """A box with the facts and the choices."""
        about = (
            plain(self._question) if self._question else plain(f"Question: {self._recording.question_id or 'unknown'}")
        )
        with Vertical(classes="dialog"):
            yield Static(Content.styled("An unfinished answer was found", "$primary bold"), markup=False)
            yield Static(about, markup=False, classes="dialog-text")
            length = f"{clock(self._recording.seconds)} of sound were recorded before the program was stopped."
            yield Static(Content.styled(length, "$quiet"), markup=False)
            if not self._question:
                hint = f"It can be assessed with: coach assess {self._recording.path} --question ID"
                yield Static(plain(hint, "$quiet"), markup=False)
            assess = [Choice("a", "Assess it now", WhatToDo.ASSESS)] if self._question else []
            yield Choices(
                [
                    *assess,
                    Choice("l", "Later; it stays where it is", WhatToDo.LATER),
                    Choice("d", "Delete it for good", WhatToDo.DELETE),
                ]
            )

    def on_choices_made(self, event: Choices.Made) -> None:
        """Give the choice back."""
        self.dismiss(WhatToDo(event.value))

    def action_choose(self, choice: str) -> None:
        """Give a choice made by its letter back; an unknown question cannot be assessed here."""
        if choice != WhatToDo.ASSESS or self._question:
            self.dismiss(WhatToDo(choice))
