"""What a person may do at any moment: resize, paste, click, leave."""

import importlib.util
import json
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from fakes import fake_engines, tone
from pilots import BANK, L1, at, bank, elapsed, filed, rubric, sample_attempt, shown, until
from textual.events import Key, MouseScrollDown, Paste
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from coach.audio.wav import write_wav
from coach.practice.engines import Engines
from coach.practice.unfinished import find_unfinished
from coach.settings import Settings, VoiceSettings
from coach.ui.app import CoachApp
from coach.ui.messages import PlaceChosen
from coach.ui.places import _SCREENS, Place
from coach.ui.screens.dialogs import ConfirmScreen, KeysScreen, RecoveryScreen
from coach.ui.screens.typing import TypingScreen
from coach.ui.widgets.key_point import KeyPoint
from coach.ui.widgets.line_input import SearchInput
from coach.ui.widgets.question_list import QuestionList
from coach.ui.widgets.result_page import ResultPage

SAID = "L1 regularization drives some weights to exactly zero"
MUTED = Settings(voice=VoiceSettings(muted=True))
ROOMY = ((120, 40), (61, 17))
TOO_SMALL = ((59, 24), (80, 15))

Way = Callable[[Pilot[None]], Awaitable[None]]


async def home(pilot: Pilot[None]) -> None:
    await at(pilot, "5 questions")


async def ready(pilot: Pilot[None]) -> None:
    await home(pilot)
    await pilot.press("enter")
    await at(pilot, "press Space")


async def recording(pilot: Pilot[None]) -> None:
    await ready(pilot)
    await pilot.press("space")
    await at(pilot, "● Recording")


async def asked(pilot: Pilot[None]) -> None:
    await recording(pilot)
    await until(pilot, lambda: elapsed(pilot) >= 3.0)
    await pilot.press("q")
    await at(pilot, "Quit while recording?")


async def typing(pilot: Pilot[None]) -> None:
    await home(pilot)
    await pilot.press("t")
    await until(pilot, lambda: isinstance(pilot.app.screen, TypingScreen))
    field = pilot.app.screen.query_one(TextArea)
    field.text = "one two three"
    field.move_cursor(field.document.end)
    await at(pilot, "3 words")


async def result(pilot: Pilot[None]) -> None:
    await recording(pilot)
    await until(pilot, lambda: elapsed(pilot) >= 3.0)
    await pilot.press("space")
    await at(pilot, "of 100")


async def keys(pilot: Pilot[None]) -> None:
    await home(pilot)
    await pilot.press("question_mark")
    await until(pilot, lambda: isinstance(pilot.app.screen, KeysScreen))


def place(where: Place) -> Way:
    async def go(pilot: Pilot[None]) -> None:
        module, name = _SCREENS[where]
        if importlib.util.find_spec(f"coach.ui.screens.{module}") is None:
            pytest.skip(f"the screen {name} is not there")
        await home(pilot)
        about = {Place.COMPARISON: sample_attempt().id, Place.RUBRIC: sample_attempt().question_id}
        pilot.app.post_message(PlaceChosen(where, about.get(where, "")))
        await until(pilot, lambda: type(pilot.app.screen).__name__ == name)

    return go


SCREENS: dict[str, Way] = {
    "home": home,
    "ready": ready,
    "recording": recording,
    "confirm": asked,
    "typing": typing,
    "result": result,
    "keys": keys,
    **{where.value: place(where) for where in Place},
}


def prepared(folder: Path) -> Engines:
    engines = fake_engines(folder, filed(BANK, folder / "shipped"), said=SAID, settings=MUTED)
    engines.history.save(sample_attempt())
    return engines


@pytest.mark.parametrize("name", SCREENS)
async def test_any_size_is_taken_and_the_old_one_brings_the_old_picture_back_and_an_end_loses_no_recording(
    tmp_path: Path, name: str
) -> None:
    engines = prepared(tmp_path)
    async with CoachApp(engines).run_test(size=(80, 24)) as pilot:
        await SCREENS[name](pilot)
        screen, stack = pilot.app.screen, list(pilot.app.screen_stack)
        title = first_words(pilot)
        for size in (*ROOMY, *TOO_SMALL, (80, 24)):
            await pilot.resize_terminal(*size)
            await until(pilot, lambda size=size: drawn_size(pilot) == size)  # type: ignore[misc]
            if size in TOO_SMALL and not screen.is_modal:
                await at(pilot, "This terminal is too small.")
                assert title not in shown(pilot)
        await until(pilot, lambda: title in shown(pilot))
        assert list(pilot.app.screen_stack) == stack
        assert "too small" not in shown(pilot)
        if name == "recording":
            await until(pilot, lambda: elapsed(pilot) >= 3.0)
        pilot.app.exit()
        await until(pilot, lambda: not pilot.app.is_running)
    kept = list(engines.paths.recordings.glob("*.wav"))
    assert len(kept) == (1 if name in {"recording", "confirm", "result"} else 0)
    assert engines.history.count() >= 1


def drawn_size(pilot: Pilot[None]) -> tuple[int, int]:
    lines = shown(pilot).splitlines()
    return len(lines[0]), len(lines)


def first_words(pilot: Pilot[None]) -> str:
    """What tells this screen from others: the words that begin its first line."""
    top = shown(pilot).splitlines()[0].strip()
    return "  ".join(top.split("  ")[:2]) if top else "Keys of this screen"


async def test_a_recording_goes_on_in_a_terminal_that_is_too_small(tmp_path: Path) -> None:
    engines = fake_engines(tmp_path, BANK, said=SAID, settings=MUTED)
    async with CoachApp(engines).run_test(size=(80, 24)) as pilot:
        await recording(pilot)
        await pilot.resize_terminal(59, 15)
        await at(pilot, "This terminal is too small.")
        await until(pilot, lambda: elapsed(pilot) >= 3.4)
        await pilot.press("space")
        await until(pilot, lambda: engines.history.count() == 1)
        await pilot.resize_terminal(80, 24)
        await at(pilot, "of 100")
    assert SAID in engines.history.load(engines.history.attempts()[0].id).transcript.text


async def test_letters_typed_at_once_after_the_search_key_are_searched_for(tmp_path: Path) -> None:
    async with CoachApp(prepared(tmp_path)).run_test() as pilot:
        await home(pilot)
        for key, character in (("slash", "/"), ("i", "i"), ("q", "q"), ("slash", "/"), ("h", "h")):
            pilot.app.post_message(Key(key, character))
        await until(pilot, lambda: pilot.app.screen.query_one(SearchInput).value == "iq/h")


async def test_a_paste_into_the_search_is_one_harmless_line(tmp_path: Path) -> None:
    async with CoachApp(prepared(tmp_path)).run_test() as pilot:
        await home(pilot)
        await pilot.press("slash")
        pilot.app.post_message(Paste("boost\x1b[2J\x07\nsecond line"))
        await until(pilot, lambda: pilot.app.screen.query_one(SearchInput).value != "")
        assert "\n" not in pilot.app.screen.query_one(SearchInput).value
        assert "\x1b" not in shown(pilot)
        await pilot.press("escape")
        await at(pilot, "ROC-AUC")


@pytest.mark.parametrize("name", ["search", "typing"])
async def test_a_hundred_kilobytes_may_be_pasted(tmp_path: Path, name: str) -> None:
    text = "bias and variance " * 5556
    async with CoachApp(prepared(tmp_path)).run_test() as pilot:
        if name == "typing":
            await typing(pilot)
            pilot.app.post_message(Paste(text))
            await at(pilot, "16,670 words")
        else:
            await home(pilot)
            await pilot.press("slash")
            pilot.app.post_message(Paste(text))
            await until(pilot, lambda: len(pilot.app.screen.query_one(SearchInput).value) > 99_000)
            await pilot.press("escape")
            await at(pilot, "ROC-AUC")


async def test_lines_and_control_signs_may_be_pasted_into_an_answer(tmp_path: Path) -> None:
    engines = prepared(tmp_path)
    async with CoachApp(engines).run_test(size=(80, 40)) as pilot:
        await home(pilot)
        await pilot.press("t")
        await until(pilot, lambda: isinstance(pilot.app.screen, TypingScreen))
        pilot.app.post_message(Paste(f"{SAID}.\r\n\x1b[31mred\x07\x00 and\ttabs.\n"))
        await until(pilot, lambda: "tabs" in pilot.app.screen.query_one(TextArea).text)
        assert "\x1b" not in shown(pilot)
        await pilot.press("ctrl+s")
        await at(pilot, "✓ covered")
        assert "\x1b" not in shown(pilot) and "\x07" not in shown(pilot)
    assert engines.history.count() == 2


async def test_a_click_on_a_question_highlights_or_opens_it(tmp_path: Path) -> None:
    async with CoachApp(prepared(tmp_path)).run_test(size=(80, 30)) as pilot:
        await home(pilot)
        row = next(y for y, line in enumerate(shown(pilot).splitlines()) if "ROC-AUC" in line)
        await pilot.click(offset=(6, row))
        await at(pilot, "press Space")
        assert "ROC-AUC" in shown(pilot)


async def test_a_click_on_a_key_point_goes_to_it(tmp_path: Path) -> None:
    async with CoachApp(prepared(tmp_path)).run_test(size=(80, 40)) as pilot:
        await result(pilot)
        last = list(pilot.app.screen.query(KeyPoint))[-1]
        last.scroll_visible(animate=False)
        await pilot.pause()
        await pilot.click(last)
        assert pilot.app.screen.focused is last


async def test_the_wheel_scrolls_lists_and_the_result(tmp_path: Path) -> None:
    many = bank(*(rubric(f"q{number}", f"Question {number}?", SAID, "Another point") for number in range(40)))
    engines = fake_engines(tmp_path, many, said=SAID, settings=MUTED)
    async with CoachApp(engines).run_test(size=(80, 17)) as pilot:
        await at(pilot, "40 questions")
        questions = pilot.app.screen.query_one(QuestionList)
        assert questions.max_scroll_y > 0
        await wheel(pilot, questions)
        await until(pilot, lambda: questions.scroll_y > 0)
        await pilot.press("enter", "space")
        await at(pilot, "● Recording")
        await until(pilot, lambda: elapsed(pilot) >= 3.0)
        await pilot.press("space")
        await at(pilot, "of 100")
        page = pilot.app.screen.query_one(ResultPage)
        before = page.scroll_y
        await wheel(pilot, page)
        await until(pilot, lambda: page.scroll_y > before)


async def wheel(pilot: Pilot[None], over: QuestionList | ResultPage) -> None:
    at_x, at_y = over.region.x + 3, over.region.y + 3
    event = MouseScrollDown(over, at_x, at_y, 0, 0, 0, False, False, False, screen_x=at_x, screen_y=at_y)
    pilot.app.screen._forward_event(event)
    await pilot.pause()


@pytest.mark.parametrize("name", [name for name in SCREENS if name not in {"recording", "confirm", "typing", "keys"}])
@pytest.mark.parametrize("key", ["q", "ctrl+q"])
async def test_where_nothing_would_be_lost_leaving_needs_no_question(tmp_path: Path, name: str, key: str) -> None:
    async with CoachApp(prepared(tmp_path)).run_test(size=(80, 24)) as pilot:
        await SCREENS[name](pilot)
        if name == "result":
            await at(pilot, "spoken")
        if key == "q" and takes_letters(pilot):
            pytest.skip("q is a letter here")
        await pilot.press(key)
        await until(pilot, lambda: not pilot.app.is_running)


def takes_letters(pilot: Pilot[None]) -> bool:
    return isinstance(pilot.app.focused, Input | TextArea)


@pytest.mark.parametrize("key", ["q", "ctrl+q"])
async def test_leaving_while_recording_asks_and_leaves_a_recording_for_the_next_start(tmp_path: Path, key: str) -> None:
    async with CoachApp(prepared(tmp_path)).run_test(size=(80, 24)) as pilot:
        await recording(pilot)
        await until(pilot, lambda: elapsed(pilot) >= 3.0)
        await pilot.press(key)
        await at(pilot, "Quit while recording?")
        assert isinstance(pilot.app.screen, ConfirmScreen)
        await pilot.press(key)
        assert isinstance(pilot.app.screen, ConfirmScreen)
        await pilot.press("n")
        await at(pilot, "● Recording")
        await pilot.press(key, "y")
        await until(pilot, lambda: not pilot.app.is_running)
    mark = next((tmp_path / "recordings").glob("*.json"))
    assert L1.id in mark.read_text()
    assert mark.with_suffix(".wav").stat().st_size > 3.0 * 32_000


async def test_what_was_left_is_offered_at_the_next_start_at_any_size_and_stays_when_one_leaves(tmp_path: Path) -> None:
    engines = fake_engines(tmp_path, BANK, said=SAID, settings=MUTED)
    recordings = engines.paths.recordings
    recordings.mkdir(parents=True)
    write_wav(recordings / "left.wav", tone(3.4))
    (recordings / "left.json").write_text(json.dumps({"question": L1.id, "started": "", "process": 1}))
    async with CoachApp(engines).run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(pilot.app.screen, RecoveryScreen))
        for size in (*ROOMY, *TOO_SMALL, (80, 24)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
        await at(pilot, "An unfinished answer was found")
        await pilot.press("ctrl+q")
        await until(pilot, lambda: not pilot.app.is_running)
    assert [each.id for each in find_unfinished(recordings)] == ["left"]


async def test_typed_words_are_asked_about_before_leaving(tmp_path: Path) -> None:
    async with CoachApp(prepared(tmp_path)).run_test() as pilot:
        await typing(pilot)
        await pilot.press("ctrl+q")
        await at(pilot, "Quit? What you typed is kept")
        await pilot.press("n")
        await at(pilot, "3 words")
        await pilot.press("ctrl+q", "y")
        await until(pilot, lambda: not pilot.app.is_running)
