from dataclasses import replace
from pathlib import Path

from fakes import FakeMicrophone, FakeSpeaker, NoMicrophone, fake_engines, silence, tone
from pilots import BANK, shown, until
from textual.containers import VerticalScroll

from coach.audio.portaudio import SoundDevice
from coach.settings import load_settings
from coach.ui.app import CoachApp
from coach.ui.screens.welcome import WelcomeScreen
from coach.ui.widgets.stage import LevelMeter

SIZE = (110, 40)


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
        assert str(engines.paths.recordings.parent) in shown(pilot).replace("\n", "")
        assert "It asks again before you forget." in shown(pilot)
        await pilot.press("t")
        await until(pilot, lambda: "Heard: “one two three" in shown(pilot))
        await pilot.press("p")
        await until(pilot, lambda: speaker.played == [(80_000, 16_000)])
        await pilot.press("v")
        await until(pilot, lambda: len(speaker.played) == 2)
        await pilot.press("minus")
        await until(pilot, lambda: "volume 90%" in shown(pilot))
        await pilot.press("enter")
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
        await pilot.press("down")
        await until(pilot, lambda: "microphone: USB headset" in shown(pilot))
        assert load_settings(engines.paths.settings).recording.microphone == "USB headset"
        await pilot.press("up")
        await until(pilot, lambda: "microphone: System default" in shown(pilot))


class SlowMicrophone(FakeMicrophone):
    """Two seconds of sound, and no more until it is stopped."""

    def __init__(self) -> None:
        super().__init__(tone(2.0))


async def test_the_test_counts_down_with_a_meter_and_leaving_ends_it(tmp_path: Path) -> None:
    engines = fake_engines(tmp_path, BANK, open_microphone=SlowMicrophone)
    async with CoachApp(engines).run_test(size=(80, 24)) as pilot:
        screen = WelcomeScreen(engines, microphones)
        pilot.app.push_screen(screen)
        await until(pilot, lambda: "USB headset" in shown(pilot))
        assert screen.query_one(VerticalScroll).max_scroll_y == 0
        await pilot.press("t")
        await until(pilot, lambda: "Recording, 3 s left: say a sentence." in shown(pilot))
        level = screen.query_one(LevelMeter).level
        assert level is not None
        assert level.peak > 0.1
        await pilot.press("t")
        await until(pilot, lambda: bool(pilot.app._notifications))
        assert [each.message for each in pilot.app._notifications] == ["The test is still running."]
        testing = screen._testing
        assert testing is not None
        await pilot.press("enter")
        await until(pilot, lambda: testing.closed)


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
