"""The door to PortAudio: the only file that imports sounddevice."""

import contextlib
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
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
    listed_at: int = 0
    """How often PortAudio had been started anew when it was listed; its number holds until the next time."""

    @property
    def stale(self) -> bool:
        """Whether PortAudio has been started anew since, so that its number may be another device's."""
        return self.listed_at != _STREAMS.starts


def load_portaudio() -> ModuleType:
    """Return the module sounddevice; the first call starts PortAudio.

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
            "PortAudio, the library that talks to the sound card, is missing.", f"{hint} {MEANWHILE}"
        ) from (error)
    except Exception as error:
        raise AudioError(f"The sound system could not be started: {error}.", MEANWHILE) from error
    module: ModuleType = sounddevice
    return module


class _Streams:
    """Knows the streams that are open: PortAudio may not be started anew below one."""

    def __init__(self) -> None:
        self.turn = threading.RLock()
        self._open: dict[int, Any] = {}
        self._closing = 0
        self.starts = 0

    def opened(self, stream: Any) -> None:
        with self.turn:
            self._open[id(stream)] = stream

    def close(self, stream: Any) -> None:
        """Close a stream; a device may take for ever, which must not keep others waiting."""
        with self.turn:
            self._open.pop(id(stream), None)
            self._closing += 1
        try:
            stream.abort(ignore_errors=True)
            stream.close(ignore_errors=True)
        finally:
            with self.turn:
                self._closing -= 1

    def close_those_that_are_over(self) -> None:
        """Close every stream through which no sound goes any more."""
        with self.turn:
            over = [each for each in self._open.values() if not _is_active(each)]
        for stream in over:
            self.close(stream)

    @property
    def any_left(self) -> bool:
        """Whether a stream is open, or being closed."""
        return bool(self._open) or self._closing > 0


def _is_active(stream: Any) -> bool:
    try:
        return bool(stream.active)
    except Exception:  # noqa: BLE001 - the library's own error, whose class would have to be imported
        return False


_STREAMS = _Streams()


def start_anew() -> bool:
    """Have PortAudio look at the devices again, which it does only when it starts.

    Returns:
        Whether it did; it cannot while sound goes in or out.
    """
    sounddevice = load_portaudio()
    _STREAMS.close_those_that_are_over()
    with _STREAMS.turn:
        if _STREAMS.any_left:
            return False
        with quiet_stderr():
            with contextlib.suppress(sounddevice.PortAudioError):
                sounddevice._terminate()
            with contextlib.suppress(sounddevice.PortAudioError):  # said by whoever lists the devices next
                sounddevice._initialize()
        _STREAMS.starts += 1
    return True


def find_device(
    choose: Callable[[Sequence[SoundDevice]], SoundDevice],
    look: Callable[[], Sequence[SoundDevice]] | None = None,
    look_anew: Callable[[], bool] = start_anew,
) -> SoundDevice:
    """Choose a device; where none is right, look again at what has been plugged in meanwhile.

    Args:
        choose: Chooses one of those there are, or raises an `AudioError`.
        look: Lists the devices.
        look_anew: Has the list made anew, if that can be done now.

    Raises:
        AudioError: None is right.
    """
    look = look or list_devices
    try:
        return choose(look())
    except AudioError:
        if not look_anew():
            raise
    return choose(look())


def close_stream(stream: Any) -> None:
    """Stop a stream at once and give its device back; a second call does nothing."""
    _STREAMS.close(stream)


def list_devices() -> tuple[SoundDevice, ...]:
    """Name every device that the system offers.

    Raises:
        AudioError: PortAudio is missing or does not start.
    """
    sounddevice = load_portaudio()
    with _STREAMS.turn, quiet_stderr():
        try:
            devices = sounddevice.query_devices()
        except sounddevice.PortAudioError as error:
            raise AudioError(f"The sound system could not be started: {error}.", MEANWHILE) from error
        default_input, default_output = sounddevice.default.device
        started = _STREAMS.starts
    return tuple(
        SoundDevice(
            index=index,
            name=str(device["name"]),
            inputs=int(device["max_input_channels"]),
            outputs=int(device["max_output_channels"]),
            default_rate=round(device["default_samplerate"]),
            is_default_input=index == default_input,
            is_default_output=index == default_output,
            listed_at=started,
        )
        for index, device in enumerate(devices)
    )


def device_names(devices: Sequence[SoundDevice]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names of what records and of what plays, each name once."""
    inputs = dict.fromkeys(device.name for device in devices if device.inputs)
    outputs = dict.fromkeys(device.name for device in devices if device.outputs)
    return tuple(inputs), tuple(outputs)


OpenStream = Callable[[int, Mapping[str, Any]], Any]
"""Makes a stream; takes the rate, and the options of sounddevice that name rate, device, channels and sample type."""


def open_device(
    device: SoundDevice,
    choose: Callable[[Sequence[SoundDevice]], SoundDevice],
    channels: Callable[[SoundDevice], int],
    rate: int,
    open_stream: OpenStream,
) -> tuple[SoundDevice, Any]:
    """Open and start a stream; where the device refuses, look again: it may be gone and back, or another one there.

    Args:
        device: What to open at first.
        choose: Chooses one of those there are then, or raises an `AudioError`.
        channels: Tells how many channels a device has.
        rate: Samples a second wanted.
        open_stream: Makes a stream.

    Returns:
        The device that was opened, and its stream.

    Raises:
        AudioError: None opens.
    """
    try:
        return device, _first_that_opens(device, channels(device), rate, open_stream)
    except AudioError:
        if not start_anew():
            raise
    device = choose(list_devices())
    return device, _first_that_opens(device, channels(device), rate, open_stream)


def _first_that_opens(device: SoundDevice, most: int, rate: int, open_stream: OpenStream) -> Any:
    """Open and start a stream in the way wanted, or in the nearest way that the device agrees to.

    Args:
        device: What to open.
        most: Channels that it has.
        rate: Samples a second wanted.
        open_stream: Makes a stream.

    Raises:
        AudioError: The device agrees to none.
    """
    sounddevice = load_portaudio()
    reason = ""
    for tried_rate, channels in _ways(rate, device.default_rate, most):
        stream = None
        try:
            with _STREAMS.turn, quiet_stderr():
                if device.stale:
                    raise AudioError(f"“{device.name}” has been unplugged or moved.", "Try again.")
                options = {"device": device.index, "samplerate": tried_rate, "channels": channels, "dtype": "float32"}
                stream = open_stream(tried_rate, options)
                _STREAMS.opened(stream)
                stream.start()
        except (sounddevice.PortAudioError, ValueError) as error:
            if stream is not None:
                close_stream(stream)
            reason = reason or str(error)
        else:
            return stream
    raise AudioError(f"“{device.name}” could not be opened: {reason}.", "Check that no other program is using it.")


def _ways(rate: int, default_rate: int, most: int) -> Iterator[tuple[int, int]]:
    for each in dict.fromkeys((rate, default_rate)):
        for channels in dict.fromkeys((1, min(2, most), most)):
            yield each, channels


def choose_device(devices: Sequence[SoundDevice], name_part: str, kind: str, error: type[AudioError]) -> SoundDevice:
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
    raise error(f"No {kind} is named “{name_part}”.", f"Change `{kind}` in coach.toml; available: {names}.")
