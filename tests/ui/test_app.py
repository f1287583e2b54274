import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from fakes import FakeMicrophone, FakeSpeaker, FakeVoice, NoMicrophone, fake_engines, silence, tone
from pilots import BANK, BIAS, L1, at, bank, rubric, sample_attempt, shown, small_attempt, unjudged_attempt, until
from textual.pilot import Pilot
from textual.widgets import TextArea

from coach.audio.hand_over import HandOver
from coach.domain.attempt import AnswerKind
from coach.domain.coverage import Verdict
from coach.errors import CoachError
from coach.practice.engines import Engines
from coach.practice.live_answer import LiveAnswer
from coach.practice.loading import Loading, Say
from coach.settings import DeliverySettings, RecordingSettings, Settings, VoiceSettings
from coach.speech.voice import Utterance, Voice
from coach.ui.app import CoachApp
from coach.ui.messages import AttemptChosen
from coach.ui.screens.dialogs import ConfirmScreen, KeysScreen, RecoveryScreen
from coach.ui.screens.history import HistoryScreen
from coach.ui.screens.home import HomeScreen
from coach.ui.screens.practice import PracticeScreen
from coach.ui.screens.result import ResultScreen
from coach.ui.screens.typing import TypingScreen
from coach.ui.widgets.live_view import Captions

COVERS_FIRST = "L1 regularization drives some weights to exactly zero"
MUTED = Settings(voice=VoiceSettings(muted=True))


async def test_a_question_is_answered_judged_and_found_again(tmp_path: Path) -> None:
    engines = fake_engines(tmp_path, BANK, said=COVERS_FIRST)
    async with CoachApp(engines).run_test(size=(80, 40)) as pilot:
        await at(pilot, "5 questions, 0 answered")
        await pilot.press("enter")
        await at(pilot, "The question is read aloud")
        await pilot.press("space")
        await until(pilot, lambda: elapsed(pilot) >= 3.4)
        assert "● Recording" in shown(pilot)
        await pilot.press("space")
        await at(pilot, "✓ covered")
        assert "✗ missed" in shown(pilot)
        assert "L1 regularization drives some weights to exactly zero" in shown(pilot)
        await until(pilot, lambda: engines.history.count() == 1)
        await pilot.press("h")
        await at(pilot, "1 answer")
        await pilot.press("enter")
        await at(pilot, "An earlier answer")
        await at(pilot, "✓ covered")
        await pilot.press("escape", "escape", "escape")
        await at(pilot, "5 questions, 1 answered")
        assert "just now" in shown(pilot)
    saved = engines.history.load(engines.history.attempts()[0].id)
    assert saved.kind is AnswerKind.SPOKEN
    assert saved.audio is not None and saved.audio.exists()
    assert [point.verdict for point in saved.coverage.points] == [Verdict.COVERED, Verdict.MISSED]
    assert list(engines.paths.recordings.glob("*.json")) == []


async def test_the_voice_reads_the_question_and_repeats_it_on_r_and_then_everything_waits_for_space(
    tmp_path: Path,
) -> None:
    voice, speaker = FakeVoice(), FakeSpeaker()
    spoken = replace(L1, spoken="L one or L two?")
    engines = fake_engines(tmp_path, bank(spoken), voice=voice, speaker=speaker)
    async with CoachApp(engines).run_test() as pilot:
        await at(pilot, "1 question")
        await pilot.press("enter")
        await at(pilot, "read aloud")
        await pilot.press("r")
        await until(pilot, lambda: len(speaker.played) == 2)
        speaker.finish()
        await at(pilot, "press Space and answer aloud")
    assert voice.said == ["L one or L two?", "L one or L two?"]


async def test_space_cuts_the_voice_short(tmp_path: Path) -> None:
    speaker = FakeSpeaker()
    async with CoachApp(fake_engines(tmp_path, BANK, said="one two", speaker=speaker)).run_test() as pilot:
        await pilot.press("enter")
        await at(pilot, "read aloud")
        assert speaker.playing
        await pilot.press("space")
        await at(pilot, "● Recording")
        assert not speaker.playing


async def test_muting_stops_the_voice_and_lasts_for_the_next_question(tmp_path: Path) -> None:
    voice, speaker = FakeVoice(), FakeSpeaker()
    engines = fake_engines(tmp_path, BANK, voice=voice, speaker=speaker)
    async with CoachApp(engines).run_test() as pilot:
        await pilot.press("enter")
        await at(pilot, "read aloud")
        await pilot.press("m")
        await at(pilot, "press Space")
        assert not speaker.playing
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))
        await pilot.press("enter")
        await at(pilot, "press Space")
    assert len(voice.said) == 1


class BrokenVoice(FakeVoice):
    def say(self, text: str) -> Utterance:
        raise CoachError("The voice is hoarse.", "Press M to mute it.")


async def test_a_voice_that_fails_is_said_and_does_not_stop_the_practice(tmp_path: Path) -> None:
    async with CoachApp(fake_engines(tmp_path, BANK, voice=BrokenVoice())).run_test() as pilot:
        await pilot.press("enter")
        await at(pilot, "The voice is hoarse.")
        assert "press Space and answer aloud" in shown(pilot)


async def test_thinking_time_runs_down_and_then_recording_starts(tmp_path: Path) -> None:
    settings = Settings(voice=VoiceSettings(muted=True), recording=RecordingSettings(thinking_seconds=20))
    async with CoachApp(fake_engines(tmp_path, BANK, said="one two", settings=settings)).run_test() as pilot:
        await pilot.press("enter")
        await at(pilot, "Think")
        await at(pilot, "● Recording")


async def test_c_goes_through_the_thinking_times(tmp_path: Path) -> None:
    async with CoachApp(fake_engines(tmp_path, BANK, settings=MUTED)).run_test(notifications=True) as pilot:
        await pilot.press("enter")
        await at(pilot, "press Space")
        await pilot.press("c")
        await at(pilot, "Thinking time: 5 s.")
        await at(pilot, "● Recording")


async def test_a_hint_names_one_point_and_is_remembered_by_the_attempt(tmp_path: Path) -> None:
    engines = fake_engines(tmp_path, BANK, said=COVERS_FIRST, samples=tone(5.0), settings=MUTED)
    async with CoachApp(engines).run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        await at(pilot, "press Space")
        assert "hint" not in shown(pilot)
        await pilot.press("h")
        await at(pilot, "hint  drives, weights")
        await pilot.press("space")
        await until(pilot, lambda: elapsed(pilot) >= 5.0)
        await pilot.press("h", "space")
        await until(pilot, lambda: engines.history.count() == 1)
    assert engines.history.load(engines.history.attempts()[0].id).hints == ("p1", "p2")


async def test_w_takes_the_captions_away_and_they_stay_away_at_the_next_question(tmp_path: Path) -> None:
    engines = fake_engines(tmp_path, BANK, said=COVERS_FIRST, settings=MUTED)
    async with CoachApp(engines).run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        await at(pilot, "press Space")
        assert pilot.app.screen.query_one(Captions).display
        await pilot.press("w")
        assert not pilot.app.screen.query_one(Captions).display
        await pilot.press("escape", "j", "enter")
        await at(pilot, "press Space")
        assert not pilot.app.screen.query_one(Captions).display


async def test_recording_stops_at_the_limit_and_is_judged(tmp_path: Path) -> None:
    settings = Settings(voice=VoiceSettings(muted=True), recording=RecordingSettings(limit_seconds=10.0))
    engines = fake_engines(tmp_path, BANK, said="one two three", samples=tone(10.5), settings=settings)
    async with CoachApp(engines).run_test(size=(80, 40)) as pilot:
        await pilot.press("enter")
        await at(pilot, "press Space")
        await pilot.press("space")
        await at(pilot, "The recording stopped at its limit of 0:10.")
        await until(pilot, lambda: engines.history.count() == 1)


async def test_the_last_ten_seconds_are_counted_down(tmp_path: Path) -> None:
    settings = Settings(voice=VoiceSettings(muted=True), recording=RecordingSettings(limit_seconds=15.0))
    engines = fake_engines(tmp_path, BANK, samples=tone(8.0), settings=settings)
    async with CoachApp(engines).run_test() as pilot:
        await pilot.press("enter")
        await at(pilot, "press Space")
        await pilot.press("space")
        await at(pilot, "stops in 7 s")


class VanishingMicrophone(FakeMicrophone):
    def _deliver(self, hand_over: HandOver) -> None:
        super()._deliver(hand_over)
        hand_over.close("The microphone stopped delivering sound.")


async def test_a_microphone_that_vanishes_keeps_what_was_said(tmp_path: Path) -> None:
    engines = fake_engines(
        tmp_path, BANK, said=COVERS_FIRST, settings=MUTED, open_microphone=lambda: VanishingMicrophone(tone(4.0))
    )
    async with CoachApp(engines).run_test(size=(90, 40)) as pilot:
        await pilot.press("enter")
        await at(pilot, "press Space")
        await pilot.press("space")
        await at(pilot, "What you said up to then was kept.")
        await at(pilot, "✓ covered")
        assert "The microphone stopped delivering sound." in shown(pilot)


async def test_escape_while_recording_asks_and_yes_deletes_the_recording(tmp_path: Path) -> None:
    engines = fake_engines(tmp_path, BANK, samples=tone(3.0), settings=MUTED)
    async with CoachApp(engines).run_test() as pilot:
        await pilot.press("enter")
        await at(pilot, "press Space")
        await pilot.press("space")
        await at(pilot, "● Recording")
        await until(pilot, lambda: len(list(engines.paths.recordings.glob("*.wav"))) == 1)
        await until(pilot, lambda: elapsed(pilot) >= 3.0)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, ConfirmScreen))
        await pilot.press("n")
        await until(pilot, lambda: isinstance(pilot.app.screen, PracticeScreen))
        assert take_of(pilot).running
        await pilot.press("escape", "y")
        await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))
        await until(pilot, lambda: list(engines.paths.recordings.iterdir()) == [])
    assert engines.history.count() == 0


def take_of(pilot: Pilot[None]) -> LiveAnswer:
    screen = next(screen for screen in pilot.app.screen_stack if isinstance(screen, PracticeScreen))
    assert screen.live is not None
    return screen.live


def elapsed(pilot: Pilot[None]) -> float:
    on_show = [screen.live for screen in pilot.app.screen_stack if isinstance(screen, PracticeScreen)]
    return on_show[0].elapsed if on_show and on_show[0] else 0.0


async def test_x_drops_the_recording_and_starts_over(tmp_path: Path) -> None:
    engines = fake_engines(tmp_path, BANK, samples=tone(3.0), settings=MUTED)
    async with CoachApp(engines).run_test() as pilot:
        await pilot.press("enter")
        await at(pilot, "press Space")
        await pilot.press("space")
        await at(pilot, "● Recording")
        await pilot.press("x")
        await at(pilot, "press Space")
        await until(pilot, lambda: list(engines.paths.recordings.iterdir()) == [])


async def test_a_clipping_microphone_is_warned_of(tmp_path: Path) -> None:
    engines = fake_engines(tmp_path, BANK, samples=tone(3.0, level=1.0), settings=MUTED)
    async with CoachApp(engines).run_test() as pilot:
        await pilot.press("enter")
        await at(pilot, "press Space")
        await pilot.press("space")
        await at(pilot, "! too loud")


async def test_silence_is_warned_of_gives_no_speech_heard_and_is_not_kept_in_the_history(tmp_path: Path) -> None:
    engines = fake_engines(tmp_path, BANK, samples=silence(3.0), settings=MUTED)
    async with CoachApp(engines).run_test(size=(80, 40)) as pilot:
        await pilot.press("enter")
        await at(pilot, "press Space")
        await pilot.press("space")
        await at(pilot, "No sound is coming in.")
        assert "! silent" in shown(pilot)
        await until(pilot, lambda: elapsed(pilot) >= 3.0)
        await pilot.press("space")
        await at(pilot, "No speech was heard in this recording.")
        assert "Key points" not in shown(pilot)
    assert engines.history.count() == 0


async def test_without_a_microphone_home_and_space_say_so_and_typing_works(tmp_path: Path) -> None:
    engines = fake_engines(tmp_path, BANK, open_microphone=NoMicrophone(), settings=MUTED)
    async with CoachApp(engines).run_test(size=(80, 40)) as pilot:
        await at(pilot, "No microphone was found.")
        await pilot.press("enter")
        await at(pilot, "press Space")
        assert "No microphone was found." not in shown(pilot)
        await pilot.press("space")
        await at(pilot, "No microphone was found.")
        assert "press Space" in shown(pilot)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))
        await pilot.press("t")
        await until(pilot, lambda: isinstance(pilot.app.screen, TypingScreen))
        pilot.app.screen.query_one(TextArea).text = COVERS_FIRST
        await pilot.press("ctrl+s")
        await at(pilot, "✓ covered")
        await at(pilot, "typed")
    assert engines.history.attempts()[0].kind is AnswerKind.TYPED


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


async def test_text_from_people_is_never_markup_and_never_an_escape_sequence(tmp_path: Path) -> None:
    nasty = rubric("nasty", "[bold]x[/bold] \x1b[31mred", "A [red]point[/red] \x1b]0;title\x07", topic="[i]t[/i]")
    engines = fake_engines(tmp_path, bank(nasty), said="[bold]loud[/bold] \x1b[2J A [red]point[/red]", settings=MUTED)
    async with CoachApp(engines).run_test(size=(80, 40)) as pilot:
        await at(pilot, "[bold]x[/bold] ␛[31mred")
        assert "[i]t[/i]" in shown(pilot)
        await pilot.press("enter")
        await at(pilot, "press Space")
        assert "[bold]x[/bold] ␛[31mred" in shown(pilot)
        await pilot.press("space")
        await at(pilot, "● Recording")
        await pilot.press("space")
        await at(pilot, "A [red]point[/red] ␛]0;title")
        await at(pilot, "[bold]loud[/bold] ␛[2J")
        assert "\x1b" not in shown(pilot)


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


async def test_q_while_recording_asks_and_the_recording_is_offered_at_the_next_start(tmp_path: Path) -> None:
    engines = fake_engines(tmp_path, BANK, samples=tone(3.0), settings=MUTED)
    app = CoachApp(engines)
    async with app.run_test() as pilot:
        await pilot.press("enter")
        await at(pilot, "press Space")
        await pilot.press("space")
        await at(pilot, "● Recording")
        await until(pilot, lambda: elapsed(pilot) >= 3.0)
        live = take_of(pilot)
        await pilot.press("q")
        await at(pilot, "Quit while recording?")
        await pilot.press("y")
        await until(pilot, lambda: app._exit)
    assert not live.running
    assert len(list(engines.paths.recordings.glob("*.wav"))) == 1
    assert len(list(engines.paths.recordings.glob("*.json"))) == 1


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


async def test_p_plays_the_answer_and_enter_the_evidence(tmp_path: Path) -> None:
    speaker = FakeSpeaker()
    engines = fake_engines(tmp_path, BANK, said=COVERS_FIRST, samples=tone(5.0), speaker=speaker, settings=MUTED)
    async with CoachApp(engines).run_test(size=(80, 40)) as pilot:
        await pilot.press("enter")
        await at(pilot, "press Space")
        await pilot.press("space")
        await until(pilot, lambda: elapsed(pilot) >= 5.0)
        await pilot.press("space")
        await until(pilot, lambda: engines.history.count() == 1)
        await at(pilot, "spoken, 0:05")
        await pilot.press("p")
        await until(pilot, lambda: speaker.playing)
        assert speaker.played == [(80_000, 16_000)]
        await pilot.press("p")
        assert not speaker.playing
        await pilot.press("enter")
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


async def test_history_reads_more_as_one_walks_down(tmp_path: Path) -> None:
    engines = fake_engines(tmp_path, BANK)
    for number in range(205):
        engines.history.save(small_attempt(number))
    async with CoachApp(engines).run_test() as pilot:
        await pilot.press("h")
        await at(pilot, "60 answers and more")
        await pilot.press("end")
        await at(pilot, "120 answers and more")
        await pilot.press("end")
        await at(pilot, "180 answers and more")
        await pilot.press("end")
        await at(pilot, "205 answers")
        assert isinstance(pilot.app.screen, HistoryScreen)


async def test_an_empty_history_says_how_to_begin(tmp_path: Path) -> None:
    async with CoachApp(fake_engines(tmp_path, BANK)).run_test() as pilot:
        await pilot.press("h")
        await at(pilot, "No answers yet.")


async def test_a_small_terminal_gets_a_plain_message(tmp_path: Path) -> None:
    async with CoachApp(fake_engines(tmp_path, BANK)).run_test(size=(59, 24)) as pilot:
        await at(pilot, "This terminal is too small.")
        assert "Fundamentals" not in shown(pilot)
        await pilot.resize_terminal(60, 24)
        await at(pilot, "Fundamentals")
        await pilot.resize_terminal(60, 15)
        await at(pilot, "This terminal is too small.")


async def test_the_question_to_start_with_is_put_at_once_under_the_banner(tmp_path: Path) -> None:
    app = CoachApp(fake_engines(tmp_path, BANK, settings=MUTED), start_with=L1.id, banner="Demo: a sample is played.")
    async with app.run_test() as pilot:
        await at(pilot, "press Space")
        assert L1.question in shown(pilot)
        assert "Demo: a sample is played." in shown(pilot)


async def test_an_unknown_question_to_start_with_leaves_home_usable(tmp_path: Path) -> None:
    async with CoachApp(fake_engines(tmp_path, BANK), start_with="l1-vs-l3").run_test(notifications=True) as pilot:
        await at(pilot, "There is no question")
        assert isinstance(pilot.app.screen, HomeScreen)


async def test_an_empty_text_is_not_assessed_and_typed_words_are_not_dropped_without_asking(tmp_path: Path) -> None:
    async with CoachApp(fake_engines(tmp_path, BANK)).run_test(notifications=True) as pilot:
        await pilot.press("t")
        await until(pilot, lambda: isinstance(pilot.app.screen, TypingScreen))
        await pilot.press("ctrl+s")
        await at(pilot, "Nothing is typed yet.")
        assert isinstance(pilot.app.screen, TypingScreen)
        await pilot.press(*"a", "space", *"b", "space", *"c")
        await at(pilot, "3 words")
        await pilot.press("escape")
        await at(pilot, "What you typed will be deleted.")
        await pilot.press("n")
        await until(pilot, lambda: isinstance(pilot.app.screen, TypingScreen))
        await pilot.press("escape", "y")
        await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))


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


async def test_problems_of_the_bank_are_said_on_home(tmp_path: Path) -> None:
    from coach.errors import RubricError  # noqa: PLC0415

    broken = replace(BANK, problems=(RubricError("mine.toml: unknown key `wieght`.", "Remove it."),))
    async with CoachApp(fake_engines(tmp_path, broken)).run_test() as pilot:
        await at(pilot, "unknown key `wieght`")


async def test_another_theme_of_textual_shows_the_screens_too(tmp_path: Path) -> None:
    engines = fake_engines(tmp_path, BANK)
    engines.history.save(sample_attempt())
    app = CoachApp(engines)
    async with app.run_test() as pilot:
        app.theme = "nord"
        await pilot.press("h")
        await at(pilot, "1 answer")
        await pilot.press("enter")
        await at(pilot, "Do next")


PROGRAM = """
import gc
from coach.ui.app import ALLOCATIONS, collect_seldom

kept = len(gc.get_objects())
collect_seldom()
print(len(gc.get_objects()) < kept / 10, gc.isenabled(), gc.get_threshold()[0] == ALLOCATIONS)
"""


def test_what_is_loaded_is_not_looked_at_again_and_the_rest_seldom() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], check=True, capture_output=True, text=True)
    assert done.stdout.split() == ["True", "True", "True"]
