from dataclasses import replace
from pathlib import Path

from fakes import FakeMicrophone, NoMicrophone, fake_engines, silence
from pilots import BANK, at, shown, until

from coach.practice.loading import Loading, Say, loaded, warm_up
from coach.settings import Settings, VoiceSettings
from coach.ui.app import CoachApp
from coach.ui.screens.dialogs import KeysScreen
from coach.ui.screens.home import HomeScreen, describe

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
