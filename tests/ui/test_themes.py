import pytest
from textual.color import Color
from textual.theme import Theme

from coach.ui.themes import THEMES

READABLE = 4.5
"""Contrast that WCAG 2.1 asks of text, level AA."""


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_every_text_colour_is_readable_on_background_and_surface(theme: Theme) -> None:
    names = {"foreground": theme.foreground, "primary": theme.primary, "success": theme.success}
    names |= {"warning": theme.warning, "error": theme.error}
    names |= {name: theme.variables[name] for name in ("quiet", "missed")}
    for under in (theme.background, theme.surface, theme.variables["block-cursor-background"]):
        assert under is not None
        for name, colour in names.items():
            assert colour is not None
            contrast = ratio(colour, under)
            assert contrast >= READABLE, f"{theme.name}: {name} on {under}: {contrast:.2f}"


def ratio(text: str, under: str) -> float:
    """Contrast as WCAG 2.1 defines it."""
    lighter, darker = sorted((luminance(text), luminance(under)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    channels = [channel / 255 for channel in Color.parse(colour).rgb]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
