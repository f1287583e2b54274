from datetime import UTC, datetime
from pathlib import Path

from pilots import missed_on, shown, until
from textual.widgets import Input

from coach.domain.progress import Found
from coach.ui.app import CoachApp
from coach.ui.screens.result import ResultScreen
from coach.ui.screens.search import SearchScreen, describe_found

SNIPPET = (("so ", False), ("drop", True), ("s it", False))
FOUND = Found("a", "What is [b]dropout[/b]?", datetime(2026, 3, 1, 9, tzinfo=UTC), 72, SNIPPET)


def test_the_match_stands_out_and_nothing_is_markup() -> None:
    content = describe_found(FOUND, 80)
    first, second = content.plain.split("\n")
    assert first.startswith("1 Mar 2026   What is [b]dropout[/b]?")
    assert first.endswith("72")
    assert second.strip() == "so drops it"
    at = content.plain.index("drops it")
    styles = [str(span.style) for span in content.spans if span.start <= at < span.end]
    assert any("underline" in style for style in styles)


async def test_what_was_said_is_found_while_typing_and_opened_with_enter(tmp_path: Path) -> None:
    async with CoachApp(missed_on(tmp_path, 2)).run_test(size=(100, 30)) as pilot:
        await pilot.press("f")
        await until(pilot, lambda: isinstance(pilot.app.screen, SearchScreen))
        await pilot.press(*"feature", "space", *"sel")
        await until(pilot, lambda: "2 answers" in shown(pilot))
        assert "feature selection" in shown(pilot)
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ResultScreen))
        await pilot.press("escape")
        assert pilot.app.screen.query_one(Input).value == "feature sel"
        await pilot.press("x")
        await until(pilot, lambda: "No answer has all of these words." in shown(pilot))
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(pilot.app.screen, SearchScreen))
