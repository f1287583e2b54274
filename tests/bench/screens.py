"""How long each screen takes to open over a long history, beside a short one, and what memory that takes.

Usage: python tests/bench/screens.py [ATTEMPTS]
Each screen is opened several times by its key; the time runs until its data is shown. Short is 100 attempts.
"""

import asyncio
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from fakes import fake_engines
from pilots import shown
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Static

from coach.bank.bank import load_bank
from coach.domain.attempt import Attempt
from coach.domain.coverage import Coverage, Verdict
from coach.history import rows
from coach.history.database import writing
from coach.history.history import History
from coach.paths import shipped_folder
from coach.ui.app import CoachApp
from coach.ui.widgets.found_list import FoundList
from coach.ui.widgets.key_point import KeyPoint
from coach.ui.widgets.setting_list import SettingList
from coach.ui.widgets.top_line import TopLine

SHORT, LONG, TIMES = 100, 10_000, 7
BANK = load_bank(shipped_folder("rubrics"), Path("none"))
VERDICTS = tuple(Verdict)


def fill(path: Path, attempts: int) -> Attempt:
    """Make a history: every question in turn, eight answers a day; gives the newest attempt."""
    from pilots import sample_attempt  # noqa: PLC0415

    sample = sample_attempt()
    newest = sample
    with writing(path) as connection:
        for number in range(attempts):
            rubric = BANK.rubrics[number % len(BANK.rubrics)]
            points = tuple(
                replace(sample.coverage.points[0], id=point.id, verdict=VERDICTS[(number + at) % len(VERDICTS)])
                for at, point in enumerate(rubric.key_points)
            )
            newest = replace(
                sample,
                id=f"a{number:06d}",
                question_id=rubric.id,
                question=rubric.question,
                answered_at=sample.answered_at - timedelta(hours=3 * (attempts - number)),
                coverage=Coverage(points),
            )
            rows.insert(connection, newest)
    return newest


Ready = Callable[[Screen[object]], bool]


async def opened(pilot: Pilot[None], keys: tuple[str, ...], ready: Ready) -> float:
    """Press keys; gives the milliseconds from the last one until the screen has its data and is drawn."""
    await pilot.press(*keys[:-1])
    app = pilot.app
    began = time.perf_counter()
    app.simulate_key(keys[-1])
    while not ready(app.screen):
        await asyncio.sleep(0.001)
    drawn = asyncio.Event()
    app.screen.call_after_refresh(drawn.set)
    await drawn.wait()
    return 1000 * (time.perf_counter() - began)


def fact(screen: Screen[object]) -> str:
    """What the first line of a screen says at its right; it is set together with the data."""
    lines = screen.query(TopLine)
    return lines.first().fact if lines else ""


SCREENS: dict[str, tuple[tuple[str, ...], Ready, int]] = {
    "history": (("h",), lambda screen: "and more" in fact(screen) or "100 answers" in fact(screen), 1),
    "result of the newest": (("h", "enter"), lambda screen: bool(screen.query(KeyPoint)), 2),
    "progress": (("p",), lambda screen: bool(screen.query("#practice")) and has_days(screen), 1),
    "missed points": (("m",), lambda screen: "two attempts" in fact(screen), 1),
    "search": (("f",), lambda screen: bool(screen.query(FoundList)), 1),
    "settings": (
        ("s",),
        lambda screen: bool(screen.query(SettingList)) and screen.query_one(SettingList).option_count > 9,
        1,
    ),
}


def has_settings(screen: Screen[object]) -> bool:
    """Whether the list of settings is filled."""
    return any(each.option_count > 1 for each in screen.query(SettingList))


def has_days(screen: Screen[object]) -> bool:
    """Whether the sums of the progress screen are there."""
    visual = screen.query_one("#practice", Static).visual
    return "answers" in str(visual)


async def measure(home: Path, attempts: int) -> tuple[dict[str, list[float]], float]:
    """Open every screen several times; gives the milliseconds, and the memory of the process in MB."""
    engines = fake_engines(home, BANK)
    fill(engines.paths.history, attempts)
    assert History(engines.paths.history).count() == attempts
    times: dict[str, list[float]] = {name: [] for name in SCREENS}
    async with CoachApp(engines).run_test(size=(120, 40)) as pilot:
        while "answered" not in shown(pilot):
            await asyncio.sleep(0.01)
        for _ in range(TIMES):
            for name, (keys, there, depth) in SCREENS.items():
                if name == "result of the newest":
                    await opened(pilot, ("h",), SCREENS["history"][1])
                    times[name].append(await opened(pilot, keys[1:], there))
                else:
                    times[name].append(await opened(pilot, keys, there))
                for _ in range(depth):
                    await pilot.press("escape")
                while "Pick a question" not in shown(pilot):
                    await asyncio.sleep(0.001)
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    memory = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS"))
    return times, memory / 1024


def main() -> None:
    """Print the table."""
    if len(sys.argv) > 2:
        attempts = int(sys.argv[2])
        with tempfile.TemporaryDirectory() as folder:
            times, memory = asyncio.run(measure(Path(folder), attempts))
        for name, each in times.items():
            print(f"{attempts}\t{name}\t{statistics.median(each):.0f}\t{max(each):.0f}")
        print(f"{attempts}\tmemory\t{memory:.0f}\t{memory:.0f}")
        return
    long = int(sys.argv[1]) if len(sys.argv) > 1 else LONG
    tables = {}
    for attempts in (SHORT, long):  # a process each, so that one's memory is not the other's
        out = os.popen(f'"{sys.executable}" "{__file__}" one {attempts}').read()  # noqa: S605 - our own names
        tables[attempts] = {line.split("\t")[1]: line.split("\t")[2:] for line in out.splitlines()}
    print(f"{'ms, median (worst)':<24}{SHORT:>12} attempts{long:>12} attempts   ratio")
    for name, (median, worst) in tables[long].items():
        short, short_worst = tables[SHORT][name]
        unit = " MB" if name == "memory" else ""
        ratio = float(median) / max(1.0, float(short))
        print(f"{name:<24}{short:>12}{unit} ({short_worst}){median:>15}{unit} ({worst})   {ratio:.2f}")


if __name__ == "__main__":
    main()
