"""What can go wrong, said to the person at the keyboard: what happened, and what to do about it."""


class CoachError(Exception):
    """A failure that a person can understand and act on.

    Attributes:
        message: What happened, in one sentence.
        hint: What to do about it, in one sentence; empty when nothing can be done.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".rstrip()


class UsageError(CoachError):
    """The program was started in a way that cannot work."""


class SettingsError(CoachError):
    """`coach.toml` says something that it may not say."""


class RubricError(CoachError):
    """A question's file is missing, unreadable or breaks the format."""


class AudioError(CoachError):
    """Sound could not be recorded, read or played."""


class NoMicrophoneError(AudioError):
    """There is no PortAudio, no input device, or the device refused to open."""


class WeightsError(CoachError):
    """Weights are missing, damaged, or could not be fetched."""


class FilterError(CoachError):
    """A filter of the history asks for something that no answer can have."""


class HistoryError(CoachError):
    """The history could not be read or written."""


class DamagedHistoryError(HistoryError):
    """The history holds something that nobody has written into it; the rest of it may be readable."""
