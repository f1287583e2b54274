"""Kills a program while it records, again and again, and looks how much of what was said is on the disk.

Usage: python tests/faults/kills.py [--runs N] [--seed S]
"""

import argparse
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
import wave
from pathlib import Path

TESTS = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(TESTS))

from fakes import fake_engines, tone

from coach.audio.hand_over import HandOver
from coach.audio.wav import mend_header, seconds_on_disk
from coach.bank.bank import load_bank
from coach.paths import shipped_folder
from coach.practice.live_answer import LiveAnswer
from coach.practice.unfinished import find_unfinished

MOST_LOST = 1.0
"""Seconds of sound that a kill may cost."""

BLOCK = 0.1
"""Seconds of a block."""


class SteadyMicrophone:
    """Delivers a tone at the speed of a real microphone, and says aloud how much it has delivered."""

    name = "steady"

    def start(self, hand_over: HandOver) -> None:
        threading.Thread(target=self._deliver, args=(hand_over,), daemon=True).start()

    def _deliver(self, hand_over: HandOver) -> None:
        began, blocks = time.monotonic(), 0
        sound = tone(BLOCK)
        while not hand_over.closed:
            hand_over.put(sound)
            blocks += 1
            print(blocks * BLOCK, flush=True)
            time.sleep(max(0.0, began + blocks * BLOCK - time.monotonic()))

    def stop(self) -> None:
        pass


def record(home: Path) -> None:
    """Record until somebody puts an end to it."""
    bank = load_bank(shipped_folder("rubrics"), home / "rubrics")
    engines = fake_engines(home, bank, open_microphone=SteadyMicrophone)
    live = LiveAnswer("20260301T090000Z-aaaaaa", "l1-vs-l2", engines)
    live.start()
    time.sleep(60)


def lost_by_a_kill(home: Path, after: float) -> float:
    """Kill a recording and find it again.

    Args:
        home: A folder of its own.
        after: Seconds of sound before the kill.

    Returns:
        Seconds of sound that had been delivered and cannot be got back.

    Raises:
        ValueError: The recording is not offered, or cannot be read.
    """
    command = [sys.executable, __file__, "--record", str(home)]
    delivered = 0.0
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        for line in program.stdout:
            delivered = float(line) if line.endswith("\n") else delivered
            if delivered >= after:
                program.send_signal(signal.SIGKILL)
    found = find_unfinished(home / "recordings")
    if len(found) != 1:
        raise ValueError(f"{len(found)} recordings are offered")
    mend_header(found[0].path)
    with wave.open(str(found[0].path)) as file:
        whole = file.getnframes() / file.getframerate()
    if whole != seconds_on_disk(found[0].path):
        raise ValueError("the header does not say how much there is")
    return delivered - whole


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=50)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--record", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.record:
        record(asked.record)
        return 0
    chance, lost = random.Random(asked.seed), []
    for _ in range(asked.runs):
        with tempfile.TemporaryDirectory() as home:
            lost.append(lost_by_a_kill(Path(home), chance.uniform(0.7, 3.0)))
    print(f"{len(lost)} kills: {max(lost):.2f} s of sound lost at most, {sum(lost) / len(lost):.2f} s on average")
    return 1 if max(lost) > MOST_LOST else 0


if __name__ == "__main__":
    sys.exit(main())
