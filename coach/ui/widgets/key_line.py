"""The last line of a screen: the keys that can be pressed, as many as fit, help always among them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from textual.binding import ActiveBinding, Binding
from textual.content import Content
from textual.events import Click
from textual.screen import Screen
from textual.widget import Widget

GAP = 2
"""Cells between two keys."""

HELP_ACTION = "app.explain_keys"
"""The action whose key is never left out."""


@dataclass(frozen=True, slots=True)
class ShownKey:
    """One key of the line."""

    press: str
    """The key, as Textual names it."""
    key: str
    """The key, as it is shown."""
    does: str
    """What it does."""
    action: str
    """The action's name."""

    @property
    def width(self) -> int:
        """Cells that it takes."""
        return Content(f"{self.key} {self.does}").cell_length


def shown_keys(bindings: Iterable[tuple[ActiveBinding, str]]) -> tuple[ShownKey, ...]:
    """Choose what the line may show: one key for each action, in the order of the bindings.

    Args:
        bindings: What can be pressed, each with the way its key is written.
    """
    keys: dict[str, ShownKey] = {}
    for active, display in bindings:
        binding: Binding = active.binding
        if binding.show and active.enabled and binding.description:
            keys.setdefault(binding.action, ShownKey(binding.key, display, binding.description, binding.action))
    return tuple(keys.values())


def fitting(keys: Sequence[ShownKey], width: int) -> tuple[ShownKey, ...]:
    """Leave out keys from the end until the line fits; help stays, at the very end.

    Args:
        keys: Those that matter most first.
        width: Cells of the line.
    """
    last = [key for key in keys if key.action == HELP_ACTION]
    first = [key for key in keys if key.action != HELP_ACTION]
    while first and sum(key.width + GAP for key in (*first, *last)) - GAP > width:
        first.pop()
    return (*first, *last)


class KeyLine(Widget):
    """The keys of the screen; a click on one presses it."""

    DEFAULT_CSS = "KeyLine { dock: bottom; height: 1; padding: 0 2; background: $surface; }"

    def on_mount(self) -> None:
        """Follow what can be pressed."""
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def on_unmount(self) -> None:
        """Follow no longer."""
        self.screen.bindings_updated_signal.unsubscribe(self)

    def _changed(self, _screen: Screen[object]) -> None:
        self.refresh()

    @property
    def keys(self) -> tuple[ShownKey, ...]:
        """What is shown, from left to right."""
        bindings = self.screen.active_bindings.values()
        displayed = ((active, self.app.get_key_display(active.binding)) for active in bindings)
        return fitting(shown_keys(displayed), self.content_size.width)

    def render(self) -> Content:
        """Draw the keys."""
        return Content(" " * GAP).join(
            Content.assemble((key.key, "$primary bold"), " ", (key.does, "$quiet")) for key in self.keys
        )

    def on_click(self, event: Click) -> None:
        """Press the key that was clicked."""
        at = event.get_content_offset_capture(self).x
        for key in self.keys:
            if 0 <= at < key.width:
                self.app.simulate_key(key.press)
                return
            at -= key.width + GAP
