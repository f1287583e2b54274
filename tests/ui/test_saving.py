"""Answers that cannot be saved, and answers that are left: nothing of them is lost."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from fakes import fake_engines
from pilots import BANK, BIAS, L1, at, sample_attempt, shown, small_attempt, until
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from coach.domain.attempt import Attempt
from coach.practice.engines import Engines
from coach.practice.unfinished import find_unfinished_texts
from coach.settings import Settings, VoiceSettings
from coach.ui.app import CoachApp
from coach.ui.screens.dialogs import RecoveryScreen
from coach.ui.screens.home import HomeScreen
from coach.ui.screens.typing import TypingScreen

MUTED = Settings(voice=VoiceSettings(muted=True))
TYPED = "L1 regularization drives some weights to exactly zero"


async def type_an_answer(pilot: Pilot[None], text: str = TYPED) -> None:
    await at(pilot, L1.question)
    await pilot.press("t")
    await until(pilot, lambda: isinstance(pilot.app.screen, TypingScreen))
    pilot.app.screen.query_one(TextArea).text = text
    await pilot.pause()


def in_the_way(engines: Engines) -> Path:
    """Something that keeps the history from being written: a folder in its place."""
    engines.paths.history.mkdir(parents=True)
    return engines.paths.history


def engines_without_a_disk(home: Path) -> Engines:
    """Neither the history nor a draft can be written."""
    engines = fake_engines(home, BANK, settings=MUTED)
    in_the_way(engines)
    engines.paths.drafts.write_text("a file in its place")
    return engines


def leave_text(engines: Engines, question_id: str, text: str = TYPED) -> None:
    drafts = engines.paths.drafts
    drafts.mkdir(parents=True, exist_ok=True)
    says = {"question": question_id, "started": "2026-02-28T20:00:00+00:00", "process": 1}
    (drafts / "20260228T200000Z-abcdef.json").write_text(json.dumps(says))
    (drafts / "20260228T200000Z-abcdef.txt").write_text(text)


async def test_a_typed_answer_that_cannot_be_saved_stays_on_the_screen_and_on_disk_and_r_saves_it(
    tmp_path: Path,
) -> None:
    engines = fake_engines(tmp_path, BANK, settings=MUTED)
    way = in_the_way(engines)
    async with CoachApp(engines).run_test(size=(100, 60)) as pilot:
        await type_an_answer(pilot)
        await pilot.press("ctrl+s")
        await at(pilot, "r Save again")
        page = " ".join(shown(pilot).split())
        assert "What you typed is safe: it is offered again when coach starts next time." in page
        assert "✓ covered" in page
        assert "of 100" in page
        (draft,) = engines.paths.drafts.glob("*.txt")
        assert draft.read_text() == TYPED
        assert str(engines.paths.drafts) in page.replace(" ", "")
        way.rmdir()
        await pilot.press("r")
        await until(pilot, lambda: "r Save again" not in shown(pilot) and "could not" not in shown(pilot))
        await until(pilot, lambda: engines.history.count() == 1)
        await until(pilot, lambda: list(engines.paths.drafts.iterdir()) == [])
        assert "✓ covered" in shown(pilot)


async def test_a_history_that_is_held_for_a_moment_is_waited_for_while_the_screen_goes_on(tmp_path: Path) -> None:
    engines = fake_engines(tmp_path, BANK, settings=MUTED)
    engines.history.save(sample_attempt())
    async with CoachApp(engines).run_test(size=(100, 60)) as pilot:
        await type_an_answer(pilot)
        with closing(sqlite3.connect(engines.paths.history, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            await pilot.press("ctrl+s")
            await at(pilot, "✓ covered")
            assert engines.history.count() == 1
            await pilot.press("question_mark")
            await at(pilot, "Keys")
            assert engines.history.count() == 1  # the screen answered before the wait was over
            await pilot.press("escape")
            other.execute("ROLLBACK")
        await until(pilot, lambda: engines.history.count() == 2)


async def test_what_is_typed_is_on_disk_soon_and_leaving_it_after_the_question_deletes_it(tmp_path: Path) -> None:
    engines = fake_engines(tmp_path, BANK, settings=MUTED)
    async with CoachApp(engines).run_test() as pilot:
        await type_an_answer(pilot, "half an answer")
        await until(
            pilot, lambda: [each.read_text() for each in engines.paths.drafts.glob("*.txt")] == ["half an answer"]
        )
        await pilot.press("escape")
        await at(pilot, "Leave? What you typed will be deleted.")
        await pilot.press("y")
        await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))
        await until(pilot, lambda: list(engines.paths.drafts.iterdir()) == [])


async def test_quitting_keeps_the_last_word(tmp_path: Path) -> None:
    engines = fake_engines(tmp_path, BANK, settings=MUTED)
    app = CoachApp(engines)
    async with app.run_test() as pilot:
        await type_an_answer(pilot)
        await pilot.press("ctrl+q", "y")
        await until(pilot, lambda: not app.is_running)
    app._warming.let_finish(5.0)
    assert [each.read_text() for each in engines.paths.drafts.glob("*.txt")] == [TYPED]


async def test_a_typed_answer_that_was_left_is_offered_and_assessed(tmp_path: Path) -> None:
    engines = fake_engines(tmp_path, BANK, settings=MUTED)
    leave_text(engines, L1.id)
    async with CoachApp(engines).run_test(size=(90, 40)) as pilot:
        await until(pilot, lambda: isinstance(pilot.app.screen, RecoveryScreen))
        await at(pilot, L1.question)
        assert "8 words typed" in shown(pilot)
        await pilot.press("a")
        await at(pilot, "✓ covered")
        await until(pilot, lambda: engines.history.count() == 1)
        await until(pilot, lambda: list(engines.paths.drafts.iterdir()) == [])
    (saved,) = engines.history.attempts()
    assert saved.id == "20260228T200000Z-abcdef"
    assert saved.answered_at.isoformat() == "2026-02-28T20:00:00+00:00"


async def test_what_else_was_left_is_offered_once_the_first_answer_is_done_with(tmp_path: Path) -> None:
    engines = fake_engines(tmp_path, BANK, settings=MUTED)
    leave_text(engines, L1.id)
    for path in list(engines.paths.drafts.iterdir()):
        path.with_name(path.name.replace("200000Z", "210000Z")).write_bytes(path.read_bytes())
    async with CoachApp(engines).run_test(size=(90, 40)) as pilot:
        await until(pilot, lambda: isinstance(pilot.app.screen, RecoveryScreen))
        await pilot.press("a")
        await at(pilot, "✓ covered")
        await until(pilot, lambda: engines.history.count() == 1)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, RecoveryScreen))


async def test_a_typed_answer_that_was_left_can_be_typed_on(tmp_path: Path) -> None:
    engines = fake_engines(tmp_path, BANK, settings=MUTED)
    leave_text(engines, L1.id, "L1 regularization drives some")
    async with CoachApp(engines).run_test(size=(90, 40)) as pilot:
        await until(pilot, lambda: isinstance(pilot.app.screen, RecoveryScreen))
        await pilot.press("t")
        await until(pilot, lambda: isinstance(pilot.app.screen, TypingScreen))
        await at(pilot, "4 words")
        pilot.app.screen.query_one(TextArea).insert(" zero")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: engines.history.count() == 1)
    assert engines.history.load("20260228T200000Z-abcdef").transcript.text == "L1 regularization drives some zero"


async def test_a_typed_answer_that_was_left_can_be_put_off_or_deleted(tmp_path: Path) -> None:
    engines = fake_engines(tmp_path, BANK, settings=MUTED)
    leave_text(engines, "gone", "[bold]markup is data[/bold] and stays so")
    async with CoachApp(engines).run_test(size=(90, 40)) as pilot:
        await until(pilot, lambda: isinstance(pilot.app.screen, RecoveryScreen))
        await at(pilot, "“[bold]markup is")
        assert "--text" in shown(pilot)
        await pilot.press("a", "t")
        assert isinstance(pilot.app.screen, RecoveryScreen)
        await pilot.press("l")
        await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))
    assert len(find_unfinished_texts(engines.paths.drafts)) == 1
    async with CoachApp(engines).run_test(size=(90, 40)) as pilot:
        await until(pilot, lambda: isinstance(pilot.app.screen, RecoveryScreen))
        await pilot.press("d")
        await until(pilot, lambda: list(engines.paths.drafts.iterdir()) == [])


def damage(engines: Engines, *attempts: Attempt) -> None:
    for attempt in attempts:
        engines.history.save(attempt)
    with closing(sqlite3.connect(engines.paths.history, isolation_level=None)) as connection:
        connection.execute("UPDATE attempts SET kind = 'sung' WHERE id = ?", (attempts[-1].id,))


async def test_the_history_shows_every_sound_attempt_and_says_which_could_not_be_read(tmp_path: Path) -> None:
    engines = fake_engines(tmp_path, BANK, settings=MUTED)
    damage(engines, small_attempt(1), small_attempt(2), small_attempt(3, L1))
    async with CoachApp(engines).run_test(size=(110, 40)) as pilot:
        await until(pilot, lambda: "1 answered" in shown(pilot))
        await pilot.press("h")
        await at(pilot, "2 answers")
        page = " ".join(shown(pilot).split())
        assert "1 attempt could not be read (number 3, 2026-02-26)" in page
        assert "coach doctor --repair" in page
        assert BIAS.question in page


async def test_damage_is_told_once_whichever_screen_comes_upon_it(tmp_path: Path) -> None:
    engines = fake_engines(tmp_path, BANK, settings=MUTED)
    damage(engines, small_attempt(1), small_attempt(2), small_attempt(3, L1))
    async with CoachApp(engines).run_test(size=(110, 40)) as pilot:
        await until(pilot, lambda: len(pilot.app._notifications) == 1)
        for key in ("p", "m"):
            await pilot.press(key)
            await until(pilot, lambda: not isinstance(pilot.app.screen, HomeScreen))
            await pilot.press("escape")
            await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))
        (told,) = pilot.app._notifications
        assert told.message.startswith("1 attempt could not be read (number 3, 2026-02-26).")


async def test_the_first_answer_of_a_day_has_the_history_copied(tmp_path: Path) -> None:
    engines = fake_engines(tmp_path, BANK, settings=MUTED)
    async with CoachApp(engines).run_test(size=(100, 60)) as pilot:
        await type_an_answer(pilot)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: any(engines.paths.copies.glob("history-*.db")))


async def record_on_a_disk_that_takes_nothing(pilot: Pilot[None], engines: Engines) -> None:
    engines.paths.recordings.parent.mkdir(parents=True, exist_ok=True)
    engines.paths.recordings.write_text("a file in its place")
    await pilot.press("enter")
    await at(pilot, "press Space")
    await pilot.press("space")
    await at(pilot, "only in memory")
    await pilot.press("space")
    await at(pilot, "d Another folder")
    assert "The recording is not on disk." in " ".join(shown(pilot).split())
    assert "✓ covered" in shown(pilot)


async def test_sound_that_the_disk_did_not_take_is_written_by_a_key_once_it_can_be(tmp_path: Path) -> None:
    engines = fake_engines(tmp_path, BANK, said=TYPED, settings=MUTED)
    async with CoachApp(engines).run_test(size=(120, 60)) as pilot:
        await record_on_a_disk_that_takes_nothing(pilot, engines)
        assert engines.history.load(engines.history.attempts()[0].id).audio is None
        await pilot.press("r")
        await at(pilot, "d Another folder")
        engines.paths.recordings.unlink()
        await pilot.press("r")
        await until(pilot, lambda: "d Another folder" not in shown(pilot) and "not on disk" not in shown(pilot))
    attempt = engines.history.load(engines.history.attempts()[0].id)
    assert attempt.audio is not None
    assert attempt.audio.is_file()
    assert attempt.problem == ""


async def test_sound_that_the_disk_did_not_take_may_go_to_another_folder(tmp_path: Path) -> None:
    engines = fake_engines(tmp_path / "home", BANK, said=TYPED, settings=MUTED)
    async with CoachApp(engines).run_test(size=(120, 60)) as pilot:
        await record_on_a_disk_that_takes_nothing(pilot, engines)
        await pilot.press("d")
        await at(pilot, "Which folder")
        pilot.app.screen.query_one(Input).value = "nowhere"
        await pilot.press("enter")
        await at(pilot, "That is not a folder")
        pilot.app.screen.query_one(Input).value = str(tmp_path / "stick")
        await pilot.press("enter")
        await until(pilot, lambda: "d Another folder" not in shown(pilot) and "Which folder" not in shown(pilot))
        await until(pilot, (tmp_path / "stick").is_dir)
    attempt = engines.history.load(engines.history.attempts()[0].id)
    assert attempt.audio is not None
    assert attempt.audio.parent == tmp_path / "stick"
    assert attempt.audio.is_file()


async def test_a_result_that_is_on_no_disk_says_so_and_leaving_or_quitting_asks_first(tmp_path: Path) -> None:
    async with CoachApp(engines_without_a_disk(tmp_path)).run_test(size=(100, 60)) as pilot:
        await type_an_answer(pilot)
        await pilot.press("ctrl+s")
        await at(pilot, "r Save again")
        assert "It is not on disk yet. Stay here until it is saved." in " ".join(shown(pilot).split())
        for key in ("n", "x", "escape", "ctrl+q"):
            await pilot.press(key)
            await at(pilot, "could not be saved and will be lost.")
            await pilot.press("n")
            await until(pilot, lambda: "will be lost" not in shown(pilot))
            assert "r Save again" in shown(pilot)
        await pilot.press("escape")
        await at(pilot, "could not be saved and will be lost.")
        await pilot.press("y")
        await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))


async def test_quitting_or_leaving_with_sound_that_is_only_in_memory_asks_first(tmp_path: Path) -> None:
    engines = fake_engines(tmp_path, BANK, said=TYPED, settings=MUTED)
    async with CoachApp(engines).run_test(size=(120, 60)) as pilot:
        await record_on_a_disk_that_takes_nothing(pilot, engines)
        await pilot.press("q")
        await at(pilot, "Y  Quit")
        assert "s of the recording are not on disk" in shown(pilot)
        await pilot.press("n")
        await until(pilot, lambda: "Y  Quit" not in shown(pilot))
        await pilot.press("n")
        await at(pilot, "Leave? ")
        await pilot.press("y")
        await at(pilot, "press Space")
