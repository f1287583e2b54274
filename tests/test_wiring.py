import json
import subprocess
import sys
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from coach.content.judge import Judge
from coach.errors import NoMicrophoneError
from coach.paths import Paths, find_paths
from coach.practice.fitting_transcriber import MachineSpeed, write_speed
from coach.settings import RecordingSettings, Settings, VoiceSettings
from coach.weights.catalogue import shipped_catalogue
from coach.wiring import AUTO, build_engines, this_whisper_machine, with_weights

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def test_the_machine_chooses_the_weights_unless_somebody_else_does() -> None:
    assert Settings().weights.whisper == AUTO
    assert with_weights(Settings(), "small", None).weights.whisper == "small"
    assert with_weights(Settings(), None, None) == Settings()


def test_a_slow_machine_hears_with_tiny_and_says_so_by_name(tmp_path: Path) -> None:
    paths = find_paths({"COACH_HOME": str(tmp_path)})
    write_speed(paths.machine_speed, MachineSpeed(this_whisper_machine(), 10.0, 9.0, NOON))
    assert build_engines(paths, Settings()).transcriber.get().name == "tiny.en"


def test_every_heavy_part_is_loaded_in_one_lane(tmp_path: Path) -> None:
    engines = build_engines(find_paths({"COACH_HOME": str(tmp_path)}), Settings())
    loaded = [part.label for lane in engines.to_warm_up for part in lane]
    assert sorted(loaded) == sorted(part.label for part in engines.heavy)


def test_weights_chosen_by_name_are_used_whatever_was_measured(tmp_path: Path) -> None:
    paths = find_paths({"COACH_HOME": str(tmp_path)})
    write_speed(paths.machine_speed, MachineSpeed(this_whisper_machine(), 10.0, 1.0, NOON))
    chosen = with_weights(Settings(), "tiny.en", None)
    assert build_engines(paths, chosen).transcriber.get().name == "tiny.en"


def test_changed_settings_change_the_devices_and_load_nothing_again(tmp_path: Path) -> None:
    engines = build_engines(find_paths({"COACH_HOME": str(tmp_path)}), Settings())
    changed = replace(Settings(), recording=RecordingSettings(microphone="no such microphone anywhere"))
    retuned = engines.with_settings(changed)
    assert retuned.settings is changed
    assert retuned.transcriber is engines.transcriber
    assert retuned.judge is engines.judge
    assert retuned.speaker is engines.speaker
    with pytest.raises(NoMicrophoneError):
        retuned.open_microphone()
    louder = engines.with_settings(replace(Settings(), voice=VoiceSettings(volume=0.5)))
    assert louder.speaker is not engines.speaker


@pytest.mark.parametrize("role", ["embedder", "second_vote"])
def test_signal_processing_is_imported_whole_before_a_model_of_ones_own_begins_with_torch(
    tmp_path: Path, role: str
) -> None:
    folder = tmp_path / "model"
    folder.mkdir()
    labels = {"id2label": {"0": "entailment", "1": "neutral", "2": "contradiction"}}
    for name in ("modules.json", "model.safetensors", "tokenizer.json", "config.json"):
        (folder / name).write_text(json.dumps(labels), encoding="utf-8")
    program = """
import sys
from dataclasses import replace

class NoTorch:
    def find_spec(self, name, path=None, target=None):
        if name == "torch":
            raise ImportError("scipy first" if "scipy.signal" in sys.modules else "torch first")

sys.meta_path.insert(0, NoTorch())
from coach.errors import CoachError
from coach.paths import find_paths
from coach.settings import Settings
from coach.wiring import build_engines
chosen = Settings()
chosen = replace(chosen, weights=replace(chosen.weights, **{sys.argv[3]: sys.argv[2]}))
try:
    build_engines(find_paths({"COACH_HOME": sys.argv[1]}), chosen).judge.get()
except CoachError as error:
    print(error.message)
"""
    command = [sys.executable, "-c", program, str(tmp_path), str(folder), role]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    assert ran.stdout.endswith("sentence-transformers cannot be loaded: scipy first.\n")


@dataclass(frozen=True)
class FirstStart:
    """A folder in which the judge was built once."""

    paths: Paths
    judge: Judge
    said: tuple[str, ...]


@pytest.fixture(scope="module")
def first_start(tmp_path_factory: pytest.TempPathFactory) -> FirstStart:
    """The first start after an earlier version, which has left files."""
    paths = find_paths({"COACH_HOME": str(tmp_path_factory.mktemp("home"))})
    old = paths.readings.parent / "answer-vectors"
    old.mkdir(parents=True)
    (old / "a.npz").write_bytes(b"vectors")
    (paths.readings.parent / "voice").mkdir()
    said: list[str] = []
    judge = build_engines(paths, Settings(), said.append).judge.get()
    return FirstStart(paths, judge, tuple(said))


@pytest.mark.weights
def test_the_judge_is_the_embedder_and_the_reader_and_clears_what_earlier_versions_left(
    first_start: FirstStart,
) -> None:
    assert first_start.judge.name == f"{Settings().weights.embedder}, {shipped_catalogue().reader.name}"
    assert [path.name for path in first_start.paths.readings.parent.iterdir()] == ["voice"]


@pytest.mark.weights
def test_the_shipped_encoders_are_converted_once_and_said_to_be(first_start: FirstStart) -> None:
    said: list[str] = []
    build_engines(first_start.paths, Settings(), said.append).judge.get()
    reader = shipped_catalogue().reader
    told = [line for line in first_start.said if "%" not in line]
    assert told == [f"Preparing the embedder, {Settings().weights.embedder}", f"Preparing the reader, {reader.name}"]
    assert f"Preparing {reader.base}: 100 %" in first_start.said
    assert said == []


@pytest.mark.weights
def test_neither_torch_nor_transformers_is_imported_for_the_engines_that_come_with_the_program(
    first_start: FirstStart,
) -> None:
    program = """
import sys
from coach.paths import find_paths
from coach.settings import Settings
from coach.wiring import build_engines
for lane in build_engines(find_paths({"COACH_HOME": sys.argv[1]}), Settings()).to_warm_up:
    for part in lane:
        part.get()
print(sorted({"torch", "transformers", "sentence_transformers", "faster_whisper", "ctranslate2"} & set(sys.modules)))
"""
    command = [sys.executable, "-c", program, str(first_start.paths.history.parent)]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    assert ran.stdout == "['ctranslate2', 'faster_whisper']\n"
