import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from fakes import FakeMicrophone, FakeTranscriber, fake_engines, silence, tone
from sounds import babble, gap, voice

from coach.audio.file_microphone import FileMicrophone
from coach.audio.read_audio import read_audio
from coach.bank.bank import Bank
from coach.domain.recording import SAMPLE_RATE, Samples
from coach.domain.transcript import Word
from coach.paths import find_paths
from coach.practice.engines import Engines
from coach.practice.file_answer import FileAnswer
from coach.practice.listening import Listening
from coach.practice.loading import loaded, warm_up
from coach.practice.take import Take
from coach.settings import ListeningSettings, Settings, WeightsSettings
from coach.speech.frames import Frames
from coach.speech.transcriber import Heard, Segment
from coach.speech.voice_track import VoiceTrack
from coach.wiring import build_engines

TWO_UMS = Path(__file__).parent.parent / "clips" / "two-ums.flac"


class CountingTranscriber(FakeTranscriber):
    """Hears one word for each stretch of speech, and remembers what it was given."""

    def __init__(self) -> None:
        super().__init__("")
        self.given: list[tuple[float, float]] = []

    def transcribe(self, segment: Segment) -> Heard:
        self.given.append((round(segment.start, 2), round(segment.end, 2)))
        self._left = [f"word{at}" for at in range(len(segment.speech))]
        return super().transcribe(replace(segment, speech=tuple(segment.speech)))


def engines_with(home: Path, transcriber: CountingTranscriber) -> Engines:
    return replace(fake_engines(home, Bank(())), transcriber=loaded("Whisper", transcriber))


def blocks(*parts: Samples) -> Iterator[Samples]:
    whole = np.concatenate(parts)
    for at in range(0, len(whole), 1600):
        yield whole[at : at + 1600]


def test_in_a_silence_the_open_segment_is_transcribed_once_and_kept_at_the_end(tmp_path: Path) -> None:
    transcriber = CountingTranscriber()
    listening = Listening(engines_with(tmp_path, transcriber), idle=lambda: True)
    unsettled: list[int] = []

    def watched() -> Iterator[Samples]:
        for block in blocks(tone(0.5), silence(1.5)):
            unsettled.append(len(listening.words_so_far[1]))
            yield block

    settled = [[word.text for word in words] for words in listening.hear(watched())]
    assert len(transcriber.given) == 1
    assert settled == [["word0"]]
    assert unsettled == [0] * 9 + [1] * 11
    assert listening.words_so_far[1] == ()


def test_what_is_said_after_a_silence_replaces_the_unsettled_words_and_never_the_settled_ones(tmp_path: Path) -> None:
    transcriber = CountingTranscriber()
    listening = Listening(engines_with(tmp_path, transcriber), idle=lambda: True)
    sound = blocks(tone(8.0), silence(0.8), tone(0.5), silence(0.45), tone(0.5), silence(0.3))
    so_far = [tuple(word.text for word in listening.words_so_far[0]) for _ in listening.hear(sound)]
    assert so_far == [("word0",), ("word0", "word0", "word1")]
    assert len(transcriber.given) == 3


def test_without_time_to_spare_nothing_is_transcribed_twice(tmp_path: Path) -> None:
    transcriber = CountingTranscriber()
    listening = Listening(engines_with(tmp_path, transcriber))
    list(listening.hear(blocks(tone(0.5), silence(0.6), tone(0.5), silence(0.6))))
    assert len(transcriber.given) == 1


@pytest.mark.weights
def test_a_live_answer_and_its_recording_give_the_same_words(tmp_path: Path) -> None:
    settings = Settings(weights=WeightsSettings(whisper="tiny.en"))
    engines = build_engines(find_paths({"COACH_HOME": str(tmp_path)}), settings)
    warm_up([engines.detectors, engines.transcriber])
    sound = 0.713 * read_audio(TWO_UMS)  # off the 16-bit grid, as a microphone is
    take = Take("20260301T090000Z-aaaaaa", "l1-vs-l2", replace(engines, open_microphone=lambda: FileMicrophone(sound)))
    take.start()
    over = threading.Event()
    began = time.monotonic()
    while take.elapsed < len(sound) / SAMPLE_RATE + 0.7 and time.monotonic() - began < 60:
        over.wait(0.05)
    take.stop()
    live_words = [word for words in take.words() for word in words]
    live = take.transcript()
    recording = take.recording()
    assert recording.path is not None

    file = FileAnswer(recording.path, "20260301T090001Z-bbbbbb", engines, keep_in=None)
    file_words = [word for words in file.words() for word in words]
    assert file_words == live_words
    assert len(file_words) >= 6
    assert file.transcript() == live
    assert file.quality() == take.quality()


@pytest.mark.weights
def test_fillers_are_looked_for_in_the_sound_unless_that_is_switched_off(tmp_path: Path) -> None:
    settings = Settings(weights=WeightsSettings(whisper="tiny.en"), listening=ListeningSettings(hear_fillers=False))
    engines = build_engines(find_paths({"COACH_HOME": str(tmp_path)}), settings)
    answer = FileAnswer(TWO_UMS, "20260301T090001Z-bbbbbb", engines, keep_in=None)
    without = [word for words in answer.words() for word in words]
    again = FileAnswer(TWO_UMS, "20260301T090001Z-bbbbbb", replace(engines, settings=Settings()), keep_in=None)
    with_sound = [word for words in again.words() for word in words]
    assert without != with_sound
    assert all(word.spelled for word in without)


@pytest.mark.parametrize("size", [160, 512, 4000, 16_000])
def test_the_words_do_not_depend_on_the_blocks_in_which_the_sound_comes(tmp_path: Path, size: int) -> None:
    rng = np.random.default_rng(8)
    hum = voice(0.4, 105)
    parts = [babble(2.7), gap(0.4), hum, gap(0.4), babble(4.5), gap(0.7), babble(21.6), gap(0.5), hum, gap(0.6)]
    sound = np.concatenate(parts)
    sound = (sound + 0.0005 * rng.standard_normal(len(sound))).astype(np.float32)

    def heard(block: int) -> tuple[Word, ...]:
        engines = replace(engines_with(tmp_path, CountingTranscriber()))
        listening = Listening(engines)
        for _ in listening.hear(sound[at : at + block] for at in range(0, len(sound), block)):
            pass
        return listening.words_so_far[0]

    assert heard(size) == heard(len(sound))
    assert sum(not word.spelled for word in heard(size)) >= 1


class Deaf(VoiceTrack):
    """A track whose measures cannot be had."""

    def feed(self, samples: Samples) -> None:
        pass

    def finish(self) -> None:
        pass

    def levels_until(self, end: float) -> Samples:
        raise ArithmeticError("no levels")

    def between(self, start: float, end: float) -> Frames:
        nothing = np.zeros(1, dtype=np.float32)
        return Frames(0, nothing, nothing, nothing, np.zeros(0, dtype=np.float32), np.zeros(5, dtype=np.bool_))


def test_what_only_makes_a_transcript_better_never_costs_it(tmp_path: Path) -> None:
    listening = Listening(engines_with(tmp_path, CountingTranscriber()), track=Deaf())
    list(listening.hear(blocks(tone(0.5), silence(0.5))))
    transcript = listening.transcript(1.0)
    assert [word.text for word in transcript.words] == ["word0"]
    assert len(transcript.speech) == 1
    assert listening.quality(transcript) is None


def test_after_an_answer_was_given_up_nothing_of_it_is_transcribed(tmp_path: Path) -> None:
    transcriber = CountingTranscriber()
    microphone = FakeMicrophone(tone(3.0))
    engines = replace(engines_with(tmp_path, transcriber), open_microphone=lambda: microphone)
    take = Take("20260301T090000Z-aaaaaa", "l1-vs-l2", engines)
    take.start()
    assert microphone.delivered.wait(5)
    take.abandon()
    assert list(take.words()) == []
    assert transcriber.given == []
