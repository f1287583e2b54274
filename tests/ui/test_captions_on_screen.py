from pathlib import Path

import numpy as np
from fakes import fake_engines, silence, tone
from pilots import BANK, shown, until
from textual.pilot import Pilot

from coach.settings import ScreenSettings, Settings, VoiceSettings
from coach.ui.app import CoachApp
from coach.ui.widgets.captions import Captions
from coach.ui.widgets.window_bar import WindowBar

SAID = "L1 regularization drives some weights to exactly zero"
SOUND = np.concatenate((tone(3.4), silence(0.45)))


def app(home: Path, *, captions: bool) -> CoachApp:
    settings = Settings(screen=ScreenSettings(captions=captions), voice=VoiceSettings(muted=True))
    return CoachApp(fake_engines(home, BANK, said=SAID, samples=SOUND, settings=settings))


async def record(pilot: Pilot[None]) -> None:
    await until(pilot, lambda: "5 questions" in shown(pilot))
    await pilot.press("enter")
    await until(pilot, lambda: "press Space" in shown(pilot))
    await pilot.press("space")
    await until(pilot, lambda: pilot.app.screen.query_one(WindowBar).elapsed > 3.8)


async def test_words_appear_while_they_are_heard(tmp_path: Path) -> None:
    async with app(tmp_path, captions=True).run_test() as pilot:
        await record(pilot)
        await until(pilot, lambda: SAID in shown(pilot))
        assert "● Recording" in shown(pilot)


async def test_captions_can_be_switched_off(tmp_path: Path) -> None:
    async with app(tmp_path, captions=False).run_test() as pilot:
        await record(pilot)
        assert not pilot.app.screen.query_one(Captions).display
        await pilot.press("space")
        await until(pilot, lambda: "covered" in shown(pilot))
