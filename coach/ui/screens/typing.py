"""An answer by keyboard."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static, TextArea

from coach.domain.attempt import UnfinishedText, time_in_id
from coach.domain.rubric import Rubric
from coach.plain import as_typed
from coach.practice.answers import GivenAnswer, TypedAnswer, new_attempt_id
from coach.practice.draft import Draft, take_up
from coach.practice.engines import Engines
from coach.practice.hints_given import Hints
from coach.ui import messages
from coach.ui.lines import plain
from coach.ui.page import Page, TopLine
from coach.ui.screens.dialogs import ConfirmScreen
from coach.ui.widgets.notice import HintLine
from coach.wording import count

ASK_FROM_WORDS = 3
"""Fewer words are dropped without asking."""

DRAFT_SECONDS = 1.0
"""How long what is typed waits before it goes to disk: no more than that is lost in a crash."""


class TypingScreen(Page[None]):
    """The question above, a text below."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s,ctrl+j", "submit", "Assess", key_display="^s", priority=True, id="typing.submit"),
        Binding("ctrl+t", "hint", "Hint", key_display="^t", priority=True, id="typing.hint"),
        Binding("escape", "back", "Back", priority=True, id="typing.back"),
        Binding("f1", "app.explain_keys", "Help", id="typing.help"),
    ]

    def __init__(self, engines: Engines, rubric: Rubric, unfinished: UnfinishedText | None = None) -> None:
        """Put a question.

        Args:
            engines: What to work with.
            rubric: The question.
            unfinished: What was typed of the answer before; None for a new one.
        """
        super().__init__(engines)
        self._rubric = rubric
        self._hints = Hints(rubric, engines.bank.rubrics)
        self._draft_due = False
        if unfinished is None:
            self._text = ""
            self._began = engines.now()
            self._attempt_id = new_attempt_id(self._began)
            self._draft = Draft(engines.paths.drafts, self._attempt_id, rubric.id, self._began)
        else:
            self._text = as_typed(unfinished.text)
            self._began = time_in_id(unfinished.id) or engines.now()
            self._attempt_id = unfinished.id
            self._draft = take_up(unfinished, self._began)

    def body(self) -> ComposeResult:
        """Question and text."""
        yield TopLine(f"{self._rubric.topic or 'Practice'}, typed", "no words")
        yield Static(plain(self._rubric.question, "bold"), markup=False, classes="question")
        yield HintLine()
        yield TextArea(
            self._text,
            soft_wrap=True,
            show_line_numbers=False,
            tab_behavior="focus",
            compact=True,
            placeholder="Type your answer as you would say it. Ctrl+S submits it.",
        )

    def on_mount(self) -> None:
        """Type at once, behind what is there."""
        area = self.query_one(TextArea)
        area.focus()
        area.move_cursor(area.document.end)
        self._count()

    def on_unmount(self) -> None:
        """Keep the last words, unless the answer is given or not wanted."""
        self._put_aside()

    @property
    def would_be_lost(self) -> str:
        """Nothing, as long as the disk takes what is typed; it is said where it goes all the same."""
        if self._words < ASK_FROM_WORDS:
            return ""
        if self._draft.failing:
            return "Quit? What you typed will be lost."
        return "Quit? What you typed is kept, and offered at the next start."

    @property
    def _words(self) -> int:
        return len(self.query_one(TextArea).text.split())

    def on_text_area_changed(self) -> None:
        """Count the words, and soon write them to disk."""
        self._count()
        self._draft.text = self.query_one(TextArea).text
        if not self._draft_due:
            self._draft_due = True
            self.set_timer(DRAFT_SECONDS, self._put_aside)

    def _count(self) -> None:
        self.query_one(TopLine).fact = count(self._words, "word")

    def _put_aside(self) -> None:
        if self._draft_due:
            self._draft_due = False
            self.errand("draft", self._draft.put_aside)

    def action_submit(self) -> None:
        """Have the text assessed, once every key before this one has arrived; it overtakes them."""
        self.query_one(TextArea).call_later(self._submit)

    def _submit(self) -> None:
        if self._words == 0:
            self.tell("Nothing is typed yet.")
            return
        answer = TypedAnswer(self.query_one(TextArea).text, self._draft)
        given = GivenAnswer(self._rubric, answer, self._attempt_id, self._began, hints=self._hints.used)
        self.post_message(messages.AnswerGiven(given))

    def action_hint(self) -> None:
        """Show the topic words of one more key point; the attempt remembers it."""
        self._hints.reveal()
        self.query_one(HintLine).show_hints(self._hints.text)

    def action_back(self) -> None:
        """Go back, after a question where something would be lost."""
        if self._words < ASK_FROM_WORDS:
            self._leave_if_sure(True)
        else:
            question = "Leave? What you typed will be deleted."
            self.app.push_screen(ConfirmScreen(question, yes="Leave", no="Keep typing"), self._leave_if_sure)

    def _leave_if_sure(self, sure: bool | None) -> None:
        if sure:
            self.errand("draft", self._draft.remove)
            self.dismiss()
