from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from fakes import FakeSpeaker, FakeVoice, fake_engines, silence, tone
from pilots import BANK, BIAS, L1, WITH_POINT, at, bank, elapsed, sample_attempt, shown, unjudged_attempt, until
from textual.pilot import Pilot

from coach.audio.wav import write_wav
from coach.domain.attempt import AnswerKind, Attempt
from coach.domain.coverage import Coverage, Label, Verdict
from coach.domain.filtering import AttemptFilter
from coach.domain.rubric import again_id
from coach.domain.transcript import TimeSpan, Word, typed_transcript
from coach.errors import CoachError
from coach.practice.engines import Engines
from coach.practice.loading import Loading, Say
from coach.practice.said_again import find_said_again
from coach.settings import DeliverySettings, Settings, VoiceSettings
from coach.speech.voice import Voice
from coach.ui.app import CoachApp
from coach.ui.messages import AttemptChosen, SettingWanted
from coach.ui.screens.comparison import ComparisonScreen
from coach.ui.screens.home import HomeScreen
from coach.ui.screens.result import ResultScreen
from coach.ui.widgets.key_point import KeyPoint
from coach.ui.widgets.line_input import CorrectionInput
from coach.ui.widgets.timeline import Timeline
from coach.ui.widgets.transcript_text import TranscriptText

MODEL = replace(L1, model_answer="L1 makes zeros, L2 makes small numbers.")
SIZE = (100, 70)
COVERS_FIRST = "L1 regularization drives some weights to exactly zero"
MUTED = Settings(voice=VoiceSettings(muted=True))


def typed_attempt() -> Attempt:
    text = typed_transcript("L1 regularization drives some weights to exactly hero")
    return replace(sample_attempt(), kind=AnswerKind.TYPED, transcript=text, delivery=None)


def with_attempt(home: Path, attempt: Attempt, speaker: FakeSpeaker | None = None) -> Engines:
    engines = fake_engines(home, bank(MODEL), speaker=speaker, voice=FakeVoice())
    engines.history.save(attempt)
    return engines


async def opened(pilot: Pilot[None], attempt_id: str = sample_attempt().id) -> None:
    pilot.app.post_message(AttemptChosen(attempt_id))
    await until(pilot, lambda: isinstance(pilot.app.focused, KeyPoint))


async def correct(pilot: Pilot[None], text: str) -> None:
    """Give the words that were said instead."""
    await until(pilot, lambda: isinstance(pilot.app.focused, CorrectionInput))
    pilot.app.screen.query_one(CorrectionInput).value = text
    await pilot.press("enter")


async def test_a_covered_point_can_only_be_denied_and_one_key_settles_an_unsure_one(tmp_path: Path) -> None:
    engines = with_attempt(tmp_path, sample_attempt())
    async with CoachApp(engines).run_test(size=SIZE) as pilot:
        await opened(pilot)
        assert "I did not" in shown(pilot)
        assert "I said it" not in shown(pilot)
        await pilot.press("u")
        await until(pilot, lambda: "your label: not said; the judge: ✓ covered" in shown(pilot))
        await pilot.press("j", "y")
        await until(pilot, lambda: "your label: said; the judge: ? unsure" in shown(pilot))
        labels = engines.history.load(sample_attempt().id).labels
        assert labels == {"l1-sparse": Label.NOT_SAID, "l2-shrinks": Label.SAID}


async def test_y_overrules_a_verdict_for_good_and_y_again_lets_it_stand(tmp_path: Path) -> None:
    engines = with_attempt(tmp_path, sample_attempt())
    async with CoachApp(engines).run_test(size=SIZE) as pilot:
        await opened(pilot)
        await pilot.press("j", "j", "j", "y")
        await until(pilot, lambda: "your label: said; the judge: ✗ missed" in shown(pilot))
        await until(pilot, lambda: "1 verdict overruled by you" in shown(pilot))
        saved = engines.history.load(sample_attempt().id)
        assert (saved.labels, saved.scorecard.score) == ({"correlated": Label.SAID}, 45)
        await pilot.press("y")
        await until(pilot, lambda: "the judge:" not in shown(pilot))
        assert engines.history.load(sample_attempt().id).labels == {}


async def test_words_of_one_s_own_given_quickly_one_after_another_are_all_kept(tmp_path: Path) -> None:
    engines = with_attempt(tmp_path, sample_attempt())
    async with CoachApp(engines).run_test(size=SIZE) as pilot:
        await opened(pilot)
        points = list(pilot.app.screen.query(KeyPoint))
        points[3].action_label("said")
        points[1].action_label("said")
        points[0].action_label("not said")
        await until(pilot, lambda: "3 verdicts overruled by you" in shown(pilot))
        assert len(engines.history.load(sample_attempt().id).labels) == 3


async def test_from_a_word_as_it_was_heard_the_sound_plays_where_it_was_heard(tmp_path: Path) -> None:
    write_wav(tmp_path / "a.wav", tone(40.0))
    speaker = FakeSpeaker()
    heard = sample_attempt()
    short = replace(heard.transcript, words=heard.transcript.words[:3])
    corrected = replace(heard, transcript=short, heard=heard.transcript.words, audio=tmp_path / "a.wav")
    async with CoachApp(with_attempt(tmp_path, corrected, speaker)).run_test(size=SIZE) as pilot:
        await opened(pilot)
        pilot.app.screen.query_one(TranscriptText).focus()
        await pilot.press("o")
        await until(pilot, lambda: "Your answer as it was heard" in shown(pilot))
        await pilot.press("end", "left", "enter")
        await until(pilot, lambda: len(speaker.played) == 1)
        assert speaker.played[0][0] < 5 * 16_000  # from one of the last words, beyond those that are left


async def test_a_point_lights_its_words_and_a_word_its_points(tmp_path: Path) -> None:
    async with CoachApp(with_attempt(tmp_path, sample_attempt())).run_test(size=SIZE) as pilot:
        await opened(pilot)
        transcript = pilot.app.screen.query_one(TranscriptText)
        content = transcript.render()
        at = content.plain.index("drives")
        assert any("bold" in str(span.style) for span in content.spans if span.start <= at < span.end)
        await pilot.press("j", "j", "j", "j")
        assert transcript.has_focus
        await pilot.press(*["right"] * 15)
        lit = [each.point.id for each in pilot.app.screen.query(KeyPoint) if each.has_class("-lit")]
        assert lit == ["l1-sparse"]
        await pilot.press("up", "up")
        assert isinstance(pilot.app.focused, KeyPoint)


async def test_a_word_is_left_by_escape_or_corrected_and_judged_again_and_o_shows_what_was_heard(
    tmp_path: Path,
) -> None:
    engines = with_attempt(tmp_path, typed_attempt())
    async with CoachApp(engines).run_test(size=SIZE) as pilot:
        await opened(pilot)
        transcript = pilot.app.screen.query_one(TranscriptText)
        transcript.focus()
        await pilot.press("end", "e", "x", "escape")
        await until(pilot, lambda: transcript.has_focus)
        assert engines.history.load(sample_attempt().id).heard == ()
        await pilot.press("e")
        await correct(pilot, "zero")
        await until(pilot, lambda: "exactly zero" in shown(pilot) and "words corrected by you" in shown(pilot))
        saved = engines.history.load(sample_attempt().id)
        assert saved.transcript.text.endswith("exactly zero")
        assert saved.heard == typed_attempt().transcript.words
        await pilot.press("o")
        await until(pilot, lambda: "Your answer as it was heard" in shown(pilot))
        assert "exactly hero" in shown(pilot)
        await pilot.press("o")
        await until(pilot, lambda: "as it was heard" not in shown(pilot).replace("shows them as they were", ""))


async def test_words_follow_the_sound_from_the_word_chosen(tmp_path: Path) -> None:
    write_wav(tmp_path / "a.wav", tone(40.0))
    speaker = FakeSpeaker()
    engines = with_attempt(tmp_path, replace(sample_attempt(), audio=tmp_path / "a.wav"), speaker)
    async with CoachApp(engines).run_test(size=SIZE) as pilot:
        await opened(pilot)
        transcript = pilot.app.screen.query_one(TranscriptText)
        transcript.focus()
        await pilot.press("right", "right", "right", "enter")  # the fourth word begins at 2.9 s
        await until(pilot, lambda: len(speaker.played) == 1)
        speaker.position = 1.5  # 4.4 s: the sixth word, from 4.3 s
        await until(pilot, lambda: pilot.app.screen.query_one(Timeline).position == pytest.approx(4.4))
        content = transcript.render()
        at = content.plain.index("absolute")
        assert any("reverse" in str(span.style) for span in content.spans if span.start <= at < span.end)
        await pilot.press("greater_than_sign")
        await until(pilot, lambda: len(speaker.played) == 2)
        await until(pilot, lambda: "played at 1.25x" in shown(pilot))
        await pilot.press("p")
        assert not speaker.playing


async def test_a_reads_the_model_answer_and_shows_it_and_a_again_stops(tmp_path: Path) -> None:
    speaker = FakeSpeaker()
    async with CoachApp(with_attempt(tmp_path, sample_attempt(), speaker)).run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        assert MODEL.model_answer not in shown(pilot)
        await pilot.press("a")
        await until(pilot, lambda: speaker.playing)
        assert speaker.played == [(2400 * len(MODEL.model_answer.split()), 24_000)]
        await until(pilot, lambda: MODEL.model_answer in shown(pilot))
        await pilot.press("a")
        await until(pilot, lambda: not speaker.playing)


async def test_c_sets_two_attempts_side_by_side_and_brackets_choose_another(tmp_path: Path) -> None:
    first = sample_attempt()
    engines = with_attempt(tmp_path, first)
    for days, id_ in ((1, "b"), (2, "c")):
        later = first.answered_at + timedelta(days=days)
        labels = {"correlated": Label.SAID} if id_ == "c" else {"l1-sparse": Label.NOT_SAID}
        engines.history.save(replace(first, id=id_, answered_at=later, labels=labels))
    async with CoachApp(engines).run_test(size=(120, 50)) as pilot:
        await opened(pilot, "c")
        await pilot.press("c")
        await until(pilot, lambda: "2 points gained, no points lost" in shown(pilot))
        assert isinstance(pilot.app.screen, ComparisonScreen)
        await pilot.press("left_square_bracket")
        await until(pilot, lambda: "1 point gained, no points lost" in shown(pilot))
        await pilot.press("escape")
        assert not isinstance(pilot.app.screen, ComparisonScreen)


GAPS = (TimeSpan(20.9, 22.9), TimeSpan(36.0, 39.0))
"""The long pause of the sample, and a stretch near its end."""


def with_gaps(home: Path) -> Attempt:
    write_wav(home / "a.wav", tone(41.0))
    sample = sample_attempt()
    return replace(sample, transcript=replace(sample.transcript, unclear=GAPS), audio=home / "a.wav")


async def test_what_was_not_understood_is_named_and_g_plays_one_stretch_after_another(tmp_path: Path) -> None:
    speaker = FakeSpeaker()
    async with CoachApp(with_attempt(tmp_path, with_gaps(tmp_path), speaker)).run_test(size=SIZE) as pilot:
        await opened(pilot)
        await until(pilot, lambda: "Not understood: 2.0 s at 0:20, 3.0 s at 0:36." in shown(pilot))
        transcript = pilot.app.screen.query_one(TranscriptText)
        for number, gap in enumerate((*GAPS, GAPS[0]), start=1):
            await pilot.press("g")
            await until(pilot, lambda number=number: len(speaker.played) == number)  # type: ignore[misc]
            assert transcript.unclear == gap
        assert [length / 16_000 for length, _ in speaker.played] == pytest.approx([3.0, 4.0, 3.0], abs=0.01)


async def test_what_was_said_is_typed_in_and_judged_at_once_one_stretch_after_another(tmp_path: Path) -> None:
    engines = with_attempt(tmp_path, with_gaps(tmp_path))
    async with CoachApp(engines).run_test(size=SIZE) as pilot:
        await opened(pilot)
        await pilot.press("e")
        await correct(pilot, "penalties")
        await until(pilot, lambda: "Not understood: 3.0 s at 0:36." in shown(pilot))
        once = engines.history.load(sample_attempt().id)
        assert Word("penalties", 20.9, 22.9) in once.transcript.words
        assert once.transcript.unclear == GAPS[1:]
        assert once.heard == sample_attempt().transcript.words
        await until(pilot, lambda: "words corrected by you" in shown(pilot))
        await pilot.press("g", "e")
        await until(pilot, lambda: isinstance(pilot.app.focused, CorrectionInput))
        assert "weights" in pilot.app.screen.query_one(CorrectionInput).value  # the guesses are there to be put right
        await pilot.press("enter")
        await until(pilot, lambda: "Not understood" not in shown(pilot))
        assert engines.history.load(sample_attempt().id).transcript.unclear == ()
        assert "G " not in shown(pilot).splitlines()[-1]


async def test_a_first_answer_that_was_understood_has_no_keys_to_fill_it_in_and_nothing_to_compare_with(
    tmp_path: Path,
) -> None:
    async with CoachApp(with_attempt(tmp_path, sample_attempt())).run_test(size=SIZE, notifications=True) as pilot:
        await opened(pilot)
        assert "[unclear, 1.4 s]" in str(pilot.app.screen.query_one(TranscriptText).render())  # where no point could be
        assert "Not understood" not in shown(pilot)
        assert not any(pilot.app.screen.active_bindings[key].enabled for key in "ge")
        await pilot.press("c")
        await at(pilot, "This is the first answer to this question.")
        assert isinstance(pilot.app.screen, ResultScreen)


async def test_an_answer_in_which_nothing_was_said_is_not_compared(tmp_path: Path) -> None:
    engines = fake_engines(tmp_path, BANK, settings=MUTED, samples=silence(2.0))
    async with CoachApp(engines).run_test(size=(100, 60), notifications=True) as pilot:
        await pilot.press("enter")
        await at(pilot, "press Space")
        await pilot.press("space")
        await at(pilot, "● Recording")
        await pilot.press("space")
        await until(pilot, lambda: isinstance(pilot.app.screen, ResultScreen) and "spoken, " in shown(pilot))
        assert "Compare" not in shown(pilot)
        await pilot.press("c")
        await at(pilot, "This answer was not kept")
        assert isinstance(pilot.app.screen, ResultScreen)


async def test_without_a_recording_what_was_not_understood_can_still_be_typed(tmp_path: Path) -> None:
    attempt = replace(with_gaps(tmp_path), audio=None)
    async with CoachApp(with_attempt(tmp_path, attempt)).run_test(size=SIZE) as pilot:
        await opened(pilot)
        await until(pilot, lambda: "lets you type what you said" in " ".join(shown(pilot).split()))
        assert pilot.app.screen.active_bindings["e"].enabled
        assert not pilot.app.screen.active_bindings["g"].enabled


async def test_a_judge_that_cannot_load_is_said_in_place_and_the_recording_is_kept(tmp_path: Path) -> None:
    def fail(_say: Say) -> Voice:
        raise CoachError("The judge is missing.", "Install coach again.")

    engines = fake_engines(tmp_path, BANK, said="one two", settings=MUTED)
    engines = replace(engines, judge=Loading("judge", fail))
    async with CoachApp(engines).run_test(size=(80, 40)) as pilot:
        await at(pilot, "✗ judge failed: The judge")
        await pilot.press("enter")
        await at(pilot, "press Space")
        await pilot.press("space")
        await at(pilot, "● Recording")
        await pilot.press("space")
        await at(pilot, "✗ The judge is missing.")
        assert "Your recording is safe" in " ".join(shown(pilot).split())
        assert "one two" in shown(pilot)
    assert len(list(engines.paths.recordings.glob("*.json"))) == 1


async def test_what_nobody_expected_is_said_and_the_recording_is_kept(tmp_path: Path) -> None:
    def fail(_say: Say) -> Voice:
        raise ZeroDivisionError("by zero")

    engines = fake_engines(tmp_path, BANK, said="one two", settings=MUTED)
    engines = replace(engines, judge=Loading("judge", fail))
    async with CoachApp(engines).run_test(size=(100, 40)) as pilot:
        await pilot.press("enter")
        await at(pilot, "press Space")
        await pilot.press("space")
        await at(pilot, "● Recording")
        await pilot.press("space")
        await at(pilot, "Something unexpected went wrong: ZeroDivisionError")
    assert len(list(engines.paths.recordings.glob("*.json"))) == 1


async def test_p_plays_the_answer_and_space_the_evidence(tmp_path: Path) -> None:
    speaker = FakeSpeaker()
    engines = fake_engines(tmp_path, BANK, said=COVERS_FIRST, samples=tone(5.0), speaker=speaker, settings=MUTED)
    async with CoachApp(engines).run_test(size=(80, 40)) as pilot:
        await pilot.press("enter")
        await at(pilot, "press Space")
        await pilot.press("space")
        await until(pilot, lambda: elapsed(pilot) >= 5.0)
        await pilot.press("space")
        await until(pilot, lambda: engines.history.count() == 1)
        await at(pilot, "spoken, 0:0")
        await pilot.press("p")
        await until(pilot, lambda: speaker.playing)
        assert speaker.played == [(80_000, 16_000)]
        await pilot.press("p")
        assert not speaker.playing
        await pilot.press("space")
        await until(pilot, lambda: speaker.playing)
    evidence = engines.history.load(engines.history.attempts()[0].id).coverage.points[0].evidence
    assert evidence is not None
    start, end = max(0.0, evidence.start - 0.3), min(5.0, evidence.end + 0.3)
    assert speaker.played[1] == (round(end * 16_000) - round(start * 16_000), 16_000)


async def test_an_answer_heard_too_badly_says_so_above_its_verdicts_and_shows_no_score(tmp_path: Path) -> None:
    engines = fake_engines(tmp_path, BANK, settings=MUTED)
    engines.history.save(unjudged_attempt())
    async with CoachApp(engines).run_test(size=(100, 80)) as pilot:
        await at(pilot, "5 questions, 1 answered")
        assert "None" not in shown(pilot)
        await pilot.press("h")
        await at(pilot, "1 answer")
        await pilot.press("enter")
        await at(pilot, "not judged")
        await at(pilot, "not counted. More than a quarter of the words may be wrong")
        page = shown(pilot)
        assert page.index("This answer was heard too badly to be judged.") < page.index("? 4 unsure")
        assert "only 3 dB above it" in page
        assert "of 100" not in page


async def test_speech_without_any_word_is_not_called_silence(tmp_path: Path) -> None:
    engines = fake_engines(tmp_path, BANK, settings=MUTED)
    unjudged = unjudged_attempt()
    engines.history.save(replace(unjudged, transcript=replace(unjudged.transcript, words=())))
    async with CoachApp(engines).run_test(size=(100, 60)) as pilot:
        pilot.app.post_message(AttemptChosen(unjudged.id))
        await at(pilot, "[unclear, 1.4 s]")
        await at(pilot, "not judged")
        assert "No speech was heard" not in shown(pilot)


async def test_measures_that_are_switched_off_are_not_on_the_screen(tmp_path: Path) -> None:
    quiet = replace(MUTED, delivery=DeliverySettings(fillers=False, pauses=False))
    engines = fake_engines(tmp_path, BANK, settings=quiet)
    engines.history.save(sample_attempt())
    async with CoachApp(engines).run_test(size=(100, 80)) as pilot:
        pilot.app.post_message(AttemptChosen(sample_attempt().id))
        await at(pilot, "81 words a minute (slow)")
        assert "at least" not in shown(pilot)
        assert "first word after" not in shown(pilot)


async def test_an_open_result_plays_and_shows_by_settings_that_are_changed_above_it(tmp_path: Path) -> None:
    write_wav(tmp_path / "a.wav", tone(40.0))
    before = FakeSpeaker()
    engines = with_attempt(tmp_path, replace(sample_attempt(), audio=tmp_path / "a.wav"), before)
    app = CoachApp(engines)
    async with app.run_test(size=(100, 80)) as pilot:
        await opened(pilot)
        await pilot.press("p")
        await until(pilot, lambda: before.playing)
        pilot.app.post_message(SettingWanted("voice", "volume", 0.5))
        await until(pilot, lambda: app.engines.speaker is not before)
        assert not before.playing
        after = app.engines.speaker
        assert isinstance(after, FakeSpeaker)
        await pilot.press("p")
        await until(pilot, lambda: after.playing)
        await pilot.press("p")
        await until(pilot, lambda: not after.playing)
        await pilot.press("a")
        await until(pilot, lambda: after.playing)
        assert (len(before.played), len(after.played)) == (1, 2)
        assert "first word after" in shown(pilot)
        pilot.app.post_message(SettingWanted("delivery", "pauses", value=False))
        await until(pilot, lambda: "first word after" not in shown(pilot))
        pilot.app.post_message(SettingWanted("delivery", "pauses", value=True))
        await at(pilot, "first word after")


async def test_x_on_a_result_asks_the_same_question_and_n_the_next(tmp_path: Path) -> None:
    engines = fake_engines(tmp_path, BANK, settings=MUTED)
    engines.history.save(sample_attempt())
    async with CoachApp(engines).run_test(size=(80, 40)) as pilot:
        pilot.app.post_message(AttemptChosen(sample_attempt().id))
        await at(pilot, "Do next")
        await at(pilot, "spoken, ")
        await pilot.press("x")
        await at(pilot, "press Space")
        assert L1.question in shown(pilot)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))
        pilot.app.post_message(AttemptChosen(sample_attempt().id))
        await at(pilot, "spoken, ")
        await pilot.press("n")
        await at(pilot, "press Space")
        assert BIAS.question in shown(pilot)


async def test_leaving_a_result_early_still_saves_the_attempt(tmp_path: Path) -> None:
    engines = fake_engines(tmp_path, BANK, said=COVERS_FIRST, settings=MUTED)
    async with CoachApp(engines).run_test() as pilot:
        await pilot.press("enter")
        await at(pilot, "press Space")
        await pilot.press("space")
        await at(pilot, "● Recording")
        await pilot.press("space")
        await until(pilot, lambda: isinstance(pilot.app.screen, ResultScreen))
        await pilot.press("escape")
        await at(pilot, "5 questions, 1 answered")


async def test_a_whole_result_with_eight_points_fits_one_small_screen(tmp_path: Path) -> None:
    sample = sample_attempt()
    points = sample.coverage.points
    eight = (*points, *(replace(each, id=f"{each.id}-again") for each in points))
    attempt = replace(sample, coverage=Coverage(eight))
    async with CoachApp(with_attempt(tmp_path, attempt)).run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        page = shown(pilot)
        assert "of 100, up to 55 with" in page
        assert "Do next  Put this right: L2 hardly ever makes a weight exactly zero." in page
        assert "81 words a minute (slow) · at least 3 fillers a minute" in page
        lines = [line for line in page.splitlines() if line.strip().startswith("▌")]
        assert len(lines) == 8
        for each in points:
            assert sum(each.point[:40] in line for line in lines) == 2


async def test_enter_opens_one_point_and_v_all_of_them_also_of_the_next_result(tmp_path: Path) -> None:
    engines = with_attempt(tmp_path, sample_attempt())
    async with CoachApp(engines).run_test(size=SIZE) as pilot:
        await opened(pilot)
        assert "You said: “loss and it drives" not in shown(pilot)
        await pilot.press("enter")
        await at(pilot, "You said: “loss and it drives")
        await pilot.press("v")
        await at(pilot, "You said the opposite:")
        await pilot.press("escape")
        await opened(pilot)
        await at(pilot, "You said the opposite:")
        await pilot.press("v")
        await until(pilot, lambda: "You said the opposite:" not in shown(pilot))


async def test_a_word_is_corrected_where_it_stands_and_stays_marked(tmp_path: Path) -> None:
    async with CoachApp(with_attempt(tmp_path, sample_attempt())).run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        transcript = pilot.app.screen.query_one(TranscriptText)
        transcript.focus()
        await pilot.press(*["right"] * 30, "e")
        await until(pilot, lambda: isinstance(pilot.app.focused, CorrectionInput))
        correction = pilot.app.screen.query_one(CorrectionInput)
        await until(pilot, lambda: correction.region.height == 1)
        content = transcript.render()
        ((start, marked),) = [
            (each.start, content.plain[each.start : each.end]) for each in content.spans if "reverse" in str(each.style)
        ]
        assert correction.value == marked == "L2"
        line = transcript.content_region.y + content.plain[:start].count("\n")
        assert abs(correction.region.y - line) == 1
        await pilot.press("escape")
        assert transcript.has_focus


async def test_a_typed_answer_is_offered_no_sound(tmp_path: Path) -> None:
    async with CoachApp(with_attempt(tmp_path, typed_attempt())).run_test(size=SIZE) as pilot:
        await opened(pilot)
        assert "Play" not in shown(pilot).splitlines()[-1]
        await pilot.press("p")
        await until(pilot, lambda: len(pilot.app._notifications) == 1)
        assert "was typed" in next(iter(pilot.app._notifications)).message
        pilot.app.screen.query_one(TranscriptText).focus()
        await pilot.pause()
        assert "Play" not in shown(pilot).splitlines()[-1]


async def test_a_missed_point_is_said_again_at_once_judged_alone_and_kept_with_the_answer(tmp_path: Path) -> None:
    said = WITH_POINT.key_points[-1].point
    engines = fake_engines(tmp_path, bank(WITH_POINT), said=said, samples=tone(5.0), settings=MUTED)
    engines.history.save(sample_attempt())
    async with CoachApp(engines).run_test(size=SIZE) as pilot:
        await opened(pilot)
        await pilot.press("b")
        await until(pilot, lambda: len(pilot.app._notifications) == 1)
        assert next(iter(pilot.app._notifications)).message == "You made this point already."
        await pilot.press("down", "down", "down", "b")
        await at(pilot, "Say this again in your own words:")
        await until(pilot, lambda: elapsed(pilot) >= 5.0)
        await pilot.press("space")
        await at(pilot, "Said again on 1 Mar")
        await until(pilot, lambda: "✓ covered. “" in shown(pilot))
        assert isinstance(pilot.app.screen, ResultScreen)
        assert pilot.app.screen.attempt is not None
        assert pilot.app.screen.attempt.scorecard.score == 50  # the answer itself stays what it was
        await pilot.press("escape")
        await opened(pilot)
        await at(pilot, "✓ covered. “With correlated")
    (again,) = engines.history.attempts(wanted=AttemptFilter(question_id="l1-vs-l2/again:correlated"))
    assert engines.history.load(again.id).hints == ("correlated",)  # who has just read it, hardly knew it


async def test_what_was_said_again_belongs_to_the_answer_before_it(tmp_path: Path) -> None:
    first = sample_attempt()
    engines = with_attempt(tmp_path, first)
    point = replace(first.coverage.points[3], verdict=Verdict.COVERED)
    again = replace(
        first,
        id="b",
        question_id=again_id(first.question_id, "correlated"),
        answered_at=first.answered_at + timedelta(minutes=1),
        coverage=Coverage((point,)),
    )
    later = replace(first, id="c", answered_at=first.answered_at + timedelta(hours=1))
    for each in (again, later, replace(again, id="d", answered_at=first.answered_at + timedelta(hours=2))):
        engines.history.save(each)
    found = {each: find_said_again(engines.history.load(each), engines.history) for each in (first.id, "b", "c")}
    assert {each: [attempt.id for attempt in some.values()] for each, some in found.items()} == {
        first.id: ["b"],
        "b": [],
        "c": ["d"],
    }
