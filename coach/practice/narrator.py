"""Reads a text aloud in the coach's voice, and stops when nobody waits for it any more."""

from collections.abc import Callable

from coach.audio.speaker import Speaker
from coach.practice.loading import Loading
from coach.speech.voice import Voice


class Narrator:
    """The voice that reads questions and model answers; only the last wish is read."""

    def __init__(self, voice: Loading[Voice], speaker: Callable[[], Speaker]) -> None:
        """Prepare to read.

        Args:
            voice: Reads; may still be loading.
            speaker: Gives the speaker that the settings choose at the moment; it plays.
        """
        self._voice = voice
        self._speaker = speaker
        self._wishes = 0
        self.awaited = False
        """Whether something was wanted, and is not forgotten since."""
        self.speaking = False
        """Whether the voice has begun on what is wanted; for whoever looks after the screen to set."""

    def want(self) -> int:
        """Ask for a text to be read; return the number of this wish."""
        self.hush()
        self.awaited = True
        return self._wishes

    def read(self, text: str, wish: int) -> bool:
        """Read a text, unless the wish is no longer the last one; call it from a worker.

        Args:
            text: What to read.
            wish: From `want`.

        Returns:
            Whether it is being played.

        Raises:
            CoachError: The voice cannot be loaded, or there is no loudspeaker.
        """
        voice = self._voice.get()
        if not self.wanted(wish):
            return False
        utterance = voice.say(text)
        if not self.wanted(wish):
            return False
        self._speaker().play(utterance.samples, utterance.sample_rate)
        return True

    def forget(self) -> None:
        """Forget every earlier wish; what sounds goes on."""
        self._wishes += 1
        self.awaited = self.speaking = False

    def hush(self) -> None:
        """Stop, and forget every earlier wish."""
        self.forget()
        self._speaker().stop()

    def wanted(self, wish: int) -> bool:
        """Whether a wish is still the last one."""
        return wish == self._wishes

    @property
    def over(self) -> bool:
        """Whether the text was read to its end."""
        return self.speaking and not self._speaker().playing
