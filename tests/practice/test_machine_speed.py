from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fakes import FakeVoice, silence

from coach.domain.recording import SAMPLE_RATE
from coach.domain.transcript import Word
from coach.practice.machine_speed import (
    MOST_OF_REAL_TIME,
    Machine,
    MachineSpeed,
    measure_speed,
    spoken_sample,
    this_machine,
)
from coach.speech.hibari_voice import HibariVoice
from coach.speech.terms import Terms
from coach.speech.transcriber import Heard, Segment

MACHINE = Machine("Linux x86_64, some processor, 4 logical", 2, 1, "faster-whisper 1.2.1, ctranslate2 4.8.0")
NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


class WorkingTranscriber:
    """Moves the clock on by given seconds at each call, and keeps the lengths of what it was given."""

    name = "base"

    def __init__(self, seconds: Sequence[float]) -> None:
        self.now = 100.0
        self.lengths: list[float] = []
        self._seconds = list(seconds)

    def transcribe(self, segment: Segment, terms: Terms | None = None) -> Heard:
        self.lengths.append(len(segment.samples) / SAMPLE_RATE)
        self.now += self._seconds.pop(0)
        return Heard(())

    def glance(self, segment: Segment) -> tuple[Word, ...]:
        raise NotImplementedError

    def clock(self) -> float:
        return self.now


def measured(*seconds: float) -> tuple[MachineSpeed, list[float]]:
    transcriber = WorkingTranscriber(seconds)
    return measure_speed(transcriber, silence(10.0), MACHINE, transcriber.clock, NOON), transcriber.lengths


def test_two_seconds_are_transcribed_before_the_ten_that_count() -> None:
    speed, lengths = measured(9.0, 1.5)
    assert speed == MachineSpeed(MACHINE, 10.0, 1.5, NOON)
    assert speed.share == pytest.approx(0.15)
    assert lengths == [2.0, 10.0]


def test_a_slow_first_time_is_measured_twice_and_the_quicker_counts() -> None:
    speed, lengths = measured(1.0, 8.0, 3.0)
    assert (speed.took_seconds, speed.weights) == (3.0, "base")
    assert lengths == [2.0, 10.0, 10.0]


def test_a_slower_second_time_does_not_count() -> None:
    assert measured(1.0, 6.0, 7.0)[0].took_seconds == 6.0


@pytest.mark.parametrize(("took", "weights"), [(0.9, "base"), (5.0, "base"), (5.1, "tiny.en"), (30.0, "tiny.en")])
def test_base_may_take_half_of_real_time(took: float, weights: str) -> None:
    assert MOST_OF_REAL_TIME == 0.5
    assert MachineSpeed(MACHINE, 10.0, took, NOON).weights == weights


def test_the_reason_has_the_figures() -> None:
    reason = MachineSpeed(MACHINE, 10.0, 7.0, NOON).reason
    assert "base took 7.0 s for 10.0 s of speech, 70% of real time" in reason
    assert "up to 50%" in reason


def test_the_voice_says_the_sample_at_the_rate_that_whisper_takes() -> None:
    voice = FakeVoice()
    samples = spoken_sample(voice)
    # The fake voice takes 0.1 s for each word.
    assert len(samples) / SAMPLE_RATE == pytest.approx(0.1 * len(voice.said[0].split()))


def test_the_real_voice_takes_about_ten_seconds_for_the_sample(tmp_path: Path) -> None:
    assert len(spoken_sample(HibariVoice(tmp_path))) / SAMPLE_RATE == pytest.approx(10.0, abs=1.0)


def test_the_machine_is_described_by_everything_that_changes_its_speed(tmp_path: Path) -> None:
    (tmp_path / "cpuinfo").write_text("processor\t: 0\nmodel name\t: Some CPU @ 2.00GHz\nflags : fpu\n")
    machine = this_machine(3, 5, tmp_path / "cpuinfo")
    assert "Some CPU @ 2.00GHz" in machine.processor
    assert (machine.threads, machine.beam_size) == (3, 5)
    assert "ctranslate2 " in machine.versions
    assert machine != replace(machine, threads=2)


def test_a_processor_that_is_nowhere_named_is_no_trouble(tmp_path: Path) -> None:
    assert this_machine(1, 1, tmp_path / "missing").processor
