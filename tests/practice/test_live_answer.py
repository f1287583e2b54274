import json
import stat
import threading
from dataclasses import replace

import numpy as np
import pytest
from fakes import FakeDetector, FakeMicrophone, NoMicrophone, fake_engines, silence, tone

from coach.audio.read_audio import read_audio
from coach.bank.bank import Bank
from coach.domain.attempt import AnswerKind
from coach.domain.recording import SAMPLE_RATE
from coach.errors import NoMicrophoneError, WeightsError
from coach.practice.listening import WordsSoFar
from coach.practice.live_answer import LiveAnswer
from coach.practice.loading import Loading, loaded
from coach.practice.unfinished import find_unfinished

SAID = "regularization adds a penalty on large weights"


def begin(engines):
    live = LiveAnswer("20260301T090000Z-aaaaaa", "l1-vs-l2", engines)
    live.start()
    assert engines.open_microphone().delivered.wait(5)
    return live


def engines_hearing(home, samples, said=SAID, **changes):
    microphone = FakeMicrophone(samples)
    engines = fake_engines(home, Bank(()), said=said, open_microphone=lambda: microphone)
    return replace(engines, **changes)


def hear_out(live):
    live.stop()
    return [word.text for words in live.words() for word in words]


def test_a_take_is_transcribed_and_its_file_holds_every_sample(tmp_path):
    engines = engines_hearing(tmp_path, tone(3.0))
    live = begin(engines)
    assert hear_out(live) == SAID.split()
    recording = live.recording()
    assert recording.seconds == 3.0
    assert recording.problem == ""
    assert np.max(np.abs(read_audio(recording.path) - tone(3.0))) <= 0.5 / 32768
    assert stat.S_IMODE(recording.path.stat().st_mode) == 0o600
    transcript = live.transcript()
    assert transcript.text == SAID
    assert transcript.total_seconds == 3.0
    assert len(transcript.speech) == 1
    assert live.words_so_far() == WordsSoFar(transcript.words, heard_until=3.0)
    assert live.kind is AnswerKind.SPOKEN
    assert not live.quality().broken_off


def test_words_come_while_the_microphone_is_still_running(tmp_path):
    sound = np.concatenate((tone(9.0), silence(2.0)))
    live = begin(engines_hearing(tmp_path, sound))
    first = next(live.words())
    assert [word.text for word in first] == SAID.split()
    assert live.running
    live.stop()
    assert not live.running


def test_sound_reaches_the_disk_while_whisper_is_still_loading(tmp_path):
    loaded_at_last = threading.Event()

    def slow(_say):
        assert loaded_at_last.wait(30)
        return FakeDetector

    engines = engines_hearing(tmp_path, tone(3.0), detectors=Loading("detector", slow))
    live = begin(engines)
    live.stop()
    assert len(read_audio(live.recording().path)) == 3 * SAMPLE_RATE
    assert live.words_so_far() == WordsSoFar()
    loaded_at_last.set()
    assert hear_out(live) == SAID.split()


def test_what_the_weights_raise_comes_out_of_words_and_the_sound_stays(tmp_path):
    def missing(_say):
        raise WeightsError("Whisper is damaged.")

    live = begin(engines_hearing(tmp_path, tone(3.0), transcriber=Loading("Whisper", missing)))
    for _ in range(2):
        with pytest.raises(WeightsError, match="damaged"):
            hear_out(live)
    assert live.recording().path.exists()


def test_without_a_microphone_nothing_is_left_behind(tmp_path):
    engines = fake_engines(tmp_path, Bank(()), open_microphone=NoMicrophone())
    live = LiveAnswer("a", "q", engines)
    with pytest.raises(NoMicrophoneError):
        live.start()
    assert not live.running
    assert not engines.paths.recordings.exists()


class BusyMicrophone(FakeMicrophone):
    def start(self, hand_over):
        raise NoMicrophoneError("The microphone is taken.")


def test_a_microphone_that_refuses_to_start_leaves_no_file(tmp_path):
    engines = fake_engines(tmp_path, Bank(()), open_microphone=lambda: BusyMicrophone(tone(1.0)))
    with pytest.raises(NoMicrophoneError):
        begin(engines)
    assert list(engines.paths.recordings.iterdir()) == []


def test_abandoning_deletes_the_file_and_the_mark(tmp_path):
    engines = engines_hearing(tmp_path, tone(3.0))
    live = begin(engines)
    assert len(list(engines.paths.recordings.iterdir())) == 2
    live.abandon()
    assert list(engines.paths.recordings.iterdir()) == []
    assert not live.running
    live.abandon()


def test_a_take_may_still_be_abandoned_once_it_is_heard(tmp_path):
    engines = engines_hearing(tmp_path, tone(3.0))
    live = begin(engines)
    hear_out(live)
    live.abandon()
    assert list(engines.paths.recordings.iterdir()) == []


def test_the_mark_names_the_question_until_the_attempt_is_safe(tmp_path):
    engines = engines_hearing(tmp_path, tone(3.0))
    live = begin(engines)
    mark = engines.paths.recordings / "20260301T090000Z-aaaaaa.json"
    assert json.loads(mark.read_text())["question"] == "l1-vs-l2"
    hear_out(live)
    assert mark.exists()
    live.settle(kept=True)
    assert [path.suffix for path in engines.paths.recordings.iterdir()] == [".wav"]


def test_where_recordings_are_not_kept_settling_deletes_the_sound_too(tmp_path):
    engines = engines_hearing(tmp_path, tone(3.0))
    live = begin(engines)
    hear_out(live)
    live.settle(kept=False)
    assert list(engines.paths.recordings.iterdir()) == []


def test_a_take_that_is_not_settled_is_not_offered_while_its_program_runs(tmp_path):
    engines = engines_hearing(tmp_path, tone(3.0))
    live = begin(engines)
    hear_out(live)
    assert find_unfinished(engines.paths.recordings) == ()
    assert live.recording().path.exists()


class VanishingMicrophone(FakeMicrophone):
    def _deliver(self, hand_over):
        super()._deliver(hand_over)
        hand_over.close("The microphone stopped delivering sound.")


def test_a_microphone_that_vanishes_ends_the_take_with_what_was_said(tmp_path):
    microphone = VanishingMicrophone(tone(3.0))
    engines = fake_engines(tmp_path, Bank(()), said=SAID, open_microphone=lambda: microphone)
    live = begin(engines)
    assert [word.text for words in live.words() for word in words] == SAID.split()
    assert not live.running
    assert live.problem == "The microphone stopped delivering sound."
    assert live.recording().problem == live.problem
    assert live.recording().seconds == 3.0
    assert live.quality().broken_off


class OverflowingMicrophone(FakeMicrophone):
    def _deliver(self, hand_over):
        hand_over.count_overflow()
        super()._deliver(hand_over)


def test_blocks_that_the_sound_card_lost_are_in_the_recording(tmp_path):
    microphone = OverflowingMicrophone(tone(3.0))
    engines = fake_engines(tmp_path, Bank(()), said=SAID, open_microphone=lambda: microphone)
    live = begin(engines)
    hear_out(live)
    assert live.recording().dropped_blocks == 1


class StuckMicrophone(FakeMicrophone):
    def __init__(self, samples):
        super().__init__(samples)
        self.released = threading.Event()

    def stop(self):
        self.released.wait(30)


def test_a_device_that_hangs_while_stopping_does_not_hold_up_the_take(tmp_path):
    microphone = StuckMicrophone(tone(3.0))
    live = begin(fake_engines(tmp_path, Bank(()), said=SAID, open_microphone=lambda: microphone))
    live.stop()
    assert not live.running
    assert hear_out(live) == SAID.split()
    microphone.released.set()


def test_where_nothing_can_be_written_the_answer_is_heard_all_the_same(tmp_path):
    engines = engines_hearing(tmp_path, tone(3.0))
    engines.paths.recordings.write_text("a file where the folder should be")
    live = begin(engines)
    assert hear_out(live) == SAID.split()
    recording = live.recording()
    assert recording.path is None
    assert recording.seconds == 3.0
    assert "not on disk" in recording.problem
    assert recording.seconds_unwritten == 3.0
    engines.paths.recordings.unlink()
    written = live.write_rest()
    assert written.path is not None
    assert (written.seconds_unwritten, written.problem) == (0.0, "")
    assert len(read_audio(written.path)) == 48_000
    live.settle(kept=False)


def test_silence_gives_no_words_and_no_speech(tmp_path):
    live = begin(engines_hearing(tmp_path, silence(3.0), transcriber=loaded("Whisper", None)))
    assert hear_out(live) == []
    assert live.transcript().speech == ()
    assert live.transcript().total_seconds == 3.0


def test_a_take_that_never_began_has_nothing(tmp_path):
    live = LiveAnswer("a", "q", fake_engines(tmp_path, Bank(())))
    live.stop()
    assert live.recording().path is None
    assert live.elapsed == 0.0


def test_abandoning_never_deletes_a_recording_that_was_there_before(tmp_path):
    engines = engines_hearing(tmp_path, tone(3.0))
    engines.paths.recordings.mkdir()
    earlier = engines.paths.recordings / "20260301T090000Z-aaaaaa.wav"
    earlier.write_bytes(b"precious")
    begin(engines).abandon()
    assert earlier.read_bytes() == b"precious"


def test_looking_ahead_that_fails_costs_no_word(tmp_path):
    sound = np.concatenate((tone(9.0), silence(2.0), tone(1.0)))
    engines = engines_hearing(tmp_path, sound)

    def fail(_words):
        raise ZeroDivisionError

    live = LiveAnswer("20260301T090000Z-000009", "lasso", engines, look_ahead=fail)
    live.start()
    first = next(live.words())
    live.stop()
    assert [word.text for words in (first, *live.words()) for word in words] == SAID.split()


def test_looking_ahead_is_given_every_word_so_far(tmp_path):
    seen, called = [], threading.Event()

    def look_ahead(words):
        seen.append([word.text for word in words])
        called.set()

    live = LiveAnswer(
        "20260301T090000Z-000009",
        "lasso",
        engines_hearing(tmp_path, np.concatenate((tone(9.0), silence(2.0)))),
        look_ahead=look_ahead,
    )
    live.start()
    next(live.words())
    assert called.wait(10)
    live.stop()
    assert seen == [SAID.split()]


def test_the_outline_of_a_take_is_that_of_its_sound(tmp_path):
    live = begin(engines_hearing(tmp_path, np.concatenate((tone(1.0), silence(1.0), tone(1.0, level=0.6)))))
    hear_out(live)
    np.testing.assert_allclose(live.peaks[[3, 15, 25]], [0.2, 0.0, 0.6], atol=1e-3)
    assert len(live.peaks) == 30
