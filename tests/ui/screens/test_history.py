from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from fakes import fake_engines
from pilots import BANK, at, sample_attempt, shown, small_attempt, unjudged_attempt, until
from textual.pilot import Pilot
from textual.widgets import Input

from coach.domain.attempt import EarlierVerdicts
from coach.domain.scorecard import Scorecard
from coach.history.history import History
from coach.practice.engines import Engines
from coach.practice.put_away import PutAway
from coach.ui.app import CoachApp
from coach.ui.screens.history import AttemptList, HistoryScreen, describe_attempt, headings


def test_a_row_lines_up_with_its_headings(tmp_path: Path) -> None:
    history = History(tmp_path / "history.db")
    history.save(sample_attempt())
    shown, titles = describe_attempt(history.attempts()[0], {}, 112).plain, headings(112).plain
    assert shown.startswith("1 Mar 2026 09:00   What is the difference")
    assert shown.split()[-3:] == ["0:39", "81", "50"]
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
    assert shown.split()[-4:] == ["?4", "0:39", "81", "–"]


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
        await at(pilot, "125 answers")
        attempts = pilot.app.screen.query_one(AttemptList)
        for read in (60, 120, 125):
            await until(pilot, lambda read=read: attempts.option_count == read)  # type: ignore[misc]
            await pilot.press("end")
        assert isinstance(pilot.app.screen, HistoryScreen)


async def test_an_empty_history_says_how_to_begin(tmp_path: Path) -> None:
    async with CoachApp(fake_engines(tmp_path, BANK)).run_test() as pilot:
        await pilot.press("h")
        await at(pilot, "No answers yet.")


def filled(home: Path) -> Engines:
    """Scores of 10, 20 and 30 at one question, all of this week; one of 50 at another, which contradicts a point."""
    engines = fake_engines(home, BANK)
    for number in (1, 2, 3):
        engines.history.save(small_attempt(number))
    engines.history.save(sample_attempt())
    return engines


async def told(pilot: Pilot[None], text: str) -> None:
    """Wait until a text is said at the corner of the screen."""
    await until(pilot, lambda: any(text in each.message for each in pilot.app._notifications))


async def opened(pilot: Pilot[None]) -> AttemptList:
    await pilot.press("h")
    await at(pilot, "4 answers")
    return pilot.app.screen.query_one(AttemptList)


async def test_a_filter_is_typed_shown_counted_and_cleared_by_escape(tmp_path: Path) -> None:
    async with CoachApp(filled(tmp_path)).run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        assert "? Help" in shown(pilot)
        await pilot.press("slash", *"bias score<30")
        await at(pilot, "2 of 4 answers")
        assert "f1 Help" in shown(pilot)
        assert "? Help" not in shown(pilot)
        await pilot.press("enter")
        assert isinstance(pilot.app.focused, AttemptList)
        lines = shown(pilot).splitlines()
        titles = next(line for line in lines if line.startswith("  when"))
        assert titles.index("points") == next(line.index("✓") for line in lines if "✓" in line)
        assert "bias score<30" in shown(pilot)
        await pilot.press("escape")
        await at(pilot, "  4 answers")
        assert "bias score<30" not in shown(pilot)
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(pilot.app.screen, HistoryScreen))


async def test_a_filter_that_is_wrong_says_what_there_is_and_changes_nothing(tmp_path: Path) -> None:
    async with CoachApp(filled(tmp_path)).run_test(size=(100, 24)) as pilot:
        await opened(pilot)
        await pilot.press("slash", *"verdict:x")
        await at(pilot, "“verdict:x” is not known.")
        assert "4 answers" in shown(pilot)
        await pilot.press("backspace", *"contra")
        await at(pilot, "1 of 4 answers")
        assert "is not known" not in shown(pilot)
        await pilot.press(*" zzz")
        await at(pilot, "No answer matches.")
        await pilot.press("enter")
        await at(pilot, "esc Clear filter")
        assert "esc Back" not in shown(pilot)
        await pilot.press("escape")
        await at(pilot, "esc Back")


async def test_a_filter_is_picked_from_a_list_and_picking_it_again_takes_it_out(tmp_path: Path) -> None:
    async with CoachApp(filled(tmp_path)).run_test(size=(80, 30)) as pilot:
        await opened(pilot)
        await pilot.press("f", "down", "enter")
        await at(pilot, "1 of 4 answers")
        assert "verdict:contradicted" in shown(pilot)
        await pilot.press("f")
        await at(pilot, "✓ With a contradicted point")
        await pilot.press("down", "enter")
        await at(pilot, "  4 answers")
        await pilot.press("end", "f", "enter")
        await at(pilot, "3 of 4 answers")


async def test_an_answer_is_deleted_and_brought_back_as_long_as_the_program_runs(tmp_path: Path) -> None:
    engines = filled(tmp_path)
    app = CoachApp(engines)
    async with app.run_test(size=(110, 30)) as pilot:
        attempts = await opened(pilot)
        await pilot.press("u")
        await told(pilot, "There is nothing to undo")
        await pilot.press("down", "d")
        await at(pilot, "  3 answers")
        assert engines.history.count() == 3
        assert attempts.highlighted == 1
        await pilot.press("escape", "h")
        await at(pilot, "  3 answers")
        await pilot.press("u")
        await at(pilot, "  4 answers")
        await pilot.press("u")
        await told(pilot, "Everything is undone.")
        await pilot.press("d")
        await at(pilot, "  3 answers")
        await pilot.press("slash", *"is:del", "enter")
        await at(pilot, "1 deleted answer")
        await pilot.press("d")
        await told(pilot, "This answer is deleted already.")
        await pilot.press("b")
        await at(pilot, "No answer matches.")
        await pilot.press("escape")
        await at(pilot, "  4 answers")
        await pilot.press("d")
        await at(pilot, "  3 answers")
    later = datetime(2030, 1, 1, tzinfo=UTC)
    app.remove_deleted(128 + 15)
    assert len(engines.history.deleted(later)) == 1
    app.remove_deleted(0)
    assert engines.history.deleted(later) == {}
    assert engines.history.count() == 3


async def test_an_answer_is_archived_listed_by_a_filter_and_brought_back(tmp_path: Path) -> None:
    engines = filled(tmp_path)
    async with CoachApp(engines).run_test(size=(110, 30)) as pilot:
        await opened(pilot)
        await pilot.press("b")
        await told(pilot, "This answer is neither archived nor deleted.")
        await pilot.press("a")
        await at(pilot, "  3 answers")
        await pilot.press("slash", *"is:archived", "enter")
        await at(pilot, "1 archived answer")
        await pilot.press("a")
        await told(pilot, "This answer is put away already.")
        await pilot.press("b", "escape")
        await at(pilot, "  4 answers")


async def test_what_a_run_that_was_stopped_has_left_is_told(tmp_path: Path) -> None:
    engines = filled(tmp_path)
    PutAway(engines.history, engines.now).delete(sample_attempt().id)
    async with CoachApp(engines).run_test(size=(110, 30)) as pilot:
        await pilot.press("h")
        await at(pilot, "1 deleted answer was not removed, because coach was stopped.")
        assert "They go" not in shown(pilot)


async def test_what_is_filtered_is_exported_into_a_file_that_is_asked_for(tmp_path: Path) -> None:
    there, file = tmp_path / "there.csv", tmp_path / "answers.csv"
    there.touch()
    async with CoachApp(filled(tmp_path)).run_test(size=(120, 30)) as pilot:
        await opened(pilot)
        await pilot.press("slash", *"score<30", "enter")
        await at(pilot, "2 of 4 answers")
        await pilot.press("e")
        await at(pilot, "Export 2 answers")
        await pilot.press("c")
        await until(pilot, lambda: bool(pilot.app.screen.query(Input)))
        line = pilot.app.screen.query_one(Input)
        assert line.value.endswith("coach-answers-2026-03-01.csv")
        line.value = str(there)
        await pilot.press("enter")
        await at(pilot, "A file of that name exists already.")
        line.value = str(tmp_path / "answers.doc")
        await pilot.press("enter")
        await at(pilot, "answers.doc does not say what is to be written.")
        line.value = str(file)
        await pilot.press("enter")
        await at(pilot, "Wrote 2 answers to")
        assert len(file.read_text(encoding="utf-8").splitlines()) == 3
        assert there.read_bytes() == b""


async def test_an_answer_that_was_labelled_meanwhile_is_read_anew(tmp_path: Path) -> None:
    engines = filled(tmp_path)
    async with CoachApp(engines).run_test(size=(100, 30)) as pilot:
        await opened(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: not isinstance(pilot.app.screen, HistoryScreen))
        engines.history.save(replace(sample_attempt(), scorecard=Scorecard(77, ())))
        await pilot.press("escape")
        await at(pilot, " 77")
