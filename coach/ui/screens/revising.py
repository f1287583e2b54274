"""A screen on which an answer can be put right: a verdict overruled, a misheard word corrected, a gap filled."""

import threading
from collections.abc import Callable
from functools import partial

from coach.domain.attempt import Attempt
from coach.domain.timespan import TimeSpan
from coach.domain.transcript import Word
from coach.practice.engines import Engines
from coach.practice.revise import correct_word, fill_stretch, label_point, rate_point, words_in
from coach.scoring.trust import unclear_seconds
from coach.ui import messages
from coach.ui.screens.playing import PlayingScreen
from coach.ui.widgets.correction_input import CorrectionInput
from coach.ui.widgets.key_point import KeyPoint
from coach.ui.widgets.result_page import ResultPage
from coach.ui.widgets.transcript_text import TranscriptText


class RevisingScreen(PlayingScreen):
    """Changes the attempt of a `ResultPage`, and shows which words belong to which point."""

    def __init__(self, engines: Engines) -> None:
        """Prepare.

        Args:
            engines: What to work with.
        """
        super().__init__(engines)
        self._as_heard = False
        self._unclear: TimeSpan | None = None
        self._filling = False
        self._changing = threading.Lock()
        self._revised: Attempt | None = None

    @property
    def words_shown(self) -> tuple[Word, ...]:
        """The words as they were heard, or as they were corrected."""
        return self.attempt.heard if self.attempt and self._as_heard else super().words_shown

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Offer the words as heard only where some were corrected, and unclear stretches only where there are any."""
        if action == "original":
            return self.attempt is not None and bool(self.attempt.heard)
        if action in {"hear_unclear", "type_unclear"}:
            if self.attempt is None or not unclear_seconds(self.attempt.transcript):
                return False
            return action == "type_unclear" or self.attempt.audio is not None
        return True

    def on_key_point_reached(self, message: KeyPoint.Reached) -> None:
        """Light the words that are the point's evidence."""
        self.query_one(TranscriptText).light(message.point_id)
        self._light_points(())

    def on_transcript_text_word_reached(self, message: TranscriptText.WordReached) -> None:
        """Light the points that the word is evidence of."""
        self.query_one(TranscriptText).light(message.point_ids[0] if message.point_ids else None)
        self._light_points(message.point_ids)

    def _light_points(self, point_ids: tuple[str, ...]) -> None:
        for each in self.query(KeyPoint):
            each.set_class(each.point.id in point_ids, "-lit")

    def on_transcript_text_left(self, message: TranscriptText.Left) -> None:
        """Walk on from the transcript."""
        self.query_one(ResultPage).walk(message.direction)

    def on_key_point_labelled(self, message: KeyPoint.Labelled) -> None:
        """Overrule a verdict, or let it stand again."""
        self._revise(partial(label_point, point_id=message.point_id, label=message.label, engines=self._engines), False)

    def on_key_point_rated(self, message: KeyPoint.Rated) -> None:
        """Bring a point back sooner or later."""
        self._revise(partial(rate_point, point_id=message.point_id, rating=message.rating), False)

    def on_transcript_text_correction_wanted(self, message: TranscriptText.CorrectionWanted) -> None:
        """Offer the word for correction."""
        if self.attempt is not None and not self._as_heard:
            self.query_one(CorrectionInput).open(message.index, self.attempt.transcript.words[message.index].text)
        else:
            self.tell("O goes back to the corrected words, where more can be corrected.")

    def action_hear_unclear(self) -> None:
        """Play the next stretch that was not understood, and show where it is; after the last comes the first."""
        if self.attempt is not None:
            stretches, last = self.attempt.transcript.unclear, self._unclear
            later = (each for each in stretches if last is not None and each.start > last.start)
            stretch = next(later, stretches[0])
            self._reach_unclear(stretch)
            self.play_unclear(stretch)

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
            self.query_one(CorrectionInput).open_stretch(stretch, " ".join(word.text for word in guesses))
        else:
            self.tell("O goes back to the corrected words, where more can be put in.")

    def _reach_unclear(self, stretch: TimeSpan) -> None:
        self._unclear = stretch
        text = self.query_one(TranscriptText)
        text.focus(scroll_visible=False)
        text.go_to_unclear(stretch)

    def on_correction_input_told(self, message: CorrectionInput.Told) -> None:
        """Judge the answer again with what was said there."""
        self.query_one(TranscriptText).focus()
        self._filling = True
        change = partial(fill_stretch, stretch=message.stretch, text=message.text, engines=self._engines)
        self._revise(change, True)

    def on_correction_input_made(self, message: CorrectionInput.Made) -> None:
        """Judge the answer again with the corrected word."""
        self.query_one(TranscriptText).focus()
        self._revise(partial(correct_word, index=message.index, text=message.text, engines=self._engines), True)

    def on_line_input_left(self) -> None:
        """Go on in the transcript."""
        self.query_one(TranscriptText).focus()

    def _revise(self, change: Callable[[Attempt], Attempt], words_changed: bool) -> None:
        if self.attempt is not None:
            self.errand("revise", partial(self._change, self.attempt, change, words_changed))

    def _change(self, shown: Attempt, change: Callable[[Attempt], Attempt], words_changed: bool) -> None:
        """Change what the last change has left; the screen may not show that yet."""
        with self._changing:
            revised = change(self._revised or shown)
            self._engines.history.save(revised)
            self._revised = revised
            self.post_message(messages.AttemptRevised(revised, words_changed))
        self.app.post_message(messages.AttemptKept())

    def on_attempt_revised(self, message: messages.AttemptRevised) -> None:
        """Show what was put right."""
        self.attempt = message.attempt
        page = self.query_one(ResultPage)
        if message.words_changed:
            page.show_attempt(message.attempt)
        else:
            page.show_revised(message.attempt)
        if self._filling and message.attempt.transcript.unclear:
            self._reach_unclear(message.attempt.transcript.unclear[0])
        self._filling = False
        self.refresh_bindings()

    def action_original(self) -> None:
        """Show the words as they were heard, or as they were corrected."""
        attempt = self.attempt
        if attempt is not None:
            self._as_heard = not self._as_heard
            self.query_one(ResultPage).show_heard(attempt if self._as_heard else None, attempt)
