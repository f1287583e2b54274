import time

import numpy as np
from fakes import tone

from coach.audio.file_microphone import BLOCK_SAMPLES, FileMicrophone
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


def test_no_sound_arrives_before_it_could_have_been_spoken():
    microphone, hand_over = FileMicrophone(tone(0.5)), HandOver()
    began = time.monotonic()
    microphone.start(hand_over)
    for block in hand_over.blocks():
        assert len(block) == BLOCK_SAMPLES
        heard = hand_over.seconds
        assert time.monotonic() - began >= heard - 0.001  # a wait may end a little early
        if heard >= 0.3:
            microphone.stop()
