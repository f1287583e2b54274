from pathlib import Path

from fakes import fake_engines, tone
from pilots import BANK, L1, at, until

from coach.domain.attempt import AnswerKind
from coach.practice.engines import Engines
from coach.ui.app import CoachApp
from coach.ui.screens.dialogs import RecoveryScreen
from coach.ui.screens.home import HomeScreen

COVERS_FIRST = "L1 regularization drives some weights to exactly zero"


def leave_unfinished(engines: Engines, question_id: str) -> None:
    """What a killed program leaves behind: a sound file, and a mark that nobody holds."""
    from coach.audio.wav import write_wav  # noqa: PLC0415

    write_wav(engines.paths.recordings / "20260228T200000Z-abcdef.wav", tone(4.0))
    mark = engines.paths.recordings / "20260228T200000Z-abcdef.json"
    mark.write_text(f'{{"question": "{question_id}", "started": "2026-02-28T20:00:00+00:00", "process": 999999999}}')


async def test_an_unfinished_recording_is_offered_and_assessed(tmp_path: Path) -> None:
    engines = fake_engines(tmp_path, BANK, said=COVERS_FIRST)
    leave_unfinished(engines, L1.id)
    async with CoachApp(engines).run_test(size=(80, 40)) as pilot:
        await until(pilot, lambda: isinstance(pilot.app.screen, RecoveryScreen))
        await at(pilot, L1.question)
        await pilot.press("a")
        await at(pilot, "✓ covered")
        await until(pilot, lambda: engines.history.count() == 1)
    saved = engines.history.attempts()[0]
    assert saved.answered_at.isoformat() == "2026-02-28T20:00:00+00:00"
    assert saved.kind is AnswerKind.SPOKEN
    assert [path.suffix for path in engines.paths.recordings.iterdir()] == [".wav"]


async def test_an_unfinished_recording_can_be_deleted(tmp_path: Path) -> None:
    engines = fake_engines(tmp_path, BANK)
    leave_unfinished(engines, L1.id)
    async with CoachApp(engines).run_test() as pilot:
        await until(pilot, lambda: isinstance(pilot.app.screen, RecoveryScreen))
        await pilot.press("d")
        await until(pilot, lambda: list(engines.paths.recordings.iterdir()) == [])


async def test_an_unfinished_recording_stays_when_put_off(tmp_path: Path) -> None:
    engines = fake_engines(tmp_path, BANK)
    leave_unfinished(engines, L1.id)
    async with CoachApp(engines).run_test() as pilot:
        await until(pilot, lambda: isinstance(pilot.app.screen, RecoveryScreen))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))
    assert len(list(engines.paths.recordings.iterdir())) == 2


async def test_enter_makes_the_choice_that_is_lit(tmp_path: Path) -> None:
    engines = fake_engines(tmp_path, BANK)
    leave_unfinished(engines, L1.id)
    async with CoachApp(engines).run_test() as pilot:
        await until(pilot, lambda: isinstance(pilot.app.screen, RecoveryScreen))
        await pilot.press("down", "enter")
        await until(pilot, lambda: not isinstance(pilot.app.screen, RecoveryScreen))
