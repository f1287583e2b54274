"""Every screen of the program, with enough on it for a picture, and the steps that lead there."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np
from fakes import FakeDetector, fake_engines, fake_judge, silence, tone
from pilots import (
    BIAS,
    L1,
    LORA,
    NOON,
    ROC,
    TREES,
    bank,
    filed,
    rubric,
    sample_attempt,
    shown,
    small_attempt,
    unjudged_attempt,
    until,
)
from textual.pilot import Pilot

from coach.audio.portaudio import SoundDevice
from coach.domain.attempt import Attempt, UnfinishedRecording
from coach.domain.coverage import Label
from coach.domain.recording import SAMPLE_RATE, Samples
from coach.domain.rubric import Difficulty, FollowUp, KeyPoint
from coach.domain.sitting import Ask, Sitting, SittingKind
from coach.paths import find_paths
from coach.practice.engines import Engines
from coach.practice.loading import loaded
from coach.settings import PlanSettings, ScreenSettings, Settings, VoiceSettings
from coach.ui.app import CoachApp
from coach.ui.screens.dialogs import RecoveryScreen
from coach.ui.screens.history_dialogs import ExportScreen
from coach.ui.screens.settings import SettingsScreen
from coach.ui.screens.welcome import WelcomeScreen
from coach.ui.widgets.stage import WindowBar

_POINTS = sample_attempt().coverage.points

PICTURED = bank(
    replace(
        L1,
        key_points=tuple(KeyPoint(each.id, each.point, each.importance) for each in _POINTS),
        follow_ups=(FollowUp("correlated", "And two features that say nearly the same: what does each penalty do?"),),
    ),
    BIAS,
    rubric("overfitting", "Overfitting: how do you detect it, and how do you fix it?", "Validation error rises"),
    TREES,
    rubric("splits", "How does a decision tree choose its splits?", "By impurity", topic="Algorithms"),
    rubric("relu", "Why do neural networks need activation functions?", "Depth needs a bend", topic="Deep learning"),
    rubric("attention", "What is attention? Explain softmax(QKᵀ/√d)V.", "Weights by likeness", topic="Deep learning"),
    ROC,
    rubric("p-value", "What is a p-value, and what is it not?", "Chance under the null", topic="Stats & evaluation"),
    LORA,
)
"""Enough questions for a picture; not the shipped ones, so that a reworded question changes no picture."""


def _voiced(seconds: float) -> Samples:
    """A tone that rises and falls as syllables do, never so low that the detector would take it for silence."""
    sound = tone(seconds, level=1.0)
    at = np.arange(len(sound)) / SAMPLE_RATE
    return np.asarray(sound * (0.03 + 0.25 * np.abs(np.sin(1.7 * at) * np.sin(0.43 * at))), dtype=np.float32)


SPOKEN = np.concatenate((*[_voiced(8.4), silence(0.6)] * 4, _voiced(4.6), silence(0.4)))
"""41 s: four stretches that are settled, and one after which somebody has just fallen silent."""

SAID = (
    "regularization adds a penalty on the size of the weights so that the model does not chase the noise "
    "in the training data and um there are two usual kinds L2 adds the squared weights which shrinks all of them "
    "smoothly and none of them ever becomes exactly zero whereas L1 adds their absolute values and that one drives "
    "many weights all the way down to zero so in effect it picks features for you which is handy when you "
    "have far more features than examples and you choose the strength of the penalty with cross validation on held "
    "out data"
)

Steps = Callable[[Pilot[None]], Awaitable[None]]
Size = tuple[int, int]

SMALL, LARGE = (80, 24), (120, 40)
DARK, LIGHT = "coach-dark", "coach-light"


def program(home: Path, theme: str, newest: Attempt) -> CoachApp:
    """The program with a history of some days, of which `newest` is the last answer."""
    settings = Settings(
        screen=ScreenSettings(theme), voice=VoiceSettings(muted=True), plan=PlanSettings(start="2026-02-26")
    )
    engines = replace(
        fake_engines(home, filed(PICTURED, home / "shipped"), said=SAID, samples=SPOKEN, settings=settings),
        now=lambda: NOON,
        detectors=loaded("speech detector", FakeDetector),
        judge=loaded("judge", fake_judge()),
    )
    for number, question in ((1, BIAS), (4, TREES), (9, ROC), (10, BIAS), (23, LORA)):
        engines.history.save(of_today(small_attempt(number, question, typed=number == 9)))
    labels = {"correlated": Label.NOT_SAID, "l1-sparse": Label.NOT_SAID}
    earlier = replace(sample_attempt(), id="earlier", answered_at=NOON - timedelta(days=2), labels=labels)
    engines.history.save(of_today(earlier))
    engines.history.save(of_today(newest))
    for sitting in mocks(newest):
        engines.history.save_sitting(sitting)
    return CoachApp(engines)


def mocks(newest: Attempt) -> tuple[Sitting, ...]:
    """An interview of an hour ago, and the one before it."""
    before = (Ask(L1.id, "earlier"), Ask(LORA.id, skipped=True))
    asks = (
        Ask(L1.id, newest.id),
        Ask(f"{L1.id}/correlated", skipped=True),
        Ask(BIAS.id, "20260201T000000Z-000001"),
        Ask(LORA.id, skipped=True),
    )
    first = Sitting("m1", SittingKind.MOCK, NOON - timedelta(days=2), ("concepts",), 10.0, Difficulty.EASY, before)
    second = replace(first, id="m2", begun_at=NOON - timedelta(hours=1), difficulty=Difficulty.MEDIUM, asks=asks)
    return tuple(replace(each, ended_at=each.begun_at + timedelta(minutes=9)) for each in (first, second))


def of_today(attempt: Attempt) -> Attempt:
    """The attempt, judged by the version of the rubric that the bank has."""
    return replace(attempt, rubric_version=PICTURED.versions[attempt.question_id])


async def home(pilot: Pilot[None]) -> None:
    await until(pilot, lambda: "10 questions, 5 answered" in shown(pilot))
    await until(pilot, lambda: "Ready: voice" in shown(pilot))
    await pilot.press("j", "k")


async def first_question(pilot: Pilot[None]) -> None:
    """Below today's session, which has six questions."""
    await home(pilot)
    await pilot.press(*["down"] * 6)


async def practice(pilot: Pilot[None]) -> None:
    await first_question(pilot)
    await pilot.press("enter")
    await until(pilot, lambda: "press Space" in shown(pilot))
    await pilot.press("space")
    await until(pilot, lambda: "Recording" in shown(pilot))
    await until(pilot, lambda: pilot.app.screen.query_one(WindowBar).elapsed == 41.0)
    await until(pilot, lambda: "strength of the penalty" in shown(pilot))


async def plan(pilot: Pilot[None]) -> None:
    await home(pilot)
    await pilot.press("l")
    await until(pilot, lambda: "The four weeks" in shown(pilot))


async def mock(pilot: Pilot[None]) -> None:
    await home(pilot)
    await pilot.press("i")
    await until(pilot, lambda: "Earlier ones" in shown(pilot))


async def debrief(pilot: Pilot[None]) -> None:
    await mock(pilot)
    await pilot.press("down", "enter")
    await until(pilot, lambda: "Mean score" in shown(pilot))


async def drills(pilot: Pilot[None]) -> None:
    await home(pilot)
    await pilot.press("d")
    await until(pilot, lambda: "Rapid fire" in shown(pilot))


async def history(pilot: Pilot[None]) -> None:
    await home(pilot)
    await pilot.press("h")
    await until(pilot, lambda: "7 answers" in shown(pilot))


async def filtered(pilot: Pilot[None]) -> None:
    await history(pilot)
    await pilot.press("slash", *"verdict:contradicted score<80", "enter")
    await until(pilot, lambda: "2 of 7 answers" in shown(pilot))


async def filters(pilot: Pilot[None]) -> None:
    await filtered(pilot)
    await pilot.press("f")
    await until(pilot, lambda: "✓ With a contradicted point" in shown(pilot))


async def exporting(pilot: Pilot[None]) -> None:
    await filtered(pilot)
    pilot.app.push_screen(ExportScreen("Export 2 answers", lambda form: Path(f"/home/me/answers{form.value}")))
    await until(pilot, lambda: "CSV, for a spreadsheet" in shown(pilot))


async def result(pilot: Pilot[None]) -> None:
    await history(pilot)
    await pilot.press("enter")
    await until(pilot, lambda: "spoken, 0:" in shown(pilot) and "Hear it" in shown(pilot))


async def transcript(pilot: Pilot[None]) -> None:
    await result(pilot)
    await pilot.press(*["j"] * 4, *["right"] * 15)
    await pilot.press("pagedown")


async def comparison(pilot: Pilot[None]) -> None:
    await result(pilot)
    await pilot.press("c")
    await until(pilot, lambda: "1 point gained" in shown(pilot))


async def missed(pilot: Pilot[None]) -> None:
    await home(pilot)
    await pilot.press("m")
    await until(pilot, lambda: "2 points missed" in shown(pilot))


async def progress(pilot: Pilot[None]) -> None:
    await home(pilot)
    await pilot.press("p")
    await until(pilot, lambda: "everything" in shown(pilot) and "Score, day by day" in shown(pilot))
    await until(pilot, lambda: "13 Feb" in shown(pilot))


async def search(pilot: Pilot[None]) -> None:
    await home(pilot)
    await pilot.press("f")
    await until(pilot, lambda: "Search what you said" in shown(pilot))
    await pilot.press(*"zero")
    await until(pilot, lambda: "2 answers" in shown(pilot))


async def rubric_edited(pilot: Pilot[None]) -> None:
    await first_question(pilot)
    await pilot.press("u")
    await until(pilot, lambda: "2 answers judged with this rubric" in shown(pilot))
    await pilot.press("down", "down", "right", "down", "down", "enter", "0", "full_stop", "1", "enter")
    await until(pilot, lambda: "changed:" in shown(pilot) and "not saved" in shown(pilot))


def at_home(pilot: Pilot[None]) -> Engines:
    """The engines with paths that are the same on every machine."""
    assert isinstance(pilot.app, CoachApp)
    return replace(pilot.app.engines, paths=find_paths({"COACH_HOME": "/home/me/coach"}))


async def settings(pilot: Pilot[None]) -> None:
    await home(pilot)
    microphone = SoundDevice(0, "USB headset", 1, 0, 48_000, True, False)
    pilot.app.push_screen(SettingsScreen(at_home(pilot), lambda: (microphone,)))
    await until(pilot, lambda: "Longest recording" in shown(pilot))


async def picking(pilot: Pilot[None]) -> None:
    await settings(pilot)
    page = pilot.app.screen
    assert isinstance(page, SettingsScreen)
    await until(pilot, lambda: bool(page.devices.microphones))
    await pilot.press("enter")
    await until(pilot, lambda: "● system default" in shown(pilot))


async def calm(pilot: Pilot[None]) -> None:
    await practice(pilot)
    await pilot.press("z")
    await until(pilot, lambda: "level" not in shown(pilot) and "● Recording" in shown(pilot))


async def welcome(pilot: Pilot[None]) -> None:
    await home(pilot)
    microphone = SoundDevice(0, "USB headset", 1, 0, 48_000, True, False)
    pilot.app.push_screen(WelcomeScreen(at_home(pilot), lambda: (microphone,)))
    await until(pilot, lambda: "USB headset" in shown(pilot))


async def typing(pilot: Pilot[None]) -> None:
    await first_question(pilot)
    await pilot.press("t")
    await until(pilot, lambda: "no words" in shown(pilot))
    await pilot.press(*"L1 makes zeros", "ctrl+t")
    await until(pilot, lambda: "3 words" in shown(pilot) and "hint" in shown(pilot))


async def keys(pilot: Pilot[None]) -> None:
    await home(pilot)
    await pilot.press("question_mark")
    await until(pilot, lambda: "Keys of this screen" in shown(pilot))


async def quitting(pilot: Pilot[None]) -> None:
    await practice(pilot)
    await pilot.press("q")
    await until(pilot, lambda: "Quit while recording?" in shown(pilot))


async def recovery(pilot: Pilot[None]) -> None:
    await home(pilot)
    unfinished = UnfinishedRecording("20260301T090000Z-bbbbbb", L1.id, Path("b.wav"), 38.0)
    pilot.app.push_screen(RecoveryScreen(unfinished, L1.question))
    await until(pilot, lambda: "An unfinished answer was found" in shown(pilot))


PICTURES: dict[str, tuple[Steps, Callable[[], Attempt]]] = {
    "home": (home, sample_attempt),
    "practice": (practice, sample_attempt),
    "calm": (calm, sample_attempt),
    "plan": (plan, sample_attempt),
    "mock": (mock, sample_attempt),
    "debrief": (debrief, sample_attempt),
    "drills": (drills, sample_attempt),
    "history": (history, sample_attempt),
    "filtered": (filtered, sample_attempt),
    "filters": (filters, sample_attempt),
    "exporting": (exporting, sample_attempt),
    "result": (result, sample_attempt),
    "unjudged": (result, unjudged_attempt),
    "transcript": (transcript, sample_attempt),
    "comparison": (comparison, sample_attempt),
    "missed": (missed, sample_attempt),
    "progress": (progress, sample_attempt),
    "search": (search, sample_attempt),
    "rubric": (rubric_edited, sample_attempt),
    "settings": (settings, sample_attempt),
    "picking": (picking, sample_attempt),
    "welcome": (welcome, sample_attempt),
    "typing": (typing, sample_attempt),
    "keys": (keys, sample_attempt),
    "quitting": (quitting, sample_attempt),
    "recovery": (recovery, sample_attempt),
}
"""Each screen by its name: the steps that lead to it, and the newest attempt in the history."""
