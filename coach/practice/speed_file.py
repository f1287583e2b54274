"""The measured speed of this machine, kept in a small file."""

import json
import logging
import math
import os
import tempfile
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from coach.practice.machine_speed import Machine, MachineSpeed
from coach.private_folder import make_private_folder

_LOG = logging.getLogger(__name__)

_LONGEST = 10_000
"""Bytes; the file is far smaller, and one that is not ours may be huge."""


def read_speed(path: Path, machine: Machine) -> MachineSpeed | None:
    """Read a measurement; None where there is none that holds, so that it is made again.

    Args:
        path: The file; a damaged one is logged and counts as none.
        machine: This machine; a measurement of another one counts as none.
    """
    try:
        with path.open("rb") as file:
            speed = _from_json(file.read(_LONGEST))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, KeyError, OverflowError, RecursionError) as problem:
        _LOG.warning("%s is made again: %s", path, problem)
        return None
    return speed if speed.machine == machine else None


def write_speed(path: Path, speed: MachineSpeed) -> None:
    """Write a measurement, for the owner only; where that fails it is logged, and measured again next time.

    Args:
        path: The file; its folder is made when needed.
        speed: What was measured.
    """
    table = asdict(speed) | {"measured_at": speed.measured_at.isoformat()}
    temporary: Path | None = None
    try:
        make_private_folder(path.parent)
        handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
        temporary = Path(name)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(table, file, indent=2)
        temporary.replace(path)
    except OSError as problem:
        _LOG.warning("%s cannot be written: %s", path, problem)
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def _from_json(content: bytes) -> MachineSpeed:
    table = json.loads(content)
    values = {
        "machine": Machine(**table["machine"]),
        "sound_seconds": float(table["sound_seconds"]),
        "took_seconds": float(table["took_seconds"]),
        "measured_at": datetime.fromisoformat(table["measured_at"]).astimezone(UTC),
    }
    speed = MachineSpeed(**table | values)
    if not (0.0 < speed.sound_seconds < math.inf and 0.0 <= speed.took_seconds < math.inf):
        raise ValueError(f"{speed.took_seconds} s for {speed.sound_seconds} s of sound cannot have been measured")
    return speed
