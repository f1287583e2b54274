"""The sound card as a loudspeaker."""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from coach.audio.playback import Playback
from coach.audio.portaudio import (
    SoundDevice,
    choose_device,
    close_stream,
    find_device,
    load_portaudio,
    open_device,
)
from coach.audio.resample import resample
from coach.domain.recording import Samples
from coach.errors import AudioError

OUTPUT_LATENCY = "high"
"""What the system calls safe for playing. A longer buffer was heard to lose the beginning of the sound, or most of it
after an underrun, where ALSA hands over to PulseAudio; it would also leak the question into an answer begun early."""


@dataclass(frozen=True, slots=True, eq=False)
class Sounding:
    """A sound that is on its way out."""

    stream: Any
    """PortAudio's stream, started."""
    playback: Playback
    """What the stream plays."""

    def cut_short(self) -> None:
        """Fade out and close the device; returns at once."""
        self.playback.cut_short()
        threading.Thread(target=_close_when_over, args=(self.stream,), name="speaker close", daemon=True).start()


class SoundCardSpeaker:
    """An output device, opened anew for every sound; may be used from any thread, and the last wish holds."""

    def __init__(
        self, name_part: str = "", volume: float = 1.0, *, sound_out: Callable[..., Sounding] | None = None
    ) -> None:
        """Remember the choice; opens nothing.

        Args:
            name_part: Part of the device's name; empty takes the system's choice.
            volume: 0.0 to 1.0.
            sound_out: Opens a device and begins to play, as `begin_sound` does; tests hand in their own.
        """
        self._name_part = name_part
        self._volume = volume
        self._sound_out = sound_out or begin_sound
        self._lock = threading.Lock()
        self._wishes = 0
        self._sounding: Sounding | None = None

    @property
    def playing(self) -> bool:
        """Whether sound is still coming out."""
        sounding = self._sounding
        return sounding is not None and bool(sounding.stream.active)

    @property
    def position(self) -> float | None:
        """Seconds of the sound that have come out: what was taken, less what lies in the device's buffer."""
        sounding = self._sounding
        if sounding is None or not sounding.stream.active:
            return None
        return max(0.0, sounding.playback.seconds - float(sounding.stream.latency))

    def play(self, samples: Samples, sample_rate: int) -> None:
        """Begin to play, after stopping whatever plays now; opening the device takes a moment.

        Raises:
            AudioError: There is no output device, or it refused to open.
        """
        wish = self._hush()
        sounding = self._sound_out(samples, sample_rate, self._name_part, self._volume)
        with self._lock:
            still_wanted = wish == self._wishes
            if still_wanted:
                self._sounding = sounding
        if not still_wanted:
            sounding.cut_short()

    def stop(self) -> None:
        """Fade out and close the device, also one that is just being opened; returns at once."""
        self._hush()

    def _hush(self) -> int:
        """Stop what plays, and make every earlier wish stale; gives the number of the new one."""
        with self._lock:
            self._wishes += 1
            wish, sounding, self._sounding = self._wishes, self._sounding, None
        if sounding is not None:
            sounding.cut_short()
        return wish


def begin_sound(samples: Samples, sample_rate: int, name_part: str, volume: float) -> Sounding:
    """Open an output device and begin to play.

    Args:
        samples: Shape (n,), mono.
        sample_rate: Samples a second.
        name_part: Part of the device's name; empty takes the system's choice.
        volume: 0.0 to 1.0.

    Raises:
        AudioError: There is no output device, or it refused to open.
    """
    sounddevice = load_portaudio()
    playbacks: list[Playback] = []

    def choose(devices: Sequence[SoundDevice]) -> SoundDevice:
        return _choose_output(devices, name_part)

    def open_stream(device: SoundDevice, rate: int, channels: int) -> Any:
        playback = Playback(resample(samples, sample_rate, rate), rate, volume)
        playbacks.append(playback)

        def callback(block: Samples, _frames: int, _time: object, _status: object) -> None:
            if playback.over:
                block[:] = 0.0
                raise sounddevice.CallbackStop
            playback.fill(block)

        return sounddevice.OutputStream(
            device=device.index,
            samplerate=rate,
            channels=channels,
            dtype="float32",
            latency=OUTPUT_LATENCY,
            callback=callback,
        )

    device = find_device(choose)
    _, stream = open_device(device, choose, lambda each: each.outputs, sample_rate, open_stream)
    return Sounding(stream, playbacks[-1])


def _choose_output(devices: Sequence[SoundDevice], name_part: str) -> SoundDevice:
    outputs = [device for device in devices if device.outputs]
    if not outputs:
        raise AudioError("No loudspeaker was found.", "Plug one in and try again, or mute the voice with M.")
    return choose_device(outputs, name_part, "speaker", AudioError)


def _close_when_over(stream: Any) -> None:
    last_look = time.monotonic() + 2.0
    while stream.active and time.monotonic() < last_look:
        time.sleep(0.02)
    close_stream(stream)
