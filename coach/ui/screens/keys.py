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

KEY_WIDTH = 14


def describe_keys(bindings: Iterable[ActiveBinding]) -> tuple[tuple[str, str], ...]:
    """List keys and what they do, keys for the same thing together.

    Args:
        bindings: What can be pressed.
    """
    keys: dict[str, list[str]] = {}
    for active in bindings:
        binding = active.binding
        if active.enabled and binding.description and not binding.system:
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
        lines = [Content.assemble((key.ljust(KEY_WIDTH), "$primary bold"), (does, "")) for key, does in self._keys]
        lines += [
            Content(""),
            Content.styled("Ctrl+P opens the palette with themes and commands. Escape closes this.", "$quiet"),
        ]
        with VerticalScroll(classes="dialog", can_focus=False):
            yield Static(Content.styled("Keys of this screen", "$primary bold"), markup=False, classes="dialog-text")
            yield Static(Content("\n").join(lines), markup=False)

    def action_close(self) -> None:
        """Go back."""
        self.dismiss()
