from pathlib import Path

from pilots import L1, bank, missed_on, shown, until

from coach.domain.coverage import Verdict
from coach.domain.progress import Missed
from coach.practice.missed_points import join_with_bank
from coach.ui.app import CoachApp
from coach.ui.screens.missed import MissedScreen, describe_missed
from coach.ui.screens.practice import PracticeScreen


def missed(question: str, point: str, times: int) -> Missed:
    return Missed(question, point, Verdict.MISSED, times, 5)


def test_a_row_names_the_point_how_often_it_was_missed_what_to_reread_and_the_question() -> None:
    point = join_with_bank([missed("l1-vs-l2", "p1", 3)], bank(L1))[0]
    first, second = describe_missed(point, 100).plain.split("\n")
    assert first.startswith("✗  L1 regularization drives some weights to exactly zero")
    assert first.rstrip().endswith("3 of 5  Chapter 9")
    assert second.strip() == L1.question


def test_how_often_is_never_cut() -> None:
    point = join_with_bank([Missed("l1-vs-l2", "p1", Verdict.MISSED, 118, 120)], bank(L1))[0]
    assert "118 of 120" in describe_missed(point, 76).plain


async def test_missed_points_lead_back_to_practice(tmp_path: Path) -> None:
    async with CoachApp(missed_on(tmp_path, 3)).run_test(size=(100, 30)) as pilot:
        await pilot.press("m")
        await until(pilot, lambda: "1 point missed in both" in shown(pilot))
        assert "3 of 3" in shown(pilot)
        assert "Chapter 9" in shown(pilot)
        assert isinstance(pilot.app.screen, MissedScreen)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, PracticeScreen))


async def test_without_anything_missed_twice_it_says_what_makes_a_point_appear(tmp_path: Path) -> None:
    async with CoachApp(missed_on(tmp_path, 1)).run_test(size=(100, 30)) as pilot:
        await pilot.press("m")
        await until(pilot, lambda: "Nothing is missed again and again." in shown(pilot))
