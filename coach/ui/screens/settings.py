"""Everything in `coach.toml`, changed at once."""

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Static
from textual.widgets.option_list import Option

from coach.practice.engines import Engines
from coach.settings import Settings
from coach.settings_file import Value
from coach.ui import messages
from coach.ui.commands import NamedKey, named_keys, problems_with
from coach.ui.lines import Column, Fitted, plain, row
from coach.ui.page import Page, TopLine, common_keys
from coach.ui.places import Place
from coach.ui.screens.dialogs import KeyCaptureScreen
from coach.ui.setting_words import EMPTY, LATER, TABLES, WORDS, choices_for, from_text, in_words, next_choice, value_of
from coach.ui.widgets.line_input import SettingInput
from coach.ui.widgets.notice import Notice, Severity
from coach.ui.widgets.row_list import RowList

KEY = "keys:"
"""What the id of a row for a key begins with."""

_NAME_WIDTH, _VALUE_WIDTH = 20, 24


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
                    value = in_words(value_of(settings, name), EMPTY.get(name, "system default"))
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


class SettingsScreen(Page[None]):
    """A list of settings; each change is written to the file and holds at once."""

    DEFAULT_CSS = """
    SettingsScreen #file { height: auto; padding: 0 2; color: $quiet; }
    SettingsScreen > Notice { margin-top: 1; }
    """

    FAILURES_IN_PLACE = Severity.WARNING

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("w", "welcome", "Microphone and voice", id="settings.welcome"),
        *common_keys("settings"),
    ]

    def __init__(self, engines: Engines) -> None:
        """Show the settings.

        Args:
            engines: What to work with.
        """
        super().__init__(engines)
        self._keys = named_keys()

    def body(self) -> ComposeResult:
        """Where the file is, the list, the line to type in."""
        yield TopLine("Settings", "each change is saved at once")
        yield Static(plain(str(self._engines.paths.settings)), id="file", markup=False)
        yield SettingList()
        yield SettingInput()
        yield Notice()

    def on_mount(self) -> None:
        """Fill the list."""
        self._show()

    @on(SettingList.OptionSelected)
    def _change(self, event: SettingList.OptionSelected) -> None:
        name = event.option_id or ""
        if name.startswith(KEY):
            self._ask_for_key(name.removeprefix(KEY))
        elif choices_for(name, sorted(self.app.available_themes)):
            self._step(name, 1)
        elif name:
            words, meaning = WORDS[name]
            self.query_one(Notice).say(f"{words}:", meaning)
            value = value_of(self._engines.settings, name)
            self.query_one(SettingInput).open(name, "" if value in ((), "") else in_words(value))

    def on_setting_list_stepped(self, message: SettingList.Stepped) -> None:
        """Take the next or the previous value."""
        self._step(message.name, message.step)

    def _step(self, name: str, step: int) -> None:
        choices = choices_for(name, sorted(self.app.available_themes))
        if choices:
            self._write(name, next_choice(value_of(self._engines.settings, name), choices, step))

    def on_setting_list_reset(self, message: SettingList.Reset) -> None:
        """Take the program's own value."""
        self._write(message.name, None)

    def on_setting_input_typed(self, message: SettingInput.Typed) -> None:
        """Take what was typed, where it can be read."""
        try:
            value = from_text(message.text, value_of(self._engines.settings, message.name))
        except ValueError:
            self.query_one(Notice).say("That is not a number.", WORDS[message.name][1], Severity.WARNING)
        else:
            self._write(message.name, value)

    def on_line_input_left(self) -> None:
        """Go on in the list."""
        self.query_one(Notice).say("")
        self.query_one(SettingList).focus()

    def _ask_for_key(self, name: str) -> None:
        does = next(each.does for each in self._keys if each.name == name)
        self.app.push_screen(KeyCaptureScreen(does), partial(self._take_key, name))

    def _take_key(self, name: str, key: str | None) -> None:
        if key:
            self._write(f"{KEY}{name}", key)

    def _write(self, name: str, value: Value | None) -> None:
        table, key = ("keys", name.removeprefix(KEY)) if name.startswith(KEY) else name.split(".", 1)
        self.change_setting(table, key, value)

    def work_with(self, engines: Engines, changed: str) -> None:
        """Show what holds now."""
        super().work_with(engines, changed)
        self.query_one(SettingInput).close()
        self._show()
        wrong = problems_with(engines.settings.keys) if changed.startswith("keys.") else ()
        if wrong:
            self.query_one(Notice).say(
                wrong[0], "It is saved; choose another key for one of the two.", Severity.WARNING
            )
            return
        later = LATER in WORDS.get(changed, ("", ""))[1]
        self.query_one(Notice).say(f"Saved; it {LATER}." if later else "Saved.")

    def _show(self) -> None:
        listed = self.query_one(SettingList)
        listed.show_settings(self._engines.settings, self._keys)
        listed.focus()

    def action_welcome(self) -> None:
        """Try microphone and voice."""
        self.post_message(messages.PlaceChosen(Place.WELCOME))


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
