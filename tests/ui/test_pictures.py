"""Pictures of the screens; `pytest tests/ui/test_pictures.py --snapshot-update` accepts a changed look."""

import asyncio
from collections.abc import Callable
from functools import cache
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from scenes import DARK, LARGE, LIGHT, PICTURES, SMALL, Size, Steps, program
from textual.app import App
from textual.widgets import Input, TextArea

from coach.ui.app import CoachApp

Compare = Callable[..., bool]

NAMES_ITS_THEME = {"settings"}
"""The screens that have to be begun with the theme that they are drawn in."""


@cache
def drawn(name: str, begun_with: str) -> dict[tuple[str, Size], str]:
    """A screen as SVG in each theme and size, all from one start of the program."""
    steps, newest = PICTURES[name]
    with TemporaryDirectory() as home:
        return asyncio.run(drive(program(Path(home), begun_with, newest()), steps))


async def drive(app: CoachApp, steps: Steps) -> dict[tuple[str, Size], str]:
    """Start small: what is scrolled to there is in sight on a large terminal too, but not the other way round."""
    looks = {}
    async with app.run_test(size=SMALL) as pilot:
        await steps(pilot)
        for field in app.screen.query("Input, TextArea").results(Input | TextArea):
            field.cursor_blink = False
        for size, theme in product((SMALL, LARGE), (DARK, LIGHT)):
            app.theme = theme
            await pilot.resize_terminal(*size)
            for _ in range(2):
                await pilot.pause()
                await pilot.wait_for_scheduled_animations()
            looks[theme, size] = app.export_screenshot(title=app.title, simplify=True)
    return looks


class Drawn(App[str]):
    """A picture that is there already, for `snap_compare`, which compares what a program that it runs looks like."""

    def __init__(self, svg: str) -> None:
        super().__init__()
        self._svg = svg

    def run(self, **_: object) -> str:
        return self._svg


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["small", "large"])
@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=["dark", "light"])
@pytest.mark.parametrize("name", PICTURES)
def test_picture(name: str, theme: str, size: Size, snap_compare: Compare) -> None:
    looks = drawn(name, theme if name in NAMES_ITS_THEME else DARK)
    assert snap_compare(Drawn(looks[theme, size]))
