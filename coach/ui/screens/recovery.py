"""Asks what to do with an answer that is not in the history yet."""

from enum import StrEnum
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from coach.domain.unfinished import Unfinished, UnfinishedText
from coach.report.moments import clock
from coach.ui.phrases import count
from coach.ui.plain import plain
from coach.ui.widgets.choices import Choice, Choices

SHOWN_WORDS = 12
"""Words of a typed answer by which one knows it again."""


class WhatToDo(StrEnum):
    """What can be done with an unfinished answer."""

    ASSESS = "assess"
    TYPE = "type"
    LATER = "later"
    DELETE = "delete"


class RecoveryScreen(ModalScreen[WhatToDo]):
    """One unfinished answer and the things to do with it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "choose('assess')", "Assess now"),
        Binding("t", "choose('type')", "Go on typing"),
        Binding("l,escape", "choose('later')", "Later"),
        Binding("d", "choose('delete')", "Delete"),
    ]

    def __init__(self, unfinished: Unfinished, question: str) -> None:
        """Offer an answer.

        Args:
            unfinished: What was found.
            question: The question it answers; empty where that is not known.
        """
        super().__init__()
        self._unfinished = unfinished
        self._typed = isinstance(unfinished, UnfinishedText)
        self._question = question

    def compose(self) -> ComposeResult:
        """A box with the facts and the choices."""
        about = (
            plain(self._question) if self._question else plain(f"Question: {self._unfinished.question_id or 'unknown'}")
        )
        with Vertical(classes="dialog"):
            yield Static(Content.styled("An unfinished answer was found", "$primary bold"), markup=False)
            yield Static(about, markup=False, classes="dialog-text")
            yield Static(plain(self._facts, "$quiet"), markup=False)
            if not self._question:
                flag = "--text " if self._typed else ""
                hint = f"It can be assessed with: coach assess {flag}{self._unfinished.path} --question ID"
                yield Static(plain(hint, "$quiet"), markup=False)
            assess = [Choice("a", "Assess it now", WhatToDo.ASSESS)] if self._question else []
            go_on = [Choice("t", "Go on typing", WhatToDo.TYPE)] if self._question and self._typed else []
            yield Choices(
                [
                    *assess,
                    *go_on,
                    Choice("l", "Later; it stays where it is", WhatToDo.LATER),
                    Choice("d", "Delete it for good", WhatToDo.DELETE),
                ]
            )

    @property
    def _facts(self) -> str:
        """Say what there is of it."""
        if not isinstance(self._unfinished, UnfinishedText):
            return f"{clock(self._unfinished.seconds)} of sound are kept; they are not in your history yet."
        words = self._unfinished.text.split()
        begun = " ".join(words[:SHOWN_WORDS])
        more = " …" if len(words) > SHOWN_WORDS else ""
        return f"{count(len(words), 'word')} typed, not in your history yet: “{begun}{more}”"

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """An answer to an unknown question cannot be assessed here, and a spoken one not be typed on."""
        if action != "choose" or parameters[0] not in {WhatToDo.ASSESS, WhatToDo.TYPE}:
            return True
        return bool(self._question) and (parameters[0] == WhatToDo.ASSESS or self._typed)

    def on_choices_made(self, event: Choices.Made) -> None:
        """Give the choice back."""
        self.dismiss(WhatToDo(event.value))

    def action_choose(self, choice: str) -> None:
        """Give a choice made by its letter back."""
        self.dismiss(WhatToDo(choice))
