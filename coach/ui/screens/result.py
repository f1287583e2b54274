"""What an answer was worth: filled step by step after answering, or at once from the history."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from coach.domain.attempt import AnswerKind, Attempt
from coach.domain.rubric import asked_question
from coach.errors import HistoryError, RubricError
from coach.practice.assess import (
    Covered,
    Finished,
    Graded,
    Judged,
    Measured,
    Transcribed,
    WordsHeard,
    assess,
    keep_rest,
)
from coach.practice.engines import Engines
from coach.practice.schedule import find_returns
from coach.practice.unfinished import where_kept
from coach.report.moments import clock
from coach.ui import messages
from coach.ui.pending import Pending
from coach.ui.phrases import KINDS, day_and_time
from coach.ui.places import Place
from coach.ui.screens.coach_screen import HELP
from coach.ui.screens.confirm import ConfirmScreen
from coach.ui.screens.digging import DiggingScreen
from coach.ui.screens.folder import FolderScreen
from coach.ui.widgets.notice import Notice, Weight
from coach.ui.widgets.result_page import ResultPage
from coach.ui.widgets.top_line import TopLine

_STILL_IN_MEMORY = "Nothing is lost as long as coach runs."


class ResultScreen(DiggingScreen):
    """One answer, judged."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "save_again", "Save again", id="result.save_again"),
        Binding("d", "save_elsewhere", "Another folder", id="result.save_elsewhere"),
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
        self._unsaved: Attempt | None = None
        self._in_memory = 0.0
        self._saving = False

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
        """An answer that is still being judged, or that could not be saved."""
        if self._in_memory:
            return f"Quit? {self._in_memory:.0f} s of the recording are not on disk and will be lost."
        if self._pending is None or self.attempt is not None or (self._failed and self._unsaved is None):
            return ""
        if self._failed:
            return "" if self._kept_at(self._pending) else "Quit? This answer could not be saved and will be lost."
        kept = where_kept(self._engines.paths, self._pending.attempt_id) is not None
        what = "What you typed" if self._pending.answer.kind is AnswerKind.TYPED else "The recording"
        becomes = "is kept and offered at the next start" if kept else "is lost"
        return f"Quit while your answer is judged? {what} {becomes}."

    @property
    def lost_by_leaving(self) -> str:
        """An answer that is neither in the history nor on disk, wholly or in part."""
        if self._in_memory:
            return f"Leave? {self._in_memory:.0f} s of the recording are not on disk and will be lost."
        if self._pending is None or not self._failed or self._unsaved is None or self._kept_at(self._pending):
            return ""
        return "Leave? This answer could not be saved and will be lost."

    def _load(self) -> None:
        attempt = self._engines.history.load(self._attempt_id)
        try:  # along with the attempt, so that the page need not be laid out twice
            returns = find_returns(attempt, self._engines.history, self._engines.now())
        except HistoryError:  # the errand that finds them out by themselves tells of it
            returns = None
        self.post_message(messages.AttemptLoaded(attempt, returns))

    def _assess(self, pending: Pending) -> None:
        app = self.app
        rubric, answer, at = pending.rubric, pending.answer, pending.answered_at
        for step in assess(rubric, answer, self._engines, pending.attempt_id, at, hints=pending.hints):
            self.post_message(messages.StepTaken(step))
        app.post_message(messages.AttemptKept())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to save again where that failed."""
        if action == "save_again":
            judged = self._unsaved is not None or self.attempt is not None
            return not self._saving and ((self._failed and judged) or self._in_memory > 0)
        if action == "save_elsewhere":
            return not self._saving and self._in_memory > 0
        return super().check_action(action, parameters)

    def action_save_again(self) -> None:
        """Try once more to keep the attempt and its sound; what is shown stays."""
        self._save_into(None)

    def action_save_elsewhere(self) -> None:
        """Keep the recording in a folder on another disk."""
        self.app.push_screen(FolderScreen(), self._save_there)

    def _save_there(self, folder: Path | None) -> None:
        if folder is not None:
            self._save_into(folder)

    def _save_into(self, folder: Path | None) -> None:
        attempt = self._unsaved or self.attempt
        if self._pending is not None and attempt is not None:
            self._saving = True
            self.refresh_bindings()
            self.query_one("#trouble", Notice).say("Saving …")
            self.errand("assess", partial(self._save_again, self._pending, attempt, folder))

    def _save_again(self, pending: Pending, attempt: Attempt, folder: Path | None) -> None:
        app, saved = self.app, self._unsaved is None
        attempt = keep_rest(attempt, pending.answer, self._engines, saved=saved, folder=folder)
        if saved:
            self.post_message(messages.SoundKept(attempt))
        else:
            self.post_message(messages.StepTaken(Finished(attempt, saved=True)))
            app.post_message(messages.AttemptKept())

    def on_sound_kept(self, message: messages.SoundKept) -> None:
        """Play what is there now, and say what is not."""
        self._saving = self._failed = False
        self.attempt = message.attempt
        self.query_one("#trouble", Notice).say("")
        self.load_sound(message.attempt)
        self._say_what_is_in_memory()

    def _say_what_is_in_memory(self) -> None:
        """Where the disk did not take all of the sound, say so, and what can be done as long as the program runs."""
        self._in_memory = self._seconds_in_memory()
        if self._in_memory and self.attempt is not None:
            hint = f"{_STILL_IN_MEMORY} Free some space and press R, or choose a folder on another disk with D."
            self.query_one("#trouble", Notice).say(self.attempt.problem, hint, Weight.ERROR)
        self.refresh_bindings()

    def _seconds_in_memory(self) -> float:
        judged = self._unsaved or self.attempt
        wanted = self._engines.settings.recording.keep_recordings or self._unsaved is not None
        if self._pending is None or judged is None or not wanted:
            return 0.0
        recording = self._pending.answer.recording()
        return recording.seconds_in_memory if recording else 0.0

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
            case Judged(attempt):
                self._unsaved = attempt
            case Finished(attempt):
                self._unsaved = None
                self._saving = self._failed = False
                self.query_one("#trouble", Notice).say("")
                page.show_end(attempt)
                self._finish(attempt)
                self._say_what_is_in_memory()

    def on_attempt_loaded(self, message: messages.AttemptLoaded) -> None:
        """Show all of it."""
        self.query_one(ResultPage).show_attempt(message.attempt)
        self._finish(message.attempt, message.returns)

    def _finish(self, attempt: Attempt, returns: Mapping[str, str] | None = None) -> None:
        self.attempt = attempt
        self._question_id = attempt.question_id
        facts = [day_and_time(attempt.answered_at), KINDS[attempt.kind]]
        if attempt.kind is not AnswerKind.TYPED:
            facts.append(clock(attempt.transcript.total_seconds))
        self.query_one(TopLine).fact = ", ".join(facts)
        if attempt.hints:
            self.query_one(ResultPage).show_revised(attempt)
        self.load_sound(attempt)
        self.look_on(returns)
        self.refresh_bindings()

    def on_errand_failed(self, message: messages.ErrandFailed) -> None:
        """Say in place why there is no result, or why it is not saved, and where the answer is."""
        if message.errand not in {"assess", "load"}:
            return
        message.prevent_default()
        self._failed, self._saving = True, False
        shown = self._unsaved is not None or self.attempt is not None
        hints = [message.error.hint]
        if shown:
            hints.append("R saves again.")
        if self._pending is not None:
            hints.append(self._where_it_is(self._pending))
        self.query_one("#trouble", Notice).say(message.error.message, " ".join(filter(None, hints)), Weight.ERROR)
        self.query_one(ResultPage).set_class(not shown, "-nothing")
        self.refresh_bindings()

    def _where_it_is(self, pending: Pending) -> str:
        typed = pending.answer.kind is AnswerKind.TYPED
        self._in_memory = self._seconds_in_memory()
        if self._in_memory:
            what = f"{self._in_memory:.0f} s of the recording are not on disk."
            return f"{what} {_STILL_IN_MEMORY} D keeps it in another folder."
        if self.attempt is not None:
            return ""
        kept = self._kept_at(pending)
        if kept is not None and where_kept(self._engines.paths, pending.attempt_id) is None:
            return f"Your recording lies in {kept}; `coach assess` reads it."
        if kept is not None:
            what = "What you typed" if typed else "Your recording"
            return (
                f"{what} is safe: it is offered again when coach starts next time. Until then it lies in {kept.parent}."
            )
        return "It is not on disk yet. Stay here until it is saved." if typed else ""

    def _kept_at(self, pending: Pending) -> Path | None:
        """Where the whole of an answer lies that is not in the history; None where it would be lost."""
        offered = where_kept(self._engines.paths, pending.attempt_id)
        if offered is not None or self._unsaved is None:  # before it was judged it may still be coming in
            return offered
        recording = pending.answer.recording()
        return recording.path if recording and not recording.seconds_in_memory else None

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
        if self.lost_by_leaving:
            self.app.push_screen(ConfirmScreen(self.lost_by_leaving, yes="Leave", no="Stay"), self._leave_if_sure)
        else:
            self.dismiss()

    def _leave_if_sure(self, sure: bool | None) -> None:
        if sure:
            self.dismiss()

    def action_walk(self, step: int) -> None:
        """Go from key point to key point."""
        self.query_one(ResultPage).walk(step)

    def action_page(self, pages: int) -> None:
        """Scroll by pages."""
        page = self.query_one(ResultPage)
        page.scroll_relative(y=pages * (page.size.height - 2), animate=False)
