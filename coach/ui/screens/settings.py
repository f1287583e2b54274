"""Everything in `coach.toml`, changed at once."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Static
from textual.widgets.option_list import Option

from coach.audio.portaudio import SoundDevice, device_names, list_devices
from coach.errors import CoachError
from coach.practice.engines import Engines
from coach.settings import Settings
from coach.settings_file import Value
from coach.ui import messages
from coach.ui.commands import NamedKey, named_keys, problems_with
from coach.ui.lines import Column, Fitted, plain, row
from coach.ui.page import Page, TopLine, common_keys
from coach.ui.places import Place
from coach.ui.screens.dialogs import KeyCaptureScreen, PickScreen
from coach.ui.setting_words import (
    EMPTY,
    LATER,
    SYSTEM_DEFAULT,
    TABLES,
    WORDS,
    choices_for,
    chosen_of,
    from_text,
    in_words,
    next_choice,
    value_of,
)
from coach.ui.widgets.line_input import SettingInput
from coach.ui.widgets.notice import Notice, Severity
from coach.ui.widgets.row_list import RowList

MICROPHONE, LOUDSPEAKER, THEME = "recording.microphone", "voice.speaker", "screen.theme"
"""The settings that are picked from a list."""

KEY = "keys:"
"""What the id of a row for a key begins with."""

TYPED, PRESSED = "This one is typed: Enter changes it.", "Enter asks for another key."
"""Why the arrows to the sides do nothing."""

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

    def __init__(self, engines: Engines, devices: Callable[[], tuple[SoundDevice, ...]] = list_devices) -> None:
        """Show the settings.

        Args:
            engines: What to work with.
            devices: Lists the sound devices of this machine.
        """
        super().__init__(engines)
        self._keys = named_keys()
        self._list = devices
        self.devices = messages.DevicesListed((), ())
        """What the system has to record and to play with; nothing until it was asked."""
        self._no_devices: CoachError | None = None

    def body(self) -> ComposeResult:
        """Where the file is, the list, the line to type in."""
        yield TopLine("Settings", "each change is saved at once")
        yield Static(plain(str(self._engines.paths.settings)), id="file", markup=False)
        yield SettingList()
        yield SettingInput()
        yield Notice()

    def on_mount(self) -> None:
        """Fill the list, and look for microphones and loudspeakers."""
        self._show()
        self.errand("devices", self._list_devices)

    def _list_devices(self) -> None:
        self.post_message(messages.DevicesListed(*device_names(self._list())))

    def on_devices_listed(self, message: messages.DevicesListed) -> None:
        """Offer them from now on."""
        self.devices = message

    def show_failure(self, errand: str, error: CoachError) -> None:
        """Keep why there are no devices until somebody wants to pick one."""
        if errand == "devices":
            self._no_devices = error
        else:
            super().show_failure(errand, error)

    @property
    def _connected(self) -> Mapping[str, Sequence[str]]:
        return {MICROPHONE: self.devices.microphones, LOUDSPEAKER: self.devices.loudspeakers}

    @property
    def _listed(self) -> Mapping[str, Sequence[str]]:
        """What is there to pick from, by setting; a device that is chosen and not there stays on its list."""
        lists: dict[str, Sequence[str]] = {THEME: sorted(self.app.available_themes)}
        for name, names in self._connected.items():
            value = value_of(self._engines.settings, name)
            gone = () if chosen_of(value, ("", *names)) is not None else (value,)
            lists[name] = ("", *names, *gone)
        return lists

    @on(SettingList.OptionSelected)
    def _change(self, event: SettingList.OptionSelected) -> None:
        name = event.option_id or ""
        if name.startswith(KEY):
            self._ask_for_key(name.removeprefix(KEY))
        elif name in self._listed:
            self._pick(name)
        elif choices_for(name, self._listed):
            self._step(name, 1)
        elif name:
            words, meaning = WORDS[name]
            self.query_one(Notice).say(f"{words}:", meaning)
            value = value_of(self._engines.settings, name)
            self.query_one(SettingInput).open(name, "" if value in ((), "") else in_words(value))

    def _pick(self, name: str) -> None:
        """Let one of a list be picked."""
        values = self._listed[name]
        there = ("", *self._connected.get(name, values))
        told = [(value, (value or SYSTEM_DEFAULT) + ("" if value in there else " (not connected)")) for value in values]
        chosen = chosen_of(value_of(self._engines.settings, name), values)
        self.app.push_screen(PickScreen(WORDS[name][0], told, str(chosen)), partial(self._take, name))
        if self._no_devices is not None and name != THEME:
            self.query_one(Notice).say_error(self._no_devices, Severity.WARNING)

    def _take(self, name: str, value: str | None) -> None:
        if value is not None:
            self._write(name, value)

    def on_setting_list_stepped(self, message: SettingList.Stepped) -> None:
        """Take the next or the previous value."""
        self._step(message.name, message.step)

    def _step(self, name: str, step: int) -> None:
        choices = choices_for(name, self._listed)
        if not choices:
            self.tell(TYPED if name in WORDS else PRESSED)
        else:
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
