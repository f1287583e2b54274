"""What an answer was worth: filled step by step after answering, or at once from the history."""

from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from coach.domain.attempt import AnswerKind, Attempt
from coach.domain.rubric import asked_question
from coach.errors import RubricError
from coach.practice.assess import Covered, Finished, Graded, Measured, Transcribed, WordsHeard, assess
from coach.practice.engines import Engines
from coach.report.moments import clock
from coach.ui import messages
from coach.ui.pending import Pending
from coach.ui.phrases import KINDS, day_and_time
from coach.ui.places import Place
from coach.ui.screens.coach_screen import HELP
from coach.ui.screens.digging import DiggingScreen
from coach.ui.widgets.notice import Notice, Weight
from coach.ui.widgets.result_page import ResultPage
from coach.ui.widgets.top_line import TopLine


class ResultScreen(DiggingScreen):
    """One answer, judged."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("p", "play", "Play", id="result.play"),
        Binding("g", "hear_unclear", "Hear unclear", id="result.hear_unclear"),
        Binding("e", "type_unclear", "Type it", id="result.type_unclear"),
        Binding("a", "model_answer", "Model answer", id="result.model_answer"),
        Binding("x", "again", "Try again", id="result.again"),
        Binding("n", "next", "Next", id="result.next"),
        Binding("f", "follow_up", "Follow-up", id="result.follow_up"),
        Binding("c", "compare", "Compare", id="result.compare"),
        Binding("h", "history", "History", id="result.history"),
        Binding("t", "tune", "Rubric", id="result.tune"),
        Binding("s", "keep", "Keep as my story", id="result.keep"),
        Binding("o", "original", "As heard", show=False, id="result.original"),
        Binding("greater_than_sign,right_square_bracket", "speed(1)", "Faster", show=False, id="result.faster"),
        Binding("less_than_sign,left_square_bracket", "speed(-1)", "Slower", show=False, id="result.slower"),
        Binding("escape", "leave", "Back", id="result.back"),
        Binding("down,j", "walk(1)", "Next point", show=False, id="result.down"),
        Binding("up,k", "walk(-1)", "Previous point", show=False, id="result.up"),
        Binding("pagedown", "page(1)", "Page down", show=False, id="result.page_down"),
        Binding("pageup", "page(-1)", "Page up", show=False, id="result.page_up"),
        Binding("home", "page(-99)", "To the top", show=False, id="result.top"),
        Binding("end", "page(99)", "To the end", show=False, id="result.end"),
        Binding("q", "app.leave", "Quit", show=False, id="result.quit"),
        HELP,
    ]

    def __init__(self, engines: Engines, *, pending: Pending | None = None, attempt_id: str = "") -> None:
        """Show an answer that was just given, or an earlier attempt.

        Args:
            engines: What to work with.
            pending: The answer to assess.
            attempt_id: The attempt to load, where nothing is pending.
        """
        super().__init__(engines)
        self._pending = pending
        self._attempt_id = pending.attempt_id if pending else attempt_id
        self._question_id = pending.rubric.id if pending else ""
        self._failed = False

    def body(self) -> ComposeResult:
        """One page."""
        yield TopLine("Your answer" if self._pending else "An earlier answer")
        yield ResultPage(self._engines.settings.delivery.shown)

    def on_mount(self) -> None:
        """Begin to assess, or load."""
        if self._pending is None:
            self.errand("load", self._load)
            return
        page = self.query_one(ResultPage)
        page.show_question(self._pending.rubric.question, self._pending.rubric.id)
        self.query_one("#said", Notice).say(self._pending.notice)
        self.errand("assess", partial(self._assess, self._pending))

    @property
    def would_be_lost(self) -> str:
        """An answer that is still being judged."""
        if self._pending is None or self.attempt is not None or self._failed:
            return ""
        if self._pending.answer.kind is AnswerKind.TYPED:
            return "Quit while your answer is judged? What you typed is lost."
        return "Quit while your answer is judged? The recording is kept and offered at the next start."

    def _load(self) -> None:
        self.post_message(messages.AttemptLoaded(self._engines.history.load(self._attempt_id)))

    def _assess(self, pending: Pending) -> None:
        app = self.app
        rubric, answer, at = pending.rubric, pending.answer, pending.answered_at
        for step in assess(rubric, answer, self._engines, pending.attempt_id, at, hints=pending.hints):
            self.post_message(messages.StepTaken(step))
        app.post_message(messages.AttemptKept())

    def on_step_taken(self, message: messages.StepTaken) -> None:
        """Fill in what is known now."""
        page = self.query_one(ResultPage)
        match message.step:
            case WordsHeard(words):
                page.show_words(words)
            case Transcribed(transcript):
                page.show_transcript(transcript)
            case Measured(delivery, trust):
                page.show_delivery(delivery, trust)
            case Covered(coverage):
                page.show_coverage(coverage)
            case Graded(scorecard):
                page.show_scorecard(scorecard)
            case Finished(attempt):
                page.show_end(attempt)
                self._finish(attempt)

    def on_attempt_loaded(self, message: messages.AttemptLoaded) -> None:
        """Show all of it."""
        self.query_one(ResultPage).show_attempt(message.attempt)
        self._finish(message.attempt)

    def _finish(self, attempt: Attempt) -> None:
        self.attempt = attempt
        self._question_id = attempt.question_id
        facts = [day_and_time(attempt.answered_at), KINDS[attempt.kind]]
        if attempt.kind is not AnswerKind.TYPED:
            facts.append(clock(attempt.transcript.total_seconds))
        self.query_one(TopLine).fact = ", ".join(facts)
        if attempt.hints:
            self.query_one(ResultPage).show_revised(attempt)
        self.load_sound(attempt)
        self.look_on()
        self.refresh_bindings()

    def on_errand_failed(self, message: messages.ErrandFailed) -> None:
        """Say in place why there is no result; the recording stays for the next start."""
        if message.errand not in {"assess", "load"}:
            return
        message.prevent_default()
        self._failed = True
        hint = message.error.hint
        if self._pending is not None and self._pending.answer.kind is not AnswerKind.TYPED:
            hint = f"{hint} Your recording is safe: it is offered again when coach starts next time.".strip()
        self.query_one("#trouble", Notice).say(message.error.message, hint, Weight.ERROR)
        self.query_one(ResultPage).add_class("-nothing")

    def action_model_answer(self) -> None:
        """Show what a strong candidate would say, and hear it in the coach's voice."""
        try:
            rubric = self._engines.bank.get(asked_question(self._question_id))
        except RubricError as error:
            self.tell_error(error)
            return
        if rubric.model_answer:
            self.read_model_answer(rubric.model_answer, rubric.reference)
        else:
            self.tell("This question has no model answer.")

    def action_compare(self) -> None:
        """Set this attempt beside an earlier one."""
        self.post_message(messages.PlaceChosen(Place.COMPARISON, self._attempt_id))

    def action_again(self) -> None:
        """Answer the same question again."""
        if self._question_id:
            self.post_message(messages.QuestionChosen(self._question_id))

    def action_next(self) -> None:
        """Take the question that follows in the bank."""
        self.post_message(messages.NextChosen(self._question_id))

    def action_history(self) -> None:
        """Show earlier attempts."""
        self.post_message(messages.PlaceChosen(Place.HISTORY))

    def action_tune(self) -> None:
        """Edit the rubric of the question."""
        if self._question_id:
            self.post_message(messages.PlaceChosen(Place.RUBRIC, asked_question(self._question_id)))

    def action_leave(self) -> None:
        """Go back to where this was opened."""
        self.dismiss()

    def action_walk(self, step: int) -> None:
        """Go from key point to key point."""
        self.query_one(ResultPage).walk(step)

    def action_page(self, pages: int) -> None:
        """Scroll by pages."""
        page = self.query_one(ResultPage)
        page.scroll_relative(y=pages * (page.size.height - 2), animate=False)
