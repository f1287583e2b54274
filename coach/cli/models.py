"""`coach models`: the weights, where they are, whether they are intact, and which of them are used."""

import argparse
from dataclasses import dataclass
from pathlib import Path

from coach.errors import CoachError
from coach.paths import Paths, find_paths
from coach.plain import plain
from coach.practice.fitting_transcriber import PREFERRED, QUICKER, MachineSpeed, read_speed
from coach.settings import Settings, load_settings
from coach.weights.catalogue import Catalogue, shipped_catalogue
from coach.weights.inventory import as_text, delta_card, inventory
from coach.weights.locate import find_origin
from coach.wiring import AUTO, this_whisper_machine, with_weights

MEASURE = "`coach doctor --measure` measures it"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found."""

    good: bool
    """Whether it is as it should be."""
    what: str
    """What was found."""
    advice: str = ""
    """What to do about it; for what is good, how to have it otherwise."""


def run(arguments: argparse.Namespace) -> int:
    """Print every known weight, which of them are in use, and the checksums of those that are shipped."""
    paths, catalogue = find_paths(), shipped_catalogue()
    print("\n".join(weights_with_places(catalogue, paths.weights)), end="\n\n")
    for line in _used(paths, getattr(arguments, "whisper", None), getattr(arguments, "embedder", None)):
        print(plain(line))
    print("\nSHA-256 of every file, checked before it is used:")
    print("\n".join(checksums(catalogue)))
    return 0


def weights_with_places(catalogue: Catalogue, weights_folder: Path) -> list[str]:
    """Return what all weights and the deltas to them are, where they lie, and whether they are intact.

    Args:
        catalogue: What comes with the program.
        weights_folder: The user's folder of weights.
    """
    return [as_text(inventory(catalogue.weights, weights_folder)), *map(delta_card, catalogue.deltas)]


def checksums(catalogue: Catalogue) -> list[str]:
    """List the SHA-256 of every file of a catalogue, in the manner of `sha256sum`."""
    files = [(file.sha256, f"{weight.name}/{file.path}") for weight in catalogue.weights for file in weight.files]
    made = [(delta.sha256, delta.path.name) for delta in catalogue.deltas]
    return [f"{digest}  {name}" for digest, name in (*files, *made)]


def judge_choice(paths: Paths, settings: Settings) -> tuple[Finding, ...]:
    """Return which embedder and which reader judge answers, and who has a second vote.

    Args:
        paths: Where downloads are kept.
        settings: What the user chose.
    """
    found = (_embedder(settings.weights.embedder, paths), _reader())
    second = _second_vote(settings.weights.second_vote, paths)
    return found if second is None else (*found, second)


def whisper_choice(paths: Paths, settings: Settings) -> tuple[str, str]:
    """Return which weights hear the answers and why, and how to have others.

    Args:
        paths: Where the measurement is kept.
        settings: What the user chose.
    """
    change = f'To choose, write whisper = "{PREFERRED}" or "{QUICKER}" below [weights] in {paths.settings}'
    change += ", or give --whisper NAME."
    if settings.weights.whisper != AUTO:
        chosen = f'To choose by the machine\'s speed, write whisper = "{AUTO}" below [weights] in {paths.settings}.'
        return f"Whisper {settings.weights.whisper}, chosen by name", chosen
    speed = read_speed(paths.machine_speed, this_whisper_machine())
    if speed is None:
        return (
            f"Whisper {PREFERRED} or {QUICKER}: this machine's speed has not been measured yet",
            f"It will be measured with the first answer or screen; {MEASURE} now. {change}",
        )
    return measured_choice(speed), f"{MEASURE} again. {change}"


def measured_choice(speed: MachineSpeed) -> str:
    """Return which weights a measurement suggests, with its figures."""
    return f"Whisper {speed.weights}: {speed.reason} (measured {speed.measured_at:%Y-%m-%d})"


def _used(paths: Paths, whisper: str | None, embedder: str | None) -> list[str]:
    try:
        settings = with_weights(load_settings(paths.settings), whisper, embedder)
    except CoachError as error:
        return [f"Cannot tell which ones are in use: {error.message}", error.hint]
    choice, change = whisper_choice(paths, settings)
    lines = [f"In use: {choice}.", change]
    for finding in judge_choice(paths, settings):
        lines += [f"In use: {finding.what}." if finding.good else finding.what, finding.advice]
    return [line for line in lines if line]


def _embedder(choice: str, paths: Paths) -> Finding:
    try:
        found = find_origin("embedder", choice, paths.weights)
    except CoachError as error:
        return Finding(False, error.message, error.hint)
    return Finding(True, f"embedder {found.name}, {found.words}")


def _reader() -> Finding:
    try:
        reader = shipped_catalogue().reader
    except CoachError as error:
        return Finding(False, error.message, error.hint)
    if not reader.intact:
        return Finding(
            False, f"reader {reader.name}, {reader.path}, is missing or damaged", "Install the program again."
        )
    return Finding(True, f"reader {reader.name}, made of {reader.base}")


def _second_vote(choice: str, paths: Paths) -> Finding | None:
    if not choice:
        return None
    try:
        found = find_origin("nli", choice, paths.weights)
    except CoachError as error:
        return Finding(False, error.message, f'{error.hint} Or write second_vote = "" in {paths.settings}.'.lstrip())
    return Finding(True, f"second vote about contradictions: {found.name}, {found.words}")
