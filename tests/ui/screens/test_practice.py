from pathlib import Path

import numpy as np
import pytest
from fakes import fake_engines, silence, tone
from pilots import bank, rubric, shown, until
from textual.pilot import Pilot

from coach.domain.recording import Samples
from coach.settings import Settings, VoiceSettings
from coach.ui.app import CoachApp
from coach.ui.widgets.captions import Captions
from coach.ui.widgets.waveform import Waveform
from coach.ui.widgets.window_bar import WindowBar

TWO_LINES = "Precision or recall: what does each measure, and when does each of the two matter more?"
QUESTION = rubric("pr", TWO_LINES, "Precision looks at predicted positives", "Recall looks at actual positives")


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
    ("sound", "warning"), [(silence(3.0), "Nothing is heard."), (tone(3.0, level=1.0), "Too loud.")]
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
        await until(pilot, lambda: "Nothing is heard." in shown(pilot))
        screen = pilot.app.screen
        assert "no more hints" in shown(pilot)
        assert screen.query_one(WindowBar).region.height == 2
        assert screen.query_one(Captions).region.bottom <= screen.query_one(".centre").region.bottom
        assert screen.query_one(".centre").max_scroll_y == 0
