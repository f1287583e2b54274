from pathlib import Path

from fakes import fake_engines
from pilots import BANK, at, until

from coach.ui.app import CoachApp
from coach.ui.screens.home import HomeScreen
from coach.ui.screens.typing import TypingScreen


async def test_an_empty_text_is_not_assessed_and_typed_words_are_not_dropped_without_asking(tmp_path: Path) -> None:
    async with CoachApp(fake_engines(tmp_path, BANK)).run_test(notifications=True) as pilot:
        await pilot.press("t")
        await until(pilot, lambda: isinstance(pilot.app.screen, TypingScreen))
        await pilot.press("ctrl+s")
        await at(pilot, "Nothing is typed yet.")
        assert isinstance(pilot.app.screen, TypingScreen)
        await pilot.press(*"a", "space", *"b", "space", *"c")
        await at(pilot, "3 words")
        await pilot.press("escape")
        await at(pilot, "What you typed will be deleted.")
        await pilot.press("n")
        await until(pilot, lambda: isinstance(pilot.app.screen, TypingScreen))
        await pilot.press("escape", "y")
        await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))
