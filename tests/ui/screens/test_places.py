from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from fakes import fake_engines
from pilots import L1, ROC, bank, sample_attempt, shown, until
from textual.widgets import Input

from coach.domain.rubric import KeyPoint
from coach.practice.engines import Engines
from coach.ui.app import CoachApp
from coach.ui.screens.missed import MissedScreen
from coach.ui.screens.practice import PracticeScreen
from coach.ui.screens.progress import ProgressScreen, scopes
from coach.ui.screens.result import ResultScreen
from coach.ui.screens.search import SearchScreen

WITH_POINT = replace(L1, key_points=(*L1.key_points, KeyPoint("correlated", "With correlated features L1 keeps one.")))
"""The question with a point that the sample attempt misses."""


def with_attempts(home: Path, number: int) -> Engines:
    engines = fake_engines(home, bank(WITH_POINT, ROC))
    for at in range(number):
        day = sample_attempt().answered_at - timedelta(days=at)
        engines.history.save(replace(sample_attempt(), id=f"a{at:03d}", answered_at=day))
    return engines


async def test_missed_points_lead_back_to_practice(tmp_path: Path) -> None:
    async with CoachApp(with_attempts(tmp_path, 3)).run_test(size=(100, 30)) as pilot:
        await pilot.press("m")
        await until(pilot, lambda: "1 point missed in both" in shown(pilot))
        assert "3 of 3" in shown(pilot)
        assert "Chapter 9" in shown(pilot)
        assert isinstance(pilot.app.screen, MissedScreen)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, PracticeScreen))


async def test_without_anything_missed_twice_it_says_what_makes_a_point_appear(tmp_path: Path) -> None:
    async with CoachApp(with_attempts(tmp_path, 1)).run_test(size=(100, 30)) as pilot:
        await pilot.press("m")
        await until(pilot, lambda: "Nothing is missed again and again." in shown(pilot))


async def test_what_was_said_is_found_while_typing_and_opened_with_enter(tmp_path: Path) -> None:
    async with CoachApp(with_attempts(tmp_path, 2)).run_test(size=(100, 30)) as pilot:
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


async def test_progress_is_drawn_for_everything_a_topic_and_a_question(tmp_path: Path) -> None:
    async with CoachApp(with_attempts(tmp_path, 9)).run_test(size=(120, 50)) as pilot:
        await pilot.press("p")
        await until(pilot, lambda: "9 answers on 9 days" in shown(pilot))
        assert "everything" in shown(pilot)
        await pilot.press("right")
        await until(pilot, lambda: "‹ Fundamentals ›" in shown(pilot))
        await pilot.press("right")
        await until(pilot, lambda: f"‹ {L1.question} ›" in shown(pilot))
        await pilot.press("right", "right")
        await until(pilot, lambda: "No answers yet." in shown(pilot))
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(pilot.app.screen, ProgressScreen))


def test_everything_comes_before_topics_and_each_topic_before_its_questions() -> None:
    assert [scope.name for scope in scopes(bank(L1, ROC))] == [
        "everything",
        "Fundamentals",
        L1.question,
        "Stats & evaluation",
        ROC.question,
    ]
