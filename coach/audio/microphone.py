"""What a microphone does."""

from typing import Protocol

from coach.audio.hand_over import HandOver


class Microphone(Protocol):
    """A source of 16 kHz mono sound that is started once and stopped once."""

    @property
    def name(self) -> str:
        """The device's name, as the system gives it."""
        ...

    def start(self, hand_over: HandOver) -> None:
        """Begin to put blocks into `hand_over` from the sound card's own thread.

        Raises:
            NoMicrophoneError: The device is missing or refused to open.
        """
        ...

    def stop(self) -> None:
        """Stop the device and close the hand-over; a second call does nothing."""
        ...
