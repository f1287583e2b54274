"""An answer by keyboard."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static, TextArea

from coach.domain.rubric import Rubric
from coach.practice.answers import TypedAnswer
from coach.practice.attempt_id import new_attempt_id
from coach.practice.engines import Engines
from coach.ui import messages
from coach.ui.hints import Hints
from coach.ui.pending import Pending
from coach.ui.phrases import count
from coach.ui.plain import plain
from coach.ui.screens.coach_screen import CoachScreen
from coach.ui.screens.confirm import ConfirmScreen
from coach.ui.widgets.hint_line import HintLine
from coach.ui.widgets.top_line import TopLine

ASK_FROM_WORDS = 3
"""Fewer words are dropped without asking."""


class TypingScreen(CoachScreen[None]):
    """The question above, a text below."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s,ctrl+j", "submit", "Assess", key_display="^s", priority=True, id="typing.submit"),
        Binding("ctrl+t", "hint", "Hint", key_display="^t", priority=True, id="typing.hint"),
        Binding("escape", "back", "Back", priority=True, id="typing.back"),
        Binding("f1", "app.explain_keys", "Help", id="typing.help"),
    ]

    def __init__(self, engines: Engines, rubric: Rubric) -> None:
        """Put a question.

        Args:
            engines: What to work with.
            rubric: The question.
        """
        super().__init__()
        self._engines = engines
        self._rubric = rubric
        self._began = engines.now()
        self._hints = Hints(rubric)

    def body(self) -> ComposeResult:
        """Question and text."""
        yield TopLine(f"{self._rubric.topic or 'Practice'}, typed", "no words")
        yield Static(plain(self._rubric.question, "bold"), markup=False, classes="question")
        yield HintLine()
        yield TextArea(
            soft_wrap=True,
            show_line_numbers=False,
            tab_behavior="focus",
            compact=True,
            placeholder="Type your answer as you would say it. Ctrl+S has it assessed.",
        )

    def on_mount(self) -> None:
        """Type at once."""
        self.query_one(TextArea).focus()

    @property
    def would_be_lost(self) -> str:
        """More than a word or two."""
        return "Quit? What you typed is lost." if self._words >= ASK_FROM_WORDS else ""

    @property
    def _words(self) -> int:
        return len(self.query_one(TextArea).text.split())

    def on_text_area_changed(self) -> None:
        """Count the words."""
        self.query_one(TopLine).fact = count(self._words, "word")

    def action_submit(self) -> None:
        """Have the text assessed, once every key before this one has arrived; it overtakes them."""
        self.query_one(TextArea).call_later(self._submit)

    def _submit(self) -> None:
        if self._words == 0:
            self.tell("Nothing is typed yet.")
            return
        answer = TypedAnswer(self.query_one(TextArea).text)
        pending = Pending(self._rubric, answer, new_attempt_id(self._began), self._began, hints=self._hints.used)
        self.post_message(messages.AnswerGiven(pending))

    def action_hint(self) -> None:
        """Show the topic words of one more key point; the attempt remembers it."""
        self._hints.reveal()
        self.query_one(HintLine).show_hints(self._hints.text)

    def action_back(self) -> None:
        """Go back, after a question where something would be lost."""
        if self._words < ASK_FROM_WORDS:
            self.dismiss()
        else:
            question = "Leave? What you typed is deleted."
            self.app.push_screen(ConfirmScreen(question, yes="Leave", no="Go on typing"), self._leave_if_sure)

    def _leave_if_sure(self, sure: bool | None) -> None:
        if sure:
            self.dismiss()
