"""Takes the microphone away while it records, gives it back, and records again, all in one program.

Usage: python tests/faults/microphone.py
Needs pulseaudio, of which this user's is stopped and started.
"""

import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

TESTS = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(TESTS))

from fakes import fake_engines

from coach.audio.microphone import LOST, open_microphone
from coach.audio.wav import seconds_on_disk
from coach.bank.bank import load_bank
from coach.errors import NoMicrophoneError
from coach.paths import shipped_folder
from coach.practice.live_answer import LiveAnswer

PATIENCE = 15.0
"""Seconds that anything may take."""


def unplug() -> None:
    """Take every device away."""
    subprocess.run(["pulseaudio", "--kill"], capture_output=True, check=False)
    time.sleep(1)


def plug_in() -> None:
    """Give one back."""
    subprocess.run(["pulseaudio", "--start", "--exit-idle-time=-1"], capture_output=True, check=True)
    subprocess.run(["pactl", "load-module", "module-null-sink", "sink_name=mic"], capture_output=True, check=True)
    subprocess.run(["pactl", "set-default-source", "mic.monitor"], check=True)


def main() -> int:
    if shutil.which("pulseaudio") is None:
        print("microphone: skipped, as pulseaudio is not installed")
        return 0
    unplug()
    try:
        open_microphone()
    except NoMicrophoneError:
        print("ok: without a device it is said that there is none")
    else:
        print("microphone: skipped, as this machine has one that does not go away")
        return 0
    plug_in()
    with tempfile.TemporaryDirectory() as folder:
        engines = fake_engines(Path(folder), load_bank(shipped_folder("rubrics"), Path(folder) / "rubrics"))
        engines = replace(engines, open_microphone=open_microphone)
        first = LiveAnswer("20260301T090000Z-aaaaaa", "l1-vs-l2", engines)
        first.start()
        print("ok: one that was plugged in after the start records")
        time.sleep(5)
        unplug()
        ends = time.monotonic() + PATIENCE
        while first.running and time.monotonic() < ends:
            time.sleep(0.1)
        kept = first.recording()
        if kept.problem != LOST or kept.path is None or seconds_on_disk(kept.path) < 1:
            print(f"microphone: after it vanished: {kept}")
            return 1
        print(f"ok: it vanished, and {kept.seconds:.1f} s are kept")
        plug_in()
        second = LiveAnswer("20260301T090100Z-bbbbbb", "l1-vs-l2", engines)
        second.start()
        time.sleep(5)
        second.stop()
        again = second.recording()
        if again.problem or again.seconds < 1:
            print(f"microphone: after it came back: {again}")
            return 1
        print(f"ok: it came back, and {again.seconds:.1f} s are recorded")
    return 0


if __name__ == "__main__":
    sys.exit(main())
