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
