"""Text from people as content for the screen: always data, never markup, never an escape sequence."""

from textual.content import Content

from coach.report.plain import plain as harmless

__all__ = ["harmless", "plain"]


def plain(text: str, style: str = "") -> Content:
    """Make content of a text from a person, on one line and with control characters made visible.

    Args:
        text: Any text.
        style: A style for all of it, such as `$primary bold`.
    """
    return Content.styled(harmless(text), style)
