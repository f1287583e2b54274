"""Loudspeakers: what one does, and the sound card as one, with what it plays next."""

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

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

FADE_SECONDS = 0.01
"""Length of the fade when playing is cut short: enough that no click is heard, too short to be heard itself."""

TAIL_SECONDS = 0.3
"""Silence after the sound: what lies in the system's buffer when a stream ends is thrown away."""

CLOSE_PATIENCE, CLOSE_LOOK_SECONDS = 2.0, 0.02
"""Seconds that a fade may take to come out before the device is closed all the same, and from one look to the next."""

OUTPUT_LATENCY = "high"
"""What the system calls safe for playing. A longer buffer was heard to lose the beginning of the sound, or most of it
after an underrun, where ALSA hands over to PulseAudio; it would also leak the question into an answer begun early."""


class Speaker(Protocol):
    """Plays one sound at a time without making the caller wait."""

    def play(self, samples: Samples, sample_rate: int) -> None:
        """Begin to play, after stopping whatever plays now.

        Args:
            samples: Sound, shape (n,), float32, mono.
            sample_rate: Samples a second.

        Raises:
            AudioError: There is no output device, or it refused to open.
        """
        ...

    def stop(self) -> None:
        """Stop at once; does nothing when nothing plays."""
        ...

    @property
    def playing(self) -> bool:
        """Whether sound is still coming out."""
        ...

    @property
    def position(self) -> float | None:
        """Seconds of the sound that have come out so far; None while nothing plays."""
        ...


class Playback:
    """One sound on its way out, taken block by block from the sound card's thread."""

    def __init__(self, samples: Samples, sample_rate: int, volume: float = 1.0) -> None:
        """Prepare the sound for the card: its volume, and silence behind it.

        Args:
            samples: Shape (n,), mono.
            sample_rate: Samples a second.
            volume: 0.0 to 1.0.
        """
        self._tail = np.zeros(round(TAIL_SECONDS * sample_rate), dtype=np.float32)
        self._fade = round(FADE_SECONDS * sample_rate)
        self._rate = sample_rate
        self._given = 0
        sound = np.clip(samples * np.float32(volume), -1.0, 1.0).astype(np.float32)
        self._samples = np.concatenate((sound, self._tail))
        self._at = 0
        self._cut = False
        self._faded = False

    def cut_short(self) -> None:
        """Fade out from the next block on; may be called from any thread."""
        self._cut = True

    @property
    def over(self) -> bool:
        """Whether nothing is left to play, neither sound nor the silence after it."""
        return self._at >= len(self._samples)

    @property
    def seconds(self) -> float:
        """Seconds that were taken so far, the silence after the sound included; may be read from any thread."""
        return self._given / self._rate

    def fill(self, block: Samples) -> None:
        """Write the next samples, followed by silence where they end.

        Args:
            block: Shape (n, channels); every channel gets the same.
        """
        if self._cut and not self._faded:
            self._fade_out()
        piece = self._samples[self._at : self._at + len(block)]
        self._at += len(piece)
        self._given += len(piece)
        block[: len(piece)] = piece[:, np.newaxis]
        block[len(piece) :] = 0.0

    def _fade_out(self) -> None:
        last = self._samples[self._at : self._at + self._fade]
        ramp = np.linspace(1.0, 0.0, len(last), dtype=np.float32)
        self._samples = np.concatenate((last * ramp, self._tail))
        self._at = 0
        self._faded = True


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
            sound_out: Opens a device and begins to play, as `_begin_sound` does; tests hand in their own.
        """
        self._name_part = name_part
        self._volume = volume
        self._sound_out = sound_out or _begin_sound
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
        """Stop what plays, and make every earlier wish stale; return the number of the new one."""
        with self._lock:
            self._wishes += 1
            wish, sounding, self._sounding = self._wishes, self._sounding, None
        if sounding is not None:
            sounding.cut_short()
        return wish


def _begin_sound(samples: Samples, sample_rate: int, name_part: str, volume: float) -> Sounding:
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

    def open_stream(rate: int, options: Mapping[str, Any]) -> Any:
        playback = Playback(resample(samples, sample_rate, rate), rate, volume)
        playbacks.append(playback)

        def callback(block: Samples, _frames: int, _time: object, _status: object) -> None:
            if playback.over:
                block[:] = 0.0
                raise sounddevice.CallbackStop
            playback.fill(block)

        return sounddevice.OutputStream(
            **options,
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
    last_look = time.monotonic() + CLOSE_PATIENCE
    while stream.active and time.monotonic() < last_look:
        time.sleep(CLOSE_LOOK_SECONDS)
    close_stream(stream)
