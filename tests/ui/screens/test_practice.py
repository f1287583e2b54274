from pathlib import Path

import numpy as np
import pytest
from fakes import fake_engines, silence, tone
from pilots import BANK, bank, rubric, shown, until
from textual.pilot import Pilot

from coach.domain.recording import Samples
from coach.settings import ScreenSettings, Settings, VoiceSettings
from coach.ui.app import CoachApp
from coach.ui.widgets.live_view import Captions
from coach.ui.widgets.stage import WindowBar
from coach.ui.widgets.waveform import Waveform

TWO_LINES = "Precision or recall: what does each measure, and when does each of the two matter more?"
QUESTION = rubric("pr", TWO_LINES, "Precision looks at predicted positives", "Recall looks at actual positives")
SAID = "L1 regularization drives some weights to exactly zero"
SOUND = np.concatenate((tone(3.4), silence(0.45)))


def app(home: Path, samples: Samples) -> CoachApp:
    muted = Settings(voice=VoiceSettings(muted=True))
    return CoachApp(fake_engines(home, bank(QUESTION), samples=samples, settings=muted))


async def begin(pilot: Pilot[None]) -> None:
    await until(pilot, lambda: "1 question" in shown(pilot))
    await pilot.press("enter")
    await until(pilot, lambda: "press Space" in shown(pilot))


def top(pilot: Pilot[None]) -> int:
    return pilot.app.screen.query_one(Waveform).region.y


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
@pytest.mark.parametrize(
    ("sound", "warning"), [(silence(3.0), "No sound is coming in."), (tone(3.0, level=1.0), "Too loud.")]
)
async def test_a_warning_moves_nothing(tmp_path: Path, size: tuple[int, int], sound: Samples, warning: str) -> None:
    async with app(tmp_path, sound).run_test(size=size) as pilot:
        await begin(pilot)
        before = top(pilot)
        await pilot.press("space")
        await until(pilot, lambda: warning in shown(pilot))
        assert top(pilot) == before


async def test_question_hint_warning_and_captions_fit_into_24_rows(tmp_path: Path) -> None:
    async with app(tmp_path, np.concatenate((tone(1.0), silence(4.0)))).run_test(size=(80, 24)) as pilot:
        await begin(pilot)
        await pilot.press("h", "h", "h", "space")
        await until(pilot, lambda: "No sound is coming in." in shown(pilot))
        screen = pilot.app.screen
        assert "no more hints" in shown(pilot)
        assert screen.query_one(WindowBar).region.height == 2
        assert screen.query_one(Captions).region.bottom <= screen.query_one(".centre").region.bottom
        assert screen.query_one(".centre").max_scroll_y == 0


def captioned(home: Path, *, captions: bool) -> CoachApp:
    settings = Settings(screen=ScreenSettings(captions=captions), voice=VoiceSettings(muted=True))
    return CoachApp(fake_engines(home, BANK, said=SAID, samples=SOUND, settings=settings))


async def record(pilot: Pilot[None]) -> None:
    await until(pilot, lambda: "5 questions" in shown(pilot))
    await pilot.press("enter")
    await until(pilot, lambda: "press Space" in shown(pilot))
    await pilot.press("space")
    await until(pilot, lambda: pilot.app.screen.query_one(WindowBar).elapsed > 3.8)


async def test_words_appear_while_they_are_heard(tmp_path: Path) -> None:
    async with captioned(tmp_path, captions=True).run_test() as pilot:
        await record(pilot)
        await until(pilot, lambda: SAID in shown(pilot))
        assert "● Recording" in shown(pilot)


async def test_captions_can_be_switched_off(tmp_path: Path) -> None:
    async with captioned(tmp_path, captions=False).run_test() as pilot:
        await record(pilot)
        assert not pilot.app.screen.query_one(Captions).display
        await pilot.press("space")
        await until(pilot, lambda: "covered" in shown(pilot))
