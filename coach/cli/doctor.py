"""`coach doctor`: is everything here that a sitting needs, and what to do where it is not."""

import argparse
import os
import platform
import shutil
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version

from coach import __version__
from coach.audio.microphone import LevelCheck, check_level, open_microphone
from coach.audio.portaudio import list_devices
from coach.bank.bank import load_bank
from coach.cli.models import Finding, judge_choice, measured_choice, whisper_choice
from coach.cli.restore import repair
from coach.domain.damage import MEND, Damage
from coach.errors import CoachError
from coach.history.copies import list_copies
from coach.history.mending import Health, examine
from coach.paths import Paths, find_paths, shipped_folder
from coach.plain import plain
from coach.practice.fitting_transcriber import measure_again
from coach.settings import Settings, load_settings
from coach.telemetry import cache_of_libraries, remove_left_behind
from coach.weights.catalogue import shipped_catalogue
from coach.weights.inventory import inventory
from coach.wiring import AUTO, build_engines, speed_test
from coach.wording import count

CHECK_SECONDS = 3.0
"""Length of the microphone check."""


SILENT_DBFS = -60.0
"""Loudest moment below which the microphone hears nothing at all."""


SPEECH_DBFS = -40.0
"""Loudest moment that speech reaches at a usual distance."""


LEAST_FREE = 500_000_000
"""Bytes free that assembling the weights and a few hundred recordings need."""


PACKAGES = (
    "faster-whisper",
    "ctranslate2",
    "sentence-transformers",
    "torch",
    "sounddevice",
    "textual",
    "numpy",
    "hibari-tts",
)
"""What the versions are asked of."""


def run(arguments: argparse.Namespace) -> int:
    """Print every finding, or repair the history; 1 when any finding is bad."""
    paths = find_paths()
    if arguments.repair:
        return repair(paths, sure=arguments.yes)
    bad = 0
    for finding in _look(paths, listen=not arguments.quick, measure=getattr(arguments, "measure", False)):
        print(f"{'ok  ' if finding.good else 'look'}  {plain(finding.what)}")
        if finding.advice:
            print(f"      {plain(finding.advice)}")
        bad += not finding.good
    print(
        "Everything is ready."
        if not bad
        else f"{count(bad, 'thing')} to look at. `coach demo` runs without a microphone."
    )
    return 1 if bad else 0


def _look(paths: Paths, *, listen: bool, measure: bool) -> Iterator[Finding]:
    yield Finding(True, f"coach {__version__}, Python {platform.python_version()}, {platform.system()}")
    yield Finding(True, ", ".join(f"{name} {_version(name)}" for name in PACKAGES))
    settings = Settings()
    try:
        settings = load_settings(paths.settings)
        yield Finding(
            True, f"settings: {paths.settings}{'' if paths.settings.exists() else ' (not there; using the defaults)'}"
        )
    except CoachError as error:
        yield Finding(False, error.message, error.hint)
    if removed := remove_left_behind(cache_of_libraries(), paths.readings.with_name("telemetry-removed")):
        yield Finding(True, removed)
    yield from _folders(paths)
    yield from _questions(paths)
    yield from _history(paths)
    yield from _weights(paths)
    yield from judge_choice(paths, settings)
    yield _speed(paths, settings, measure=measure)
    yield from _devices()
    if listen:
        yield _listen(settings)


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "missing"


def _folders(paths: Paths) -> Iterator[Finding]:
    for folder in dict.fromkeys(paths.folders):
        present = folder
        while not present.exists():
            present = present.parent
        if not os.access(present, os.W_OK | os.X_OK):
            yield Finding(
                False, f"{folder} cannot be written to.", f"Fix the permissions of {present}, or set COACH_HOME."
            )
    free = shutil.disk_usage(_existing(paths)).free
    enough = free >= LEAST_FREE
    yield Finding(
        enough,
        f"data in {paths.history.parent}, {free / 1e9:.1f} GB free",
        "" if enough else f"Free up some space: {LEAST_FREE / 1e9:.1f} GB is needed.",
    )


def _existing(paths: Paths) -> str:
    folder = paths.history.parent
    while not folder.exists():
        folder = folder.parent
    return str(folder)


def _questions(paths: Paths) -> Iterator[Finding]:
    bank = load_bank(shipped_folder("rubrics"), paths.rubrics)
    yield Finding(
        bool(bank.rubrics), count(len(bank.rubrics), "question"), "" if bank.rubrics else "Install coach again."
    )
    for problem in bank.problems:
        yield Finding(False, problem.message, problem.hint)


def _history(paths: Paths) -> Iterator[Finding]:
    try:
        health = examine(paths.history) if paths.history.exists() else Health(0, Damage(), pages_sound=True)
        what = f"{count(health.attempts, 'attempt')} in the history"
        lost = health.damage.describe() or ("" if health.pages_sound else "its file is damaged")
        yield Finding(health.sound, f"{what}; {lost}" if lost else what, MEND if lost else "")
    except (CoachError, OSError) as error:
        found = error if isinstance(error, CoachError) else CoachError(f"{paths.history} cannot be read: {error}.")
        yield Finding(False, found.message, found.hint)
    copies = list_copies(paths.copies)
    if copies:
        kept = count(len(copies), "copy", "copies")
        yield Finding(True, f"{kept} of the history, the newest of {copies[0].day}; see `coach restore`")


def _weights(paths: Paths) -> Iterator[Finding]:
    for weight in inventory(shipped_catalogue().weights, paths.weights):
        advice = "" if weight.verified else "`coach models` shows where they belong; install coach again to get them."
        yield Finding(weight.verified, f"weights {weight.name}: {weight.state}", advice)


def _speed(paths: Paths, settings: Settings, *, measure: bool) -> Finding:
    """Return which of Whisper's weights suit this machine; measures that again where it is wanted."""
    if not measure:
        return Finding(True, *whisper_choice(paths, settings))
    try:
        test = speed_test(paths, settings, build_engines(paths, settings).voice)
        speed = measure_again(test, lambda line: print(f"      {plain(line)}", file=sys.stderr, flush=True))
    except CoachError as error:
        return Finding(False, error.message, error.hint)
    _, change = whisper_choice(paths, settings)
    chosen = settings.weights.whisper
    return Finding(
        True, measured_choice(speed) + ("" if chosen == AUTO else f", but {chosen} is chosen by name"), change
    )


def _devices() -> Iterator[Finding]:
    try:
        devices = list_devices()
    except CoachError as error:
        yield Finding(False, error.message, error.hint)
        return
    for heading, kind in (("microphones", "inputs"), ("loudspeakers", "outputs")):
        names = [device.name for device in devices if getattr(device, kind) > 0]
        yield Finding(
            bool(names),
            f"{heading}: {', '.join(names) or 'none'}",
            "" if names else "Plug one in; until then type answers with T, or use `coach assess FILE`.",
        )


def _listen(settings: Settings) -> Finding:
    """Record three seconds and judge the loudest moment."""
    try:
        microphone = open_microphone(settings.recording.microphone)
        print(f"      Listening to {microphone.name} for {CHECK_SECONDS:.0f} s: say something.", file=sys.stderr)
        heard = check_level(microphone, CHECK_SECONDS)
    except CoachError as error:
        return Finding(False, error.message, error.hint)
    return judge_level(microphone.name, heard)


def judge_level(name: str, heard: LevelCheck) -> Finding:
    """Return what a microphone check means.

    Args:
        name: The microphone's.
        heard: What it delivered.
    """
    what = f"microphone {name}: {heard.seconds:.1f} s, loudest moment {heard.loudest_dbfs:.0f} dBFS"
    another = "or choose another in coach.toml: recording.microphone"
    checks = (
        (bool(heard.problem), f" ({heard.problem})", f"Plug it in again, {another}."),
        (
            heard.dropped_blocks > 0,
            f", {count(heard.dropped_blocks, 'block')} lost",
            "Close what keeps the processor busy.",
        ),
        (heard.clipped, ", too loud", "Turn the input level down, or sit further away."),
        (heard.loudest_dbfs < SILENT_DBFS, ", silent", f"Unmute it, {another}."),
        (heard.loudest_dbfs < SPEECH_DBFS, ", quiet", "If you did speak: turn the input level up, or sit closer."),
    )
    for bad, remark, advice in checks:
        if bad:
            return Finding(False, what + remark, advice)
    return Finding(True, what)
