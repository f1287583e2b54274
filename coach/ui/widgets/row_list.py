"""Lists of rows that are moved through with arrows or j and k."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import OptionList


class RowList(OptionList, inherit_bindings=False):
    """An option list without a frame, whose texts are never markup; the arrows to the sides are left to its page."""

    DEFAULT_CSS = """
    RowList {
        height: 1fr;
        border: none;
        padding: 0 1;
        background: $background;
        scrollbar-size-vertical: 1;
        scrollbar-gutter: stable;
        & > .option-list--option { padding: 0 0 0 1; }
        & > .option-list--option-disabled { color: $foreground; }
        &:focus { border: none; background-tint: $background 0%; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "cursor_down", "Down", show=False),
        Binding("up,k", "cursor_up", "Up", show=False),
        Binding("home,g", "first", "First", show=False),
        Binding("end,G", "last", "Last", show=False),
        Binding("pagedown", "page_down", "Page down", show=False),
        Binding("pageup", "page_up", "Page up", show=False),
    ]

    def __init__(self, *, id: str | None = None) -> None:
        """Make an empty list."""
        super().__init__(id=id, markup=False)

    @property
    def chosen_id(self) -> str | None:
        """The id of the highlighted row; None where there is none."""
        option = self.highlighted_option
        return option.id if option else None

    def action_cursor_up(self) -> None:
        """Move up; from the first row that can be chosen, show what stands above it."""
        before = self.highlighted
        super().action_cursor_up()
        first = next((place for place, option in enumerate(self.options) if not option.disabled), None)
        if before == first:
            self.highlighted = first
        if self.highlighted == first:
            self.scroll_home(animate=False)

    def action_cursor_down(self) -> None:
        """Move down; stay on the last row."""
        last = next(
            (
                len(self.options) - 1 - place
                for place, option in enumerate(reversed(self.options))
                if not option.disabled
            ),
            None,
        )
        if self.highlighted is None or self.highlighted != last:
            super().action_cursor_down()


class ChoiceList(RowList):
    """A list whose key line says what Enter does."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "select", "Choose", key_display="⏎", id="list.choose")]
