import subprocess
import sys
from collections.abc import Iterator, Sequence

import pytest

from coach.audio.portaudio import SoundDevice, choose_device, device_names, find_device, list_devices, start_anew
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


def device(name: str, index: int = 0) -> SoundDevice:
    return SoundDevice(index, name, 1, 0, 16_000, is_default_input=index == 0, is_default_output=False)


def first(devices: Sequence[SoundDevice]) -> SoundDevice:
    if not devices:
        raise NoMicrophoneError("No microphone was found.")
    return choose_device(devices, "", "microphone", NoMicrophoneError)


class Plugs:
    """Lists one more set of devices each time that the list is made anew."""

    def __init__(self, *lists: tuple[SoundDevice, ...], may: bool = True) -> None:
        self._lists: Iterator[tuple[SoundDevice, ...]] = iter(lists)
        self._now = next(self._lists)
        self._may = may
        self.looked_anew = 0

    def look(self) -> tuple[SoundDevice, ...]:
        return self._now

    def look_anew(self) -> bool:
        if not self._may:
            return False
        self.looked_anew += 1
        self._now = next(self._lists)
        return True


def test_a_device_that_was_plugged_in_after_the_start_is_found() -> None:
    plugs = Plugs((), (device("headset"),))
    assert find_device(first, plugs.look, plugs.look_anew).name == "headset"


def test_a_device_that_is_there_is_found_without_looking_anew() -> None:
    plugs = Plugs((device("built in"),))
    assert find_device(first, plugs.look, plugs.look_anew).name == "built in"
    assert plugs.looked_anew == 0


def test_while_sound_goes_out_the_old_list_stands_and_its_error_is_said() -> None:
    plugs = Plugs((), (device("headset"),), may=False)
    with pytest.raises(NoMicrophoneError, match="No microphone was found"):
        find_device(first, plugs.look, plugs.look_anew)


def test_where_there_is_still_none_it_is_said() -> None:
    plugs = Plugs((), ())
    with pytest.raises(AudioError):
        find_device(first, plugs.look, plugs.look_anew)


def test_the_number_of_a_device_holds_until_the_list_is_made_anew() -> None:
    before = device("headset")
    assert start_anew()
    assert before.stale
    assert not any(each.stale for each in list_devices())


def test_without_portaudio_the_way_to_get_it_and_the_ways_around_it_are_named() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", WITHOUT_PORTAUDIO], capture_output=True, text=True, check=True, timeout=60
    )
    microphone, speaker = ran.stdout.splitlines()
    for wanted in ("libportaudio2", "coach demo", "(T)", "coach assess FILE"):
        assert wanted in microphone
    assert speaker == "AudioError"


def test_importing_the_sound_card_does_not_start_portaudio() -> None:
    program = (
        "import coach.audio.microphone, coach.audio.speaker, sys\n"
        "print('sounddevice' in sys.modules, 'soxr' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert ran.stdout == "False False\n"


def test_devices_are_listed_with_at_most_one_default_each_way() -> None:
    devices = list_devices()
    assert sum(device.is_default_input for device in devices) <= 1
    assert sum(device.is_default_output for device in devices) <= 1
    assert all(device.inputs or device.outputs for device in devices)


def test_names_are_those_that_record_and_those_that_play_each_once() -> None:
    both = SoundDevice(1, "Headset", 1, 2, 48_000, is_default_input=False, is_default_output=False)
    speaker = SoundDevice(2, "Speaker", 0, 2, 48_000, is_default_input=False, is_default_output=True)
    assert device_names((device("Built-in"), both, both, speaker)) == (("Built-in", "Headset"), ("Headset", "Speaker"))
