import numpy as np

from coach.audio.envelope import Envelope, outline
from coach.domain.recording import SAMPLE_RATE

STEP = SAMPLE_RATE // 10


def steps(*levels: float) -> np.ndarray:
    return np.concatenate([np.full(STEP, level, dtype=np.float32) for level in levels])


def test_each_tenth_of_a_second_is_its_largest_absolute_sample() -> None:
    np.testing.assert_allclose(outline(steps(0.1, -0.7, 0.0)), [0.1, 0.7, 0.0], rtol=1e-6)


def test_how_the_sound_is_cut_into_blocks_makes_no_difference() -> None:
    sound = steps(0.2, 0.4, 0.6, 0.8)
    envelope = Envelope()
    for at in range(0, len(sound), 777):
        envelope.feed(sound[at : at + 777])
    np.testing.assert_array_equal(envelope.peaks, outline(sound))


def test_an_incomplete_step_waits_while_recording_and_counts_at_the_end() -> None:
    sound = np.concatenate((steps(0.5), np.full(10, 0.9, dtype=np.float32)))
    envelope = Envelope()
    envelope.feed(sound)
    assert len(envelope.peaks) == 1
    np.testing.assert_allclose(outline(sound), [0.5, 0.9], rtol=1e-6)


def test_no_sound_has_no_outline() -> None:
    assert outline(np.zeros(0, dtype=np.float32)).shape == (0,)
