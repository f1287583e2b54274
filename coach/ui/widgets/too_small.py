"""What is shown instead of a broken layout in a terminal that is too small."""

from textual.content import Content
from textual.widgets import Static

LEAST_COLUMNS = 60
"""Narrower terminals show the message."""

LEAST_ROWS = 16
"""Lower terminals show the message."""


class TooSmall(Static):
    """A plain message; the stylesheet shows it, and nothing else, where the screen is too small."""

    DEFAULT_CSS = """
    TooSmall { display: none; width: 1fr; height: 1fr; padding: 1 2; }
    """

    def __init__(self) -> None:
        """Say how much room is needed."""
        message = f"This terminal is too small. Coach needs {LEAST_COLUMNS} columns and {LEAST_ROWS} rows."
        super().__init__(Content(f"{message} Nothing is lost: enlarge it to go on, or press Q to quit."), markup=False)
