"""Microphones: what one does, the sound card as one, and a check of how loud it is."""

import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from coach.audio.hand_over import CLIPPING_PEAK, FLOOR_DBFS, HandOver
from coach.audio.portaudio import (
    MEANWHILE,
    SoundDevice,
    choose_device,
    close_stream,
    find_device,
    load_portaudio,
    open_device,
)
from coach.audio.resample import to_sixteen_kilohertz
from coach.domain.recording import SAMPLE_RATE, Samples
from coach.errors import AudioError, NoMicrophoneError

INPUT_LATENCY = 1.0
"""Seconds of sound that the system keeps for us: the import of a large library can hold Python up for half a second."""

PATIENCE_POLLS = 4
"""The microphone is gone when so many looks in a row found no new sound: 2 s."""

FIRST_POLLS = 10
"""The same before the first block, because a sleeping device takes a while to wake up: 5 s."""

POLL_SECONDS = 0.5
"""Time between two looks. Looks are counted rather than seconds: they stand still while Python or the machine does."""

LOOK_SECONDS = 0.05
"""How often the level is looked at."""

STOP_LOOK_SECONDS = 0.02
"""How often it is looked whether the device has handed over its last sound: no longer than a usual block."""

LOST = "The microphone stopped delivering sound."


class Microphone(Protocol):
    """A source of 16 kHz mono sound that is started once and stopped once."""

    @property
    def name(self) -> str:
        """The device's name, as the system gives it."""
        ...

    def start(self, hand_over: HandOver) -> None:
        """Begin to put blocks into `hand_over` from the sound card's own thread.

        Raises:
            NoMicrophoneError: The device is missing or refused to open.
        """
        ...

    def stop(self) -> None:
        """Stop the device and close the hand-over; a second call does nothing."""
        ...


class SoundCardMicrophone:
    """An input device, started once and stopped once."""

    def __init__(self, device: SoundDevice, name_part: str = "") -> None:
        """Remember the device; opens nothing.

        Args:
            device: As it was listed.
            name_part: What it was chosen by, for the case that devices have come and gone when it is opened.
        """
        self._device = device
        self._name_part = name_part
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

        def choose(devices: Sequence[SoundDevice]) -> SoundDevice:
            return _choose_input(devices, self._name_part)

        def open_stream(rate: int, options: Mapping[str, Any]) -> Any:
            hand_over.expect_rate(rate, None if rate == SAMPLE_RATE else to_sixteen_kilohertz(rate))
            return sounddevice.InputStream(
                **options,
                latency=INPUT_LATENCY,
                callback=callback,
                finished_callback=finished,
            )

        try:
            opened = open_device(self._device, choose, lambda each: each.inputs, SAMPLE_RATE, open_stream)
            self._device, self._stream = opened
        except NoMicrophoneError:
            raise
        except AudioError as error:
            raise NoMicrophoneError(
                f"The microphone “{self.name}” could not be opened: {error.message}",
                f"Check that no other program is using it and that this one is allowed to record. {MEANWHILE}",
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
            time.sleep(STOP_LOOK_SECONDS)
        hand_over.close()
        close_stream(self._stream)

    def _watch(self, hand_over: HandOver) -> None:
        heard, quiet = 0.0, 0
        while not self._stopped.wait(POLL_SECONDS) and not hand_over.closed:
            quiet = 0 if hand_over.seconds > heard else quiet + 1
            heard = hand_over.seconds
            if quiet >= (PATIENCE_POLLS if heard else FIRST_POLLS):
                hand_over.close(LOST)


def open_microphone(name_part: str = "") -> SoundCardMicrophone:
    """Find a microphone without starting it; one that was plugged in meanwhile is found, too.

    Args:
        name_part: Part of its name, in any case; empty takes the system's choice.

    Raises:
        NoMicrophoneError: There is no PortAudio, no input device, or none of that name.
    """
    try:
        device = find_device(lambda devices: _choose_input(devices, name_part))
    except NoMicrophoneError:
        raise
    except AudioError as error:
        raise NoMicrophoneError(error.message, error.hint) from error
    return SoundCardMicrophone(device, name_part)


def _choose_input(devices: Sequence[SoundDevice], name_part: str) -> SoundDevice:
    inputs = [device for device in devices if device.inputs]
    if not inputs:
        raise NoMicrophoneError("No microphone was found.", f"Plug one in and try again. {MEANWHILE}")
    return choose_device(inputs, name_part, "microphone", NoMicrophoneError)


@dataclass(frozen=True, slots=True)
class LevelCheck:
    """What a microphone delivered."""

    seconds: float
    """Sound that came."""
    loudest_dbfs: float
    """Loudest tenth of a second, in decibels relative to full scale."""
    clipped: bool
    """Whether a sample reached full scale."""
    dropped_blocks: int
    """Blocks that the sound card lost."""
    problem: str
    """Why it ended early, in one sentence; empty when it did not."""


def check_level(microphone: Microphone, seconds: float) -> LevelCheck:
    """Listen for a while.

    Args:
        microphone: Not started yet; it is stopped at the end.
        seconds: How long to listen from the first sound on; as long is waited for it at most.

    Raises:
        NoMicrophoneError: The device refused to open.
    """
    hand_over = HandOver()
    microphone.start(hand_over)
    loudest, clipped = FLOOR_DBFS, False
    ends = time.monotonic() + seconds
    waiting = True
    while time.monotonic() < ends and not hand_over.closed:
        time.sleep(LOOK_SECONDS)
        if waiting and hand_over.seconds > 0:
            waiting, ends = False, time.monotonic() + seconds
        level = hand_over.level()
        loudest = max(loudest, level.rms_dbfs)
        clipped = clipped or level.peak >= CLIPPING_PEAK
    microphone.stop()
    return LevelCheck(hand_over.seconds, loudest, clipped, hand_over.dropped_blocks, hand_over.problem)
