"""Damaged settings: each is read, or refused with the file's name and a way out; a change then loses nothing else.

python tests/faults/settings.py [--runs N] [--seed S]
"""

import random
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from faults.mutating import arguments, mutated, report

from coach.errors import SettingsError
from coach.plain import find_hidden
from coach.settings import Settings, load_settings
from coach.settings_file import write_setting

WHOLE = """\
# My settings.
[recording]
microphone = "USB"        # the good one
limit_seconds = 120
thinking_seconds = 10
keep_recordings = false

[voice]
muted = true
speed = 1.25
volume = 0.5

[weights]
whisper = "tiny.en"

[listening]
hear_fillers = true

[delivery]
pace = false
filled_pauses = ["ehm", "hum"]
filler_phrases = ['at the end of the day', "right"]
hedge_phrases = []

[plan]
start = 2026-03-02
minutes = 30.5

[screen]
theme = "coach-light"
captions = false
calm = true

[keys]
"result.play" = "space,p"
practice.hint = "i"
"""
"""Something in every table, in the different ways in which it can be written."""

STRANGE = (
    "1" * 5000,
    "99999999999999999999",
    "-9223372036854775809",
    "1e400",
    "-inf",
    "nan",
    "0x" + "F" * 40,
    "[" * 3000 + "]" * 3000,
    "{a = " * 200 + "1" + "}" * 200,
    '"a\\u001b[2Jb"',
    '"a\\u202eb"',
    '"a\\u200bb"',
    '"a\\u0000b"',
    '"' + "x" * 100_000 + '"',
    "'''\nmany\nlines\n'''",
    "1979-05-27T07:32:00Z",
    "07:32:00",
    "0001-01-01",
    "true",
    "[]",
    '["", 3, [1], {}]',
    "{}",
    '{x.y.z = 1, "" = 2}',
    "'unended",
    "",
)
"""Values that nobody expects."""

LINES = (
    '"" = 1',
    "a.b.c.d = 1",
    ".".join("a" * 3000) + " = 1",
    "[recording]",
    "[recording.microphone]",
    "[[recording]]",
    "[voice",
    "[keys.result]",
    "recording = 1",
    "voice = {muted = true}",
    'keys."\\u001b[31m" = 3',
    "limit_seconds = 60",
    "\x1b[31m = 1",
    "\ufeff",
    "\x00",
)
"""Lines that nobody expects."""

PATIENCE = 5.0
"""Seconds after which reading and changing 1 kB counts as hung; it takes hundredths of a second."""


def damaged(chance: random.Random) -> bytes:
    """Damage the settings in one way or several."""
    lines = WHOLE.splitlines()
    for _ in range(chance.choice((0, 1, 1, 2, 5))):
        at = chance.randrange(len(lines))
        way = chance.randrange(4)
        if way == 0 and "=" in lines[at]:
            lines[at] = f"{lines[at].partition('=')[0]}= {chance.choice(STRANGE)}"
        elif way == 1:
            lines.insert(at, chance.choice(LINES))
        elif way == 2:
            lines.insert(at, chance.choice(lines))
        else:
            del lines[at]
    text = chance.choice(("\n", "\n", "\r\n")).join(lines)
    data = text.encode(chance.choice(("utf-8", "utf-8", "utf-8", "utf-8-sig", "utf-16", "latin-1")), "replace")
    return mutated(data, chance) if chance.random() < 0.4 else data


def outcome(path: Path) -> str:
    """Read the settings and change one of them: `read` or `refused` where all is well, otherwise what is not."""
    before = path.read_bytes()
    try:
        settings = load_settings(path)
    except SettingsError as error:
        return "refused" if _clear(error, path) else f"unclear: {error}"
    wanted = replace(settings, plan=replace(settings.plan, minutes=45.0))
    try:
        changed = write_setting(path, "plan", "minutes", 45.0)
    except SettingsError as error:
        if path.read_bytes() != before:
            return f"lost: refused, and changed all the same: {error}"
        return "refused" if _clear(error, path) else f"unclear: {error}"
    if changed != wanted or load_settings(path) != wanted:
        return f"lost: {_differences(wanted, changed)}"
    return "read"


def outcomes(seed: int, runs: int) -> Iterator[tuple[int, str]]:
    """Try so many damaged files."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "coach.toml"
        for run in range(runs):
            chance = random.Random(f"{seed} {run}")
            path.write_bytes(damaged(chance))
            began = time.monotonic()
            try:
                found = outcome(path)
            except Exception as error:  # noqa: BLE001 - that is what is looked for
                found = f"uncaught: {type(error).__name__}: {str(error)[:200]}"
            yield run, "hung" if time.monotonic() - began > PATIENCE else found


def _clear(error: SettingsError, path: Path) -> bool:
    return path.name in error.message and bool(error.hint) and not find_hidden(str(error)) and len(str(error)) < 1000


def _differences(wanted: Settings, found: Settings) -> str:
    return ", ".join(name for name in wanted.__slots__ if getattr(wanted, name) != getattr(found, name))


def main() -> int:
    """Print how many files were read, how many refused, and whether anything else happened."""
    kinds = ("read", "refused", "unclear", "lost", "uncaught", "hung")
    return report(arguments("Read and change damaged settings.", 1200).parse_args(), outcomes, "settings", kinds)


if __name__ == "__main__":
    sys.exit(main())
