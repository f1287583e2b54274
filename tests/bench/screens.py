"""How long each screen takes to open over a long history, beside a short one, and what memory that takes.

Usage: python tests/bench/screens.py [ATTEMPTS]
Each screen is opened several times by its key, and left again. `open` is the time until the screen is drawn for the
first time, with the places held of what is still being read; `filled` is the time until everything is drawn. Short is
100 attempts. Both histories are measured in turns, in processes of their own.
"""

import asyncio
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from fakes import fake_engines
from pilots import sample_attempt, shown
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Static

from coach.bank.bank import load_bank
from coach.domain.attempt import Attempt
from coach.domain.coverage import Coverage, Verdict
from coach.domain.rubric import Difficulty
from coach.domain.sitting import Ask, Sitting, SittingKind
from coach.history import rows
from coach.history.database import writing
from coach.history.history import History
from coach.history.sittings import insert_sitting
from coach.paths import shipped_folder
from coach.practice.engines import Engines
from coach.settings import PlanSettings, Settings
from coach.ui.app import CoachApp, collect_seldom
from coach.ui.page import TopLine
from coach.ui.screens.home import HomeScreen
from coach.ui.screens.search import FoundList
from coach.ui.screens.settings import SettingList
from coach.ui.widgets.key_point import KeyPoint

SHORT, LONG = 100, 10_000
TIMES, ROUNDS = 7, 2
"""How often each screen is opened in one process, and how many processes each history gets; they take turns."""
MOST_MS, MOST_RATIO = 150.0, 1.2
"""What is aimed at: milliseconds until a screen is open, and how much longer than over the short history."""

BANK = load_bank(shipped_folder("rubrics"), Path("none"))
VERDICTS = tuple(Verdict)
PLAN_DAYS = 20
"""Days before the newest attempt on which the four weeks were begun."""
MOCK_EVERY = 20
"""Attempts from one mock interview to the next."""


def fill(path: Path, attempts: int) -> Attempt:
    """Make a history: every question in turn, eight answers a day, a mock now and then; gives the newest attempt."""
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
            if number % MOCK_EVERY == 0:
                insert_sitting(connection, mock_of(newest))
    return newest


def mock_of(attempt: Attempt) -> Sitting:
    """A mock interview of one question."""
    asks, at = (Ask(attempt.question_id, attempt.id),), attempt.answered_at
    return Sitting(f"m-{attempt.id}", SittingKind.MOCK, at, ("concepts",), 10.0, Difficulty.MEDIUM, asks, at)


@dataclass(frozen=True, slots=True)
class Opened:
    """How long one opening took, in milliseconds."""

    open: float
    """Until the screen was drawn for the first time."""
    filled: float
    """Until all of it was there and drawn."""


Ready = Callable[[Screen[object]], bool]


async def drawn(screen: Screen[object]) -> None:
    """Wait until what a screen holds now is drawn."""
    done = asyncio.Event()
    screen.call_after_refresh(done.set)
    await done.wait()


async def until(holds: Callable[[], bool]) -> None:
    """Wait for something without taking the time that it needs."""
    while not holds():
        await asyncio.sleep(0.001)


async def opened(pilot: Pilot[None], key: str, ready: Ready) -> Opened:
    """Press a key that opens another screen, or goes back to one."""
    app, before = pilot.app, pilot.app.screen
    began = time.perf_counter()
    app.simulate_key(key)
    await until(lambda: app.screen is not before and app.screen.is_mounted)
    await drawn(app.screen)
    opened_after = time.perf_counter() - began
    await until(lambda: ready(app.screen))
    await drawn(app.screen)
    return Opened(1000 * opened_after, 1000 * (time.perf_counter() - began))


def fact(screen: Screen[object]) -> str:
    """What the first line of a screen says at its right; it is set together with the data."""
    lines = screen.query(TopLine)
    return lines.first().fact if lines else ""


def has_sums(screen: Screen[object]) -> bool:
    """Whether the sums of the progress screen are there."""
    return bool(screen.query("#practice")) and "answers" in str(screen.query_one("#practice", Static).visual)


def says_when(screen: Screen[object]) -> bool:
    """Whether the points of a result have been told when they come back."""
    return any(point.comes_back for point in screen.query(KeyPoint))


SCREENS: dict[str, tuple[str, Ready]] = {
    "history": ("h", lambda screen: "and more" in fact(screen) or "100 answers" in fact(screen)),
    "progress": ("p", has_sums),
    "missed points": ("m", lambda screen: "two attempts" in fact(screen)),
    "plan": ("l", lambda screen: "minutes a day" in fact(screen)),
    "search": ("f", lambda screen: bool(screen.query(FoundList))),
    "settings": ("s", lambda screen: any(each.option_count > 9 for each in screen.query(SettingList))),
}
"""By what is opened from home: the key, and what says that the data is there."""


async def start(engines: Engines) -> Opened:
    """Start the program with everything loaded already; gives the time until home is drawn, and has today's session."""
    began = time.perf_counter()
    app = CoachApp(engines)
    async with app.run_test(size=(120, 40)):
        await until(lambda: isinstance(app.screen, HomeScreen) and app.screen.is_mounted)
        await drawn(app.screen)
        opened_after = time.perf_counter() - began
        await until(lambda: has_session(app.screen))
        await drawn(app.screen)
        return Opened(1000 * opened_after, 1000 * (time.perf_counter() - began))


def has_session(screen: Screen[object]) -> bool:
    """Whether home knows what was answered and what is to be done today."""
    return isinstance(screen, HomeScreen) and "answered" in fact(screen) and screen.session is not None


async def measure(home: Path, attempts: int) -> tuple[dict[str, list[Opened]], float]:
    """Open every screen several times; gives the times, and the memory of the process in MB."""
    engines = fake_engines(home, BANK)
    newest = fill(engines.paths.history, attempts)
    begun = (newest.answered_at - timedelta(days=PLAN_DAYS)).date().isoformat()
    engines = replace(engines, settings=Settings(plan=PlanSettings(start=begun)))
    assert History(engines.paths.history).count() == attempts
    times: dict[str, list[Opened]] = {name: [] for name in ("home, at the start", "home, after an answer")}
    await start(engines)  # works out what is kept from then on
    for _ in range(TIMES):
        times["home, at the start"].append(await start(engines))
    async with CoachApp(engines).run_test(size=(120, 40)) as pilot:
        await until(lambda: has_session(pilot.app.screen))
        for _ in range(TIMES):
            for name, (key, ready) in SCREENS.items():
                times.setdefault(name, []).append(await opened(pilot, key, ready))
                await back(pilot)
            await opened(pilot, *SCREENS["history"])
            result = await opened(pilot, "enter", says_when)
            times.setdefault("result of the newest", []).append(result)
            await opened(pilot, "escape", lambda _: True)
            newest = replace(newest, id=f"{newest.id}-next", answered_at=newest.answered_at + timedelta(minutes=5))
            engines.history.save(newest)
            home_screen = pilot.app.screen_stack[0]
            assert isinstance(home_screen, HomeScreen)
            before = home_screen.session
            times["home, after an answer"].append(
                await opened(pilot, "escape", lambda _, home=home_screen, old=before: home.session is not old)
            )
            await settled(pilot)
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    memory = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS"))
    return times, memory / 1024


async def back(pilot: Pilot[None]) -> None:
    """Go back to home, and wait until it has read the history again."""
    home = pilot.app.screen_stack[0]
    assert isinstance(home, HomeScreen)
    before = home.session
    await opened(pilot, "escape", lambda _: home.session is not before)
    await settled(pilot)


async def settled(pilot: Pilot[None]) -> None:
    """Make sure that home is shown."""
    await until(lambda: "Pick a question" in shown(pilot))


def in_a_process(attempts: int) -> tuple[dict[str, list[Opened]], float]:
    """Measure one history in a process of its own, so that one's memory is not the other's."""
    command = [sys.executable, __file__, "one", str(attempts)]
    out = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)
    return {name: [Opened(*each) for each in found] for name, found in out["times"].items()}, out["memory"]


def main() -> None:
    """Print the table."""
    if len(sys.argv) > 2:
        collect_seldom()  # as the program does
        with tempfile.TemporaryDirectory() as folder:
            times, memory = asyncio.run(measure(Path(folder), int(sys.argv[2])))
        found = {name: [(each.open, each.filled) for each in some] for name, some in times.items()}
        print(json.dumps({"times": found, "memory": memory}))
        return
    long = int(sys.argv[1]) if len(sys.argv) > 1 else LONG
    times: dict[int, dict[str, list[Opened]]] = {SHORT: {}, long: {}}
    memory: dict[int, float] = {}
    for _ in range(ROUNDS):
        for attempts in (SHORT, long):
            found, memory[attempts] = in_a_process(attempts)
            for name, some in found.items():
                times[attempts].setdefault(name, []).extend(some)
    print(f"{'ms, median':<24}{'open':>8}{'filled':>8}{'open':>10}{'filled':>8}{'ratio of each':>18}")
    print(f"{'':<24}{SHORT:>7} attempts{long:>9} attempts")
    for name, some in times[long].items():
        short_open, short_filled = medians(times[SHORT][name])
        long_open, long_filled = medians(some)
        ratios = long_open / short_open, long_filled / short_filled
        missed = " !" if long_open > MOST_MS or ratios[0] > MOST_RATIO else ""
        missed += " !!" if long_filled > MOST_MS or ratios[1] > MOST_RATIO else ""
        print(
            f"{name:<24}{short_open:>8.0f}{short_filled:>8.0f}{long_open:>10.0f}{long_filled:>8.0f}"
            f"{ratios[0]:>10.2f}{ratios[1]:>8.2f}{missed}"
        )
    print(f"memory, MB {memory[SHORT]:>29.0f}{memory[long]:>18.0f}{memory[long] / memory[SHORT]:>18.2f}")


def medians(times: list[Opened]) -> tuple[float, float]:
    """Give the middle of each of the two times."""
    return statistics.median(each.open for each in times), statistics.median(each.filled for each in times)


if __name__ == "__main__":
    main()
