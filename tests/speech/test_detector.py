from collections.abc import Callable

import numpy as np
import pytest

from coach.domain.recording import Samples
from coach.speech.detector import SpeechDetector

pytestmark = pytest.mark.weights

Detectors = Callable[[], SpeechDetector]


def frames(samples: Samples) -> Samples:
    return samples[: len(samples) // 512 * 512].reshape(-1, 512)


def test_frame_by_frame_gives_what_faster_whisper_computes_at_once(
    detectors: Detectors, clip: Callable[[str], Samples]
) -> None:
    from faster_whisper.vad import get_vad_model  # noqa: PLC0415

    # The batch version blanks the end of its last frame; a last frame of silence makes that harmless.
    framed = frames(np.pad(clip("read-sentence.flac"), (0, 1024)))
    detector = detectors()
    one_by_one = [detector.probability(frame) for frame in framed]
    np.testing.assert_allclose(one_by_one, get_vad_model()(framed.reshape(-1)).reshape(-1), atol=1e-4)
    assert max(one_by_one) > 0.9


def test_each_detector_begins_afresh(detectors: Detectors, clip: Callable[[str], Samples]) -> None:
    framed = frames(clip("read-sentence.flac"))[:40]
    used, fresh = detectors(), detectors()
    first = [used.probability(frame) for frame in framed]
    assert [fresh.probability(frame) for frame in framed] == first
    assert [used.probability(frame) for frame in framed] != first


def test_silence_and_noise_are_no_speech(detectors: Detectors) -> None:
    noise = (0.01 * np.random.default_rng(1).standard_normal(512 * 60)).astype(np.float32)
    for sound in (np.zeros_like(noise), noise):
        detector = detectors()
        assert max(detector.probability(frame) for frame in frames(sound)) < 0.35


def test_a_frame_of_another_size_is_refused(detectors: Detectors) -> None:
    with pytest.raises(ValueError, match="512"):
        detectors().probability(np.zeros(160, dtype=np.float32))
