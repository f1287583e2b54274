"""How many processor cores there are for the recogniser."""

import os
from pathlib import Path

_TOPOLOGY = Path("/sys/devices/system/cpu")


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
    """Say how many threads Whisper gets: half of the cores.

    Writing words is a chain of small steps, in which threads mostly wait for each other. On two cores one thread took
    17.5 s for sound that two took 19 to 22 s for, with 29 s instead of 41 s of processor time, and the other core
    stays free for recording and the screen.

    Args:
        cores: From `physical_cores`.
    """
    return max(1, cores // 2)
