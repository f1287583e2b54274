"""Reads a question aloud, and stops when nobody waits for it any more."""

from coach.audio.speaker import Speaker
from coach.practice.loading import Loading
from coach.speech.voice import Voice


class Reader:
    """One question and the voice that reads it."""

    def __init__(self, voice: Loading[Voice], speaker: Speaker, text: str) -> None:
        """Prepare to read.

        Args:
            voice: Reads; may still be loading.
            speaker: Plays.
            text: What to read.
        """
        self._voice = voice
        self._speaker = speaker
        self._text = text
        self._wanted = 0
        self.speaking = False

    def want(self) -> int:
        """Ask for the question to be read; gives the number of this wish."""
        self.hush()
        return self._wanted

    def read(self, wish: int) -> bool:
        """Read the question, unless the wish is no longer the last one; call it from a worker.

        Args:
            wish: From `want`.

        Returns:
            Whether it is being played.

        Raises:
            CoachError: The voice cannot be loaded, or there is no loudspeaker.
        """
        voice = self._voice.get()
        if not self.wanted(wish):
            return False
        utterance = voice.say(self._text)
        if not self.wanted(wish):
            return False
        self._speaker.play(utterance.samples, utterance.sample_rate)
        return True

    def hush(self) -> None:
        """Stop, and forget every earlier wish."""
        self._wanted += 1
        self.speaking = False
        self._speaker.stop()

    def wanted(self, wish: int) -> bool:
        """Whether a wish is still the last one."""
        return wish == self._wanted

    @property
    def over(self) -> bool:
        """Whether the question was read to its end."""
        return self.speaking and not self._speaker.playing
