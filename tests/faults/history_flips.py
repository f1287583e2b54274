"""Flips bits in a history, cuts it off, damages its log: everything that can be read is read, and the rest is named.

python tests/faults/history_flips.py [--runs 400] [--seed 1]
"""

import argparse
import faulthandler
import random
import shutil
import sqlite3
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from coach.domain.attempt import AnswerKind, Attempt, EarlierVerdicts
from coach.domain.coverage import Coverage, Evidence, Label, PointCoverage, Verdict
from coach.domain.delivery import Delivery, Filler, FillerKind, PaceWindow, Pause, PausePlace, Phrase
from coach.domain.recording import ListeningQuality
from coach.domain.rubric import Difficulty
from coach.domain.scorecard import Scorecard
from coach.domain.sitting import Ask, Sitting, SittingKind
from coach.domain.transcript import TimeSpan, Transcript, Word
from coach.errors import HistoryError
from coach.history.copies import keep_copy, list_copies, restore_copy
from coach.history.history import History
from coach.history.mending import examine, repaired, swap_in
from coach.practice.schedule import recall
from coach.report.as_json import attempt_as_json, summary_as_json
from coach.report.as_text import attempt_as_text, history_as_text

ATTEMPTS = 24
LONGEST_SECONDS = 20.0
"""For everything that is done with one damaged history, on a busy machine."""

NINE = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)


def an_attempt(number: int) -> Attempt:
    """An answer of forty words that has something in every table."""
    texts = [f"word{number}x{at}" if at % 9 else "naïve" for at in range(40)]
    words = tuple(Word(text, 0.5 * at, 0.5 * at + 0.4, 0.9, at == 3) for at, text in enumerate(texts))
    evidence = Evidence(" ".join(texts[4:9]), 4, 8, words[4].start, words[8].end)
    points = tuple(
        PointCoverage(f"p{at}", f"Claim {at}.", 1.0, verdict, 0.7, 0.6, 0.1, evidence if at < 2 else None, "A claim.")
        for at, verdict in enumerate((Verdict.COVERED, Verdict.PARTLY, Verdict.MISSED, Verdict.UNSURE))
    )
    delivery = Delivery(
        total_seconds=21.0,
        speech_seconds=16.0,
        answer_seconds=20.0,
        spoken_words=40,
        words_per_minute=120.0,
        articulation_rate=150.0,
        pauses=(Pause(3.0, 4.0, PausePlace.INSIDE),),
        fillers=(Filler("um", words[3].span, FillerKind.SOUND, 3, 3),),
        fillers_per_minute=3.0,
        time_to_first_word=0.0,
        pace_windows=(PaceWindow(TimeSpan(0.0, 10.0), 118.0),),
        longest_stretch=TimeSpan(4.0, 20.0),
        hedges=(Phrase("maybe", words[5].span, 5, 5),),
    )
    began = NINE + timedelta(days=number)
    return Attempt(
        id=f"{began:%Y%m%dT%H%M%SZ}-{number:06d}",
        question_id=f"question-{number % 5}",
        question=f"What is question {number % 5}?",
        answered_at=began,
        kind=AnswerKind.SPOKEN,
        transcript=Transcript(words, (TimeSpan(0.0, 3.0), TimeSpan(4.0, 20.0)), 21.0, (TimeSpan(12.0, 13.0),)),
        delivery=delivery,
        coverage=Coverage(points),
        scorecard=Scorecard(55, ("Add this: Claim 2.",)),
        rubric_version="0123456789ab",
        weights={"whisper": "base", "embedder": "MiniLM"},
        listening=ListeningQuality(22.0, 0.0, 1.0, 0.9),
        labels={"p3": Label.SAID},
        ratings={"p0": 3},
        hints=("p2",),
        heard=words if number % 3 == 0 else (),
        earlier=(EarlierVerdicts("ba9876543210", Coverage(points), 50, "MiniLM"),) if number % 2 else (),
    )


def fill(path: Path) -> tuple[Attempt, ...]:
    """Make a history with one attempt a day, and an interview."""
    history, attempts = History(path), tuple(an_attempt(number) for number in range(1, ATTEMPTS + 1))
    for attempt in attempts:
        history.save(attempt)
    asks = tuple(Ask(attempt.question_id, attempt_id=attempt.id) for attempt in attempts[:3])
    history.save_sitting(
        Sitting(
            "mock-1", SittingKind.MOCK, NINE, ("concepts",), 30.0, Difficulty.MEDIUM, asks, NINE + timedelta(hours=1)
        )
    )
    return attempts


def with_log(folder: Path) -> Path:
    """Make the same history, its last attempts only in the log beside it, as a kill leaves it."""
    path = folder / "made" / "history.db"
    fill(path)
    held = sqlite3.connect(path, isolation_level=None)
    held.execute("BEGIN")
    held.execute("SELECT count(*) FROM attempts").fetchone()
    History(path).save(replace(an_attempt(2), problem="The microphone was unplugged."))
    History(path).save(replace(an_attempt(3), problem="The microphone was unplugged."))
    logged = folder / "logged" / "history.db"
    logged.parent.mkdir()
    for end in ("", "-wal"):
        shutil.copyfile(f"{path}{end}", f"{logged}{end}")
    held.close()
    return logged


Call = tuple[str, Callable[[History], object]]


def calls(attempts: tuple[Attempt, ...]) -> list[Call]:
    """Everything that the program asks of a history, as far as it is shown."""

    def shown(history: History, attempt: Attempt) -> Attempt:
        loaded = history.load(attempt.id)
        attempt_as_text(loaded)
        attempt_as_json(loaded)
        return loaded

    def listed(history: History) -> object:
        found = history.attempts(limit=1000)
        history_as_text(found, {})
        return tuple(str(summary_as_json(each)) for each in found)

    return [
        ("list", listed),
        ("latest", lambda history: dict(history.latest())),
        ("recent", lambda history: history.recent_speech(NINE + timedelta(days=400))),
        ("progress", lambda history: history.progress()),
        ("missed", lambda history: history.missed()),
        ("plan as it is kept", lambda history: dict(recall(history))),
        ("practised", lambda history: history.practised(NINE.date())),
        ("search", lambda history: history.search("word7x1")),
        ("sittings", lambda history: history.sittings(SittingKind.MOCK)),
        ("sitting", lambda history: history.load_sitting("mock-1")),
        ("each", lambda history: tuple(history.each())),
        *((f"load {at}", lambda history, one=attempt: shown(history, one)) for at, attempt in enumerate(attempts)),
    ]


def flip(data: bytearray, chance: random.Random) -> None:
    """Turn one bit over."""
    at = chance.randrange(len(data))
    data[at] ^= 1 << chance.randrange(8)


def damage(path: Path, kind: str, chance: random.Random) -> None:
    """Damage a history in one place."""
    target = Path(f"{path}-wal") if kind == "log" else path
    data = bytearray(target.read_bytes())
    if kind == "cut":
        data = data[: chance.randrange(1, len(data))]
    else:
        flip(data, chance)
    target.write_bytes(data)


def look(path: Path, attempts: tuple[Attempt, ...], expected: dict[str, object]) -> tuple[str, int, int]:
    """Do everything with one damaged history.

    Returns:
        What became of it, how many attempts could be opened, and how many a repair brought back.
    """
    history = History(path)
    refused: list[str] = []
    same = True
    opened = 0
    for name, call in calls(attempts):
        try:
            answer = call(history)
        except HistoryError as error:
            assert error.message, "an error without a message"
            assert error.hint, f"an error without a hint: {error.message}"
            refused.append(name)
        else:
            opened += name.startswith("load")
            same &= answer == expected[name]
    listed = 0 if "list" in refused else len(history.attempts(limit=1000))
    named = len(history.damage.attempts)
    assert "list" in refused or listed + named >= ATTEMPTS, f"{ATTEMPTS - listed - named} attempts are gone, unsaid"
    before = path.read_bytes()
    saved = repair(path)
    if saved:
        kept = next(path.parent.glob("history-damaged-*.db"))
        assert kept.read_bytes() == before or kept.stat().st_size >= len(before), "the damaged file was not kept"
        after = History(path)
        for name, call in calls(attempts):
            if not name.startswith(("load", "sitting")):
                call(after)
        after.save(an_attempt(ATTEMPTS + 1))
        assert not after.damage.describe(), f"after the repair: {after.damage.describe()}"
    if not refused:
        return (
            ("as before" if same and not named else "read but for what is named" if named else "changed within"),
            (opened),
            ATTEMPTS if saved is None else saved,
        )
    outcome = "refused with a clear error" if opened == 0 else "read but for what is named"
    return outcome, opened, saved or 0


def repair(path: Path) -> int | None:
    """Repair as `coach doctor --repair` does; gives the attempts that were copied, None where nothing was wrong."""
    try:
        if examine(path).sound:
            return None
        with repaired(path) as new:
            swap_in(new.path, path, "damaged", NINE)
            return new.attempts
    except HistoryError as error:
        assert error.hint, f"an error without a hint: {error.message}"
        return None if path.exists() and _whole(path) else 0


def _whole(path: Path) -> bool:
    try:
        return examine(path).sound
    except HistoryError:
        return False


def restore(path: Path, copies: Path) -> None:
    """Bring the copy back, whatever lies in the place of the history."""
    restore_copy(list_copies(copies)[0], path, NINE)
    assert examine(path).attempts == ATTEMPTS, "the copy did not bring everything back"


def main(arguments: list[str] | None = None) -> int:
    """Run it, and print one line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=400, help="bit flips; a fifth as many cuts and damaged logs more")
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args(arguments)
    chance = random.Random(chosen.seed)
    counts: Counter[str] = Counter()
    opened = brought_back = failed = 0
    slowest = 0.0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        base = folder / "base" / "history.db"
        attempts = fill(base)
        logged = with_log(folder)
        copies = folder / "copies"
        assert keep_copy(base, copies, date(2026, 3, 1)) is not None
        history = History(base)
        expected = {name: call(history) for name, call in calls(attempts)}
        kinds = ["flip"] * chosen.runs + ["cut", "log"] * (chosen.runs // 10)
        for at, kind in enumerate(kinds):
            place = folder / f"run-{at}" / "history.db"
            shutil.copytree((logged if kind == "log" else base).parent, place.parent)
            damage(place, kind, chance)
            began = time.monotonic()
            faulthandler.dump_traceback_later(3 * LONGEST_SECONDS, exit=True)  # a hang is a failure, too
            try:
                outcome, could_open, back = look(place, attempts, expected)
                if at % 10 == 0:
                    restore(place, copies)
            except Exception:  # noqa: BLE001 - that is what is looked for
                failed += 1
                print(f"run {at} ({kind}, seed {chosen.seed}):\n{traceback.format_exc()}", file=sys.stderr)
            else:
                counts[outcome] += 1
                opened += could_open
                brought_back += back
            finally:
                faulthandler.cancel_dump_traceback_later()
            seconds = time.monotonic() - began
            slowest = max(slowest, seconds)
            failed += seconds > LONGEST_SECONDS
            shutil.rmtree(place.parent)
    total = len(kinds) * ATTEMPTS
    told = ", ".join(f"{count} {outcome}" for outcome, count in sorted(counts.items()))
    print(
        f"history: {len(kinds)} damaged files: {told}, {failed} uncaught or hung; of {total} attempts {opened} could "
        f"be opened, {brought_back} after a repair; slowest {slowest:.1f} s"
    )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
