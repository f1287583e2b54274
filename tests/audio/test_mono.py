import numpy as np
import pytest

from coach.audio.mono import lost_by_mean


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
