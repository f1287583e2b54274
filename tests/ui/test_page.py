import threading
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from fakes import FakeSpeaker, FakeVoice, fake_engines
from pilots import BANK, sample_attempt, shown, until
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import TextArea

from coach.domain.attempt import AttemptSummary
from coach.errors import CoachError
from coach.practice.loading import Loading, Say
from coach.settings import Settings, VoiceSettings
from coach.speech.voice import Voice
from coach.ui.app import CoachApp
from coach.ui.page import HELP_ACTION, KeyLine, ShownKey, fitting
from coach.ui.screens.dialogs import ConfirmScreen
from coach.ui.screens.history import AttemptList, HistoryScreen
from coach.ui.screens.home import HomeScreen
from coach.ui.screens.practice import PracticeScreen
from coach.ui.screens.typing import TypingScreen

MUTED = Settings(voice=VoiceSettings(muted=True))

START, TYPE, QUIT = (ShownKey(key, key, does, does) for key, does in (("x", "start"), ("t", "type"), ("q", "quit")))
HELP = ShownKey("question_mark", "?", "Help", HELP_ACTION)


def test_keys_are_left_out_from_the_end_but_never_help() -> None:
    keys = (START, TYPE, HELP, QUIT)
    assert fitting(keys, 30) == (START, TYPE, HELP)  # 7 + 6 + 6 + 6 cells and three gaps of 2 make 31
    assert fitting(keys, 31) == (START, TYPE, QUIT, HELP)


class Keys(App[None]):
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("x,y", "start", "Start"),
        Binding("t", "type", "Type"),
        Binding("z", "secret", "Secret", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.done: list[str] = []

    def compose(self) -> ComposeResult:
        yield KeyLine()

    def action_start(self) -> None:
        self.done.append("start")

    def action_type(self) -> None:
        self.done.append("type")


async def test_each_action_is_shown_once_and_hidden_ones_are_not() -> None:
    app = Keys()
    async with app.run_test() as pilot:
        await pilot.pause()
        shown = [(key.key, key.does) for key in app.query_one(KeyLine).keys]
        assert shown[:2] == [("x", "Start"), ("t", "Type")]
        assert "Secret" not in dict(shown).values()


async def test_a_click_on_a_key_presses_it() -> None:
    app = Keys()
    async with app.run_test() as pilot:
        await pilot.pause()
        await pilot.click(KeyLine, offset=(2 + 8 + 2, 0))
        await pilot.pause()
        assert app.done == ["type"]


async def test_an_error_is_said_once(tmp_path: Path) -> None:
    engines = fake_engines(tmp_path, BANK, speaker=FakeSpeaker(broken=True))
    async with CoachApp(engines).run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: "No loudspeaker was found." in shown(pilot))
        assert len(pilot.app._notifications) == 0


async def test_an_error_of_a_screen_that_is_gone_is_told_and_changes_no_other_screen(tmp_path: Path) -> None:
    gate = threading.Event()

    def fail(_say: Say) -> Voice:
        assert gate.wait(10)
        raise CoachError("The voice is missing.", "Install coach again.")

    engines = replace(fake_engines(tmp_path, BANK), voice=Loading("voice", fail))
    async with CoachApp(engines).run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, PracticeScreen))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))
        gate.set()
        await until(pilot, lambda: len(pilot.app._notifications) == 1)
        (told,) = pilot.app._notifications
        assert told.message == "The voice is missing. Install coach again."
        assert isinstance(pilot.app.screen, HomeScreen)


async def test_ctrl_q_asks_before_a_typed_answer_is_left_and_says_where_it_is(tmp_path: Path) -> None:
    async with CoachApp(fake_engines(tmp_path, BANK, settings=MUTED)).run_test() as pilot:
        await pilot.press("t")
        await until(pilot, lambda: isinstance(pilot.app.screen, TypingScreen))
        pilot.app.screen.query_one(TextArea).text = "bias is an error"
        await pilot.press("ctrl+q")
        await until(pilot, lambda: isinstance(pilot.app.screen, ConfirmScreen))
        assert "What you typed is kept" in shown(pilot)


async def test_a_new_wish_is_not_ended_by_an_older_voice(tmp_path: Path) -> None:
    speaker = FakeSpeaker()
    engines = fake_engines(tmp_path, BANK, speaker=speaker, voice=FakeVoice())
    async with CoachApp(engines).run_test() as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: len(speaker.played) == 1)
        await pilot.press("r")
        await until(pilot, lambda: len(speaker.played) == 2)
        assert speaker.playing


async def test_an_attempt_that_is_listed_already_is_not_listed_again(tmp_path: Path) -> None:
    engines = fake_engines(tmp_path, BANK)
    engines.history.save(sample_attempt())
    async with CoachApp(engines).run_test() as pilot:
        await pilot.press("h")
        await until(pilot, lambda: isinstance(pilot.app.screen, HistoryScreen))
        attempts = pilot.app.screen.query_one(AttemptList)
        await until(pilot, lambda: attempts.option_count == 1)
        again: tuple[AttemptSummary, ...] = engines.history.attempts()
        attempts.add(again, {})
        assert attempts.option_count == 1
