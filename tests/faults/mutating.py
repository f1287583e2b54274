"""Bytes damaged in the ways in which files are, and what scripts that read such files have in common."""

import argparse
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

NUMBERS = (0, 1, 0x7F, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF, 0x80000000)
"""Numbers that break what reads lengths."""


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Damage a file in one to four places, every fourth near its beginning, where the headers are."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        if changed:
            chance.choice(_WAYS)(changed, chance)
    return bytes(changed)


def _place(data: bytearray, chance: random.Random) -> int:
    reach = chance.choice((64, 512, *[len(data)] * 6))
    return chance.randrange(max(1, min(reach, len(data))))


def _flip(data: bytearray, chance: random.Random) -> None:
    for _ in range(chance.choice((1, 1, 4, 32))):
        data[_place(data, chance)] ^= 1 << chance.randrange(8)


def _overwrite(data: bytearray, chance: random.Random) -> None:
    at, length = _place(data, chance), chance.choice((1, 4, 64, 600))
    data[at : at + length] = chance.randbytes(min(length, len(data) - at))


def _blank(data: bytearray, chance: random.Random) -> None:
    at, length = _place(data, chance), chance.choice((4, 64, 600, 5000))
    data[at : at + length] = bytes(min(length, len(data) - at))


def _number(data: bytearray, chance: random.Random) -> None:
    at, order = _place(data, chance), chance.choice(("little", "big"))
    new = chance.choice((*NUMBERS, chance.getrandbits(32))).to_bytes(4, order)[: len(data) - at]
    data[at : at + len(new)] = new


def _lose(data: bytearray, chance: random.Random) -> None:
    at = _place(data, chance)
    del data[at : at + chance.choice((1, 2, 100, 2000))]


def _repeat(data: bytearray, chance: random.Random) -> None:
    at, source = _place(data, chance), _place(data, chance)
    data[at:at] = data[source : source + chance.choice((1, 27, 500, 4000))]


def _cut(data: bytearray, chance: random.Random) -> None:
    del data[chance.randrange(len(data)) :]


_WAYS = (_flip, _flip, _overwrite, _blank, _number, _number, _lose, _repeat, _cut)


def arguments(about: str, runs: int) -> argparse.ArgumentParser:
    """Say what each script that damages files can be asked for."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--runs", type=int, default=runs)
    parser.add_argument("--seed", type=int, default=1)
    return parser


def report(
    asked: argparse.Namespace,
    outcomes: Callable[[int, int], Iterator[tuple[int, str]]],
    what: str,
    kinds: Sequence[str],
) -> int:
    """Print how many files were read, how many refused, and whatever else happened; gives the exit code.

    Args:
        asked: Runs and seed.
        outcomes: Tries damaged files of a seed, so many; gives each run's number and outcome.
        what: What the files are called.
        kinds: Every outcome, `read` and `refused` among them.
    """
    began, counts = time.monotonic(), Counter[str]()
    for run, found in outcomes(asked.seed, asked.runs):
        counts[found.partition(":")[0]] += 1
        if found not in {"read", "refused"}:
            print(f"run {run}: {found}")
    told = ", ".join(f"{counts[kind]} {kind}" for kind in kinds)
    print(f"{sum(counts.values())} damaged {what}: {told} ({time.monotonic() - began:.0f} s).")
    return 0 if counts["read"] + counts["refused"] == asked.runs else 1
