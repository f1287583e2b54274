from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from fakes import FakeSpeaker, fake_engines, tone
from pilots import BANK, at, sample_attempt, shown, until

from coach.audio.wav import write_wav
from coach.domain.attempt import Attempt
from coach.domain.coverage import Label
from coach.domain.transcript import Transcript, Word
from coach.practice.engines import Engines
from coach.report.comparing import Run, compare
from coach.ui.app import CoachApp
from coach.ui.screens.comparison import ComparisonScreen, describe_numbers, describe_points, describe_side, describe_sum
from coach.ui.widgets.compared_text import ComparedText

BEFORE = sample_attempt()
COMPARISON = compare(BEFORE, replace(BEFORE, labels={"correlated": Label.SAID, "l1-sparse": Label.NOT_SAID}))


def test_what_changed_comes_first_with_both_verdicts() -> None:
    lines = describe_points(COMPARISON, 140).plain.split("\n")
    assert lines[0].startswith("− lost     ✓ → ✗  L1 regularization")
    assert lines[1].startswith("+ gained   ✗ → ✓  With correlated features")
    assert lines[2].startswith("= same     ? → ?")
    assert describe_sum(COMPARISON) == "1 point gained, 1 point lost"


def test_numbers_stand_in_columns() -> None:
    lines = describe_numbers(COMPARISON, 60).plain.split("\n")
    assert lines[0].split() == ["before", "after"]
    assert lines[1].split() == ["score", "50", "50"]


def spoken(text: str) -> Transcript:
    """One word a second."""
    words = tuple(Word(each, float(at), at + 0.9) for at, each in enumerate(text.split()))
    return Transcript(words, total_seconds=float(len(words)))


def engines_with(home: Path, speaker: FakeSpeaker, *, sound: bool = True, earlier: bool = True) -> Engines:
    """A history with an answer, and perhaps one of the day before; of both there may be a recording."""
    engines = fake_engines(home, BANK, speaker=speaker)

    def kept(name: str, text: str, seconds: float) -> Attempt:
        path = home / f"{name}.wav"
        if sound:
            write_wav(path, tone(seconds))
        day = BEFORE.answered_at - timedelta(days=name == "earlier")
        audio = path if sound else None
        return replace(BEFORE, id=name, answered_at=day, transcript=spoken(text), audio=audio)

    if earlier:
        engines.history.save(kept("earlier", "L1 makes some weights zero", 5.0))
    engines.history.save(kept("later", "L1 drives many weights to zero", 6.0))
    return engines


@pytest.mark.parametrize(("size", "together"), [((80, 24), False), ((120, 40), True)])
async def test_both_answers_are_read_word_by_word_one_above_the_other_or_side_by_side(
    tmp_path: Path, size: tuple[int, int], *, together: bool
) -> None:
    engines = engines_with(tmp_path, FakeSpeaker())
    app = CoachApp(engines)
    async with app.run_test(size=size) as pilot:
        app.push_screen(ComparisonScreen(engines, "later"))
        await until(pilot, lambda: "no points gained" in shown(pilot))
        before, after = (app.screen.query_one(name, ComparedText) for name in ("#before", "#after"))
        assert before.render().plain == "L1 [−makes some−] weights zero"
        assert after.render().plain == "L1 [+drives many+] weights [+to+] zero"
        await until(pilot, lambda: (before.region.y == after.region.y) is together)
        await pilot.press("end")
        await until(pilot, lambda: "[+drives many+] weights [+to+] zero" in shown(pilot))


async def test_each_answer_is_played_by_its_key_and_the_word_that_sounds_is_marked(tmp_path: Path) -> None:
    speaker = FakeSpeaker()
    engines = engines_with(tmp_path, speaker)
    app = CoachApp(engines)
    async with app.run_test(size=(120, 40)) as pilot:
        app.push_screen(ComparisonScreen(engines, "later"))
        await until(pilot, lambda: "b Play before" in shown(pilot))
        before, after = (app.screen.query_one(name, ComparedText) for name in ("#before", "#after"))
        await pilot.press("b")
        await until(pilot, lambda: len(speaker.played) == 1)
        assert speaker.played == [(5 * 16_000, 16_000)]
        speaker.position = 1.5
        await until(pilot, lambda: before._sounding == 1)
        await pilot.press("a")
        await until(pilot, lambda: len(speaker.played) == 2)
        assert speaker.played[1] == (6 * 16_000, 16_000)
        speaker.position = 3.2
        await until(pilot, lambda: after._sounding == 3)
        assert before._sounding is None
        await pilot.press("a")
        await until(pilot, lambda: not speaker.playing)
        await until(pilot, lambda: after._sounding is None)
        await pilot.press("b")
        await until(pilot, lambda: speaker.playing)
        await pilot.press("escape")
        await until(pilot, lambda: not speaker.playing)


def test_the_mark_of_a_word_that_was_dropped_is_no_word_itself() -> None:
    told = describe_side("before", BEFORE, (Run(0, 2, differs=True),))
    assert told.endswith(", 3 words dropped [−…−]")


async def test_an_answer_without_a_recording_and_one_that_is_not_there_say_why_they_are_silent(tmp_path: Path) -> None:
    engines = engines_with(tmp_path, FakeSpeaker(), sound=False, earlier=False)
    app = CoachApp(engines)
    async with app.run_test(size=(100, 40), notifications=True) as pilot:
        app.push_screen(ComparisonScreen(engines, "later"))
        await until(pilot, lambda: "This is the first answer" in shown(pilot))
        assert "L1 drives many weights to zero" in shown(pilot)
        assert "Numbers" not in shown(pilot)
        assert "Nothing was said" not in shown(pilot)
        await pilot.press("b")
        await at(pilot, "There is no earlier answer to play.")
        await pilot.press("a")
        await at(pilot, "No recording of this answer was kept.")


async def test_a_loudspeaker_that_does_not_play_is_said_wherever_the_page_is_scrolled_to(tmp_path: Path) -> None:
    engines = engines_with(tmp_path, FakeSpeaker(broken=True))
    app = CoachApp(engines)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        app.push_screen(ComparisonScreen(engines, "later"))
        await until(pilot, lambda: "b Play before" in shown(pilot))
        await pilot.press("end", "b")
        await until(pilot, lambda: "No loudspeaker was found." in " ".join(each.message for each in app._notifications))
