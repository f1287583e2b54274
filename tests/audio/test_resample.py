import numpy as np
import pytest

from coach.audio.resample import lost_by_mean, resample, to_sixteen_kilohertz


@pytest.mark.parametrize("rate", [8_000, 16_000, 44_100])
def test_blocks_give_what_the_whole_gives(rate):
    sound = np.sin(np.arange(rate) / 20).astype(np.float32)
    convert = to_sixteen_kilohertz(rate)
    blocks = [convert(sound[at : at + 999], False) for at in range(0, rate, 999)]
    together = np.concatenate([*blocks, convert(np.zeros(0, dtype=np.float32), True)])
    assert np.array_equal(together, resample(sound, rate, 16_000))


@pytest.mark.parametrize(
    ("powers", "mixed", "channel"),
    [
        ([1.0, 0.0], 0.25, None),  # one channel of two
        ([0.0, 9.0, 0.0], 1.0, None),  # one of three
        ([1.0, 1.21], 0.0025, 1),  # in opposite phase
        ([0.0, 0.0], 0.0, None),
        ([4.0], 4.0, None),
    ],
)
def test_the_loudest_channel_is_heard_only_where_the_mean_takes_the_sound_away(powers, mixed, channel):
    assert lost_by_mean(np.array(powers), mixed) == channel
