import re
from pathlib import Path

import pytest
from fakes import fake_engines
from pilots import BANK, sample_attempt, shown, until

from coach.ui.app import CoachApp
from coach.ui.widgets.key_point import KeyPoint


async def test_without_colour_everything_is_grey_and_the_focus_and_the_verdicts_are_still_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    engines = fake_engines(tmp_path, BANK)
    engines.history.save(sample_attempt())
    app = CoachApp(engines)
    async with app.run_test(size=(100, 40)) as pilot:
        await until(pilot, lambda: "1 answered" in shown(pilot))
        await pilot.press("h")
        await until(pilot, lambda: "0:39" in shown(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.focused, KeyPoint))
        await until(pilot, lambda: "Hear it" in shown(pilot))
        picture = app.export_screenshot()
        colours = {colour.lower() for colour in re.findall(r'(?:fill: |fill=")(#[0-9a-fA-F]{6})', picture)}
        window = {"#292929", "#c5c8c6", "#ff5f57", "#febc2e", "#28c840"}  # the frame that the picture is set in
        assert {colour for colour in colours - window if len({colour[1:3], colour[3:5], colour[5:7]}) > 1} == set()
        assert all(
            f"{sign} 1 {word}" in shown(pilot) for sign, word in zip("✓?✗!", ("cov", "uns", "mis", "con"), strict=True)
        )
        assert "▌" in shown(pilot)
