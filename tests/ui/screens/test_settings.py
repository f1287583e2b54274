from dataclasses import replace
from pathlib import Path

from fakes import FakeSpeaker, NoMicrophone, fake_engines, silence, tone
from pilots import BANK, shown, until

from coach.audio.portaudio import SoundDevice
from coach.settings import load_settings
from coach.ui.app import CoachApp
from coach.ui.screens.settings import SettingsScreen
from coach.ui.screens.welcome import WelcomeScreen
from coach.ui.widgets.setting_list import SettingList

SIZE = (110, 40)


async def test_a_switch_is_saved_at_once_and_shown(tmp_path: Path) -> None:
    engines = fake_engines(tmp_path, BANK)
    async with CoachApp(engines).run_test(size=SIZE) as pilot:
        await pilot.press("s")
        await until(pilot, lambda: isinstance(pilot.app.screen, SettingsScreen))
        await pilot.press(*["down"] * 3, "enter")
        await until(pilot, lambda: "Saved." in shown(pilot))
        assert load_settings(engines.paths.settings).recording.keep_recordings is False
        await pilot.press("backspace")
        await until(pilot, lambda: load_settings(engines.paths.settings).recording.keep_recordings)


async def test_a_number_out_of_its_range_is_refused_with_the_range(tmp_path: Path) -> None:
    engines = fake_engines(tmp_path, BANK)
    async with CoachApp(engines).run_test(size=SIZE) as pilot:
        await pilot.press("s")
        await until(pilot, lambda: isinstance(pilot.app.screen, SettingsScreen))
        await pilot.press("down", "enter", "0", "0", "enter")
        await until(pilot, lambda: "It must be between 10 and 540." in shown(pilot))
        assert not engines.paths.settings.exists()
        await pilot.press(*["backspace"] * 4, "6", "0", "enter")
        await until(pilot, lambda: "Saved." in shown(pilot))
        assert load_settings(engines.paths.settings).recording.limit_seconds == 60.0


async def test_a_theme_is_seen_while_it_is_chosen(tmp_path: Path) -> None:
    async with CoachApp(fake_engines(tmp_path, BANK)).run_test(size=SIZE) as pilot:
        await pilot.press("s")
        await until(pilot, lambda: isinstance(pilot.app.screen, SettingsScreen))
        before = pilot.app.theme
        await pilot.press(*["down"] * 8, "enter")
        await until(pilot, lambda: pilot.app.theme != before)
        await pilot.press("left")
        await until(pilot, lambda: pilot.app.theme == before)


async def test_a_key_is_chosen_by_pressing_it(tmp_path: Path) -> None:
    engines = fake_engines(tmp_path, BANK)
    async with CoachApp(engines).run_test(size=SIZE) as pilot:
        await pilot.press("s")
        await until(pilot, lambda: isinstance(pilot.app.screen, SettingsScreen))
        await pilot.press("end", "enter")
        await until(pilot, lambda: "Press the key for:" in shown(pilot))
        await pilot.press("f7")
        await until(pilot, lambda: "Saved." in shown(pilot))
        assert list(load_settings(engines.paths.settings).keys.values()) == ["f7"]


async def test_a_key_that_is_taken_is_said_at_once(tmp_path: Path) -> None:
    engines = fake_engines(tmp_path, BANK)
    async with CoachApp(engines).run_test(size=SIZE) as pilot:
        await pilot.press("s")
        await until(pilot, lambda: isinstance(pilot.app.screen, SettingsScreen))
        await pilot.press("end", "enter")  # the last key is one of the typing screen's
        await until(pilot, lambda: "Press the key for:" in shown(pilot))
        await pilot.press("escape")
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
        await pilot.press(*"coach-light")
        await until(pilot, lambda: "Theme: coach-light" in shown(pilot))
        await pilot.press("down", "enter")
        await until(pilot, lambda: pilot.app.theme == "coach-light")
        assert load_settings(engines.paths.settings).screen.theme == "coach-light"


def microphones() -> tuple[SoundDevice, ...]:
    return (
        SoundDevice(0, "USB headset", 1, 0, 48_000, True, False),
        SoundDevice(1, "Loudspeaker", 0, 2, 48_000, False, True),
    )


async def test_the_first_start_tries_microphone_and_voice_and_comes_only_once(tmp_path: Path) -> None:
    speaker = FakeSpeaker()
    engines = fake_engines(tmp_path, BANK, said="one two three", samples=tone(6.0), speaker=speaker)
    async with CoachApp(engines, welcome=True).run_test(size=SIZE) as pilot:
        await until(pilot, lambda: isinstance(pilot.app.screen, WelcomeScreen))
        assert str(engines.paths.recordings) in shown(pilot)
        await pilot.press("t")
        await until(pilot, lambda: "Heard: “one two three" in shown(pilot))
        await pilot.press("p")
        await until(pilot, lambda: speaker.played == [(80_000, 16_000)])
        await pilot.press("v")
        await until(pilot, lambda: len(speaker.played) == 2)
        await pilot.press("minus")
        await until(pilot, lambda: "loudness 90%" in shown(pilot))
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(pilot.app.screen, WelcomeScreen))
        await until(pilot, engines.paths.settings.exists)
    async with CoachApp(engines, welcome=True).run_test(size=SIZE) as pilot:
        await until(pilot, lambda: "5 questions" in shown(pilot))
        assert not isinstance(pilot.app.screen, WelcomeScreen)


async def test_a_microphone_is_chosen_from_the_list(tmp_path: Path) -> None:
    engines = fake_engines(tmp_path, BANK)
    async with CoachApp(engines).run_test(size=SIZE) as pilot:
        pilot.app.push_screen(WelcomeScreen(engines, microphones))
        await until(pilot, lambda: "USB headset" in shown(pilot))
        assert "Loudspeaker" not in shown(pilot)
        await pilot.press("down", "enter")
        await until(pilot, lambda: "microphone: USB headset" in shown(pilot))
        assert load_settings(engines.paths.settings).recording.microphone == "USB headset"


async def test_a_silent_microphone_and_none_at_all_are_said(tmp_path: Path) -> None:
    quiet = fake_engines(tmp_path, BANK, samples=silence(6.0))
    async with CoachApp(quiet).run_test(size=SIZE) as pilot:
        pilot.app.push_screen(WelcomeScreen(quiet, microphones))
        await pilot.press("t")
        await until(pilot, lambda: "Hardly any sound came in." in shown(pilot))
    none = replace(quiet, open_microphone=NoMicrophone())
    async with CoachApp(none).run_test(size=SIZE) as pilot:
        pilot.app.push_screen(WelcomeScreen(none, microphones))
        await pilot.press("t")
        await until(pilot, lambda: "No microphone was found." in shown(pilot))
