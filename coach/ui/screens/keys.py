"""The keys of a screen, in one list."""

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.keys import format_key
from textual.screen import ModalScreen
from textual.widgets import Static

_NO_NEED = {
    "Scroll Left",
    "Scroll Right",
    "Page Left",
    "Page Right",
    "Copy selected text",
    "Focus Next",
    "Focus Previous",
}
"""What Textual brings along and nobody needs here."""


def describe_keys(bindings: Iterable[ActiveBinding]) -> tuple[tuple[str, str], ...]:
    """List keys and what they do: keys for the same thing together, those at the foot of the screen first.

    Args:
        bindings: What can be pressed.
    """
    keys: dict[str, list[str]] = {}
    for active in sorted(bindings, key=lambda active: not active.binding.show):
        binding = active.binding
        if active.enabled and binding.description and not binding.system and binding.description not in _NO_NEED:
            keys.setdefault(binding.description, []).append(binding.key_display or format_key(binding.key))
    return tuple((", ".join(dict.fromkeys(names)), description) for description, names in keys.items())


class KeysScreen(ModalScreen[None]):
    """A box with the keys of the screen below."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,question_mark,f1,enter,q", "close", "Close")]

    def __init__(self, keys: tuple[tuple[str, str], ...]) -> None:
        """Show keys.

        Args:
            keys: Each with what it does.
        """
        super().__init__()
        self._keys = keys

    def compose(self) -> ComposeResult:
        """One line for each key."""
        width = max((len(key) for key, _ in self._keys), default=0) + 3
        lines = [Content.assemble((key.ljust(width), "$primary bold"), (does, "")) for key, does in self._keys]
        with VerticalScroll(classes="dialog"):
            yield Static(Content.styled("Keys of this screen", "$primary bold"), markup=False, classes="dialog-text")
            yield Static(Content("\n").join(lines), markup=False)

    def action_close(self) -> None:
        """Go back."""
        self.dismiss()
