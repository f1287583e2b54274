import subprocess
import sys
from pathlib import Path

from fakes import NoMicrophone, fake_engines
from pilots import BANK, L1, at, bank, elapsed, rubric, sample_attempt, shown, until
from textual.widgets import TextArea

from coach.domain.attempt import AnswerKind
from coach.domain.coverage import Verdict
from coach.errors import CoachError
from coach.settings import Settings, VoiceSettings
from coach.ui.app import ONE_QUESTION, CoachApp
from coach.ui.messages import QuestionChosen
from coach.ui.screens.dialogs import KeysScreen
from coach.ui.screens.home import HomeScreen
from coach.ui.screens.result import ResultScreen
from coach.ui.screens.typing import TypingScreen

COVERS_FIRST = "L1 regularization drives some weights to exactly zero"
MUTED = Settings(voice=VoiceSettings(muted=True))


async def test_a_question_is_answered_judged_and_found_again(tmp_path: Path) -> None:
    engines = fake_engines(tmp_path, BANK, said=COVERS_FIRST)
    async with CoachApp(engines).run_test(size=(80, 40)) as pilot:
        await at(pilot, "5 questions, 0 answered")
        await pilot.press("enter")
        await at(pilot, "The question is read aloud")
        await pilot.press("space")
        await until(pilot, lambda: elapsed(pilot) >= 3.4)
        assert "● Recording" in shown(pilot)
        await pilot.press("space")
        await at(pilot, "✓ covered")
        assert "✗ missed" in shown(pilot)
        assert "L1 regularization drives some weights to exactly zero" in shown(pilot)
        await until(pilot, lambda: engines.history.count() == 1)
        await pilot.press("h")
        await at(pilot, "1 answer")
        await pilot.press("enter")
        await at(pilot, "An earlier answer")
        await at(pilot, "✓ covered")
        await pilot.press("escape", "escape", "escape")
        await at(pilot, "5 questions, 1 answered")
        assert "just now" in shown(pilot)
    saved = engines.history.load(engines.history.attempts()[0].id)
    assert saved.kind is AnswerKind.SPOKEN
    assert saved.audio is not None and saved.audio.exists()
    assert [point.verdict for point in saved.coverage.points] == [Verdict.COVERED, Verdict.MISSED]
    assert list(engines.paths.recordings.glob("*.json")) == []


async def test_without_a_microphone_home_and_space_say_so_and_typing_works(tmp_path: Path) -> None:
    engines = fake_engines(tmp_path, BANK, open_microphone=NoMicrophone(), settings=MUTED)
    async with CoachApp(engines).run_test(size=(80, 40)) as pilot:
        await at(pilot, "No microphone was found.")
        await pilot.press("enter")
        await at(pilot, "press Space")
        assert "No microphone was found." not in shown(pilot)
        await pilot.press("space")
        await at(pilot, "No microphone was found.")
        assert "press Space" in shown(pilot)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))
        await pilot.press("t")
        await until(pilot, lambda: isinstance(pilot.app.screen, TypingScreen))
        pilot.app.screen.query_one(TextArea).text = COVERS_FIRST
        await pilot.press("ctrl+s")
        await at(pilot, "✓ covered")
        await at(pilot, "typed")
    assert engines.history.attempts()[0].kind is AnswerKind.TYPED


async def test_text_from_people_is_never_markup_and_never_an_escape_sequence(tmp_path: Path) -> None:
    nasty = rubric("nasty", "[bold]x[/bold] \x1b[31mred", "A [red]point[/red] \x1b]0;title\x07", topic="[i]t[/i]")
    engines = fake_engines(tmp_path, bank(nasty), said="[bold]loud[/bold] \x1b[2J A [red]point[/red]", settings=MUTED)
    async with CoachApp(engines).run_test(size=(80, 40)) as pilot:
        await at(pilot, "[bold]x[/bold] ␛[31mred")
        assert "[i]t[/i]" in shown(pilot)
        await pilot.press("enter")
        await at(pilot, "press Space")
        assert "[bold]x[/bold] ␛[31mred" in shown(pilot)
        await pilot.press("space")
        await at(pilot, "● Recording")
        await pilot.press("space")
        await at(pilot, "A [red]point[/red] ␛]0;title")
        await at(pilot, "[bold]loud[/bold] ␛[2J")
        assert "\x1b" not in shown(pilot)


async def test_a_small_terminal_gets_a_plain_message(tmp_path: Path) -> None:
    async with CoachApp(fake_engines(tmp_path, BANK)).run_test(size=(59, 24)) as pilot:
        await at(pilot, "This terminal is too small.")
        assert "Fundamentals" not in shown(pilot)
        await pilot.resize_terminal(60, 24)
        await at(pilot, "Fundamentals")
        await pilot.resize_terminal(60, 15)
        await at(pilot, "This terminal is too small.")


async def test_the_question_to_start_with_is_put_at_once_under_the_banner(tmp_path: Path) -> None:
    app = CoachApp(fake_engines(tmp_path, BANK, settings=MUTED), start_with=L1.id, banner="Demo: a sample is played.")
    async with app.run_test() as pilot:
        await at(pilot, "Demo: a sample is played.")
        assert L1.question in shown(pilot)


async def test_the_demonstration_says_why_it_asks_no_other_question(tmp_path: Path) -> None:
    engines = fake_engines(tmp_path, BANK, said=COVERS_FIRST, settings=MUTED)
    app = CoachApp(engines, start_with=L1.id, banner="Demonstration")
    async with app.run_test(size=(100, 60), notifications=True) as pilot:
        await at(pilot, "● Recording")
        await pilot.press("space")
        await at(pilot, "spoken, ")
        await pilot.press("n")
        await until(pilot, lambda: [each.message for each in app._notifications] == [ONE_QUESTION])
        assert isinstance(app.screen, ResultScreen)
        await pilot.press("x")
        await at(pilot, "● Recording")


async def test_an_unknown_question_to_start_with_leaves_home_usable(tmp_path: Path) -> None:
    async with CoachApp(fake_engines(tmp_path, BANK), start_with="l1-vs-l3").run_test(notifications=True) as pilot:
        await at(pilot, "There is no question")
        assert isinstance(pilot.app.screen, HomeScreen)


async def test_what_went_wrong_is_said_by_the_page_below_a_dialog(tmp_path: Path) -> None:
    async with CoachApp(fake_engines(tmp_path, BANK)).run_test(notifications=True, size=(80, 40)) as pilot:
        await pilot.press("question_mark")
        await until(pilot, lambda: isinstance(pilot.app.screen, KeysScreen))
        pilot.app.post_message(QuestionChosen("l1-vs-l3"))
        await at(pilot, "There is no question")


async def test_a_fact_takes_the_place_of_the_one_before_it_and_leaves_errors_beside_it(tmp_path: Path) -> None:
    app = CoachApp(fake_engines(tmp_path, BANK))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        error = CoachError("The disk is full.", "Free some space.")
        app.tell("The first fact.")
        app.tell_error(error)
        app.tell_error(error)
        app.tell("The second fact.")
        await at(pilot, "The second fact.")
        await until(pilot, lambda: "The first fact." not in shown(pilot))
        assert shown(pilot).count("The disk is full.") == 1


async def test_another_theme_of_textual_shows_the_screens_too(tmp_path: Path) -> None:
    engines = fake_engines(tmp_path, BANK)
    engines.history.save(sample_attempt())
    app = CoachApp(engines)
    async with app.run_test() as pilot:
        app.theme = "nord"
        await pilot.press("h")
        await at(pilot, "1 answer")
        await pilot.press("enter")
        await at(pilot, "Do next")


PROGRAM = """
import gc
from coach.ui.app import ALLOCATIONS, collect_seldom

kept = len(gc.get_objects())
collect_seldom()
print(len(gc.get_objects()) < kept / 10, gc.isenabled(), gc.get_threshold()[0] == ALLOCATIONS)
"""


def test_what_is_loaded_is_not_looked_at_again_and_the_rest_seldom() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], check=True, capture_output=True, text=True)
    assert done.stdout.split() == ["True", "True", "True"]
