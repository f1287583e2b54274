"""Everything that a sitting needs from outside, as protocols."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from coach.audio.microphone import Microphone
from coach.audio.speaker import Speaker
from coach.bank.bank import Bank
from coach.content.judge import Judge
from coach.history.history import History
from coach.paths import Paths
from coach.practice.loading import Loading
from coach.settings import Settings
from coach.speech.detector import SpeechDetector
from coach.speech.terms import Pronounce
from coach.speech.transcriber import Transcriber
from coach.speech.voice import Voice


class Questions:
    """Holds the bank; may be asked from any thread."""

    def __init__(self, read: Callable[[], Bank]) -> None:
        """Read the bank.

        Args:
            read: Reads it from its files.
        """
        self._read = read
        self.bank = read()

    def reload(self) -> Bank:
        """Read the bank again; whoever asks from now on gets the new one."""
        self.bank = self._read()
        return self.bank


@dataclass(frozen=True, slots=True)
class Engines:
    """What a sitting works with; `coach/wiring.py` builds the real ones, tests hand in their own."""

    paths: Paths
    """Where everything lives."""
    settings: Settings
    """What the user chose."""
    questions: Questions
    """The questions, as they are now."""
    history: History
    """The attempts."""
    transcriber: Loading[Transcriber]
    """Speech to words."""
    detectors: Loading[Callable[[], SpeechDetector]]
    """Makes a fresh voice-activity detector for each recording."""
    sounds: Loading[Pronounce]
    """Gives the sounds of a text, by which misheard terms are found."""
    judge: Loading[Judge]
    """Decides which key points an answer made."""
    voice: Loading[Voice]
    """Reads questions aloud."""
    open_microphone: Callable[[], Microphone]
    """Finds the chosen microphone without starting it; raises NoMicrophoneError where there is none."""
    speaker: Speaker
    """Plays sound."""
    now: Callable[[], datetime]
    """The time, UTC and aware."""
    retune: Callable[["Engines", Settings], "Engines"]
    """Gives these engines the devices that changed settings choose; `with_settings` does the rest."""

    @property
    def bank(self) -> Bank:
        """The questions, as they are now."""
        return self.questions.bank

    @property
    def heavy(self) -> tuple[Loading[object], ...]:
        """The heavy parts, in the order in which a sitting needs them."""
        return (self.voice, self.detectors, self.transcriber, self.judge, self.sounds)

    @property
    def to_warm_up(self) -> tuple[tuple[Loading[object], ...], ...]:
        """The same in two lanes that are loaded side by side; sounds come last, which only new speech waits for.

        On two cores a third lane gains nothing, and takes 150 MB more at its peak.
        """
        return (self.voice, self.judge, self.sounds), (self.transcriber, self.detectors)

    def ready_judge(self) -> Judge:
        """Wait for the judge, and give it with the fillers of the user.

        Raises:
            CoachError: The weights could not be loaded.
        """
        return self.judge.get().with_lists(self.settings.delivery.lists)

    def with_settings(self, settings: Settings) -> "Engines":
        """Return the engines under other settings: the devices follow at once, what is loaded stays as it is.

        The speaker is another one only where its settings are others. Whoever takes the new engines up stops the old
        one then: nobody who holds the new ones can.
        """
        return replace(self.retune(self, settings), settings=settings)
