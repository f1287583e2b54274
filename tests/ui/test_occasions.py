"""Mock interviews and drills on the screen, from choosing to the debrief."""

from dataclasses import replace
from pathlib import Path

import numpy as np
from fakes import FakeSpeaker, fake_engines, silence, tone
from pilots import at, bank, rubric, shown, until
from textual.pilot import Pilot

from coach.domain.recording import Samples
from coach.domain.rubric import EXECUTIVE, FollowUp
from coach.domain.sitting import SittingKind
from coach.domain.transcript import typed_transcript
from coach.practice.engines import Engines
from coach.practice.loading import loaded
from coach.settings import Settings, VoiceSettings
from coach.skills.detect import detect_skills
from coach.ui.app import CoachApp
from coach.ui.screens.debrief import DebriefScreen
from coach.ui.screens.practice import PracticeScreen
from coach.ui.widgets.skill_list import describe_audience

SAID = "well the forests are made of many trees of course"
FORESTS = replace(
    rubric("forests", "Tell me about that.", "forests are made of many trees", "each sees other rows"),
    follow_ups=(FollowUp("p2", "What does each of them see?"),),
)
LORA = rubric("lora", "Tell me about adapters.", "small matrices are trained")


def engines_for(
    home: Path, *, said: str = SAID, speaker: FakeSpeaker | None = None, samples: Samples | None = None
) -> Engines:
    muted = Settings(voice=VoiceSettings(muted=True))
    return fake_engines(home, bank(FORESTS, LORA), said=said, settings=muted, speaker=speaker, samples=samples)


async def answer(pilot: Pilot[None]) -> None:
    """Answer the question that is put."""
    await at(pilot, "Take your time")
    await pilot.press("space")
    await at(pilot, "Recording")
    await pilot.press("space")


async def test_a_mock_interview_asks_follows_up_gives_no_feedback_and_ends_in_a_debrief(tmp_path: Path) -> None:
    engines = engines_for(tmp_path)
    async with CoachApp(engines).run_test(size=(100, 40)) as pilot:
        await pilot.press("i")
        await at(pilot, "Start a new interview")
        assert "LeetCode" in shown(pilot)
        await pilot.press("b")
        await at(pilot, "question 1 of 2")
        while "Tell me about that." not in shown(pilot):  # the order is left to chance
            await pilot.press("n")
            await at(pilot, "question 2 of 2")
        await answer(pilot)
        await at(pilot, "What does each of them see?")
        assert "follow-up" in shown(pilot)
        assert "covered" not in shown(pilot)
        await pilot.press("n")
        while not isinstance(pilot.app.screen, DebriefScreen):
            await pilot.press("n")
            await pilot.pause(0.05)
        await at(pilot, "Mean score 25 of 100")
        await at(pilot, "forests are made of many trees")
        sitting = engines.history.sittings(SittingKind.MOCK)[0]
        assert sitting.ended_at is not None
        assert [ask.question_id for ask in sitting.asks if ask.is_follow_up] == ["forests/p2"]
        listed = [ask.question_id for ask in sitting.asks]
        await pilot.press(*["down"] * listed.index("forests"), "enter")
        await at(pilot, "Do next")


async def test_an_interrupted_interview_is_offered_and_goes_on(tmp_path: Path) -> None:
    engines = engines_for(tmp_path)
    async with CoachApp(engines).run_test(size=(80, 24)) as pilot:
        await pilot.press("i")
        await at(pilot, "Start a new interview")
        await pilot.press("b")
        await at(pilot, "question 1 of 2")
        await pilot.press("escape")
        await at(pilot, "Pause the interview here?")
        await pilot.press("y")
        await at(pilot, "Pick a question")
        await pilot.press("i")
        await at(pilot, "Resume the mock interview from")
        await pilot.press("home", "enter")
        await at(pilot, "question 1 of 2")
        assert len(engines.history.sittings(SittingKind.MOCK)) == 1


async def test_rounds_length_and_difficulty_can_be_chosen_and_nothing_chosen_is_refused(tmp_path: Path) -> None:
    async with CoachApp(engines_for(tmp_path)).run_test(size=(80, 24)) as pilot:
        await pilot.press("i")
        await at(pilot, "✓ ML concepts")
        await pilot.press("home", "enter")
        await at(pilot, "· ML concepts")
        await pilot.press("down", "enter")
        await at(pilot, "45 minutes")
        await pilot.press("down", "left")
        await at(pilot, "easy")
        await pilot.press("b")
        await at(pilot, "needs at least one round")


async def test_rapid_fire_starts_each_recording_by_itself_and_debriefs_at_the_end(tmp_path: Path) -> None:
    engines = engines_for(tmp_path)
    async with CoachApp(engines).run_test(size=(100, 40)) as pilot:
        await pilot.press("d")
        await at(pilot, "Rapid fire")
        await pilot.press("enter")
        for number in (1, 2):
            await at(pilot, f"Rapid fire, question {number} of 2")
            await at(pilot, "Recording")
            assert "stops at 0:30" in shown(pilot)
            await pilot.press("space")
        await at(pilot, "Rapid fire, 1 Mar")
        await until(pilot, lambda: "still being judged" not in shown(pilot))
        await at(pilot, "1 of 2 questions answered")  # the fake ears have heard everything by then
        assert engines.history.count() == 1


async def test_a_paused_rapid_fire_is_offered_among_the_drills_and_goes_on(tmp_path: Path) -> None:
    engines = engines_for(tmp_path)
    async with CoachApp(engines).run_test(size=(80, 24)) as pilot:
        await pilot.press("d")
        await at(pilot, "Rapid fire")
        await pilot.press("enter")
        await at(pilot, "question 1 of 2")
        await at(pilot, "Recording")
        assert "Pause the drill" in shown(pilot)
        await pilot.press("space")
        await at(pilot, "question 2 of 2")
        await pilot.press("escape")
        await at(pilot, "Pause the drill here?")
        await pilot.press("y")
        await at(pilot, "Pick a question")
        await pilot.press("d")
        await at(pilot, "Resume the rapid fire from")
        assert "1 of 2 questions done" in shown(pilot)
        await pilot.press("enter")
        await at(pilot, "question 2 of 2")
        assert len(engines.history.sittings(SittingKind.RAPID_FIRE)) == 1


async def test_an_answer_that_cannot_be_judged_does_not_stop_the_interview(tmp_path: Path) -> None:
    engines = engines_for(tmp_path)

    class Broken:
        name = "broken"

        def transcribe(self, _segment: object, _terms: object = None) -> object:
            raise RuntimeError("no ears")

        glance = transcribe

    engines = replace(engines, transcriber=loaded("Whisper", Broken()))  # type: ignore[arg-type]
    async with CoachApp(engines).run_test(size=(100, 30)) as pilot:
        await pilot.press("i")
        await at(pilot, "Start a new interview")
        await pilot.press("b")
        await at(pilot, "question 1 of 2")
        await pilot.press("space")
        await at(pilot, "Recording")
        await pilot.press("space")
        await at(pilot, "question 2 of 2")
        assert isinstance(pilot.app.screen, PracticeScreen)


async def test_a_filler_sounds_a_tone_in_the_filler_free_minute(tmp_path: Path) -> None:
    speaker = FakeSpeaker()
    sound = np.concatenate((tone(3.0), silence(2.0)))
    engines = engines_for(tmp_path, said="so the model um learns the noise", speaker=speaker, samples=sound)
    async with CoachApp(engines).run_test(size=(80, 24)) as pilot:
        await pilot.press("d")
        await at(pilot, "One minute without fillers")
        await pilot.press("end", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, PracticeScreen))
        await at(pilot, "press Space")
        await pilot.press("space")
        await at(pilot, "1 filler")
        await until(pilot, lambda: bool(speaker.played))
        assert speaker.played == [(2880, 24_000)]


async def test_explaining_to_a_beginner_puts_the_question_that_way(tmp_path: Path) -> None:
    async with CoachApp(engines_for(tmp_path)).run_test(size=(80, 24)) as pilot:
        await pilot.press("d")
        await at(pilot, "Explain it to a beginner")
        await pilot.press("down", "enter")
        await at(pilot, "never heard of machine")


async def test_explaining_goes_on_with_another_question_for_the_same_listener(tmp_path: Path) -> None:
    async with CoachApp(engines_for(tmp_path)).run_test(size=(100, 40)) as pilot:
        await pilot.press("d")
        await at(pilot, "Explain it to a beginner")
        await pilot.press("down", "enter")
        await at(pilot, "press Space")
        assert "coach  Explain it to a beginner" in shown(pilot)
        assert "about that." in shown(pilot)
        await pilot.press("space")
        await at(pilot, "Recording")
        await pilot.press("space")
        await at(pilot, "n Another question")
        await pilot.press("n")
        await at(pilot, "about adapters.")
        assert "never heard of machine" in shown(pilot)


async def test_the_minute_without_fillers_is_tried_again_and_goes_on_with_another_question(tmp_path: Path) -> None:
    async with CoachApp(engines_for(tmp_path)).run_test(size=(100, 40)) as pilot:
        await pilot.press("d")
        await at(pilot, "One minute without fillers")
        await pilot.press("end", "enter")
        for key, question in (("x", "Tell me about that."), ("n", "Tell me about adapters.")):
            await at(pilot, "press Space")
            await pilot.press("space")
            await at(pilot, "Recording")
            await pilot.press("space")
            await at(pilot, "n Another question")
            await pilot.press(key)
            await at(pilot, "coach  One minute without fillers")
            assert question in shown(pilot)


async def test_an_answer_that_is_no_drill_goes_on_with_the_next_question(tmp_path: Path) -> None:
    async with CoachApp(engines_for(tmp_path)).run_test(size=(100, 40)) as pilot:
        await at(pilot, "2 questions")
        await pilot.press("enter")
        await at(pilot, "press Space")
        await pilot.press("space")
        await at(pilot, "Recording")
        await pilot.press("space")
        await at(pilot, "n Next")
        assert "Another question" not in shown(pilot)


async def test_what_was_explained_to_a_beginner_lists_the_terms_that_were_used(tmp_path: Path) -> None:
    engines = engines_for(tmp_path, said="the gradient goes down of course and so does the variance in the end")
    async with CoachApp(engines).run_test(size=(100, 60)) as pilot:
        await pilot.press("d")
        await at(pilot, "Explain it to a beginner")
        await pilot.press("down", "enter")
        await at(pilot, "press Space")
        await pilot.press("space")
        await at(pilot, "Recording")
        await pilot.press("space")
        await at(pilot, "Terms that a beginner may not know: gradient 0:00, variance")


def test_an_executive_is_told_what_it_means_for_the_business_or_that_is_missed() -> None:
    silent, told = typed_transcript("It sorts things."), typed_transcript("It should lift revenue by a tenth.")
    assert "no metric" in describe_audience(silent, detect_skills(silent), EXECUTIVE).plain
    assert describe_audience(told, detect_skills(told), EXECUTIVE).plain == ""
    assert describe_audience(silent, detect_skills(silent), None).plain == ""
