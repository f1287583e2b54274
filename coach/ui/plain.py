"""Text from people as content for the screen: always data, never markup, never an escape sequence."""

from textual.content import Content

from coach.plain import plain as harmless
from coach.plain import visible

__all__ = ["as_written", "harmless", "plain"]


def plain(text: str, style: str = "") -> Content:
    """Make content of a text from a person, on one line and with control characters made visible.

    Args:
        text: Any text.
        style: A style for all of it, such as `$primary bold`.
    """
    return Content.styled(harmless(text), style)


def as_written(text: str) -> Content:
    """Make content of a program: its lines and their indents stay, control characters become visible."""
    return Content("\n".join(visible(line.expandtabs(4)) for line in text.splitlines()))
