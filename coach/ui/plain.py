"""Text from people as content for the screen: always data, never markup, never an escape sequence."""

from textual.content import Content

_PICTURES = {code: 0x2400 + code for code in range(0x20)} | {0x7F: 0x2421}
_PICTURES |= dict.fromkeys(range(0x80, 0xA0), 0xFFFD)
_PICTURES |= dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)), 0xFFFD)
_PICTURES |= dict.fromkeys(range(0xD800, 0xE000), 0xFFFD)
"""Controls as their pictures; what reorders text or is no character as the replacement character."""

_ONE_LINE = _PICTURES | {ord("\n"): " ", ord("\t"): " ", ord("\r"): " "}


def harmless(text: str) -> str:
    """Make every control character of a text visible and put it all on one line."""
    return text.translate(_ONE_LINE)


def plain(text: str, style: str = "") -> Content:
    """Make content of a text from a person, shown as it was written.

    Args:
        text: Any text.
        style: A style for all of it, such as `$primary bold`.
    """
    return Content.styled(harmless(text), style)
