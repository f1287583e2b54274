from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from fakes import FakeMicrophone, FakeSpeaker, FakeVoice, fake_engines, silence, tone
from pilots import BANK, L1, at, bank, elapsed, rubric, shown, until
from textual.pilot import Pilot

from coach.audio.hand_over import HandOver
from coach.domain.recording import Samples
from coach.errors import CoachError
from coach.practice.demo import BANNER, demo_engines
from coach.practice.live_answer import LiveAnswer
from coach.settings import RecordingSettings, ScreenSettings, Settings, VoiceSettings, load_settings
from coach.speech.voice import Utterance
from coach.ui.app import CoachApp
from coach.ui.messages import SettingWanted
from coach.ui.screens.dialogs import ConfirmScreen
from coach.ui.screens.home import HomeScreen
from coach.ui.screens.practice import PracticeScreen
from coach.ui.screens.result import ResultScreen
from coach.ui.widgets.live_view import Captions, PaceGauge
from coach.ui.widgets.stage import WindowBar
from coach.ui.widgets.waveform import Waveform

TWO_LINES = "Precision or recall: what does each measure, and when does each of the two matter more?"
QUESTION = rubric("pr", TWO_LINES, "Precision looks at predicted positives", "Recall looks at actual positives")
SAID = "L1 regularization drives some weights to exactly zero"
SOUND = np.concatenate((tone(3.4), silence(0.45)))
MUTED = Settings(voice=VoiceSettings(muted=True))


def app(home: Path, samples: Samples) -> CoachApp:
    muted = Settings(voice=VoiceSettings(muted=True))
    return CoachApp(fake_engines(home, bank(QUESTION), samples=samples, settings=muted))


async def begin(pilot: Pilot[None]) -> None:
    await until(pilot, lambda: "1 question" in shown(pilot))
    await pilot.press("enter")
    await until(pilot, lambda: "press Space" in shown(pilot))


def top(pilot: Pilot[None]) -> int:
    return pilot.app.screen.query_one(Waveform).region.y


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
@pytest.mark.parametrize(
    ("sound", "warning"), [(silence(3.0), "No sound is coming in."), (tone(3.0, level=1.0), "Too loud.")]
)
async def test_a_warning_moves_nothing(tmp_path: Path, size: tuple[int, int], sound: Samples, warning: str) -> None:
    async with app(tmp_path, sound).run_test(size=size) as pilot:
        await begin(pilot)
        before = top(pilot)
        await pilot.press("space")
        await until(pilot, lambda: warning in shown(pilot))
        assert top(pilot) == before


async def test_question_hint_warning_and_captions_fit_into_24_rows(tmp_path: Path) -> None:
    async with app(tmp_path, np.concatenate((tone(1.0), silence(4.0)))).run_test(size=(80, 24)) as pilot:
        await begin(pilot)
        await pilot.press("h", "h", "h", "space")
        await until(pilot, lambda: "No sound is coming in." in shown(pilot))
        screen = pilot.app.screen
        assert "no more hints" in shown(pilot)
        assert screen.query_one(WindowBar).region.height == 2
        assert screen.query_one(Captions).region.bottom <= screen.query_one(".centre").region.bottom
        assert screen.query_one(".centre").max_scroll_y == 0


def captioned(home: Path, *, captions: bool) -> CoachApp:
    settings = Settings(screen=ScreenSettings(captions=captions), voice=VoiceSettings(muted=True))
    return CoachApp(fake_engines(home, BANK, said=SAID, samples=SOUND, settings=settings))


async def record(pilot: Pilot[None]) -> None:
    await until(pilot, lambda: "5 questions" in shown(pilot))
    await pilot.press("enter")
    await until(pilot, lambda: "press Space" in shown(pilot))
    await pilot.press("space")
    await until(pilot, lambda: pilot.app.screen.query_one(WindowBar).elapsed > 3.8)


async def test_words_appear_while_they_are_heard(tmp_path: Path) -> None:
    async with captioned(tmp_path, captions=True).run_test() as pilot:
        await record(pilot)
        await until(pilot, lambda: SAID in shown(pilot))
        assert "● Recording" in shown(pilot)


async def test_captions_can_be_switched_off(tmp_path: Path) -> None:
    async with captioned(tmp_path, captions=False).run_test() as pilot:
        await record(pilot)
        assert not pilot.app.screen.query_one(Captions).display
        await pilot.press("space")
        await until(pilot, lambda: "covered" in shown(pilot))


async def test_an_open_question_is_put_by_settings_that_are_changed_above_it(tmp_path: Path) -> None:
    before = FakeSpeaker()
    app = CoachApp(fake_engines(tmp_path, BANK, speaker=before))
    async with app.run_test(size=(80, 40)) as pilot:
        await at(pilot, "5 questions")
        await pilot.press("enter")
        await at(pilot, "read aloud")
        pilot.app.post_message(SettingWanted("voice", "volume", 0.5))
        await at(pilot, "press Space and answer aloud")
        assert not before.playing
        await pilot.press("r")
        after = app.engines.speaker
        assert isinstance(after, FakeSpeaker)
        await until(pilot, lambda: after.playing)
        pilot.app.post_message(SettingWanted("voice", "muted", value=True))
        await at(pilot, "press Space and answer aloud")
        assert not after.playing
        pilot.app.post_message(SettingWanted("delivery", "pace", value=False))
        pilot.app.post_message(SettingWanted("screen", "captions", value=False))
        await until(pilot, lambda: not pilot.app.screen.query_one(Captions).display)
        assert not pilot.app.screen.query_one(PaceGauge).display


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
    engines = fake_engines(tmp_path, BANK, said=SAID, samples=tone(5.0), settings=MUTED)
    async with CoachApp(engines).run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        await at(pilot, "press Space")
        assert "hint" not in shown(pilot)
        await pilot.press("h")
        await at(pilot, "hint  weights · 1 of 2")
        await pilot.press("space")
        await until(pilot, lambda: elapsed(pilot) >= 5.0)
        await pilot.press("h", "space")
        await until(pilot, lambda: engines.history.count() == 1)
    assert engines.history.load(engines.history.attempts()[0].id).hints == ("p1", "p2")


async def test_w_takes_the_captions_away_and_they_stay_away_at_the_next_question(tmp_path: Path) -> None:
    engines = fake_engines(tmp_path, BANK, said=SAID, settings=MUTED)
    async with CoachApp(engines).run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        await at(pilot, "press Space")
        assert pilot.app.screen.query_one(Captions).display
        await pilot.press("w")
        assert not pilot.app.screen.query_one(Captions).display
        await pilot.press("escape", "j", "enter")
        await at(pilot, "press Space")
        assert not pilot.app.screen.query_one(Captions).display


async def test_z_leaves_only_the_clock_and_the_question_for_this_and_the_next_answers(tmp_path: Path) -> None:
    engines = fake_engines(tmp_path, BANK, said=SAID, samples=tone(5.0), settings=MUTED)
    app = CoachApp(engines)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("enter")
        await at(pilot, "press Space")
        await pilot.press("space")
        await at(pilot, "aim for")
        await pilot.press("z")
        await until(pilot, lambda: "level" not in shown(pilot))
        assert "● Recording" in shown(pilot)
        assert L1.question in shown(pilot)
        assert not any(word in shown(pilot) for word in ("pace   ", "aim for"))
        await until(pilot, lambda: load_settings(engines.paths.settings).screen.calm)
        await pilot.press("w")
        said = "Calm leaves the captions out. Z brings them back."
        await until(pilot, lambda: said in {each.message for each in app._notifications})
        await pilot.press("x", "escape", "j", "enter")
        await at(pilot, "press Space")
        assert "level" not in shown(pilot)
        await pilot.press("z")
        await at(pilot, "level")
        assert "pace   " in shown(pilot)
        await until(pilot, lambda: not load_settings(engines.paths.settings).screen.calm)


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
        tmp_path, BANK, said=SAID, settings=MUTED, open_microphone=lambda: VanishingMicrophone(tone(4.0))
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
        assert live_of(pilot).running
        await pilot.press("escape", "y")
        await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))
        await until(pilot, lambda: list(engines.paths.recordings.iterdir()) == [])
    assert engines.history.count() == 0


def live_of(pilot: Pilot[None]) -> LiveAnswer:
    screen = next(screen for screen in pilot.app.screen_stack if isinstance(screen, PracticeScreen))
    assert screen.live is not None
    return screen.live


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


async def test_q_while_recording_asks_and_the_recording_is_offered_at_the_next_start(tmp_path: Path) -> None:
    engines = fake_engines(tmp_path, BANK, samples=tone(3.0), settings=MUTED)
    app = CoachApp(engines)
    async with app.run_test() as pilot:
        await pilot.press("enter")
        await at(pilot, "press Space")
        await pilot.press("space")
        await at(pilot, "● Recording")
        await until(pilot, lambda: elapsed(pilot) >= 3.0)
        live = live_of(pilot)
        await pilot.press("q")
        await at(pilot, "Quit while recording?")
        await pilot.press("y")
        await until(pilot, lambda: app._exit)
    assert not live.running
    assert len(list(engines.paths.recordings.glob("*.wav"))) == 1
    assert len(list(engines.paths.recordings.glob("*.json"))) == 1


async def test_calm_in_the_demonstration_is_not_written_to_the_settings(tmp_path: Path) -> None:
    engines = fake_engines(tmp_path, BANK, said=SAID, samples=tone(5.0), settings=MUTED)
    async with CoachApp(engines, start_with=L1.id, banner=BANNER).run_test(size=(80, 24)) as pilot:
        await at(pilot, "● Recording")
        await pilot.press("z")
        await until(pilot, lambda: "level" not in shown(pilot))
        await pilot.press("z")
        await at(pilot, "level")
    assert not engines.paths.settings.exists()


async def test_the_demonstration_plays_answers_stops_with_its_sample_and_shows_the_result_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coach.practice.demo.SAMPLE_ANSWER", (("A short answer.", 0.5),))
    engines = demo_engines(fake_engines(tmp_path, BANK, said="one two three", settings=MUTED), tmp_path / "demo")
    async with CoachApp(engines, start_with=L1.id, banner=BANNER).run_test(size=(100, 40)) as pilot:
        await until(pilot, lambda: isinstance(pilot.app.screen, ResultScreen))
        await at(pilot, "spoken, 0:01")
        assert "stopped delivering" not in shown(pilot)
