from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fakes import FakeVoice

from coach.domain.transcript import Word
from coach.errors import WeightsError
from coach.practice.fitting_transcriber import MEASURING, SpeedTest, fitting_transcriber, measure_again
from coach.practice.loading import Say
from coach.practice.machine_speed import Machine
from coach.practice.speed_file import read_speed
from coach.speech.terms import Terms
from coach.speech.transcriber import Heard, Segment, Transcriber
from coach.speech.voice import Voice

MACHINE = Machine("some processor", 2, 1, "versions")
NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


class NamedTranscriber:
    def __init__(self, name: str, work: Callable[[], None]) -> None:
        self.name = name
        self._work = work

    def transcribe(self, segment: Segment, terms: Terms | None = None) -> Heard:
        self._work()
        return Heard(())

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
