import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from fakes import fake_engines, silence, tone

from coach.bank.bank import load_bank
from coach.bench.endurance import endure
from coach.bench.latency import (
    AnswerLatency,
    Played,
    Wait,
    after_the_stop,
    in_throwaway,
    play,
    until_last_word,
)
from coach.bench.latency_report import endurance_as_text, latency_as_json, latency_as_text, spread, summaries
from coach.domain.transcript import Word
from coach.paths import shipped_folder
from coach.practice.engines import Engines
from coach.practice.loading import loaded
from coach.speech.terms import Terms
from coach.speech.transcriber import Heard, Segment

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

    def transcribe(self, segment: Segment, terms: Terms | None = None) -> Heard:
        return Heard(tuple(Word("yes", span.start, span.end) for span in segment.speech))

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
