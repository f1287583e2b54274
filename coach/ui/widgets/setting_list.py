"""Every setting in a list: what it is called, what it is, what it means."""

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets.option_list import Option

from coach.settings import Settings
from coach.ui.columns import Column, Fitted, row
from coach.ui.keymap import NamedKey
from coach.ui.plain import plain
from coach.ui.setting_values import in_words, value_of
from coach.ui.setting_words import EMPTY, TABLES, WORDS
from coach.ui.widgets.row_list import RowList

KEY = "keys:"
"""What the id of a row for a key begins with."""

_NAME_WIDTH, _VALUE_WIDTH = 20, 24


def describe_row(name: str, value: str, meaning: str, width: int) -> Content:
    """Describe a setting in one row."""
    columns = (
        Column(plain(name), _NAME_WIDTH),
        Column(plain(value, "$primary bold"), _VALUE_WIDTH),
        Column(plain(meaning, "$quiet")),
    )
    return row(width, columns)


def _heading(text: str, width: int) -> Content:
    return Content("\n") + row(width, (Column(Content.styled(text, "$primary bold")),))


class SettingList(RowList):
    """The settings and the keys."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "select", "Change", key_display="⏎", id="settings.change"),
        Binding("right", "step(1)", "Next value", show=False, id="settings.next"),
        Binding("left", "step(-1)", "Previous value", show=False, id="settings.previous"),
        Binding("backspace,delete", "reset", "Default", key_display="⌫", id="settings.reset"),
    ]

    class Stepped(Message):
        """Another of the values to choose from is wanted."""

        def __init__(self, name: str, step: int) -> None:
            super().__init__()
            self.name = name
            self.step = step

    class Reset(Message):
        """The program's own value is wanted."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    def show_settings(self, settings: Settings, keys: Sequence[NamedKey]) -> None:
        """Show all settings as they are; the highlight stays where it is.

        Args:
            settings: As they are now.
            keys: Everything that a key does.
        """
        keep = self.chosen_id
        options: list[Option] = []
        for table, heading in TABLES.items():
            options.append(Option(Fitted(partial(_heading, heading)), disabled=True))
            for name, (words, meaning) in WORDS.items():
                if name.startswith(f"{table}."):
                    value = in_words(value_of(settings, name), EMPTY.get(name, "the system's"))
                    options.append(Option(Fitted(partial(describe_row, words, value, meaning)), id=name))
        options.append(Option(Fitted(partial(_heading, "Keys")), disabled=True))
        for each in keys:
            key = settings.keys.get(each.name, each.key).replace(",", ", ")
            options.append(Option(Fitted(partial(describe_row, each.does, key, each.name)), id=f"{KEY}{each.name}"))
        self.set_options(options)
        self.highlighted = next((at for at, option in enumerate(options) if option.id == keep and keep), 1)

    def action_step(self, step: int) -> None:
        """Ask for the next or the previous value."""
        if self.chosen_id is not None:
            self.post_message(self.Stepped(self.chosen_id, step))

    def action_reset(self) -> None:
        """Ask for the program's own value."""
        if self.chosen_id is not None:
            self.post_message(self.Reset(self.chosen_id))
