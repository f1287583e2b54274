import time

import numpy as np
import pytest
from fakes import tone

from coach.audio.file_microphone import FileMicrophone
from coach.audio.hand_over import HandOver


def test_the_sound_arrives_whole_and_is_followed_by_silence():
    sound = tone(0.5)
    microphone, hand_over, heard = FileMicrophone(sound, speed=50.0), HandOver(), []
    microphone.start(hand_over)
    for block in hand_over.blocks():
        heard.append(block)
        if sum(map(len, heard)) >= 16_000:
            microphone.stop()
    together = np.concatenate(heard)
    assert np.array_equal(together[: len(sound)], sound)
    assert not together[len(sound) :].any()


def test_real_time_is_kept():
    microphone, hand_over = FileMicrophone(tone(1.0)), HandOver()
    began = time.monotonic()
    microphone.start(hand_over)
    for _ in hand_over.blocks():
        if hand_over.seconds >= 0.5:
            microphone.stop()
    assert time.monotonic() - began == pytest.approx(hand_over.seconds, abs=0.2)
