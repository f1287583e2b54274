import numpy as np
import pytest

from coach.audio.speaker import Playback


def filled(playback, frames, channels=1):
    block = np.full((frames, channels), 9.0, dtype=np.float32)
    playback.fill(block)
    return block


def test_sound_fills_every_channel_and_ends_in_silence():
    playback = Playback(np.array([0.5, -0.5, 0.25], dtype=np.float32), 16_000)
    assert filled(playback, 2, 2).tolist() == [[0.5, 0.5], [-0.5, -0.5]]
    assert not playback.over
    assert filled(playback, 2, 2).tolist() == [[0.25, 0.25], [0.0, 0.0]]


def test_it_is_over_after_three_tenths_of_a_second_of_silence():
    playback = Playback(np.ones(16_000, dtype=np.float32), 16_000)
    filled(playback, 16_000)
    assert not filled(playback, 4_799).any()
    assert not playback.over
    filled(playback, 1)
    assert playback.over


def test_the_volume_scales():
    assert filled(Playback(np.ones(2, dtype=np.float32), 16_000, 0.25), 2)[:, 0].tolist() == [0.25, 0.25]


def test_cut_short_it_fades_over_ten_milliseconds_and_ends():
    playback = Playback(np.full(16_000, 0.8, dtype=np.float32), 16_000)
    filled(playback, 100)
    playback.cut_short()
    block = filled(playback, 400)[:, 0]
    assert block[0] == pytest.approx(0.8)
    assert np.max(np.abs(np.diff(block))) < 0.8 / 100
    assert not block[159:].any()
    filled(playback, 16_000)
    assert playback.over
