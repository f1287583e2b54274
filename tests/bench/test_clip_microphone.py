import time

import numpy as np
import pytest
from fakes import silence, tone

from coach.audio.hand_over import HandOver
from coach.bench.clip_microphone import BLOCK_SAMPLES, ClipMicrophone

QUICKLY = 100.0


def heard_by(microphone: ClipMicrophone, least: int) -> np.ndarray:
    """What comes out until there are so many samples."""
    hand_over = HandOver()
    microphone.start(hand_over)
    blocks, length = [], 0
    for block in hand_over.blocks():
        blocks.append(block)
        length += len(block)
        if length >= least:
            microphone.stop()
    return np.concatenate(blocks)


def test_the_clips_come_one_after_another_and_then_silence() -> None:
    first, second = tone(0.1), tone(0.2, hertz=300)
    microphone = ClipMicrophone([first, second], patience=9.0, speed=QUICKLY)
    heard = heard_by(microphone, 16_000)
    assert np.array_equal(heard[:4800], np.concatenate((first, second)))
    assert not heard[4800:].any()
    assert microphone.ended.is_set()


def test_an_endless_one_begins_again() -> None:
    sound = tone(0.1)
    microphone = ClipMicrophone([sound], patience=9.0, endless=True, speed=QUICKLY)
    heard = heard_by(microphone, 4000)
    assert np.array_equal(heard[:3200], np.concatenate((sound, sound)))
    assert not microphone.ended.is_set()


def test_it_keeps_real_time() -> None:
    microphone = ClipMicrophone([silence(0.32)], patience=9.0)
    began = time.perf_counter()
    microphone.start(HandOver())
    assert microphone.ended.wait(30)
    microphone.stop()
    assert microphone.ended_at - began >= 0.32
    assert microphone.blocks >= 10


def test_what_nobody_takes_in_time_is_counted_as_lost() -> None:
    microphone = ClipMicrophone([tone(0.32)], patience=-1.0, speed=QUICKLY)  # every block comes too late
    hand_over = HandOver()
    microphone.start(hand_over)
    assert microphone.ended.wait(30)
    microphone.stop()
    assert hand_over.dropped_blocks >= 0.32 * 16_000 / BLOCK_SAMPLES
    assert list(hand_over.blocks()) == []


def test_a_late_block_shows() -> None:
    class Slow(HandOver):
        def put(self, block: np.ndarray) -> None:
            began = time.perf_counter()
            while time.perf_counter() - began < 0.05:
                pass

    microphone = ClipMicrophone([tone(0.32)], patience=9.0, speed=10.0)  # a block each 3.2 ms
    microphone.start(Slow())
    assert microphone.ended.wait(30)
    microphone.stop()
    assert microphone.latest == pytest.approx(9 * (0.05 - 0.0032), rel=0.5)
