from collections.abc import Iterator, Sequence

import pytest

from coach.audio.portaudio import SoundDevice, choose_device, find_device, list_devices, start_anew
from coach.errors import AudioError, NoMicrophoneError


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
