from dataclasses import replace
from pathlib import Path

from fakes import fake_engines
from pilots import BANK, at, sample_attempt, small_attempt, unjudged_attempt

from coach.domain.attempt import EarlierVerdicts
from coach.history.history import History
from coach.ui.app import CoachApp
from coach.ui.screens.history import HistoryScreen, describe_attempt, headings


def test_a_row_lines_up_with_its_headings(tmp_path: Path) -> None:
    history = History(tmp_path / "history.db")
    history.save(sample_attempt())
    shown, titles = describe_attempt(history.attempts()[0], {}, 112).plain, headings(112).plain
    assert shown.startswith("1 Mar 2026 09:00   What is the difference")
    assert shown.split()[-3:] == ["0:40", "81", "50"]
    assert titles.index("question") == shown.index("What")
    assert titles.index("points") == shown.index("✓1")
    assert len(titles) == len(shown) == 112


def test_a_narrow_row_leaves_length_and_pace_out(tmp_path: Path) -> None:
    history = History(tmp_path / "history.db")
    history.save(small_attempt(3, typed=True))
    assert "typed" in describe_attempt(history.attempts()[0], {}, 112).plain
    assert "typed" not in describe_attempt(history.attempts()[0], {}, 76).plain


def test_an_answer_that_could_not_be_judged_has_a_dash_for_its_score(tmp_path: Path) -> None:
    history = History(tmp_path / "history.db")
    history.save(unjudged_attempt())
    shown = describe_attempt(history.attempts()[0], {}, 112).plain
    assert shown.split()[-4:] == ["?4", "0:40", "81", "–"]


def test_a_score_tells_that_of_the_day_too_and_whether_the_rubric_was_another_one(tmp_path: Path) -> None:
    history = History(tmp_path / "history.db")
    attempt = sample_attempt()
    history.save(replace(attempt, earlier=(EarlierVerdicts("day", attempt.coverage, 40, "weights"),)))
    summary = history.attempts()[0]
    today = {attempt.question_id: attempt.rubric_version}
    assert describe_attempt(summary, today, 112).plain.split()[-1] == "40→50"
    assert describe_attempt(summary, {attempt.question_id: "newer"}, 112).plain.split()[-1] == "40→50*"


async def test_history_reads_more_as_one_walks_down(tmp_path: Path) -> None:
    engines = fake_engines(tmp_path, BANK)
    for number in range(125):
        engines.history.save(small_attempt(number))
    async with CoachApp(engines).run_test() as pilot:
        await pilot.press("h")
        await at(pilot, "60 answers and more")
        await pilot.press("end")
        await at(pilot, "120 answers and more")
        await pilot.press("end")
        await at(pilot, "125 answers")
        assert isinstance(pilot.app.screen, HistoryScreen)


async def test_an_empty_history_says_how_to_begin(tmp_path: Path) -> None:
    async with CoachApp(fake_engines(tmp_path, BANK)).run_test() as pilot:
        await pilot.press("h")
        await at(pilot, "No answers yet.")
