"""What the recogniser may take of this machine: processor threads, and memory that does not grow with every sound."""

import ctypes
import os
import sys
from pathlib import Path

_TOPOLOGY = Path("/sys/devices/system/cpu")

_KERNELS = 16
"""More than one decode needs."""

_MOST_ARENAS = -8
"""glibc's M_ARENA_MAX."""


def physical_cores(topology: Path = _TOPOLOGY) -> int:
    """Count physical cores: two threads on one core make Whisper slower, not quicker.

    Args:
        topology: Where Linux lists which logical processors share a core. On other systems, and where it is missing,
            half of the logical processors are taken: right with two threads a core, and for Apple's fast cores.
    """
    logical = os.cpu_count() or 1
    shared = [path.read_text(encoding="ascii") for path in topology.glob("cpu[0-9]*/topology/thread_siblings_list")]
    cores = len(set(shared)) or max(1, logical // 2)
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else logical
    return max(1, min(cores, allowed))


def recogniser_threads(cores: int) -> int:
    """Return how many threads Whisper gets: half of the cores.

    Writing words is a chain of small steps, in which threads mostly wait for each other. On two cores one thread took
    17.5 s for sound that two took 19 to 22 s for, with 29 s instead of 41 s of processor time, and the other core
    stays free for recording and the screen.

    Args:
        cores: From `physical_cores`.
    """
    return max(1, cores // 2)


def share_one_heap() -> None:
    """Let all threads take memory from one heap; call it before the weights are loaded.

    The C library gives threads heaps of their own, each of which keeps what it once had. Over 28 answers that was
    467 MB at rest and 545 MB at most; with one heap, given back after each answer, 347 and 487 MB. Does nothing
    where the C library is another one than glibc.
    """
    _call("mallopt", _MOST_ARENAS, 1)


def bound_the_kernel_cache() -> None:
    """Let the matrix library keep few of the kernels that it makes; call it before Whisper's library is loaded.

    It makes one for every new length of sound and keeps 1024: over three rounds of segments of all lengths memory grew
    from 271 to 343 MB. With 16 it stayed at 237 MB, and was no slower. What the user has set stays.
    """
    os.environ.setdefault("ONEDNN_PRIMITIVE_CACHE_CAPACITY", str(_KERNELS))


def give_back_memory() -> None:
    """Give unused memory back to the system; takes some milliseconds."""
    _call("malloc_trim", 0)


def _call(name: str, *arguments: int) -> None:
    if sys.platform == "linux":
        function = getattr(ctypes.CDLL(None), name, None)
        if function is not None:
            function(*arguments)
