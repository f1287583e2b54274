"""A screen on which an answer can be heard: from any word, at any speed, the words following the sound."""

from collections.abc import Sequence
from functools import partial

from textual.reactive import reactive
from textual.timer import Timer

from coach.audio.envelope import outline
from coach.domain.attempt import AnswerKind, Attempt
from coach.domain.timespan import TimeSpan
from coach.domain.transcript import Word
from coach.practice.engines import Engines
from coach.ui import messages
from coach.ui.player import Player
from coach.ui.screens.coach_screen import CoachScreen
from coach.ui.sound import evidence_span, unclear_span
from coach.ui.widgets.key_point import KeyPoint
from coach.ui.widgets.result_page import ResultPage
from coach.ui.widgets.timeline import Timeline
from coach.ui.widgets.transcript_text import TranscriptText

FOLLOW_SECONDS = 0.05
"""How often the words are brought up to the sound."""


def word_at(words: Sequence[Word], seconds: float) -> int | None:
    """Give the index of the word that sounds at a moment, or the last one before it; None before the first."""
    found = None
    for index, word in enumerate(words):
        if word.start > seconds:
            break
        found = index
    return found


class PlayingScreen(CoachScreen[None]):
    """Plays the attempt of a `ResultPage`, and the model answer."""

    AUTO_FOCUS = ""  # the page says what is to be walked to first

    attempt: reactive[Attempt | None] = reactive(None, init=False)
    """What is shown; None until it is known."""

    def __init__(self, engines: Engines) -> None:
        """Prepare to play.

        Args:
            engines: What to work with.
        """
        super().__init__()
        self._engines = engines
        self._player = Player(engines.speaker)
        self._follower: Timer | None = None
        self._reading = False

    def on_unmount(self) -> None:
        """Leave no sound on."""
        self._reading = False
        self._player.stop()

    @property
    def words_shown(self) -> tuple[Word, ...]:
        """The words that the transcript shows, to which its indices belong."""
        return self.attempt.transcript.words if self.attempt else ()

    def load_sound(self, attempt: Attempt) -> None:
        """Fetch the outline of the recording, where there is one."""
        if attempt.audio is not None and attempt.audio.exists():
            path = attempt.audio
            self.errand("sound", lambda: self._tell(messages.SoundLoaded(outline(self._player.load(path)))))

    def _tell(self, message: messages.SoundLoaded) -> None:
        self.post_message(message)

    def on_sound_loaded(self, message: messages.SoundLoaded) -> None:
        """Draw the waveform."""
        self.query_one(Timeline).show_sound(message.peaks)

    def _play(self, start: float = 0.0, end: float | None = None) -> None:
        attempt = self.attempt
        if attempt is None:
            self.tell("The answer can be played once it is judged.")
        elif attempt.kind is AnswerKind.TYPED:
            self.tell("This answer was typed; there is nothing to play.")
        elif attempt.audio is None:
            self.tell("No recording of this answer was kept.")
        else:
            path = attempt.audio

            def play() -> None:
                self._player.load(path)
                self._player.play(start, end)

            self._reading = False
            self.errand("play", play)
            if self._follower is None:
                self._follower = self.set_interval(FOLLOW_SECONDS, self._follow)

    def _follow(self) -> None:
        if self.attempt is not None:
            position = self._player.position
            self.query_one(Timeline).position = position
            word = None if position is None else word_at(self.words_shown, position)
            self.query_one(TranscriptText).follow(word)

    def action_play(self) -> None:
        """Play the answer, or stop."""
        if self._engines.speaker.playing:
            self._reading = False
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
        words = self.words_shown
        if message.index < len(words):
            self._play(words[message.index].start)

    def on_transcript_text_unclear_chosen(self, message: TranscriptText.UnclearChosen) -> None:
        """Play what was not understood."""
        self.play_unclear(message.stretch)

    def play_unclear(self, stretch: TimeSpan) -> None:
        """Play what was not understood, with a little around it."""
        span = unclear_span(stretch)
        self._play(span.start, span.end)

    def on_timeline_chosen(self, message: Timeline.Chosen) -> None:
        """Play from a moment on."""
        self._play(message.seconds)

    def read_model_answer(self, text: str, reference: str = "") -> None:
        """Show the model answer and let the voice read it, or stop the voice.

        Args:
            text: What a strong candidate would say.
            reference: The program that does what the question asks for; empty for none.
        """
        self.query_one(ResultPage).show_model_answer(text, reference)
        if self._reading and self._engines.speaker.playing:
            self._reading = False
            self._engines.speaker.stop()
            return
        self._player.stop()
        self._reading = True
        self.errand("voice", partial(self._read, text))

    def _read(self, text: str) -> None:
        utterance = self._engines.voice.get().say(text)
        if self._reading:
            self._engines.speaker.play(utterance.samples, utterance.sample_rate)
