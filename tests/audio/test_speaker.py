import threading

import numpy as np
import pytest
from fakes import tone

from coach.audio.speaker import Playback, SoundCardSpeaker, Sounding
from coach.domain.recording import Samples
from coach.errors import AudioError


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


def test_a_speaker_that_no_device_is_named_after_is_refused() -> None:
    with pytest.raises(AudioError):
        SoundCardSpeaker("a name that no device has").play(tone(0.1), 16_000)


def test_stopping_a_speaker_that_plays_nothing_does_nothing() -> None:
    speaker = SoundCardSpeaker()
    speaker.stop()
    assert not speaker.playing


class FakeStream:
    def __init__(self) -> None:
        self.active = True
        self.closed = threading.Event()

    def abort(self, **_how: object) -> None:
        self.active = False

    def close(self, **_how: object) -> None:
        self.active = False
        self.closed.set()


class SlowDevice:
    """Takes as long to open as it is told to."""

    def __init__(self) -> None:
        self.may_open = threading.Event()
        self.opened: list[Sounding] = []

    def __call__(self, samples: Samples, sample_rate: int, _name: str, volume: float) -> Sounding:
        assert self.may_open.wait(10)
        self.opened.append(Sounding(FakeStream(), Playback(samples, sample_rate, volume)))
        return self.opened[-1]


def test_a_sound_stopped_while_its_device_opens_is_never_heard() -> None:
    device = SlowDevice()
    speaker = SoundCardSpeaker(sound_out=device)
    playing = threading.Thread(target=speaker.play, args=(tone(1.0), 16_000))
    playing.start()
    speaker.stop()
    device.may_open.set()
    playing.join(10)
    assert not speaker.playing
    device.opened[0].stream.active = False  # the fade is over
    assert device.opened[0].stream.closed.wait(10)


def test_of_two_sounds_wanted_at_once_the_last_is_heard_and_the_other_is_closed() -> None:
    device = SlowDevice()
    device.may_open.set()
    speaker = SoundCardSpeaker(sound_out=device)
    speaker.play(tone(1.0), 16_000)
    speaker.play(tone(1.0), 16_000)
    assert speaker.playing
    device.opened[0].stream.active = False
    assert device.opened[0].stream.closed.wait(10)
    assert device.opened[1].stream.active
    assert not device.opened[1].stream.closed.is_set()
