"""Everything in `coach.toml`, changed at once."""

from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from coach.practice.engines import Engines
from coach.settings import Settings
from coach.settings_file import Value, write_setting
from coach.ui import messages
from coach.ui.keymap import named_keys, problems_with
from coach.ui.places import Place
from coach.ui.plain import plain
from coach.ui.screens.coach_screen import HELP, CoachScreen
from coach.ui.screens.key_capture import KeyCaptureScreen
from coach.ui.setting_values import choices_for, from_text, in_words, next_choice, value_of
from coach.ui.setting_words import LATER, WORDS
from coach.ui.widgets.notice import Notice, Weight
from coach.ui.widgets.setting_input import SettingInput
from coach.ui.widgets.setting_list import KEY, SettingList
from coach.ui.widgets.top_line import TopLine


class SettingsScreen(CoachScreen[None]):
    """A list of settings; each change is written to the file and holds at once."""

    DEFAULT_CSS = """
    SettingsScreen #file { height: auto; padding: 0 2; color: $quiet; }
    SettingsScreen > Notice { margin-top: 1; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("w", "welcome", "Microphone and voice", id="settings.welcome"),
        Binding("escape", "leave", "Back", id="settings.back"),
        Binding("q", "app.leave", "Quit", show=False, id="settings.quit"),
        HELP,
    ]

    def __init__(self, engines: Engines) -> None:
        """Show the settings.

        Args:
            engines: What to work with.
        """
        super().__init__()
        self._path = engines.paths.settings
        self._settings = engines.settings
        self._keys = named_keys()

    def body(self) -> ComposeResult:
        """Where the file is, the list, the line to type in."""
        yield TopLine("Settings", "each change is saved at once")
        yield Static(plain(str(self._path)), id="file", markup=False)
        yield SettingList()
        yield SettingInput()
        yield Notice()

    def on_mount(self) -> None:
        """Fill the list."""
        settings = self.query_one(SettingList)
        settings.show_settings(self._settings, self._keys)
        settings.focus()

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
            value = value_of(self._settings, name)
            self.query_one(SettingInput).open(name, "" if value in ((), "") else in_words(value))

    def on_setting_list_stepped(self, message: SettingList.Stepped) -> None:
        """Take the next or the previous value."""
        self._step(message.name, message.step)

    def _step(self, name: str, step: int) -> None:
        choices = choices_for(name, sorted(self.app.available_themes))
        if choices:
            self._write(name, next_choice(value_of(self._settings, name), choices, step))

    def on_setting_list_reset(self, message: SettingList.Reset) -> None:
        """Take the program's own value."""
        self._write(message.name, None)

    def on_setting_input_typed(self, message: SettingInput.Typed) -> None:
        """Take what was typed, where it can be read."""
        try:
            value = from_text(message.text, value_of(self._settings, message.name))
        except ValueError:
            self.query_one(Notice).say("That is not a number.", WORDS[message.name][1], Weight.WARNING)
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
        self.errand("settings", partial(self._write_file, name, table, key, value))

    def _write_file(self, name: str, table: str, key: str, value: Value | None) -> None:
        settings = write_setting(self._path, table, key, value)
        self.post_message(messages.SettingWritten(name, settings))
        self.app.post_message(messages.SettingsChanged(settings))

    def on_setting_written(self, message: messages.SettingWritten) -> None:
        """Show what holds now."""
        self._take_up(message.settings)
        wrong = problems_with(message.settings.keys) if message.name.startswith(KEY) else ()
        if wrong:
            self.query_one(Notice).say(wrong[0], "It is saved; choose another key for one of the two.", Weight.WARNING)
            return
        later = LATER in WORDS.get(message.name, ("", ""))[1]
        self.query_one(Notice).say(f"Saved; it holds {LATER}." if later else "Saved.")

    def _take_up(self, settings: Settings) -> None:
        self._settings = settings
        self.query_one(SettingInput).close()
        listed = self.query_one(SettingList)
        listed.show_settings(settings, self._keys)
        listed.focus()

    def on_errand_failed(self, message: messages.ErrandFailed) -> None:
        """Say in place why a value is not taken."""
        message.prevent_default()
        self.query_one(Notice).say_error(message.error, Weight.WARNING)

    def action_welcome(self) -> None:
        """Try microphone and voice."""
        self.post_message(messages.PlaceChosen(Place.WELCOME))

    def action_leave(self) -> None:
        """Go back to where this was opened."""
        self.dismiss()
