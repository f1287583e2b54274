"""How time and memory of everything that is asked of a history grow with it: 100, 10,000 and 100,000 attempts.

Usage: python tests/bench/history_growth.py [ATTEMPTS ...]
Each question is asked in a process of its own, several times; what is printed is the median in milliseconds, and by how
many megabytes the process grew. The last column is the growth of the time from the last but one history to the last,
over that of the number of attempts: 1 is linear, less is better. `anew` is what an older history takes once, when its
schedule is worked out for the first time; the screens work it out behind what they show.
"""

import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from fakes import FakeClock, fake_engines
from screens import BANK, PLAN_DAYS, fill

from coach.domain.attempt import Attempt
from coach.history.database import writing
from coach.history.history import History
from coach.plan.forecast import look_ahead
from coach.practice.engines import Engines
from coach.practice.schedule import find_agenda, find_returns, find_standing
from coach.scoring.trust import counts_fillers
from coach.settings import PlanSettings, Settings

SIZES = (100, 10_000, 100_000)
TIMES = 5
"""How often each question is asked; the median is printed."""
PAGE = 60
"""Attempts on a page of the history."""


def engines_on(home: Path) -> Engines:
    """Engines on a history that is there, its plan begun three weeks ago, at the moment of its last answer."""
    engines = fake_engines(home, BANK)
    newest = engines.history.attempts(limit=1)[0]
    begun = (newest.answered_at - timedelta(days=PLAN_DAYS)).date().isoformat()
    return replace(engines, settings=Settings(plan=PlanSettings(start=begun)), now=FakeClock(newest.answered_at))


def newest_of(history: History) -> Attempt:
    """The last attempt, whole."""
    return history.load(history.attempts(limit=1)[0].id)


def answer(history: History) -> Attempt:
    """Save an answer later than all others."""
    newest = newest_of(history)
    later = replace(newest, id=f"{newest.id}+", answered_at=newest.answered_at + timedelta(minutes=5))
    history.save(later)
    return later


def forget(history: History) -> None:
    """Leave nothing kept, as in a history from before anything was."""
    with writing(history.path) as connection:
        connection.execute("UPDATE heard_questions SET through = NULL")


def nothing(_: Engines) -> None:
    """Prepare nothing."""


def foresee(engines: Engines) -> None:
    """Work out the days to come."""
    agenda = find_agenda(engines)
    look_ahead(agenda.circumstances, agenda.session)


Prepare = Callable[[Engines], object]
Ask = Callable[[Engines], object]

QUESTIONS: dict[str, tuple[Prepare, Ask]] = {
    "home: last attempts": (nothing, lambda engines: engines.history.latest()),
    "home, plan: schedule": (find_agenda, find_agenda),
    "home: the day": (nothing, lambda engines: find_standing(engines, find_agenda(engines))),
    "plan: two weeks": (nothing, foresee),
    "... after an answer": (
        lambda engines: (find_agenda(engines), answer(engines.history)),
        find_agenda,
    ),
    "... after a correction": (
        lambda engines: (find_agenda(engines), engines.history.save(newest_of(engines.history))),
        find_agenda,
    ),
    "... anew": (lambda engines: forget(engines.history), find_agenda),
    "history: first page": (nothing, lambda engines: engines.history.attempts(limit=PAGE)),
    "result: attempt": (nothing, lambda engines: newest_of(engines.history)),
    "result: returns": (
        nothing,
        lambda engines: find_returns(newest_of(engines.history), engines.history, engines.now()),
    ),
    "progress: everything": (nothing, lambda engines: engines.history.progress(counted=counts_fillers)),
    "missed points": (nothing, lambda engines: engines.history.missed()),
    "search: every answer": (nothing, lambda engines: engines.history.search("you get")),
    "save an answer": (nothing, lambda engines: answer(engines.history)),
}
"""What is asked, by the screen that asks; and what is done before, which does not count."""


def rss() -> float:
    """Give the memory of this process in MB."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024


def ask(home: Path, name: str) -> tuple[float, float]:
    """Ask one question several times; gives the median in milliseconds, and by how many MB the process grew."""
    engines = engines_on(home)
    prepare, question = QUESTIONS[name]
    times = []
    prepare(engines)
    before = rss()
    for at in range(TIMES):
        if at:
            prepare(engines)
        began = time.perf_counter()
        question(engines)
        times.append(1000 * (time.perf_counter() - began))
    return statistics.median(times), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 - before


def measured(home: Path, name: str) -> tuple[float, float]:
    """Ask one question in a process of its own."""
    command = [sys.executable, __file__, "ask", str(home), name]
    out = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    found = json.loads(out)
    return found[0], found[1]


def main() -> None:
    """Print the table."""
    if sys.argv[1:2] == ["ask"]:
        print(json.dumps(ask(Path(sys.argv[2]), sys.argv[3])))
        return
    sizes = [int(each) for each in sys.argv[1:]] or list(SIZES)
    with tempfile.TemporaryDirectory() as folder:
        homes = {size: Path(folder) / str(size) for size in sizes}
        megabytes = {}
        for size, home in homes.items():
            path = fake_engines(home, BANK).paths.history
            fill(path, size)
            megabytes[size] = path.stat().st_size / 2**20
        print(f"{'attempts':<24}" + "".join(f"{size:>20,}" for size in sizes) + "   growth")
        print(f"{'file, MB':<24}" + "".join(f"{megabytes[size]:>20.0f}" for size in sizes))
        print(f"{'ms (MB more)':<24}")
        for name in QUESTIONS:
            found = {size: measured(home, name) for size, home in homes.items()}
            cells = "".join(f"{ms:>13.1f} ({mb:>4.0f})" for ms, mb in found.values())
            growth = ""
            if len(sizes) > 1:
                before, last = sizes[-2:]
                growth = f"{found[last][0] / found[before][0] / (last / before):>9.2f}"
            print(f"{name:<24}{cells}{growth}")


if __name__ == "__main__":
    main()
