from pathlib import Path

from fakes import fake_engines
from pilots import BANK, shown, until
from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.widgets import Input

from coach.audio.portaudio import SoundDevice
from coach.errors import AudioError
from coach.settings import RecordingSettings, Settings, load_settings
from coach.ui.app import CoachApp
from coach.ui.commands import NamedKey
from coach.ui.messages import PlaceChosen, SettingWanted
from coach.ui.places import Place
from coach.ui.screens.dialogs import PickScreen
from coach.ui.screens.settings import PRESSED, TYPED, SettingList, SettingsScreen, describe_row
from coach.ui.widgets.line_input import SettingInput

SIZE = (110, 40)


async def test_a_change_is_saved_and_seen_at_once_and_a_number_out_of_its_range_is_refused_with_the_range(
    tmp_path: Path,
) -> None:
    engines = fake_engines(tmp_path, BANK)
    async with CoachApp(engines).run_test(size=SIZE) as pilot:
        await pilot.press("s")
        await until(pilot, lambda: isinstance(pilot.app.screen, SettingsScreen))
        await pilot.press("down", "enter", "0", "0", "enter")
        await until(pilot, lambda: "It must be between 10 and 540." in shown(pilot))
        assert not engines.paths.settings.exists()
        pilot.app.screen.query_one(SettingInput).value = "60"
        await pilot.press("enter")
        await until(pilot, lambda: "Saved." in shown(pilot))
        assert load_settings(engines.paths.settings).recording.limit_seconds == 60.0
        await pilot.press("down", "down", "enter")
        await until(pilot, lambda: not load_settings(engines.paths.settings).recording.keep_recordings)
        await pilot.press("backspace")
        await until(pilot, lambda: load_settings(engines.paths.settings).recording.keep_recordings)
        before = pilot.app.theme
        listed = pilot.app.screen.query_one(SettingList)
        listed.highlighted = next(at for at, option in enumerate(listed.options) if option.id == "screen.theme")
        await pilot.press("right")
        await until(pilot, lambda: pilot.app.theme != before)
        await pilot.press("left")
        await until(pilot, lambda: pilot.app.theme == before)


def devices() -> tuple[SoundDevice, ...]:
    return (
        SoundDevice(0, "Built-in microphone", 1, 0, 48_000, True, False),
        SoundDevice(1, "USB headset", 1, 2, 48_000, False, False),
        SoundDevice(2, "Loudspeaker", 0, 2, 48_000, False, True),
    )


def go_to(pilot: Pilot[None], name: str) -> None:
    listed = pilot.app.screen.query_one(SettingList)
    listed.highlighted = next(at for at, option in enumerate(listed.options) if option.id == name)


async def test_a_device_and_a_theme_are_picked_from_a_list_and_arrows_go_round_it(tmp_path: Path) -> None:
    engines = fake_engines(tmp_path, BANK)
    app = CoachApp(engines)

    def written() -> Settings:
        return load_settings(engines.paths.settings)

    async with app.run_test(size=(80, 24)) as pilot:
        page = SettingsScreen(engines, devices)
        app.push_screen(page)
        await until(pilot, lambda: "Longest recording" in shown(pilot) and bool(page.devices.microphones))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, PickScreen))
        assert all(name in shown(pilot) for name in ("● system default", "Built-in microphone", "USB headset"))
        await pilot.press("down", "down", "enter")
        await until(pilot, lambda: written().recording.microphone == "USB headset")
        await pilot.press("right")
        await until(pilot, lambda: written().recording.microphone == "")
        await pilot.press("left")
        await until(pilot, lambda: written().recording.microphone == "USB headset")
        go_to(pilot, "voice.speaker")
        await pilot.press("left")
        await until(pilot, lambda: written().voice.speaker == "Loudspeaker")
        go_to(pilot, "screen.theme")
        await pilot.press("enter")
        await until(pilot, lambda: "● coach-dark" in shown(pilot))
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is page)
        assert written().screen.theme == "coach-dark"


async def test_a_chosen_device_that_is_not_there_stays_on_its_list_and_says_so(tmp_path: Path) -> None:
    engines = fake_engines(tmp_path, BANK, settings=Settings(recording=RecordingSettings(microphone="Old one")))
    app = CoachApp(engines)
    async with app.run_test(size=(80, 24)) as pilot:
        page = SettingsScreen(engines, devices)
        app.push_screen(page)
        await until(pilot, lambda: bool(page.devices.microphones))
        await pilot.press("enter")
        await until(pilot, lambda: "● Old one (not connected)" in shown(pilot))


async def test_without_a_sound_system_the_reason_is_said_when_a_device_is_wanted(tmp_path: Path) -> None:
    def none() -> tuple[SoundDevice, ...]:
        raise AudioError("The sound system could not be started.", "Type your answers.")

    engines = fake_engines(tmp_path, BANK)
    app = CoachApp(engines)
    async with app.run_test(size=(80, 24)) as pilot:
        page = SettingsScreen(engines, none)
        app.push_screen(page)
        await until(pilot, lambda: page._no_devices is not None)
        assert "could not be started" not in shown(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, PickScreen))
        await pilot.press("escape")
        await until(pilot, lambda: "The sound system could not be started." in shown(pilot))


async def test_arrows_on_what_is_typed_or_pressed_say_what_to_do(tmp_path: Path) -> None:
    engines = fake_engines(tmp_path, BANK)
    app = CoachApp(engines)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        app.push_screen(SettingsScreen(engines, devices))
        await until(pilot, lambda: "Longest recording" in shown(pilot))
        await pilot.press("down", "right")
        await until(pilot, lambda: [each.message for each in app._notifications] == [TYPED])
        await pilot.press("end", "left")
        await until(pilot, lambda: [each.message for each in app._notifications] == [PRESSED])


async def test_a_key_is_chosen_by_pressing_it_and_one_that_is_taken_is_said_at_once(tmp_path: Path) -> None:
    engines = fake_engines(tmp_path, BANK)
    async with CoachApp(engines).run_test(size=SIZE) as pilot:
        await pilot.press("s")
        await until(pilot, lambda: isinstance(pilot.app.screen, SettingsScreen))
        await pilot.press("end", "enter")  # the last key is one of the typing screen's
        await until(pilot, lambda: "Press the key for:" in shown(pilot))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, SettingsScreen))
        await pilot.press("enter")
        await until(pilot, lambda: "Press the key for:" in shown(pilot))
        await pilot.press("f7")
        await until(pilot, lambda: "Saved." in shown(pilot))
        assert list(load_settings(engines.paths.settings).keys.values()) == ["f7"]
        listed = pilot.app.screen.query_one(SettingList)
        listed.highlighted = next(at for at, option in enumerate(listed.options) if option.id == "keys:result.play")
        await pilot.press("enter")
        await until(pilot, lambda: "Press the key for: Play" in shown(pilot))
        await pilot.press("x")
        await until(pilot, lambda: "[keys] gives x to result." in shown(pilot))


async def test_the_palette_offers_places_and_themes(tmp_path: Path) -> None:
    engines = fake_engines(tmp_path, BANK)
    async with CoachApp(engines).run_test(size=SIZE) as pilot:
        await until(pilot, lambda: "5 questions" in shown(pilot))
        await pilot.press("ctrl+p")
        await until(pilot, lambda: "Search for commands" in shown(pilot))
        pilot.app.screen.query_one(Input).value = "coach-light"
        await until(pilot, lambda: "Theme: coach-light" in shown(pilot))
        await pilot.press("down", "enter")
        await until(pilot, lambda: pilot.app.theme == "coach-light")
        assert load_settings(engines.paths.settings).screen.theme == "coach-light"


async def test_what_the_palette_changes_is_shown_on_an_open_page_of_settings(tmp_path: Path) -> None:
    async with CoachApp(fake_engines(tmp_path, BANK)).run_test(size=SIZE) as pilot:
        await pilot.press("s")
        await until(pilot, lambda: "coach-dark" in shown(pilot))
        pilot.app.post_message(SettingWanted("screen", "theme", "coach-light"))
        await until(pilot, lambda: "coach-light" in shown(pilot))
        assert "coach-dark" not in shown(pilot)


async def test_a_page_below_works_by_what_was_changed_above_it(tmp_path: Path) -> None:
    engines = fake_engines(tmp_path, BANK)
    app = CoachApp(engines)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("l")
        await until(pilot, lambda: "20 minutes a day" in shown(pilot))
        pilot.app.post_message(PlaceChosen(Place.SETTINGS))
        await until(pilot, lambda: isinstance(pilot.app.screen, SettingsScreen))
        pilot.app.post_message(SettingWanted("plan", "minutes", 35.0))
        await until(pilot, lambda: app.engines.settings.plan.minutes == 35.0)
        await pilot.press("escape")
        await until(pilot, lambda: "35 minutes a day" in shown(pilot))


async def test_a_setting_that_the_file_does_not_take_is_said_and_changes_nothing(tmp_path: Path) -> None:
    engines = fake_engines(tmp_path, BANK)
    app = CoachApp(engines)
    async with app.run_test(size=SIZE, notifications=True) as pilot:
        pilot.app.post_message(SettingWanted("plan", "minutes", 3.0))
        await until(pilot, lambda: "between 5 and 240" in " ".join(note.message for note in app._notifications))
        assert app.engines.settings == engines.settings


class ListAlone(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self.told: list[object] = []

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return {"quiet": "#888888", "faint": "#444444", "missed": "#aa4444"}

    def compose(self) -> ComposeResult:
        yield SettingList()

    def on_mount(self) -> None:
        settings = self.query_one(SettingList)
        settings.show_settings(Settings(keys={"a.b": "f7"}), (NamedKey("a.b", "Something", "x"),))
        settings.focus()

    def on_setting_list_stepped(self, message: SettingList.Stepped) -> None:
        self.told.append((message.name, message.step))

    def on_setting_list_reset(self, message: SettingList.Reset) -> None:
        self.told.append(message.name)


def test_a_row_is_name_value_and_meaning() -> None:
    assert describe_row("Captions", "on", "show words", 80).plain.split() == ["Captions", "on", "show", "words"]


async def test_arrows_ask_for_other_values_and_backspace_for_the_programs_own() -> None:
    app = ListAlone()
    async with app.run_test() as pilot:
        await pilot.press("down", "right", "left", "backspace", "end", "backspace")
        assert app.told == [
            ("recording.limit_seconds", 1),
            ("recording.limit_seconds", -1),
            "recording.limit_seconds",
            "keys:a.b",
        ]
