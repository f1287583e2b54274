"""How much memory this process takes."""

import sys
from pathlib import Path

_STATUS = Path("/proc/self/status")
_MEGABYTE = 1_000_000


def peak_memory_mb() -> float | None:
    """Give the most memory that this process ever took, Python and libraries included, in megabytes.

    On Linux it is VmHWM: the usual ru_maxrss begins at what the process that started this one took. None where the
    system does not tell.
    """
    peak = _kilobytes("VmHWM")
    if peak is not None:
        return peak * 1024 / _MEGABYTE
    try:
        import resource  # noqa: PLC0415 - there is none on Windows
    except ImportError:
        return None
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most * (1 if sys.platform == "darwin" else 1024) / _MEGABYTE


def memory_mb() -> float | None:
    """Give the memory that this process takes now, in megabytes; None where the system does not tell."""
    now = _kilobytes("VmRSS")
    return None if now is None else now * 1024 / _MEGABYTE


def _kilobytes(name: str) -> int | None:
    try:
        lines = _STATUS.read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return None
    return next((int(line.split()[1]) for line in lines if line.startswith(f"{name}:")), None)
