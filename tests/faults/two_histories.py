"""Two programs at once in one history: what both save is there, a short wait is waited out, a long one loses nothing.

python tests/faults/two_histories.py [--runs 40] [--seed 1] [--hold 2.0]
"""

import argparse
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from coach.domain.attempt import AnswerKind, Attempt
from coach.domain.coverage import Coverage
from coach.domain.scorecard import Scorecard
from coach.domain.transcript import typed_transcript
from coach.errors import HistoryError
from coach.history.copies import keep_copy, list_copies, restore_copy
from coach.history.history import History
from coach.history.mending import examine
from coach.practice.draft import Draft
from coach.practice.unfinished import find_unfinished_texts

NINE = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)

WRITERS = 2


def an_attempt(name: str, number: int) -> Attempt:
    """A typed answer."""
    return Attempt(
        id=f"{name}-{number:04d}",
        question_id="question",
        question="Why?",
        answered_at=NINE + timedelta(minutes=number),
        kind=AnswerKind.TYPED,
        transcript=typed_transcript(f"{name} says {number} times because " + "word " * 50),
        delivery=None,
        coverage=Coverage(()),
        scorecard=Scorecard(number % 100, ()),
        rubric_version="0123456789ab",
        weights={},
    )


def write(path: Path, name: str, runs: int, seed: int) -> int:
    """Save so many answers, read in between, and copy the history now and then: one of the two programs."""
    chance = random.Random(f"{name}{seed}")
    history = History(path)
    failed = 0
    for number in range(runs):
        try:
            history.save(an_attempt(name, number))
            if chance.random() < 0.3:
                history.attempts()
            if chance.random() < 0.2:
                revised = replace(history.load(f"{name}-{number:04d}"), problem="revised")
                history.save(revised)
            if chance.random() < 0.1:
                keep_copy(path, path.parent / f"copies-{name}", date(2026, 3, 1) + timedelta(days=number))
        except HistoryError as error:
            failed += 1
            print(f"{name}: {error}", file=sys.stderr)
    return failed


def together(folder: Path, runs: int, seed: int) -> tuple[int, int]:
    """Let two programs write at once into a history that neither has made; give what is missing and what failed."""
    path = folder / "data" / "history.db"
    programs = [
        subprocess.Popen([sys.executable, __file__, "--write", str(path), f"program-{which}", str(runs), str(seed)])
        for which in range(WRITERS)
    ]
    failed = sum(program.wait(timeout=300) for program in programs)
    found = {each.id for each in History(path).attempts(limit=runs * WRITERS + 1)}
    wanted = {f"program-{which}-{number:04d}" for which in range(WRITERS) for number in range(runs)}
    assert examine(path).sound, "the history is damaged"
    for which in range(WRITERS):
        for copy in list_copies(path.parent / f"copies-program-{which}"):
            assert examine(copy.path).sound, f"{copy.path} is damaged"
    return len(wanted - found), failed


def held(folder: Path, seconds: float) -> bool:
    """Save while another program holds the history for a while; says whether the save waited and was done."""
    path = folder / "held" / "history.db"
    history = History(path)
    history.save(an_attempt("before", 0))
    holding = _hold(path, seconds)
    began = time.monotonic()
    history.save(an_attempt("after", 1))
    waited = time.monotonic() - began
    holding.wait(timeout=60)
    return history.count() == 2 and waited > seconds / 2


def held_too_long(folder: Path) -> bool:
    """Save while another program does not let go: the answer stays on disk, is offered, and a retry keeps it."""
    path = folder / "long" / "history.db"
    history = History(path)
    history.save(an_attempt("before", 0))
    answer = an_attempt("after", 1)
    draft = Draft(path.parent / "drafts", answer.id, answer.question_id, NINE)
    draft.text = answer.transcript.text
    draft.put_aside()
    holding = _hold(path, 3600.0)
    try:
        history.save(answer)
    except HistoryError as error:
        refused = "in use" in error.message and bool(error.hint)
    else:
        refused = False
    try:
        restore_copy_refused = _restore_is_refused(folder, path)
    finally:
        holding.kill()
        holding.wait()
    kept = draft.path is not None and draft.path.read_text(encoding="utf-8") == answer.transcript.text
    history.save(answer)
    draft.remove()
    return (
        refused
        and restore_copy_refused
        and kept
        and history.count() == 2
        and not find_unfinished_texts(path.parent / "drafts")
    )


def _restore_is_refused(folder: Path, path: Path) -> bool:
    other = folder / "other" / "history.db"
    History(other).save(an_attempt("other", 0))
    keep_copy(other, folder / "other-copies", date(2026, 3, 1))
    try:
        restore_copy(list_copies(folder / "other-copies")[0], path, NINE)
    except HistoryError as error:
        return "in use" in error.message
    return False


def _hold(path: Path, seconds: float) -> subprocess.Popen[str]:
    program = subprocess.Popen(
        [sys.executable, __file__, "--hold-now", str(path), str(seconds)], stdout=subprocess.PIPE, text=True
    )
    assert program.stdout is not None
    program.stdout.readline()
    program.stdout.close()
    return program


def hold(path: Path, seconds: float) -> None:
    """Be the program that holds the history."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("BEGIN EXCLUSIVE")
    print("held", flush=True)
    time.sleep(seconds)
    connection.execute("ROLLBACK")
    connection.close()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run it, and print one line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=40, help="answers that each of the two programs saves")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--hold", type=float, default=2.0, help="seconds for which a history is held")
    parser.add_argument("--short", action="store_true", help="without the ten seconds of a history that stays held")
    parser.add_argument("--write", nargs=4, metavar=("PATH", "NAME", "RUNS", "SEED"), help=argparse.SUPPRESS)
    parser.add_argument("--hold-now", nargs=2, metavar=("PATH", "SECONDS"), help=argparse.SUPPRESS)
    chosen = parser.parse_args(arguments)
    if chosen.write:
        path, name, runs, seed = chosen.write
        return write(Path(path), name, int(runs), int(seed))
    if chosen.hold_now:
        hold(Path(chosen.hold_now[0]), float(chosen.hold_now[1]))
        return 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        missing, failed = together(folder, chosen.runs, chosen.seed)
        waited = held(folder, chosen.hold)
        kept = chosen.short or held_too_long(folder)
    print(
        f"two programs, {chosen.runs} answers each: {missing} missing, {failed} refused; "
        f"a short hold was {'waited out' if waited else 'NOT waited out'}, "
        f"a long one {'not tried' if chosen.short else 'lost nothing' if kept else 'LOST something'}"
    )
    return 0 if not missing and not failed and waited and kept else 1


if __name__ == "__main__":
    sys.exit(main())
