"""One very long take: is sound lost, and does memory grow."""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from coach.audio.sound_card_microphone import INPUT_LATENCY
from coach.bench.clip_microphone import ClipMicrophone
from coach.bench.memory import memory_mb, peak_memory_mb
from coach.domain.recording import Samples
from coach.practice.engines import Engines
from coach.practice.take import Take

LOOKS = 60.0
"""Seconds from one look at the memory to the next."""


@dataclass(frozen=True, slots=True)
class Endurance:
    """What a long take showed."""

    seconds: float
    """Length of the recording."""
    blocks: int
    """Blocks played."""
    dropped_blocks: int
    """Those that were lost because nobody took them in time."""
    latest: float
    """Seconds by which the latest block was late."""
    cores: float
    """Processor time over time while recording."""
    words: int
    """Words heard."""
    wait: float
    """Seconds from the stop, which comes in the middle of whatever is being said, to the last word."""
    memory_mb: tuple[float, ...]
    """Memory of the process at the beginning, then every minute, then when every word was there; megabytes."""
    peak_memory_mb: float | None
    """The most that it ever took; None where the system does not tell."""
    problem: str
    """What went wrong while recording; empty when nothing did."""


def endure(
    sounds: Sequence[Samples],
    seconds: float,
    engines: Engines,
    say: Callable[[str], None],
    *,
    speed: float = 1.0,
    looks: float = LOOKS,
) -> Endurance:
    """Record clips in a loop, in one take, while they are being transcribed.

    Args:
        sounds: 16 kHz mono.
        seconds: Time after which the take is stopped.
        engines: Where it is recorded, and the ears; the judge is not used.
        say: Told of each look.
        speed: 1.0 is real time.
        looks: Seconds between two looks at the memory.
    """
    microphone = ClipMicrophone(sounds, patience=INPUT_LATENCY, endless=True, speed=speed)
    take = Take("bench", "bench", replace(engines, open_microphone=lambda: microphone))
    never = threading.Event()
    memory = [memory_mb()]
    began, used = time.perf_counter(), time.process_time()
    take.start()
    while (left := began + seconds - time.perf_counter()) > 0:
        if left > looks / 2:
            never.wait(min(left, looks))
            memory.append(memory_mb())
            say(f"{time.perf_counter() - began:.0f} s recorded, {take.dropped_blocks} blocks dropped")
        else:
            never.wait(left)
    take.stop()
    stopped = time.perf_counter()
    cores = (time.process_time() - used) / (stopped - began)
    words = sum(len(words) for words in take.words())
    wait = time.perf_counter() - stopped
    memory.append(memory_mb())
    recording = take.recording()
    take.settle(kept=False)
    return Endurance(
        seconds=recording.seconds,
        blocks=microphone.blocks,
        dropped_blocks=recording.dropped_blocks,
        latest=microphone.latest,
        cores=cores,
        words=words,
        wait=wait,
        memory_mb=tuple(each for each in memory if each is not None),
        peak_memory_mb=peak_memory_mb(),
        problem=recording.problem,
    )
