import json
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from fakes import fake_engines, silence, tone

from coach.audio.hand_over import HandOver
from coach.bank.bank import load_bank
from coach.bench.latency import (
    BLOCK_SAMPLES,
    AnswerLatency,
    ClipMicrophone,
    Played,
    Wait,
    after_the_stop,
    endurance_as_text,
    endure,
    in_throwaway,
    latency_as_json,
    latency_as_text,
    play,
    spread,
    summaries,
    until_last_word,
)
from coach.domain.transcript import Word
from coach.paths import shipped_folder
from coach.practice.engines import Engines
from coach.practice.loading import loaded
from coach.speech.terms import Terms
from coach.speech.transcriber import Segment, Transcription

SAID = "regularization adds a penalty on large weights"
QUICKLY = 20.0


@pytest.fixture
def engines(tmp_path: Path) -> Engines:
    bank = load_bank(shipped_folder("rubrics"), tmp_path / "rubrics")
    return in_throwaway(fake_engines(tmp_path / "home", bank, said=SAID), tmp_path / "throwaway")


def test_the_silence_after_the_last_word_is_cut_off(engines: Engines) -> None:
    sound = np.concatenate((silence(0.5), tone(2.0), silence(1.0), tone(1.0), silence(2.0)))
    assert len(until_last_word(sound, engines)) / 16_000 == pytest.approx(4.5, abs=0.1)
    assert len(until_last_word(silence(3.0), engines)) == 0


def test_a_clip_is_recorded_transcribed_and_judged_and_nothing_stays(engines: Engines, tmp_path: Path) -> None:
    played = play(tone(3.0), engines.bank.get("l1-vs-l2"), engines, speed=QUICKLY)
    assert played.words == 7
    assert played.blocks >= 94  # 3 s of 32 ms
    assert played.dropped_blocks == 0
    assert 0 <= played.wait.transcript <= played.wait.result
    assert played.cores > 0
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_silence_before_the_stop_is_recorded_too(engines: Engines) -> None:
    rubric = engines.bank.get("l1-vs-l2")
    assert play(tone(1.0), rubric, engines, 1.0, speed=QUICKLY).blocks >= 63  # 2 s


def test_the_same_clip_is_heard_after_the_stop_and_nothing_stays(engines: Engines, tmp_path: Path) -> None:
    wait = after_the_stop(tone(3.0), engines.bank.get("l1-vs-l2"), engines)
    assert 0 < wait.transcript < wait.result
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


class OneWordAStretch:
    """Hears one word in each stretch of speech, however often it is asked."""

    name = "one word"

    def transcribe(self, segment: Segment, terms: Terms | None = None) -> Transcription:
        return Transcription(tuple(Word("yes", span.start, span.end) for span in segment.speech))

    def glance(self, segment: Segment) -> tuple[Word, ...]:
        return self.transcribe(segment).words


def test_a_long_take_goes_round_and_counts(engines: Engines) -> None:
    said: list[str] = []
    engines = replace(engines, transcriber=loaded("Whisper", OneWordAStretch()))
    shown = endure([tone(1.0), silence(1.0)], 0.5, engines, said.append, speed=QUICKLY, looks=0.2)
    assert shown.seconds == pytest.approx(10.0, abs=3.0)
    assert 4 <= shown.words <= 6  # a stretch of speech each 2 s
    assert shown.dropped_blocks == 0
    assert shown.problem == ""
    assert len(said) == 2
    assert "0 of" in endurance_as_text(shown, ())


def latency(name: str, seconds: float, waits: tuple[float, float, float]) -> AnswerLatency:
    at_once, paused, after = waits
    return AnswerLatency(
        name,
        seconds,
        Played(Wait(at_once, at_once + 0.1), 0.5, 100, 0, 0.02, 10),
        Played(Wait(paused, paused + 0.1), 0.3, 130, 2, 0.5, 10),
        Wait(after, after + 0.1),
    )


CLIPS = (latency("a", 10.0, (0.2, 0.0, 2.0)), latency("b", 20.0, (0.6, 0.1, 4.0)), latency("c", 40.0, (0.4, 0.0, 4.0)))


def test_waits_are_given_as_median_and_as_share_of_the_answer() -> None:
    shown = summaries(CLIPS, 1.0)["stopped right after the last word"]
    seconds, share = shown["last word to transcript, seconds"], shown["last word to transcript, share"]
    assert (seconds.median, seconds.worst) == pytest.approx((0.4, 0.6))
    assert (share.median, share.worst) == pytest.approx((0.02, 0.03))
    ratio = summaries(CLIPS, 1.0)["while speaking over after the stop"]["transcript, ratio"]
    assert (ratio.median, ratio.worst) == pytest.approx((0.1, 0.15))


def test_between_the_two_largest_of_a_few_lies_what_nineteen_of_twenty_stay_below() -> None:
    assert spread([0.0, 1.0, 2.0]).p95 == pytest.approx(1.9)
    assert spread([3.0]).p95 == 3.0


def test_the_table_names_lost_blocks_and_the_sum_of_waits() -> None:
    text = latency_as_text(CLIPS, 1.0, ("A remark.",))
    assert "3 answers, 10.0 to 40.0 s, 70 s in all" in text
    assert "blocks dropped: 6 of 690; the latest came 0.50 s late" in text
    assert "1.20 s over 10.00 s is 0.12" in text
    (row,) = [line for line in text.splitlines() if "last word to result" in line]
    assert row.split()[-6:] == ["0.50", "s", "0.68", "s", "0.70", "s"]


def test_the_json_has_every_clip() -> None:
    shown = json.loads(json.dumps(latency_as_json(CLIPS, 1.0, ())))
    assert [each["name"] for each in shown["clips"]] == ["a", "b", "c"]
    assert shown["clips"][1]["at_once"]["wait"]["transcript"] == 0.6
    assert shown["dropped_blocks"] == 6


IN_NO_TIME = 100.0


def heard_by(microphone: ClipMicrophone, least: int) -> np.ndarray:
    """What comes out until there are so many samples."""
    hand_over = HandOver()
    microphone.start(hand_over)
    blocks, length = [], 0
    for block in hand_over.blocks():
        blocks.append(block)
        length += len(block)
        if length >= least:
            microphone.stop()
    return np.concatenate(blocks)


def test_the_clips_come_one_after_another_and_then_silence() -> None:
    first, second = tone(0.1), tone(0.2, hertz=300)
    microphone = ClipMicrophone([first, second], patience=9.0, speed=IN_NO_TIME)
    heard = heard_by(microphone, 16_000)
    assert np.array_equal(heard[:4800], np.concatenate((first, second)))
    assert not heard[4800:].any()
    assert microphone.ended.is_set()


def test_an_endless_one_begins_again() -> None:
    sound = tone(0.1)
    microphone = ClipMicrophone([sound], patience=9.0, endless=True, speed=IN_NO_TIME)
    heard = heard_by(microphone, 4000)
    assert np.array_equal(heard[:3200], np.concatenate((sound, sound)))
    assert not microphone.ended.is_set()


def test_it_keeps_real_time() -> None:
    microphone = ClipMicrophone([silence(0.32)], patience=9.0)
    began = time.perf_counter()
    microphone.start(HandOver())
    assert microphone.ended.wait(30)
    microphone.stop()
    assert microphone.ended_at - began >= 0.32
    assert microphone.blocks >= 10


def test_what_nobody_takes_in_time_is_counted_as_lost() -> None:
    microphone = ClipMicrophone([tone(0.32)], patience=-1.0, speed=IN_NO_TIME)  # every block comes too late
    hand_over = HandOver()
    microphone.start(hand_over)
    assert microphone.ended.wait(30)
    microphone.stop()
    assert hand_over.dropped_blocks >= 0.32 * 16_000 / BLOCK_SAMPLES
    assert list(hand_over.blocks()) == []


def test_a_late_block_shows() -> None:
    class Slow(HandOver):
        def put(self, block: np.ndarray) -> None:
            began = time.perf_counter()
            while time.perf_counter() - began < 0.05:
                pass

    microphone = ClipMicrophone([tone(0.32)], patience=9.0, speed=10.0)  # a block each 3.2 ms
    microphone.start(Slow())
    assert microphone.ended.wait(30)
    microphone.stop()
    assert microphone.latest >= 0.9 * 9 * (0.05 - 0.0032)  # later still on a busy machine
