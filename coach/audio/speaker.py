"""What a loudspeaker does."""

from typing import Protocol

from coach.domain.recording import Samples


class Speaker(Protocol):
    """Plays one sound at a time without making the caller wait."""

    def play(self, samples: Samples, sample_rate: int) -> None:
        """Begin to play, after stopping whatever plays now.

        Args:
            samples: Sound, shape (n,), float32, mono.
            sample_rate: Samples a second.

        Raises:
            AudioError: There is no output device, or it refused to open.
        """
        ...

    def stop(self) -> None:
        """Stop at once; does nothing when nothing plays."""
        ...

    @property
    def playing(self) -> bool:
        """Whether sound is still coming out."""
        ...

    @property
    def position(self) -> float | None:
        """Seconds of the sound that have come out so far; None while nothing plays."""
        ...
