from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from fakes import fake_engines
from pilots import BANK, missed_on, sample_attempt, shown, until
from textual.widgets import Input

from coach.domain.attempt import AnswerKind
from coach.domain.progress import Found
from coach.domain.transcript import typed_transcript
from coach.ui.app import CoachApp
from coach.ui.screens.result import ResultScreen
from coach.ui.screens.search import SearchScreen, describe_found
from coach.ui.widgets.transcript_text import TranscriptText

SNIPPET = (("so ", False), ("drop", True), ("s it", False))
FOUND = Found("a", "What is [b]dropout[/b]?", datetime(2026, 3, 1, 9, tzinfo=UTC), 72, SNIPPET)


def test_answers_in_the_same_words_are_said_to_be_several() -> None:
    assert "said 3 times" in describe_found(replace(FOUND, times=3), 80).plain
    assert "· said" not in describe_found(FOUND, 80).plain


async def test_enter_goes_to_the_words_that_were_found_however_far_down_they_are(tmp_path: Path) -> None:
    engines = fake_engines(tmp_path, BANK)
    said = typed_transcript(" ".join(["word"] * 400 + ["the Zébra runs"]))
    engines.history.save(
        replace(sample_attempt(), kind=AnswerKind.TYPED, delivery=None, listening=None, transcript=said)
    )
    async with CoachApp(engines).run_test(size=(80, 24)) as pilot:
        await pilot.press("f")
        await until(pilot, lambda: isinstance(pilot.app.screen, SearchScreen))
        await pilot.press(*"zebra")
        await until(pilot, lambda: "1 answer" in shown(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ResultScreen) and "Zébra" in shown(pilot))
        text = pilot.app.screen.query_one(TranscriptText)
        assert pilot.app.focused is text
        assert text.cursor == 401


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
        assert "· said 2" in shown(pilot)
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ResultScreen))
        await pilot.press("escape")
        assert pilot.app.screen.query_one(Input).value == "feature sel"
        await pilot.press("x")
        await until(pilot, lambda: "No answer has all of these words." in shown(pilot))
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(pilot.app.screen, SearchScreen))
