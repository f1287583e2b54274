import json
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fakes import FakeVoice, silence

from coach.domain.recording import SAMPLE_RATE
from coach.domain.transcript import Word
from coach.errors import WeightsError
from coach.practice.fitting_transcriber import (
    MEASURING,
    MOST_OF_REAL_TIME,
    Machine,
    MachineSpeed,
    SpeedTest,
    fitting_transcriber,
    measure_again,
    measure_speed,
    read_speed,
    spoken_sample,
    this_machine,
    write_speed,
)
from coach.practice.loading import Say
from coach.speech.terms import Terms
from coach.speech.transcriber import Segment, Transcriber, Transcription
from coach.speech.voice import HibariVoice, Voice

MACHINE = Machine("Linux x86_64, some processor, 4 logical", 2, 1, "faster-whisper 1.2.1, ctranslate2 4.8.0")
NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


class NamedTranscriber:
    def __init__(self, name: str, work: Callable[[], None]) -> None:
        self.name = name
        self._work = work

    def transcribe(self, segment: Segment, terms: Terms | None = None) -> Transcription:
        self._work()
        return Transcription(())

    def glance(self, segment: Segment) -> tuple[Word, ...]:
        raise NotImplementedError


@dataclass
class Workshop:
    """A machine on which each transcription takes the given seconds; the voice says three seconds."""

    file: Path
    takes: float
    voice: Voice | None = field(default_factory=FakeVoice)
    machine: Machine = MACHINE
    loaded: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    clock: float = 0.0

    def test(self) -> SpeedTest:
        return SpeedTest(self._load, self._speak, self.file, self.machine, lambda: self.clock, lambda: NOON)

    def fitting(self) -> str:
        return fitting_transcriber(self.test(), self.said.append).name

    def _load(self, name: str, say: Say) -> Transcriber:
        self.loaded.append(name)
        return NamedTranscriber(name, self._work)

    def _work(self) -> None:
        self.clock += self.takes

    def _speak(self) -> Voice:
        if self.voice is None:
            raise WeightsError("The voice is missing.", "Install it again.")
        return self.voice


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "speed.json"


def test_a_quick_machine_keeps_base_and_loads_nothing_else(file: Path) -> None:
    workshop = Workshop(file, takes=0.5)
    assert workshop.fitting() == "base"
    assert workshop.loaded == ["base"]
    assert workshop.said == [MEASURING]


def test_a_slow_machine_gets_tiny_and_its_name(file: Path) -> None:
    workshop = Workshop(file, takes=60.0)
    assert workshop.fitting() == "tiny.en"
    assert workshop.loaded == ["base", "tiny.en"]


@pytest.mark.parametrize(("takes", "name"), [(0.5, "base"), (60.0, "tiny.en")])
def test_the_second_start_measures_nothing_and_loads_only_what_fits(file: Path, takes: float, name: str) -> None:
    Workshop(file, takes).fitting()
    second = Workshop(file, takes=1000.0)
    assert second.fitting() == name
    assert (second.loaded, second.said, second.clock) == ([name], [], 0.0)


def test_another_machine_is_measured_anew(file: Path) -> None:
    Workshop(file, takes=60.0).fitting()
    assert Workshop(file, takes=0.5, machine=Machine("another processor", 2, 1, "versions")).fitting() == "base"


def test_a_damaged_file_is_measured_anew_and_mended(file: Path) -> None:
    file.write_text("{")
    assert Workshop(file, takes=60.0).fitting() == "tiny.en"
    known = read_speed(file, MACHINE)
    assert known is not None
    assert (known.took_seconds, known.measured_at) == (60.0, NOON)


def test_without_a_voice_base_is_used_and_nothing_is_remembered(file: Path) -> None:
    assert Workshop(file, takes=60.0, voice=None).fitting() == "base"
    assert not file.exists()


def test_measuring_again_replaces_what_is_remembered(file: Path) -> None:
    Workshop(file, takes=60.0).fitting()
    said: list[str] = []
    assert measure_again(Workshop(file, takes=0.5).test(), said.append).weights == "base"
    assert said == [MEASURING]
    assert Workshop(file, takes=60.0).fitting() == "base"


def test_measuring_again_without_a_voice_is_an_error_and_keeps_what_is_remembered(file: Path) -> None:
    Workshop(file, takes=60.0).fitting()
    with pytest.raises(WeightsError):
        measure_again(Workshop(file, takes=0.5, voice=None).test(), lambda _line: None)
    assert Workshop(file, takes=0.5).fitting() == "tiny.en"


class WorkingTranscriber:
    """Moves the clock on by given seconds at each call, and keeps the lengths of what it was given."""

    name = "base"

    def __init__(self, seconds: Sequence[float]) -> None:
        self.now = 100.0
        self.lengths: list[float] = []
        self._seconds = list(seconds)

    def transcribe(self, segment: Segment, terms: Terms | None = None) -> Transcription:
        self.lengths.append(len(segment.samples) / SAMPLE_RATE)
        self.now += self._seconds.pop(0)
        return Transcription(())

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


SPEED = MachineSpeed(MACHINE, 10.1, 1.5, datetime(2026, 3, 1, 12, 0, tzinfo=UTC))


def test_a_measurement_comes_back_as_it_was(tmp_path: Path) -> None:
    write_speed(tmp_path / "new" / "speed.json", SPEED)
    assert read_speed(tmp_path / "new" / "speed.json", MACHINE) == SPEED


def test_only_the_owner_may_read_it_and_nothing_else_is_left_behind(tmp_path: Path) -> None:
    write_speed(tmp_path / "speed.json", SPEED)
    assert (tmp_path / "speed.json").stat().st_mode & 0o077 == 0
    assert [each.name for each in tmp_path.iterdir()] == ["speed.json"]


@pytest.mark.parametrize(
    "change", [{"threads": 4}, {"beam_size": 5}, {"versions": "faster-whisper 2.0"}, {"processor": "another"}]
)
def test_a_measurement_of_something_else_counts_as_none(tmp_path: Path, change: dict[str, object]) -> None:
    write_speed(tmp_path / "speed.json", SPEED)
    assert read_speed(tmp_path / "speed.json", replace(MACHINE, **change)) is None  # type: ignore[arg-type]


def test_no_file_is_no_measurement(tmp_path: Path) -> None:
    assert read_speed(tmp_path / "speed.json", MACHINE) is None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'"text"',
        b"\xff\xfe\x00",
        b'{"machine": 3}',
        b"[" * 5000,
        b"9" * 9000,
    ],
)
def test_a_damaged_file_is_logged_and_counts_as_none(
    tmp_path: Path, content: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "speed.json").write_bytes(content)
    with caplog.at_level(logging.WARNING):
        assert read_speed(tmp_path / "speed.json", MACHINE) is None
    assert "speed.json" in caplog.text


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("took_seconds", float("nan")),
        ("took_seconds", -1),
        ("took_seconds", None),
        ("took_seconds", "long"),
        ("took_seconds", 10**400),
        ("sound_seconds", 0),
        ("measured_at", "yesterday"),
        ("measured_at", 3),
        ("machine", {"processor": "some"}),
        ("machine", []),
    ],
)
def test_a_value_that_cannot_be_counts_as_none(tmp_path: Path, key: str, value: object) -> None:
    write_speed(tmp_path / "speed.json", SPEED)
    table = json.loads((tmp_path / "speed.json").read_text())
    (tmp_path / "speed.json").write_text(json.dumps(table | {key: value}))
    assert read_speed(tmp_path / "speed.json", MACHINE) is None


def test_an_unknown_key_counts_as_damage(tmp_path: Path) -> None:
    write_speed(tmp_path / "speed.json", SPEED)
    table = json.loads((tmp_path / "speed.json").read_text())
    (tmp_path / "speed.json").write_text(json.dumps(table | {"cores": 4}))
    assert read_speed(tmp_path / "speed.json", MACHINE) is None


def test_a_folder_that_cannot_be_written_is_logged_and_stops_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("")
    with caplog.at_level(logging.WARNING):
        write_speed(tmp_path / "file" / "speed.json", SPEED)
    assert "speed.json" in caplog.text
