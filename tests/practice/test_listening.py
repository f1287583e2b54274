import itertools
import math
import statistics
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
from coach.audio.resample import resample
from coach.bank.bank import Bank
from coach.delivery.pace import WINDOW_SECONDS, counted_words, measure_pace_now, words_a_minute
from coach.domain.recording import SAMPLE_RATE, Samples
from coach.domain.transcript import TimeSpan, Transcript, Word
from coach.paths import find_paths
from coach.practice.engines import Engines
from coach.practice.file_answer import FileAnswer
from coach.practice.listening import FIRST_LOOKS_AHEAD, GLANCE_SECONDS, GLANCE_SHARE, Listening, WordsSoFar
from coach.practice.live_answer import LiveAnswer
from coach.practice.loading import loaded, warm_up
from coach.settings import ListeningSettings, Settings, WeightsSettings
from coach.speech.terms import Terms
from coach.speech.transcriber import Segment, Transcription
from coach.speech.voice_track import Frames, VoiceTrack
from coach.wiring import build_engines

CLIPS = Path(__file__).parent.parent / "clips"
TWO_UMS = CLIPS / "two-ums.flac"

MODEL_ANSWER = (
    "Both penalties keep the weights small. L1 adds the sum of the absolute values, which pushes many weights to "
    "exactly zero, so it selects features."
)


class CountingTranscriber(FakeTranscriber):
    """Hears one word for each stretch of speech, and remembers what it was given."""

    def __init__(self) -> None:
        super().__init__("")
        self.given: list[tuple[float, float]] = []
        self.glanced: list[tuple[float, float]] = []

    def transcribe(self, segment: Segment, terms: Terms | None = None) -> Transcription:
        self.given.append((round(segment.start, 2), round(segment.end, 2)))
        self._left = [f"word{at}" for at in range(len(segment.speech))]
        return super().transcribe(replace(segment, speech=tuple(segment.speech)))

    def glance(self, segment: Segment) -> tuple[Word, ...]:
        self.glanced.append((round(segment.start, 2), round(segment.end, 2)))
        self._left = [f"glance{at}" for at in range(len(segment.speech))]
        return super().glance(segment)


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
            unsettled.append(len(listening.words_so_far.unsettled))
            yield block

    settled = [[word.text for word in words] for words in listening.hear(watched())]
    assert len(transcriber.given) == 1
    assert settled == [["word0"]]
    assert unsettled == [0] * 9 + [1] * 11
    assert listening.words_so_far.unsettled == ()


def test_what_is_said_after_a_silence_replaces_the_unsettled_words_and_never_the_settled_ones(tmp_path: Path) -> None:
    transcriber = CountingTranscriber()
    listening = Listening(engines_with(tmp_path, transcriber), idle=lambda: True)
    sound = blocks(tone(8.0), silence(0.8), tone(0.5), silence(0.45), tone(0.5), silence(0.3))
    so_far = [tuple(word.text for word in listening.words_so_far.settled) for _ in listening.hear(sound)]
    assert so_far == [("word0",), ("word0", "word0", "word1")]
    assert len(transcriber.given) == 3


def test_without_time_to_spare_nothing_is_transcribed_twice(tmp_path: Path) -> None:
    transcriber = CountingTranscriber()
    listening = Listening(engines_with(tmp_path, transcriber))
    list(listening.hear(blocks(tone(0.5), silence(0.6), tone(2.5), silence(0.6))))
    assert len(transcriber.given) == 1
    assert transcriber.glanced == []


class SteadySpeaker:
    """Hears a word in each 0.4 s of speech, 150 a minute, by the recording's clock."""

    name = "steady"

    def transcribe(self, segment: Segment, terms: Terms | None = None) -> Transcription:
        return Transcription(self.glance(segment))

    def glance(self, segment: Segment) -> tuple[Word, ...]:
        return tuple(
            Word(f"word{at}", 0.4 * at, 0.4 * at + 0.4)
            for at in range(math.ceil(segment.end / 0.4))
            if any(
                max(segment.start, span.start) <= 0.4 * at + 0.2 < min(segment.end, span.end) for span in segment.speech
            )
        )


def followed(tmp_path: Path, *parts: Samples) -> list[tuple[float, WordsSoFar]]:
    """Hear sound out in blocks of 32 ms, all the time idle; give what was known before each block, and in the end."""
    engines = replace(fake_engines(tmp_path, Bank(())), transcriber=loaded("Whisper", SteadySpeaker()))
    return follow(engines, np.concatenate(parts))[0]


def follow(engines: Engines, sound: Samples) -> tuple[list[tuple[float, WordsSoFar]], Transcript]:
    listening, known, block = Listening(engines, idle=lambda: True), [], 512

    def watched() -> Iterator[Samples]:
        for at in range(0, len(sound), block):
            known.append((at / SAMPLE_RATE, listening.words_so_far))
            yield sound[at : at + block]

    list(listening.hear(watched()))
    seconds = len(sound) / SAMPLE_RATE
    return [*known, (seconds, listening.words_so_far)], listening.transcript(seconds)


def needle(known: WordsSoFar) -> float | None:
    words = known.words
    return measure_pace_now(counted_words(words), TimeSpan(words[0].start, known.heard_until)) if words else None


def test_words_and_pace_move_every_two_seconds_while_somebody_speaks_without_a_silence(tmp_path: Path) -> None:
    known = followed(tmp_path, tone(45.0))  # two segments are cut in the midst of it
    moved = [now for (_, before), (now, behind) in itertools.pairwise(known) if behind.heard_until > before.heard_until]
    assert max(behind - before for before, behind in itertools.pairwise([0.0, *moved, 45.0])) < 2.0
    for now, each in known:
        words = each.words
        assert now - each.heard_until < 2.0
        assert [word.text for word in words] == [f"word{at}" for at in range(len(words))]
        assert len(words) == pytest.approx(each.heard_until / 0.4, abs=1.1)
        assert each.heard_until < 4.5 or needle(each) == pytest.approx(150.0, rel=0.1)
    assert len(known[-1][1].settled) == len(known[-1][1].words) >= 111


def test_the_pace_falls_in_a_pause_and_not_before(tmp_path: Path) -> None:
    known = followed(tmp_path, tone(12.0), silence(12.0))
    at_seconds = [needle(next(each for now, each in known if now >= second)) for second in range(12, 24)]
    assert at_seconds[0] == pytest.approx(150.0, abs=6.1)
    falling = [pace for pace in at_seconds[1:] if pace is not None]
    assert falling == pytest.approx([150.0 - 15.0 * second for second in range(1, 11)] + [0.0], abs=6.1)


def test_only_the_last_four_seconds_are_glanced_at_and_nothing_in_a_short_silence(tmp_path: Path) -> None:
    transcriber = CountingTranscriber()
    listening = Listening(engines_with(tmp_path, transcriber), idle=lambda: True)
    list(listening.hear(blocks(tone(1.45), silence(0.25), tone(6.0))))
    assert all(end - start <= GLANCE_SECONDS + 0.4 for start, end in transcriber.glanced)
    # Due at 1.5 s, in the silence; then by the first frame of which each block of 0.1 s has told.
    assert [end for _, end in transcriber.glanced] == [1.89, 3.49, 5.18, 6.78]
    assert all(not word.text.startswith("glance") for word in listening.words_so_far.settled)


def test_a_machine_that_takes_long_for_a_glance_glances_less_often(tmp_path: Path) -> None:
    class Slow(CountingTranscriber):
        def glance(self, segment: Segment) -> tuple[Word, ...]:
            time.sleep(FIRST_LOOKS_AHEAD + 4.0 * GLANCE_SHARE)
            return super().glance(segment)

    transcriber = Slow()
    list(Listening(engines_with(tmp_path, transcriber), idle=lambda: True).hear(blocks(tone(3.9))))
    assert len(transcriber.glanced) == 1


@pytest.fixture(scope="module")
def real_engines(tmp_path_factory: pytest.TempPathFactory) -> Engines:
    home = tmp_path_factory.mktemp("home")
    engines = build_engines(find_paths({"COACH_HOME": str(home)}), Settings(weights=WeightsSettings(whisper="base")))
    warm_up([engines.detectors, engines.transcriber, engines.voice])
    return engines


@pytest.mark.weights
@pytest.mark.parametrize("clip", ["read-sentence.flac", "two-ums.flac", "spoken"])
def test_the_needle_agrees_with_the_windows_of_the_result(real_engines: Engines, clip: str) -> None:
    if clip == "spoken":
        said = real_engines.voice.get().say(MODEL_ANSWER)
        sound = resample(said.samples, said.sample_rate, SAMPLE_RATE)
    else:
        sound = read_audio(CLIPS / clip)
    known, transcript = follow(real_engines, np.concatenate((sound, silence(3.0))))
    counted, first = counted_words(transcript.words), transcript.words[0].start
    off = []
    for second in range(1, round(known[-1][0])):
        each = next(each for now, each in known if now >= second)
        shown = needle(each)
        window = TimeSpan(max(first, each.heard_until - WINDOW_SECONDS), each.heard_until)
        if shown is not None:
            result = words_a_minute(counted, window)
            # Words heard at a glance may be others than in the end: two of them, at most, in a window.
            assert abs(shown - result) <= 2 * 60.0 / window.seconds + 0.1
            off.append(abs(shown - result) / result)
    assert statistics.mean(off) <= 0.05


@pytest.mark.weights
def test_a_live_answer_and_its_recording_give_the_same_words(real_engines: Engines) -> None:
    sound = 0.713 * read_audio(TWO_UMS)  # off the 16-bit grid, as a microphone is
    engines = replace(real_engines, open_microphone=lambda: FileMicrophone(sound, speed=4.0))
    live = LiveAnswer("20260301T090000Z-aaaaaa", "l1-vs-l2", engines)
    live.start()
    over = threading.Event()
    began = time.monotonic()
    while live.elapsed < len(sound) / SAMPLE_RATE + 0.7 and time.monotonic() - began < 60:
        over.wait(0.05)
    live.stop()
    live_words = [word for words in live.words() for word in words]
    transcript = live.transcript()
    recording = live.recording()
    assert recording.path is not None

    file = FileAnswer(recording.path, "20260301T090001Z-bbbbbb", real_engines, keep_in=None)
    file_words = [word for words in file.words() for word in words]
    assert file_words == live_words
    assert len(file_words) >= 6
    assert file.transcript() == transcript
    assert file.quality() == live.quality()


def test_fillers_are_looked_for_in_the_sound_unless_that_is_switched_off(tmp_path: Path) -> None:
    class Deafened(CountingTranscriber):
        """Hears the words on either side of a hum."""

        def transcribe(self, segment: Segment, terms: Terms | None = None) -> Transcription:
            return Transcription((Word("regularization", 0.0, 0.54), Word("helps", 1.74, 2.28)))

    rng = np.random.default_rng(2)
    sound = np.concatenate((babble(0.54), gap(0.4), voice(0.4, 105), gap(0.4), babble(0.54)))
    sound = (sound + 0.0005 * rng.standard_normal(len(sound))).astype(np.float32)
    engines = engines_with(tmp_path, Deafened())
    for hear_fillers, expected in ((True, ["regularization", "uh", "helps"]), (False, ["regularization", "helps"])):
        settings = Settings(listening=ListeningSettings(hear_fillers=hear_fillers))
        heard = [word for words in Listening(replace(engines, settings=settings)).hear([sound]) for word in words]
        assert [word.text for word in heard] == expected


def test_the_words_do_not_depend_on_the_blocks_in_which_the_sound_comes(tmp_path: Path) -> None:
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
        return listening.words_so_far.settled

    at_once = heard(len(sound))
    assert sum(not word.spelled for word in at_once) >= 1
    for size in (160, 512, 4000, 16_000):
        assert heard(size) == at_once, size


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
    live = LiveAnswer("20260301T090000Z-aaaaaa", "l1-vs-l2", engines)
    live.start()
    assert microphone.delivered.wait(5)
    live.abandon()
    assert list(live.words()) == []
    assert transcriber.given == []
