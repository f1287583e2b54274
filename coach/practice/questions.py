"""The bank as it is now; read again after an edit."""

from collections.abc import Callable

from coach.bank.bank import Bank


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
