"""What an answer was worth: filled step by step after answering, or at once from the history."""

from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from coach.domain.attempt import AnswerKind, Attempt
from coach.domain.timespan import TimeSpan
from coach.practice.assess import Covered, Finished, Graded, Measured, Transcribed, WordsHeard, assess
from coach.practice.engines import Engines
from coach.report.moments import clock
from coach.ui import messages
from coach.ui.pending import Pending
from coach.ui.phrases import KINDS, day_and_time
from coach.ui.places import Place
from coach.ui.screens.coach_screen import HELP, CoachScreen
from coach.ui.sound import evidence_span, play_recording
from coach.ui.widgets.key_point import KeyPoint
from coach.ui.widgets.notice import Notice, Weight
from coach.ui.widgets.result_page import ResultPage
from coach.ui.widgets.top_line import TopLine


class ResultScreen(CoachScreen[None]):
    """One answer, judged."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("p", "play", "Play"),
        Binding("x", "again", "Try again"),
        Binding("n", "next", "Next"),
        Binding("h", "history", "History"),
        Binding("escape", "leave", "Back"),
        Binding("down,j", "walk(1)", "Next point", show=False),
        Binding("up,k", "walk(-1)", "Previous point", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
        Binding("home", "page(-99)", "To the top", show=False),
        Binding("end", "page(99)", "To the end", show=False),
        Binding("q", "app.leave", "Quit", show=False),
        HELP,
    ]

    def __init__(self, engines: Engines, *, pending: Pending | None = None, attempt_id: str = "") -> None:
        """Show an answer that was just given, or an earlier attempt.

        Args:
            engines: What to work with.
            pending: The answer to assess.
            attempt_id: The attempt to load, where nothing is pending.
        """
        super().__init__()
        self._engines = engines
        self._pending = pending
        self._attempt_id = pending.attempt_id if pending else attempt_id
        self._question_id = pending.rubric.id if pending else ""
        self._attempt: Attempt | None = None
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
        page.show_question(self._pending.rubric.question)
        self.query_one("#said", Notice).say(self._pending.notice)
        self.errand("assess", partial(self._assess, self._pending))

    def on_unmount(self) -> None:
        """Leave no sound on."""
        self._engines.speaker.stop()

    @property
    def would_be_lost(self) -> str:
        """An answer that is still being judged."""
        if self._pending is None or self._attempt is not None or self._failed:
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
        self._attempt = attempt
        self._question_id = attempt.question_id
        facts = [day_and_time(attempt.answered_at), KINDS[attempt.kind]]
        if attempt.kind is not AnswerKind.TYPED:
            facts.append(clock(attempt.transcript.total_seconds))
        self.query_one(TopLine).fact = ", ".join(facts)
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

    def on_key_point_evidence_chosen(self, message: KeyPoint.EvidenceChosen) -> None:
        """Play what was said about a key point."""
        if message.evidence is not None:
            self._play(evidence_span(message.evidence))

    def action_play(self) -> None:
        """Play the answer, or stop."""
        if self._engines.speaker.playing:
            self._engines.speaker.stop()
        else:
            self._play(None)

    def _play(self, span: TimeSpan | None) -> None:
        if self._attempt is None:
            self.tell("The answer can be played once it is judged.")
        elif self._attempt.kind is AnswerKind.TYPED:
            self.tell("This answer was typed; there is nothing to play.")
        elif self._attempt.audio is None:
            self.tell("No recording of this answer was kept.")
        else:
            self.errand("play", partial(play_recording, self._engines.speaker, self._attempt.audio, span))

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
