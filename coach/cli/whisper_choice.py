"""Which of Whisper's weights are used, why, and how to change it, in words for the commands."""

from coach.paths import Paths
from coach.practice.machine_speed import PREFERRED, QUICKER, MachineSpeed
from coach.practice.speed_file import read_speed
from coach.settings import Settings
from coach.wiring import AUTO, this_whisper_machine

MEASURE = "`coach doctor --measure` measures it"


def whisper_choice(paths: Paths, settings: Settings) -> tuple[str, str]:
    """Say which weights hear the answers and why, and how to have others.

    Args:
        paths: Where the measurement is kept.
        settings: What the user chose.
    """
    change = f'To choose, write whisper = "{PREFERRED}" or "{QUICKER}" below [weights] in {paths.settings}'
    change += ", or give --whisper NAME."
    if settings.weights.whisper != AUTO:
        chosen = f'To leave it to the machine\'s speed, write whisper = "{AUTO}" below [weights] in {paths.settings}.'
        return f"Whisper {settings.weights.whisper}, chosen by name", chosen
    speed = read_speed(paths.machine_speed, this_whisper_machine())
    if speed is None:
        return (
            f"Whisper {PREFERRED} or {QUICKER}: this machine's speed is not measured yet",
            f"The first answer or screen does it; {MEASURE} now. {change}",
        )
    return measured_choice(speed), f"{MEASURE} again. {change}"


def measured_choice(speed: MachineSpeed) -> str:
    """Say which weights a measurement speaks for, with its figures."""
    return f"Whisper {speed.weights}: {speed.reason} (measured {speed.measured_at:%Y-%m-%d})"
