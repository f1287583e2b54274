"""What an answer was worth: filled step by step after answering, or at once from the history."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.geometry import Offset, Region
from textual.timer import Timer

from coach.audio.envelope import outline
from coach.domain.attempt import AnswerKind, Attempt
from coach.domain.filtering import AttemptFilter
from coach.domain.rubric import AGAIN, asked_question, audience_of, say_again
from coach.domain.schedule import Return
from coach.domain.transcript import TimeSpan, Word
from coach.errors import CoachError, HistoryError, RubricError
from coach.history.search import find_said
from coach.practice.answers import GivenAnswer
from coach.practice.assess import Covered, Finished, Graded, Judged, Measured, Transcribed, WordsHeard, assess
from coach.practice.engines import Engines
from coach.practice.habits import usual_habits
from coach.practice.keep_story import keep_story, tells_story
from coach.practice.narrator import Narrator
from coach.practice.next_question import choose_follow_ups
from coach.practice.player import Player, evidence_span, next_unclear, unclear_span, why_silent, word_at
from coach.practice.revise import Revision, words_in
from coach.practice.safekeeping import STILL_IN_MEMORY, Safekeeping
from coach.practice.said_again import find_said_again
from coach.practice.schedule import find_returns
from coach.scoring.trust import unclear_seconds
from coach.ui import messages
from coach.ui.occasions import SayAgain
from coach.ui.page import HELP, Page, TopLine
from coach.ui.phrases import KINDS
from coach.ui.places import Place
from coach.ui.screens.comparison import FIRST_ANSWER
from coach.ui.screens.dialogs import ConfirmScreen, FolderScreen
from coach.ui.screens.practice import PracticeScreen
from coach.ui.widgets.key_point import KeyPoint, describe_said_again
from coach.ui.widgets.line_input import CorrectionInput
from coach.ui.widgets.notice import Notice, Severity
from coach.ui.widgets.result_page import ResultPage
from coach.ui.widgets.timeline import Timeline
from coach.ui.widgets.transcript_text import TranscriptText
from coach.wording import clock, day_and_time

WHY_NOT: Mapping[str, str] = {
    "save_again": "There is nothing to save now.",
    "save_elsewhere": "There is nothing to save now.",
    "compare": "This answer was not kept, so there is nothing to compare.",
    "follow_up": "There is no follow-up to this answer.",
    "keep": "Only a story for a behavioral question can be kept as the model answer.",
    "original": "No word of this answer was corrected.",
    "type_unclear": "Hardly anything in this answer was not understood.",
    "hear_unclear": "There is no stretch to play that was not understood.",
}
"""Why a key does nothing, by its action."""

FOLLOW_SECONDS = 0.05
"""How often the words are brought up to the sound."""


class ResultScreen(Page[None]):
    """One answer, judged: it can be heard, put right, saved again where that failed, and led on from.

    What is shown is the work of `ResultPage`; the sound that of `Player` and `Narrator`; what the user puts right that
    of `Revision`; whether an answer just given is safe is known by `Safekeeping`.
    """

    AUTO_FOCUS = ""  # the page says what is to be walked to first

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "save_again", "Save again", id="result.save_again"),
        Binding("d", "save_elsewhere", "Another folder", id="result.save_elsewhere"),
        Binding("n", "next", "Next", id="result.next"),
        Binding("n", "another", "Another question", id="result.next"),
        Binding("x", "again", "Try again", id="result.again"),
        Binding("p", "play", "Play", id="result.play"),
        Binding("g", "hear_unclear", "Hear unclear", id="result.hear_unclear"),
        Binding("e", "type_unclear", "Type it", id="result.type_unclear"),
        Binding("a", "model_answer", "Model answer", id="result.model_answer"),
        Binding("f", "follow_up", "Follow-up", id="result.follow_up"),
        Binding("c", "compare", "Compare", id="result.compare"),
        Binding("h", "history", "History", id="result.history"),
        Binding("t", "tune", "Rubric", id="result.tune"),
        Binding("s", "keep", "Keep as my story", id="result.keep"),
        Binding("v", "details", "All details", show=False, id="result.details"),
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

    def __init__(
        self,
        engines: Engines,
        *,
        given: GivenAnswer | None = None,
        attempt_id: str = "",
        filler_free: bool = False,
        said: str = "",
    ) -> None:
        """Show an answer that was just given, or an earlier attempt.

        Args:
            engines: What to work with.
            given: The answer to assess.
            attempt_id: The attempt to load, where no answer is given.
            filler_free: Whether it was given in the drill without fillers.
            said: What was searched for in it, to be marked and gone to; empty where nothing was.
        """
        super().__init__(engines)
        self._given = given
        self._attempt_id = given.attempt_id if given else attempt_id
        self._question_id = given.rubric.id if given else ""
        self._filler_free = filler_free
        self._said = said
        self.attempt: Attempt | None = None
        """What is shown; None until it is known."""
        self._kept = given is None
        self._safe = Safekeeping(given, lambda: self._engines) if given else None
        self._revision: Revision | None = None
        self._player = Player(lambda: self._engines.speaker)
        self._narrator = Narrator(engines.voice, lambda: self._engines.speaker)
        self._follower: Timer | None = None
        self._as_heard = False
        self._unclear: TimeSpan | None = None
        self._filling = False
        self._follow_up = ""
        self._story = False

    def body(self) -> ComposeResult:
        """One page."""
        yield TopLine("Your answer" if self._given else "An earlier answer")
        yield ResultPage(self._engines.settings.delivery.shown, details=self._engines.settings.screen.details)

    def on_mount(self) -> None:
        """Begin to assess, or load."""
        if self._given is None:
            self.errand("load", self._load)
            return
        self._page.show_question(self._given.rubric.question, self._given.rubric.id)
        self.query_one("#said", Notice).say(self._given.notice)
        self.errand("assess", partial(self._assess, self._given))

    def on_unmount(self) -> None:
        """Leave no sound on."""
        self._player.stop()
        self._narrator.hush()

    def work_with(self, engines: Engines, changed: str) -> None:
        """Go by changed settings in what is shown, played and put right from now on."""
        super().work_with(engines, changed)
        for page in self.query(ResultPage):
            page.show_measures(engines.settings.delivery.shown)
            if changed == "screen.details":
                page.show_details(engines.settings.screen.details)
        if self._revision is not None:
            self._revision.work_with(engines.judge, engines.settings.delivery)

    @property
    def _page(self) -> ResultPage:
        return self.query_one(ResultPage)

    @property
    def _text(self) -> TranscriptText:
        return self.query_one(TranscriptText)

    @property
    def would_be_lost(self) -> str:
        """An answer that is still being judged, or that could not be saved."""
        return self._safe.lost_by_quitting if self._safe else ""

    @property
    def lost_by_leaving(self) -> str:
        """An answer that is neither in the history nor on disk, wholly or in part."""
        return self._safe.lost_by_leaving if self._safe else ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Offer only what this answer has: something unsaved, corrected or unclear, a follow-up, a story."""
        if action in {"next", "another"}:
            drilled = self._filler_free or audience_of(self._question_id) is not None
            return drilled is (action == "another")
        attempt, safe = self.attempt, self._safe
        unclear = attempt is not None and unclear_seconds(attempt.transcript) > 0
        offered = {
            "save_again": safe is not None and safe.can_be_saved_again,
            "save_elsewhere": safe is not None and safe.can_be_saved_elsewhere,
            "compare": self._kept,
            "follow_up": bool(self._follow_up),
            "keep": self._story,
            "original": attempt is not None and bool(attempt.heard),
            "play": not why_silent(attempt),
            "speed": not why_silent(attempt),
            "type_unclear": unclear,
            "hear_unclear": unclear and attempt is not None and attempt.audio is not None,
        }
        return offered.get(action, True) or None

    def why_not(self, binding: Binding) -> str:
        """Say what this answer lacks."""
        if self.attempt is None:
            return "The answer is not there yet."
        if binding.action.partition("(")[0] in {"play", "speed"}:
            return why_silent(self.attempt)
        return WHY_NOT.get(binding.action, "")

    # An answer comes in, or is read from the history.

    def _load(self) -> None:
        attempt = self._engines.history.load(self._attempt_id)
        try:  # along with the attempt, so that the page need not be laid out twice
            again = find_said_again(attempt, self._engines.history)
            returns = find_returns(attempt, self._engines.history, self._engines.now())
        except HistoryError:  # the errand that finds them out by themselves tells of it
            returns, again = None, {}
        self.post_message(messages.AttemptLoaded(attempt, returns, again))

    def _assess(self, given: GivenAnswer) -> None:
        app = self.app
        for step in assess(given, self._engines):
            self.post_message(messages.StepTaken(step))
        app.post_message(messages.AttemptKept())

    def on_step_taken(self, message: messages.StepTaken) -> None:
        """Fill in what is known now."""
        page = self._page
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
                if self._safe is not None:
                    self._safe.judged(attempt)
            case Finished(attempt, saved):
                self._kept = saved
                self.query_one("#trouble", Notice).say("")
                page.show_end(attempt)
                self._finish(attempt)
                self._tell_kept(attempt)

    def on_attempt_loaded(self, message: messages.AttemptLoaded) -> None:
        """Show all of it."""
        for point_id, again in message.again.items():
            self._page.show_again(point_id, describe_said_again(again))
        self._page.show_attempt(message.attempt)
        self._finish(message.attempt, message.returns)
        if self._said:
            self._text.focus(scroll_visible=False)
            self.call_after_refresh(self._go_to_said)

    def _go_to_said(self, before: Region | None = None) -> None:
        """Mark the words that were searched for, and go to the first, once the text has its place on the page.

        Args:
            before: Where the text was a moment ago.
        """
        if self.attempt is None:
            return
        points, place = self.query(KeyPoint), self._text.virtual_region
        if len(points) < len(self.attempt.coverage.points) or place != before:
            self.call_after_refresh(self._go_to_said, place)
        else:
            texts = [word.text for word in self.attempt.transcript.words]
            self._text.show_found(find_said(texts, self._said))

    def _finish(self, attempt: Attempt, returns: Mapping[str, Return] | None = None) -> None:
        """Go on from an attempt that is complete.

        Args:
            attempt: It is shown.
            returns: When its points come back and why, by their ids; None has it looked up.
        """
        self.attempt = attempt
        self._question_id = attempt.question_id
        self._revision = Revision(
            attempt,
            self._tell_revised,
            questions=self._engines.questions,
            history=self._engines.history,
            judge=self._engines.judge,
            delivery=self._engines.settings.delivery,
        )
        facts = [day_and_time(attempt.answered_at), KINDS[attempt.kind]]
        if attempt.kind is not AnswerKind.TYPED:
            facts.append(clock(attempt.length))
        self.query_one(TopLine).fact = ", ".join(facts)
        if attempt.hints:
            self._page.show_revised(attempt)
        self._load_sound(attempt)
        self._look_on(attempt, returns)
        self.refresh_bindings()

    def show_failure(self, errand: str, error: CoachError) -> None:
        """Say in place why there is no result, or why it is not saved, and where the answer is."""
        if errand not in {"assess", "load", "save"}:
            if errand.startswith(AGAIN):
                self._page.show_again(errand.removeprefix(AGAIN), "Said again, but not judged.")
            self.tell_error(error)
            return
        shown, hints = self.attempt is not None, [error.hint]
        if self._safe is not None:
            self._safe.fail()
            shown = shown or self._safe.unsaved is not None
            hints += ["R saves again." if shown else "", self._safe.where]
        self.query_one("#trouble", Notice).say(error.message, " ".join(filter(None, hints)), Severity.ERROR)
        self._page.set_class(not shown, "-nothing")
        self.refresh_bindings()

    # What could not be saved is saved again.

    def action_save_again(self) -> None:
        """Try once more to keep the attempt and its sound; what is shown stays."""
        self._save_into(None)

    def action_save_elsewhere(self) -> None:
        """Keep the recording in a folder on another disk."""
        self.app.push_screen(FolderScreen(), lambda folder: self._save_into(folder) if folder else None)

    def _save_into(self, folder: Path | None) -> None:
        if self._safe is not None:
            self._safe.saving = True
            self.refresh_bindings()
            self.query_one("#trouble", Notice).say("Saving …")
            self.errand("save", partial(self._save, self._safe, folder))

    def _save(self, safe: Safekeeping, folder: Path | None) -> None:
        app = self.app
        if safe.unsaved is not None:
            attempt = safe.save(safe.unsaved, folder)
            self.post_message(messages.StepTaken(Finished(attempt, saved=True)))
            app.post_message(messages.AttemptKept())
        elif self._revision is not None:
            self.post_message(messages.SoundKept(self._revision.keep_sound(partial(safe.save, folder=folder))))

    def on_sound_kept(self, message: messages.SoundKept) -> None:
        """Play what is there now, and say what is not."""
        if self.attempt is not None:
            self.attempt = replace(self.attempt, audio=message.attempt.audio, problem=message.attempt.problem)
            self.query_one("#trouble", Notice).say("")
            self._load_sound(self.attempt)
            self._tell_kept(self.attempt)

    def _tell_kept(self, attempt: Attempt) -> None:
        """Where the disk did not take all of the sound, say so, and what can be done as long as the program runs."""
        if self._safe is not None:
            self._safe.kept()
            if self._safe.seconds_unwritten:
                hint = f"{STILL_IN_MEMORY} Free some space and press R, or choose a folder on another disk with D."
                self.query_one("#trouble", Notice).say(attempt.problem, hint, Severity.ERROR)
        self.refresh_bindings()

    # The answer is heard, and the model answer.

    @property
    def _words_shown(self) -> tuple[Word, ...]:
        """The words that the transcript shows, to which its indices belong: as heard, or as corrected."""
        if self.attempt is None:
            return ()
        return self.attempt.heard if self._as_heard else self.attempt.transcript.words

    def _load_sound(self, attempt: Attempt) -> None:
        """Fetch the outline of the recording, where there is one."""
        if attempt.audio is not None and attempt.audio.exists():
            self.errand("sound", partial(self._outline, attempt.audio))

    def _outline(self, path: Path) -> None:
        self.post_message(messages.SoundLoaded(outline(self._player.load(path))))

    def on_sound_loaded(self, message: messages.SoundLoaded) -> None:
        """Draw the waveform."""
        self.query_one(Timeline).show_sound(message.peaks)

    def _play(self, start: float = 0.0, end: float | None = None) -> None:
        if why := why_silent(self.attempt):
            self.tell(why)
        elif self.attempt is not None and self.attempt.audio is not None:
            self._narrator.forget()
            self.errand("play", partial(self._play_from, self.attempt.audio, start, end))
            if self._follower is None:
                self._follower = self.set_interval(FOLLOW_SECONDS, self._follow)

    def _play_from(self, path: Path, start: float, end: float | None) -> None:
        self._player.load(path)
        self._player.play(start, end)

    def _follow(self) -> None:
        position = self._player.position
        self.query_one(Timeline).position = position
        self._text.follow(None if position is None else word_at(self._words_shown, position))

    def action_play(self) -> None:
        """Play the answer, or stop."""
        if self._player.busy:
            self._narrator.forget()
            self._player.stop()
        else:
            self._play()

    def action_speed(self, step: int) -> None:
        """Play faster or slower from now on."""
        self.errand("play", partial(self._change_speed, step))

    def _change_speed(self, step: int) -> None:
        self._player.change_speed(step)
        self.post_message(messages.SpeedChanged(self._player.speed))

    def on_speed_changed(self, message: messages.SpeedChanged) -> None:
        """Say how fast it plays."""
        self.query_one(Timeline).speed = message.speed

    def on_key_point_evidence_chosen(self, message: KeyPoint.EvidenceChosen) -> None:
        """Play what was said about a key point."""
        if message.evidence is not None:
            span = evidence_span(message.evidence)
            self._play(span.start, span.end)

    def on_transcript_text_play_from(self, message: TranscriptText.PlayFrom) -> None:
        """Play from a word on."""
        words = self._words_shown
        if message.index < len(words):
            self._play(words[message.index].start)

    def on_transcript_text_unclear_chosen(self, message: TranscriptText.UnclearChosen) -> None:
        """Play what was not understood."""
        self._play_unclear(message.stretch)

    def on_timeline_chosen(self, message: Timeline.Chosen) -> None:
        """Play from a moment on."""
        self._play(message.seconds)

    def _play_unclear(self, stretch: TimeSpan) -> None:
        """Play what was not understood, with a little around it."""
        span = unclear_span(stretch)
        self._play(span.start, span.end)

    def action_hear_unclear(self) -> None:
        """Play the next stretch that was not understood, and show where it is; after the last comes the first."""
        if self.attempt is not None:
            stretch = next_unclear(self.attempt.transcript.unclear, self._unclear)
            self._reach_unclear(stretch)
            self._play_unclear(stretch)

    def action_model_answer(self) -> None:
        """Show what a strong candidate would say, and hear it in the coach's voice, or stop the voice."""
        try:
            rubric = self._engines.bank.get(asked_question(self._question_id))
        except RubricError as error:
            self.tell_error(error)
            return
        if not rubric.model_answer:
            self.tell("This question has no model answer.")
            return
        self._page.show_model_answer(rubric.model_answer, rubric.reference)
        if self._narrator.awaited and self._player.busy:
            self._narrator.hush()
        else:
            self._player.stop()
            self.errand("voice", partial(self._read_aloud, rubric.model_answer, self._narrator.want()))

    def _read_aloud(self, text: str, wish: int) -> None:
        self._narrator.read(text, wish)

    # What is wrong about it is put right.

    def on_key_point_reached(self, message: KeyPoint.Reached) -> None:
        """Light the words that are the point's evidence."""
        self._text.light(message.point_id)
        self._light_points(())

    def on_transcript_text_word_reached(self, message: TranscriptText.WordReached) -> None:
        """Light the points that the word is evidence of."""
        self._text.light(message.point_ids[0] if message.point_ids else None)
        self._light_points(message.point_ids)

    def _light_points(self, point_ids: tuple[str, ...]) -> None:
        for each in self.query(KeyPoint):
            each.set_class(each.point.id in point_ids, "-lit")

    def on_key_point_labelled(self, message: KeyPoint.Labelled) -> None:
        """Overrule a verdict, or let it stand again."""
        if self._revision is not None:
            self.errand("revise", partial(self._revision.label, message.point_id, message.label))

    def on_key_point_rated(self, message: KeyPoint.Rated) -> None:
        """Bring a point back sooner or later."""
        if self._revision is not None:
            self.errand("revise", partial(self._revision.rate, message.point_id, message.rating))

    def on_key_point_again_wanted(self, message: KeyPoint.AgainWanted) -> None:
        """Record one point again, for twenty seconds, above this page."""
        try:
            rubric = say_again(self._engines.bank.get(asked_question(self._question_id)), message.point_id)
        except RubricError as error:
            self.tell_error(error)
        except StopIteration:
            self.tell("The question has no such point any more: its rubric was changed.")
        else:
            self._player.stop()
            self._narrator.hush()
            habits = replace(usual_habits(self._engines.settings), muted=True)
            occasion = SayAgain(partial(self._hear_again, message.point_id))
            self.app.push_screen(PracticeScreen(self._engines, rubric, habits, occasion))

    def _hear_again(self, point_id: str, given: GivenAnswer) -> None:
        self._page.show_again(point_id, "Said again: being judged…")
        self.errand(f"{AGAIN}{point_id}", partial(self._assess_again, point_id, given))

    def _assess_again(self, point_id: str, given: GivenAnswer) -> None:
        app = self.app
        for step in assess(given, self._engines):
            if isinstance(step, Finished):
                self.post_message(messages.SaidAgain(point_id, step.attempt))
        app.post_message(messages.AttemptKept())

    def on_said_again(self, message: messages.SaidAgain) -> None:
        """Say what came of it, and when the point comes back now."""
        self._page.show_again(message.point_id, describe_said_again(message.attempt))
        if self.attempt is not None:
            self.errand("returns", partial(self._find_returns, self.attempt))

    def on_transcript_text_correction_wanted(self, message: TranscriptText.CorrectionWanted) -> None:
        """Offer the word for correction."""
        if self.attempt is not None and not self._as_heard:
            word = self.attempt.transcript.words[message.index].text
            self._correct(lambda at: self.query_one(CorrectionInput).open(message.index, word, at))
        else:
            self.tell("Press O for the corrected words; only those can be corrected further.")

    def _correct(self, ask: Callable[[Offset], None]) -> None:
        """Open the line to type in below the word under the cursor, once that is in view.

        Args:
            ask: Opens it; takes the cell on the screen where the word begins.
        """
        self._text.begin_correction()
        self.call_after_refresh(lambda: ask(self._text.begin_correction()))

    def on_correction_input_made(self, message: CorrectionInput.Made) -> None:
        """Judge the answer again with the corrected word."""
        self._go_on_in_text()
        if self._revision is not None:
            self.errand("revise", partial(self._revision.correct, message.index, message.text))

    def action_type_unclear(self) -> None:
        """Ask what was said in the stretch that was reached last, or else in the first."""
        if self.attempt is not None:
            stretches = self.attempt.transcript.unclear
            self._type_into(self._unclear if self._unclear in stretches else stretches[0])

    def on_transcript_text_words_known(self, message: TranscriptText.WordsKnown) -> None:
        """Ask what was said."""
        self._type_into(message.stretch)

    def _type_into(self, stretch: TimeSpan) -> None:
        if self.attempt is not None and not self._as_heard:
            self._reach_unclear(stretch)
            guesses = words_in(self.attempt.transcript.words, stretch)
            words = " ".join(word.text for word in guesses)
            self._correct(lambda at: self.query_one(CorrectionInput).open_stretch(stretch, words, at))
        else:
            self.tell("Press O for the corrected words; only there can gaps be filled in.")

    def _reach_unclear(self, stretch: TimeSpan) -> None:
        self._unclear = stretch
        self._text.focus(scroll_visible=False)
        self._text.go_to_unclear(stretch)

    def on_correction_input_told(self, message: CorrectionInput.Told) -> None:
        """Judge the answer again with what was said there."""
        self._go_on_in_text()
        if self._revision is not None:
            self._filling = True
            self.errand("revise", partial(self._revision.fill, message.stretch, message.text))

    def on_line_input_left(self) -> None:
        """Go on in the transcript."""
        self._go_on_in_text()

    def _go_on_in_text(self) -> None:
        self._text.end_correction()
        self._text.focus(scroll_visible=False)

    def _tell_revised(self, attempt: Attempt) -> None:
        """Pass on what a change left; runs in the thread that made it."""
        self.post_message(messages.AttemptRevised(attempt))

    def on_attempt_revised(self, message: messages.AttemptRevised) -> None:
        """Show what was put right, when its points come back now, and what is asked next."""
        before, self.attempt = self.attempt, message.attempt
        if before is not None and before.transcript == message.attempt.transcript:
            self._page.show_revised(message.attempt)
        else:
            self._text.show_found(())
            self._page.show_attempt(message.attempt)
        if self._filling and message.attempt.transcript.unclear:
            self._reach_unclear(message.attempt.transcript.unclear[0])
        self._filling = False
        self._look_on(message.attempt)
        self.refresh_bindings()

    def action_details(self) -> None:
        """Open every key point, or close them all; also of results to come."""
        self.change_setting("screen", "details", not self._engines.settings.screen.details)

    def action_original(self) -> None:
        """Show the words as they were heard, or as they were corrected."""
        if self.attempt is not None:
            self._as_heard = not self._as_heard
            self._text.show_found(())  # the places of the words are others
            self._page.show_heard(self.attempt if self._as_heard else None, self.attempt)

    # What follows from it, and where one goes from here.

    def _look_on(self, attempt: Attempt, returns: Mapping[str, Return] | None = None) -> None:
        """Find out what follows from an attempt: what an interviewer asks next, when its points come back, a story."""
        self._ask_on(attempt)
        if returns is None:
            self.errand("returns", partial(self._find_returns, attempt))
        else:
            self._page.show_returns(returns)

    def _ask_on(self, attempt: Attempt) -> None:
        """Offer the follow-up that digs deepest."""
        bank = self._engines.bank
        self._story = tells_story(attempt, bank)
        try:
            rubric = bank.get(attempt.question_id)
        except RubricError:
            return
        found = choose_follow_ups(rubric, attempt)
        self._follow_up = rubric.dig(found[0]).id if found else ""
        self._page.show_follow_up(found[0].question if found else "")

    def _find_returns(self, attempt: Attempt) -> None:
        returns = find_returns(attempt, self._engines.history, self._engines.now())
        self.post_message(messages.ReturnsKnown(returns))

    def on_returns_known(self, message: messages.ReturnsKnown) -> None:
        """Say when each point comes back."""
        self._page.show_returns(message.returns)

    def action_follow_up(self) -> None:
        """Answer the follow-up."""
        self.post_message(messages.QuestionChosen(self._follow_up))

    def action_keep(self) -> None:
        """Make this answer the model answer of the question."""
        if self.attempt is not None:
            self.errand("keep", partial(self._keep, self.attempt))

    def _keep(self, attempt: Attempt) -> None:
        path = keep_story(attempt, self._engines.bank, self._engines.paths.rubrics)
        self.post_message(messages.RubricSaved(attempt.question_id))
        self.post_message(messages.StoryKept(path))

    def on_story_kept(self, message: messages.StoryKept) -> None:
        """Say where it is."""
        self.tell(f"Kept as your model answer in {message.path}. T changes it.")

    def action_compare(self) -> None:
        """Set this attempt beside an earlier one, where there is one."""
        if self.attempt is not None:
            self.errand("earlier", partial(self._seek_earlier, self.attempt))

    def _seek_earlier(self, attempt: Attempt) -> None:
        same = AttemptFilter(question_id=attempt.question_id)
        earlier = self._engines.history.attempts(wanted=same, limit=1, before=attempt.answered_at)
        self.post_message(messages.EarlierSought(bool(earlier)))

    def on_earlier_sought(self, message: messages.EarlierSought) -> None:
        """Set both side by side, or say that this is the first."""
        if message.there:
            self.post_message(messages.PlaceChosen(Place.COMPARISON, self._attempt_id))
        else:
            self.tell(FIRST_ANSWER)

    def action_again(self) -> None:
        """Answer the same question again."""
        if self._filler_free:
            self.post_message(messages.FluencyChosen(self._question_id))
        elif self._question_id:
            self.post_message(messages.QuestionChosen(self._question_id))

    def action_another(self) -> None:
        """Go on with the drill, with another question."""
        self.post_message(messages.AnotherChosen(self._question_id, self._filler_free))

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

    def on_transcript_text_left(self, message: TranscriptText.Left) -> None:
        """Walk on from the transcript."""
        self._page.walk(message.direction)

    def action_walk(self, step: int) -> None:
        """Go from key point to key point."""
        self._page.walk(step)

    def action_page(self, pages: int) -> None:
        """Scroll by pages."""
        self._page.scroll_relative(y=pages * (self._page.size.height - 2), animate=False)
