"""The sound card as a microphone and as a loudspeaker."""

import threading
import time
from typing import Any

from coach.audio.hand_over import Convert, HandOver
from coach.audio.playback import Playback
from coach.audio.portaudio import MEANWHILE, SoundDevice, first_that_opens, list_devices, load_portaudio
from coach.audio.resample import resample
from coach.domain.recording import SAMPLE_RATE, Samples
from coach.errors import AudioError, NoMicrophoneError

__all__ = ["SoundCardMicrophone", "SoundCardSpeaker", "SoundDevice", "list_devices", "open_microphone"]

INPUT_LATENCY = 1.0
"""Seconds of sound that the system keeps for us: the import of a large library can hold Python up for half a second."""

OUTPUT_LATENCY = "high"
"""What the system calls safe for playing. A longer buffer was heard to lose the beginning of the sound, or most of it
after an underrun, where ALSA hands over to PulseAudio; it would also leak the question into an answer begun early."""

PATIENCE_POLLS = 4
"""The microphone is gone when so many looks in a row found no new sound: 2 s."""

FIRST_POLLS = 10
"""The same before the first block, because a sleeping device takes a while to wake up: 5 s."""

POLL_SECONDS = 0.5
"""Time between two looks. Looks are counted rather than seconds: they stand still while Python or the machine does."""

LOST = "The microphone stopped delivering sound."


class SoundCardMicrophone:
    """An input device, started once and stopped once."""

    def __init__(self, device: SoundDevice) -> None:
        """Remember the device; opens nothing."""
        self._device = device
        self._stream: Any = None
        self._hand_over: HandOver | None = None
        self._stopped = threading.Event()

    @property
    def name(self) -> str:
        """The device's name."""
        return self._device.name

    def start(self, hand_over: HandOver) -> None:
        """Begin to record: at 16 kHz mono where the device agrees, else in its own way and made 16 kHz mono.

        Raises:
            NoMicrophoneError: The device refused to open.
        """
        sounddevice = load_portaudio()
        self._hand_over = hand_over

        def callback(block: Samples, _frames: int, _time: object, status: Any) -> None:
            if status.input_overflow:
                hand_over.count_overflow()
            hand_over.put(block)

        def finished() -> None:
            hand_over.close("" if self._stopped.is_set() else LOST)

        def open_stream(rate: int, channels: int) -> Any:
            if rate != SAMPLE_RATE:
                hand_over.expect_rate(rate, to_sixteen_kilohertz(rate))
            return sounddevice.InputStream(
                device=self._device.index,
                samplerate=rate,
                channels=channels,
                dtype="float32",
                latency=INPUT_LATENCY,
                callback=callback,
                finished_callback=finished,
            )

        try:
            self._stream = first_that_opens(self._device, self._device.inputs, SAMPLE_RATE, open_stream)
        except AudioError as error:
            raise NoMicrophoneError(
                f"The microphone “{self.name}” could not be opened: {error.message}",
                f"Check that no other program holds it and that this one may record. {MEANWHILE}",
            ) from error
        threading.Thread(target=self._watch, args=(hand_over,), name="microphone watch", daemon=True).start()

    def stop(self) -> None:
        """Take what the device still has, stop it, and close the hand-over; may take some tenths of a second."""
        if self._stopped.is_set() or self._hand_over is None or self._stream is None:
            return
        hand_over, before = self._hand_over, self._hand_over.seconds
        self._stopped.set()
        last_look = time.monotonic() + INPUT_LATENCY / 2
        while hand_over.seconds == before and not hand_over.closed and time.monotonic() < last_look:
            time.sleep(0.02)
        hand_over.close()
        self._stream.abort(ignore_errors=True)
        self._stream.close(ignore_errors=True)

    def _watch(self, hand_over: HandOver) -> None:
        heard, quiet = 0.0, 0
        while not self._stopped.wait(POLL_SECONDS) and not hand_over.closed:
            quiet = 0 if hand_over.seconds > heard else quiet + 1
            heard = hand_over.seconds
            if quiet >= (PATIENCE_POLLS if heard else FIRST_POLLS):
                hand_over.close(LOST)


class SoundCardSpeaker:
    """An output device, opened anew for every sound."""

    def __init__(self, name_part: str = "", volume: float = 1.0) -> None:
        """Remember the choice; opens nothing.

        Args:
            name_part: Part of the device's name; empty takes the system's choice.
            volume: 0.0 to 1.0.
        """
        self._name_part = name_part
        self._volume = volume
        self._stream: Any = None
        self._playback: Playback | None = None

    @property
    def playing(self) -> bool:
        """Whether sound is still coming out."""
        return self._stream is not None and bool(self._stream.active)

    def play(self, samples: Samples, sample_rate: int) -> None:
        """Begin to play, after stopping whatever plays now.

        Raises:
            AudioError: There is no output device, or it refused to open.
        """
        self.stop()
        sounddevice = load_portaudio()
        device = _find_output(self._name_part)

        def open_stream(rate: int, channels: int) -> Any:
            playback = Playback(resample(samples, sample_rate, rate), rate, self._volume)
            self._playback = playback

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

        self._stream = first_that_opens(device, device.outputs, sample_rate, open_stream)

    def stop(self) -> None:
        """Fade out and close the device; returns at once."""
        stream, playback = self._stream, self._playback
        self._stream = self._playback = None
        if stream is not None and playback is not None:
            playback.cut_short()
            threading.Thread(target=_close_when_over, args=(stream,), name="speaker close", daemon=True).start()


def open_microphone(name_part: str = "") -> SoundCardMicrophone:
    """Find a microphone without starting it.

    Args:
        name_part: Part of its name, in any case; empty takes the system's choice.

    Raises:
        NoMicrophoneError: There is no PortAudio, no input device, or none of that name.
    """
    try:
        inputs = [device for device in list_devices() if device.inputs]
    except AudioError as error:
        raise NoMicrophoneError(error.message, error.hint) from error
    if not inputs:
        raise NoMicrophoneError("No microphone was found.", f"Plug one in and start again. {MEANWHILE}")
    return SoundCardMicrophone(_choose(inputs, name_part, "microphone", NoMicrophoneError))


def _find_output(name_part: str) -> SoundDevice:
    outputs = [device for device in list_devices() if device.outputs]
    if not outputs:
        raise AudioError("No loudspeaker was found.", "Plug one in and start again, or mute the voice with M.")
    return _choose(outputs, name_part, "speaker", AudioError)


def _choose(devices: list[SoundDevice], name_part: str, kind: str, error: type[AudioError]) -> SoundDevice:
    for device in devices:
        chosen = device.is_default_input if kind == "microphone" else device.is_default_output
        if name_part.casefold() in device.name.casefold() if name_part else chosen:
            return device
    if not name_part:
        return devices[0]
    names = ", ".join(f"“{device.name}”" for device in devices)
    raise error(f"No {kind} is named “{name_part}”.", f"Change `{kind}` in coach.toml; there are: {names}.")


def to_sixteen_kilohertz(rate: int) -> Convert:
    """Make a converter for blocks that follow one another, resampled by soxr at its high quality.

    Args:
        rate: Samples a second of the blocks.
    """
    import soxr  # noqa: PLC0415 - heavy

    stream = soxr.ResampleStream(rate, SAMPLE_RATE, 1, dtype="float32")

    def convert(block: Samples, last: bool) -> Samples:
        converted: Samples = stream.resample_chunk(block, last=last)
        return converted

    return convert


def _close_when_over(stream: Any) -> None:
    last_look = time.monotonic() + 2.0
    while stream.active and time.monotonic() < last_look:
        time.sleep(0.02)
    stream.close(ignore_errors=True)
