from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from fakes import FakeClock, FakeMicrophone, NoMicrophone, fake_engines, silence
from pilots import BANK, BIAS, L1, ROC, at, bank, shown, small_attempt, until
from textual.app import App

from coach.domain.attempt import Attempt
from coach.domain.rubric import Rubric
from coach.practice.engines import Engines
from coach.practice.loading import Loading, Say, loaded, warm_up
from coach.settings import PlanSettings, Settings, VoiceSettings
from coach.ui.app import CoachApp
from coach.ui.screens.dialogs import KeysScreen
from coach.ui.screens.home import HomeScreen, describe
from coach.ui.screens.practice import PracticeScreen

MUTED = Settings(voice=VoiceSettings(muted=True))


def broken(_say: Say) -> object:
    raise OSError("no space left")


def test_everything_ready_is_one_short_line() -> None:
    assert describe([loaded("voice", 1), loaded("Whisper", 2)]).plain == "✓ Ready: voice, Whisper"


def test_each_state_has_its_own_sign_and_word() -> None:
    failed: Loading[object] = Loading("judge", broken)
    warm_up([failed])
    waiting: Loading[object] = Loading("Whisper", lambda _say: 1)
    line = describe([loaded("voice", 1), failed, waiting]).plain
    assert line == "✓ voice ready  ✗ judge failed: no space left  · Whisper waiting"


def test_progress_is_shown_while_something_loads() -> None:
    lines: list[str] = []

    def slow(say: Say) -> object:
        say("joining Whisper base, 40 %")
        lines.append(describe([loading]).plain)
        return 1

    loading: Loading[object] = Loading("Whisper", slow)
    loading.get()
    assert lines == ["… joining Whisper base, 40 %"]


async def test_a_microphone_plugged_in_later_is_found_by_its_key(tmp_path: Path) -> None:
    plugged: list[FakeMicrophone] = []
    engines = fake_engines(tmp_path, BANK, open_microphone=lambda: plugged[0] if plugged else NoMicrophone()())
    async with CoachApp(engines).run_test(size=(80, 40)) as pilot:
        await at(pilot, "No microphone was found.")
        assert "r Microphone" in shown(pilot)
        plugged.append(FakeMicrophone(silence(1.0)))
        await pilot.press("r")
        await until(pilot, lambda: "No microphone was found." not in shown(pilot))
        assert "r Microphone" not in shown(pilot)


async def test_search_filters_escape_brings_all_back_and_enter_starts_the_question_found(tmp_path: Path) -> None:
    async with CoachApp(fake_engines(tmp_path, BANK, settings=MUTED)).run_test() as pilot:
        await at(pilot, "ROC-AUC")
        await pilot.press("slash", *"boost")
        await until(pilot, lambda: "ROC-AUC" not in shown(pilot))
        assert "bagging and boosting" in shown(pilot)
        await pilot.press("escape")
        await at(pilot, "ROC-AUC")
        await pilot.press("slash", *"lora", "enter")
        await at(pilot, "press Space")
        assert "What is LoRA" in shown(pilot)


async def test_question_mark_shows_the_keys_of_home_and_q_quits(tmp_path: Path) -> None:
    app = CoachApp(fake_engines(tmp_path, BANK))
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.press("question_mark")
        await until(pilot, lambda: isinstance(app.screen, KeysScreen))
        assert "Filter" in shown(pilot)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        await pilot.press("q")
        await until(pilot, lambda: app._exit)
    assert app.return_code == 0


async def test_problems_of_the_bank_are_said_on_home(tmp_path: Path) -> None:
    from coach.errors import RubricError  # noqa: PLC0415

    broken = replace(BANK, problems=(RubricError("mine.toml: unknown key `wieght`.", "Remove it."),))
    async with CoachApp(fake_engines(tmp_path, broken)).run_test() as pilot:
        await at(pilot, "unknown key `wieght`")


THREE = bank(BIAS, ROC, L1)


def third_of_march(home: Path, *attempts: Attempt, minutes: float = 5.0) -> Engines:
    """Noon of 3 March, with time for two questions a day."""
    settings = Settings(voice=VoiceSettings(muted=True), plan=PlanSettings(minutes=minutes))
    engines = fake_engines(home, THREE, settings=settings)
    for attempt in attempts:
        engines.history.save(attempt)
    return replace(engines, now=FakeClock(datetime(2026, 3, 3, 12, 0, tzinfo=UTC)))


def on(day: int, number: int, of: Rubric) -> Attempt:
    """An answer on a day of March: missed where the number is even, else made."""
    attempt = small_attempt(number, of)
    return replace(attempt, answered_at=datetime(2026, 3, day, 9, number, tzinfo=UTC))


def said_at_the_corner(app: App[None], text: str) -> bool:
    return any(text in each.message for each in app._notifications)


async def test_who_has_just_begun_is_told_how_and_studies_no_more_yet(tmp_path: Path) -> None:
    async with CoachApp(third_of_march(tmp_path)).run_test(size=(80, 24)) as pilot:
        await at(pilot, "Pick any question and press Enter")
        assert "Study more" not in shown(pilot)
        await pilot.press("n")
        await until(pilot, lambda: said_at_the_corner(pilot.app, "You have not practised anything yet."))


async def test_before_practice_home_says_what_the_day_holds_and_meanwhile_how_far_it_is(tmp_path: Path) -> None:
    engines = third_of_march(tmp_path, on(1, 2, BIAS), on(1, 4, ROC))
    app = CoachApp(engines)
    async with app.run_test(size=(80, 24)) as pilot:
        await at(pilot, "Today: 2 questions, about 5 minutes: 1 with points due, 1 new.")
        await pilot.press("n")
        await until(pilot, lambda: said_at_the_corner(app, "Today's session is not done yet."))
        engines.history.save(on(3, 5, BIAS))
        app._home.look_again()
        await at(pilot, "1 of 2 done, about 3 minutes left: new.")
        assert "Streak: 1 day." in shown(pilot)


async def test_afterwards_home_says_what_was_gained_and_n_goes_on_with_what_had_no_turn_today(tmp_path: Path) -> None:
    answers = on(1, 2, BIAS), on(1, 3, ROC), on(2, 6, L1), on(3, 5, BIAS), on(3, 8, ROC)
    async with CoachApp(third_of_march(tmp_path, *answers)).run_test(size=(80, 24)) as pilot:
        await at(pilot, "Done for today: 2 questions.")
        assert "1 point gained, 1 lost. Streak: 3 days." in shown(pilot)
        assert "Tomorrow: 1 point due, about 3 minutes." in shown(pilot)
        assert "Lost: “The chance of ranking correctly”" in shown(pilot)
        assert "n Study more" in shown(pilot)
        assert "What is the bias–variance tradeoff?" in shown(pilot)
        await pilot.press("n")
        await until(pilot, lambda: isinstance(pilot.app.screen, PracticeScreen))
        await at(pilot, L1.question)
