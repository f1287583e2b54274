"""Two programs that change settings at the same moment: every change of both survives.

python tests/faults/two_programs.py [--runs N] [--seed S]
"""

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from coach.settings import load_settings
from coach.settings_file import write_setting

PATIENCE = 120.0
"""Seconds after which the two count as hung; together they take about one."""


def names(program: int, runs: int) -> list[str]:
    """The keys that a program sets."""
    return [f"result.key{program}x{number}" for number in range(runs)]


def change_all(path: Path, program: int, runs: int, go: float) -> None:
    """Set one key after the other, from a given moment on."""
    time.sleep(max(0.0, go - time.time()))
    for name in names(program, runs):
        write_setting(path, "keys", name, "x")


def lost(runs: int) -> tuple[int, int, bool]:
    """Let two programs change the same file; gives changes lost, programs that failed, and whether a comment stayed."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "coach.toml"
        path.write_text("# mine\n[voice]\nmuted = true\n", encoding="utf-8")
        go = str(time.time() + 1.0)
        command = [sys.executable, __file__, "--change", str(path)]
        programs = [subprocess.Popen([*command, str(number), str(runs), go]) for number in (1, 2)]
        failed = sum(each.wait(PATIENCE) != 0 for each in programs)
        settings = load_settings(path)
        missing = {*names(1, runs), *names(2, runs)} - settings.keys.keys()
        intact = settings.voice.muted and path.read_text(encoding="utf-8").startswith("# mine\n")
        return len(missing), failed, intact and [each.name for each in path.parent.iterdir()] == [path.name]


def main() -> int:
    """Print how many changes were lost."""
    parser = argparse.ArgumentParser(description="Change settings from two programs at once.")
    parser.add_argument("--runs", type=int, default=100, help="changes of each program")
    parser.add_argument("--seed", type=int, default=1, help="of no use here: the two race each other")
    parser.add_argument("--change", nargs=4, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.change:
        path, program, runs, go = chosen.change
        change_all(Path(path), int(program), int(runs), float(go))
        return 0
    missing, failed, intact = lost(chosen.runs)
    what = "the rest intact" if intact else "the rest NOT intact"
    print(f"{2 * chosen.runs} changes by two programs at once: {missing} lost, {failed} failed, {what}.")
    return 1 if missing or failed or not intact else 0


if __name__ == "__main__":
    sys.exit(main())
