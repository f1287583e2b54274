import numpy as np
import pytest

from coach.audio.resample import resample, to_sixteen_kilohertz


@pytest.mark.parametrize("rate", [8_000, 16_000, 44_100])
def test_blocks_give_what_the_whole_gives(rate):
    sound = np.sin(np.arange(rate) / 20).astype(np.float32)
    convert = to_sixteen_kilohertz(rate)
    blocks = [convert(sound[at : at + 999], False) for at in range(0, rate, 999)]
    together = np.concatenate([*blocks, convert(np.zeros(0, dtype=np.float32), True)])
    assert np.array_equal(together, resample(sound, rate, 16_000))
