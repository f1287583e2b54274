from dataclasses import replace
from pathlib import Path

from fakes import fake_engines
from pilots import BANK, L1, shown, until

from coach.settings import Settings, VoiceSettings
from coach.ui.app import CoachApp
from coach.ui.commands import CoachCommands, named_keys, problems_with
from coach.ui.screens.typing import TypingScreen

KEYS = {each.name: each for each in named_keys()}


def test_every_screen_has_named_keys() -> None:
    pages = {each.page for each in KEYS.values()}
    assert {"home", "practice", "typing", "result", "history", "comparison", "missed", "progress", "search"} <= pages
    assert {"transcript", "point", "settings"} <= pages


def test_the_programs_own_keys_have_no_problems() -> None:
    assert problems_with({}) == ()


def test_unknown_names_and_keys_given_twice_are_said() -> None:
    assert problems_with({"result.paly": "p"}) == ("[keys] names result.paly, which is not the name of any key.",)
    assert problems_with({"result.play": "x"}) == ("[keys] gives x to result.again and to result.play.",)
    assert problems_with({"result.play": "x", "result.again": "p"}) == ()


async def test_the_palette_offers_what_a_person_wants_and_no_scrolling(tmp_path: Path) -> None:
    async with CoachApp(fake_engines(tmp_path, BANK)).run_test(size=(140, 30)) as pilot:
        await until(pilot, lambda: "Type" in shown(pilot))
        offered = [hit.text or str(hit.display) async for hit in CoachCommands(pilot.app.screen).discover()]
        names = [str(each) for each in offered]
        assert {"Type", "Progress", "Quit"} <= set(names)
        commands = list(CoachCommands(pilot.app.screen)._commands())
        questions = [each for each in commands if each.text.startswith("Practise: ")]
        assert [each.help for each in questions if L1.question in each.text] == ["Fundamentals"]
        assert not [name for name in names if "scroll" in name.lower() or name in {"Up", "Down", "First", "Last"}]


async def test_a_key_of_the_settings_works_and_is_shown(tmp_path: Path) -> None:
    settings = Settings(voice=VoiceSettings(muted=True), keys={"home.type": "y"})
    engines = replace(fake_engines(tmp_path, BANK, settings=settings), settings=settings)
    async with CoachApp(engines).run_test(size=(140, 30)) as pilot:
        await until(pilot, lambda: "y Type" in shown(pilot))
        await pilot.press("t")
        assert not isinstance(pilot.app.screen, TypingScreen)
        await pilot.press("y")
        await until(pilot, lambda: isinstance(pilot.app.screen, TypingScreen))


async def test_a_key_for_start_leaves_stop_on_the_same_key(tmp_path: Path) -> None:
    settings = Settings(voice=VoiceSettings(muted=True), keys={"practice.answer": "s"})
    engines = fake_engines(tmp_path, BANK, said="one two", settings=settings)
    async with CoachApp(engines).run_test(size=(140, 30)) as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: "s Start" in shown(pilot))
        await pilot.press("s")
        await until(pilot, lambda: "s Stop" in shown(pilot))


async def test_what_is_wrong_with_the_keys_is_said_on_the_first_screen(tmp_path: Path) -> None:
    engines = fake_engines(tmp_path, BANK, settings=Settings(keys={"home.tpye": "y"}))
    async with CoachApp(engines).run_test(size=(140, 30)) as pilot:
        await until(pilot, lambda: "names home.tpye, which is not the name of any key" in shown(pilot))
