import subprocess
import sys
import threading

import numpy as np
import pytest
from fakes import tone

from coach.audio.hand_over import HandOver
from coach.audio.microphone import open_microphone
from coach.audio.portaudio import list_devices
from coach.audio.resample import to_sixteen_kilohertz
from coach.audio.speaker import Playback, SoundCardSpeaker, Sounding
from coach.domain.recording import Samples
from coach.errors import AudioError, NoMicrophoneError

WITHOUT_PORTAUDIO = """
import sys

class Missing:
    def find_spec(self, name, path=None, target=None):
        if name == "sounddevice":
            raise OSError("PortAudio library not found")

sys.meta_path.insert(0, Missing())
from coach.audio.microphone import open_microphone
from coach.audio.speaker import SoundCardSpeaker
from coach.errors import AudioError, NoMicrophoneError
import numpy
try:
    open_microphone("")
except NoMicrophoneError as error:
    print(error)
try:
    SoundCardSpeaker().play(numpy.zeros(10, dtype="float32"), 16000)
except AudioError as error:
    print(type(error).__name__)
"""


def test_without_portaudio_the_way_to_get_it_and_the_ways_around_it_are_named():
    ran = subprocess.run(
        [sys.executable, "-c", WITHOUT_PORTAUDIO], capture_output=True, text=True, check=True, timeout=60
    )
    microphone, speaker = ran.stdout.splitlines()
    for wanted in ("libportaudio2", "coach demo", "(T)", "coach assess FILE"):
        assert wanted in microphone
    assert speaker == "AudioError"


def test_importing_the_sound_card_does_not_start_portaudio():
    program = (
        "import coach.audio.microphone, coach.audio.speaker, sys\n"
        "print('sounddevice' in sys.modules, 'soxr' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert ran.stdout == "False False\n"


def test_a_microphone_that_no_device_is_named_after_is_refused():
    with pytest.raises(NoMicrophoneError) as caught:
        open_microphone("a name that no device has")
    assert caught.value.hint


def test_a_speaker_that_no_device_is_named_after_is_refused():
    with pytest.raises(AudioError):
        SoundCardSpeaker("a name that no device has").play(tone(0.1), 16_000)


def test_stopping_a_speaker_that_plays_nothing_does_nothing():
    speaker = SoundCardSpeaker()
    speaker.stop()
    assert not speaker.playing


def test_devices_are_listed_with_at_most_one_default_each_way():
    devices = list_devices()
    assert sum(device.is_default_input for device in devices) <= 1
    assert sum(device.is_default_output for device in devices) <= 1
    assert all(device.inputs or device.outputs for device in devices)


def test_sound_of_a_card_that_refuses_sixteen_kilohertz_keeps_its_length_and_pitch():
    hand_over = HandOver()
    hand_over.expect_rate(48_000, to_sixteen_kilohertz(48_000))
    at = np.arange(48_000, dtype=np.float32) / 48_000
    for block in np.array_split(np.sin(2 * np.pi * 1000 * at).astype(np.float32), 90):
        hand_over.put(block)
    hand_over.close()
    sound = np.concatenate(list(hand_over.blocks()))
    assert len(sound) == 16_000
    assert np.argmax(np.abs(np.fft.rfft(sound))) == 1000


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


def test_a_sound_stopped_while_its_device_opens_is_never_heard():
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


def test_of_two_sounds_wanted_at_once_the_last_is_heard_and_the_other_is_closed():
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
