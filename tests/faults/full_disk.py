"""Fills a real disk at chosen moments of a recording, and looks whether all of it is there once there is room again.

Usage: python tests/faults/full_disk.py [--runs N] [--seed S]
Needs the right to mount a small file system in memory, which root has.
"""

import argparse
import contextlib
import random
import shutil
import subprocess
import sys
import tempfile
import wave
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

TESTS = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(TESTS))

from fakes import FakeMicrophone, fake_engines

from coach.audio.wav import as_pcm
from coach.bank.bank import load_bank
from coach.domain.recording import SAMPLE_RATE
from coach.paths import shipped_folder
from coach.practice.live_answer import LiveAnswer

SECONDS = 40
"""Length of each answer."""

ROOMY = 64_000
"""Kilobytes of a disk that has room for everything."""


def may_mount() -> bool:
    """Whether this user may mount a file system."""
    if shutil.which("mount") is None:
        return False
    with tempfile.TemporaryDirectory() as folder:
        tried = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder], capture_output=True, check=False
        )
        if tried.returncode == 0:
            subprocess.run(["umount", folder], check=True)
        return tried.returncode == 0


@contextlib.contextmanager
def small_disk(folder: Path, kilobytes: int) -> Iterator[None]:
    """Have a folder on a disk of its own."""
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k,mode=0700", "tmpfs", str(folder)], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def give_room(folder: Path) -> None:
    """Make the disk larger."""
    subprocess.run(["mount", "-o", f"remount,size={ROOMY}k", str(folder)], check=True)


def what_goes_wrong(home: Path, kilobytes: int, sound: np.ndarray, *, elsewhere: bool) -> str:
    """Record an answer on a disk that fills, make room, and compare what is there.

    Args:
        home: A folder that need not exist.
        kilobytes: Room on the disk.
        sound: The answer, shape (n,), 16 kHz.
        elsewhere: Whether the recording is to go to another folder instead of waiting for room.

    Returns:
        What is wrong; empty where nothing is.
    """
    disk = home / "disk"
    home.mkdir(parents=True)
    bank = load_bank(shipped_folder("rubrics"), home / "rubrics")
    with small_disk(disk, kilobytes):
        engines = fake_engines(home, bank, said="weights become exactly zero", samples=sound)
        engines = replace(engines, paths=replace(engines.paths, recordings=disk / "recordings"))
        microphone = FakeMicrophone(sound)
        engines = replace(engines, open_microphone=lambda: microphone)
        live = LiveAnswer("20260301T090000Z-aaaaaa", "l1-vs-l2", engines)
        live.start()
        microphone.delivered.wait(30)
        live.stop()
        heard = [word for words in live.words() for word in words]
        full = live.recording()
        if full.seconds != len(sound) / SAMPLE_RATE:
            return f"only {full.seconds} s were taken"
        if not full.seconds_unwritten or "The disk is full" not in full.problem or "not on disk" not in full.problem:
            return f"the full disk is not told of: {full}"
        if not heard:
            return "no words were heard"
        if elsewhere:
            written = live.write_rest(home / "elsewhere")
        else:
            give_room(disk)
            written = live.write_rest()
        if written.problem or written.seconds_unwritten or written.path is None:
            return f"not all of it is on disk: {written}"
        live.settle(kept=True)
        with wave.open(str(written.path)) as file:
            kept = file.readframes(file.getnframes())
        return "" if kept == as_pcm(sound) else "what is on disk is not what was said"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=10)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    if not may_mount():
        print("full disk: skipped, as this user may not mount a file system")
        return 0
    chance, wrong = random.Random(asked.seed), []
    sound = np.asarray(np.random.default_rng(asked.seed).uniform(-0.5, 0.5, SECONDS * SAMPLE_RATE), np.float32)
    for run in range(asked.runs):
        kilobytes = 12 if run == 0 else chance.randrange(16, SECONDS * 32 - 40)
        with tempfile.TemporaryDirectory() as folder:
            said = what_goes_wrong(Path(folder) / "home", kilobytes, sound, elsewhere=run % 2 == 1)
        if said:
            wrong.append(f"{kilobytes} kB: {said}")
    print(*wrong, f"full disk: {asked.runs} recordings of {SECONDS} s, {len(wrong)} not whole", sep="\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
