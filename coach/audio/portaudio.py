"""The door to PortAudio: the only file that imports sounddevice."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from coach.audio.quiet import quiet_stderr
from coach.errors import AudioError

MEANWHILE = "Meanwhile `coach demo`, typed answers (T) and `coach assess FILE` work without one."
"""What works without any sound card."""


@dataclass(frozen=True, slots=True)
class SoundDevice:
    """One device as the system names it."""

    index: int
    """PortAudio's number of it; changes when devices come and go."""
    name: str
    """The device's name."""
    inputs: int
    """Channels it records; 0 for a loudspeaker."""
    outputs: int
    """Channels it plays; 0 for a microphone."""
    default_rate: int
    """Samples a second that it likes best."""
    is_default_input: bool
    """Whether it is the system's choice for recording."""
    is_default_output: bool
    """Whether it is the system's choice for playing."""


def load_portaudio() -> ModuleType:
    """Give the module sounddevice; the first call starts PortAudio.

    Raises:
        AudioError: PortAudio is missing or does not start.
    """
    try:
        with quiet_stderr():
            import sounddevice  # noqa: PLC0415 - starts PortAudio
    except OSError as error:
        hint = (
            "On Debian or Ubuntu run `apt-get install -y libportaudio2`; elsewhere install sounddevice again with pip."
        )
        raise AudioError(
            "PortAudio, which the sound card is reached through, is missing.", f"{hint} {MEANWHILE}"
        ) from (error)
    except Exception as error:
        raise AudioError(f"The sound system does not start: {error}.", MEANWHILE) from error
    module: ModuleType = sounddevice
    return module


def list_devices() -> tuple[SoundDevice, ...]:
    """Name every device that the system offers.

    Raises:
        AudioError: PortAudio is missing or does not start.
    """
    sounddevice = load_portaudio()
    with quiet_stderr():
        devices = sounddevice.query_devices()
        default_input, default_output = sounddevice.default.device
    return tuple(
        SoundDevice(
            index=index,
            name=str(device["name"]),
            inputs=int(device["max_input_channels"]),
            outputs=int(device["max_output_channels"]),
            default_rate=round(device["default_samplerate"]),
            is_default_input=index == default_input,
            is_default_output=index == default_output,
        )
        for index, device in enumerate(devices)
    )


def first_that_opens(device: SoundDevice, most: int, rate: int, open_stream: Callable[[int, int], Any]) -> Any:
    """Open and start a stream in the way wanted, or in the nearest way that the device agrees to.

    Args:
        device: What to open.
        most: Channels that it has.
        rate: Samples a second wanted.
        open_stream: Makes a stream of a rate and a number of channels.

    Raises:
        AudioError: The device agrees to none.
    """
    sounddevice = load_portaudio()
    reason = ""
    for tried_rate, channels in _ways(rate, device.default_rate, most):
        stream = None
        try:
            with quiet_stderr():
                stream = open_stream(tried_rate, channels)
                stream.start()
        except (sounddevice.PortAudioError, ValueError) as error:
            if stream is not None:
                stream.close(ignore_errors=True)
            reason = reason or str(error)
        else:
            return stream
    raise AudioError(f"“{device.name}” refused: {reason}.", "Check that no other program holds it.")


def _ways(rate: int, default_rate: int, most: int) -> Iterator[tuple[int, int]]:
    for each in dict.fromkeys((rate, default_rate)):
        for channels in dict.fromkeys((1, min(2, most), most)):
            yield each, channels


def choose_device(devices: list[SoundDevice], name_part: str, kind: str, error: type[AudioError]) -> SoundDevice:
    """Find the device that the user named, or the system's choice.

    Args:
        devices: At least one.
        name_part: Part of its name, in any case; empty takes the system's choice, or the first.
        kind: `microphone` or `speaker`, as in coach.toml.
        error: Raised where no device has that name.
    """
    for device in devices:
        chosen = device.is_default_input if kind == "microphone" else device.is_default_output
        if name_part.casefold() in device.name.casefold() if name_part else chosen:
            return device
    if not name_part:
        return devices[0]
    names = ", ".join(f"“{device.name}”" for device in devices)
    raise error(f"No {kind} is named “{name_part}”.", f"Change `{kind}` in coach.toml; there are: {names}.")
