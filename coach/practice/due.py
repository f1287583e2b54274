"""How much is due, told at once: for prompts and status bars, which ask again and again.

What is due is kept in the history. Only where answers have come or changed since is it worked out anew, which takes
longer; nothing of that is kept. Nothing heavy is imported before.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from coach.bank.outline import outline_questions
from coach.errors import HistoryError
from coach.history.peek import peek, peek_due
from coach.paths import Paths
from coach.plan.basis import basis
from coach.plan.lengths import minutes_for

if TYPE_CHECKING:
    from coach.domain.schedule import Recollection


@dataclass(frozen=True, slots=True)
class Due:
    """How much is due; the same as in the agenda."""

    points: int
    """Key points that are due, without those that are set aside."""
    minutes: float
    """What their questions take."""


def find_due(paths: Paths, shipped: Path, today: date) -> Due:
    """Find out how much is due.

    Args:
        paths: Where the history and the user's own questions lie.
        shipped: The folder of the questions that come with the program.
        today: The day it is, in the time zone of this machine.

    Raises:
        HistoryError: The history cannot be read at once and as it is.
    """
    rules = basis()
    kept = peek_due(paths.history, rules, today)
    due = {**kept.points, **_worked_out(paths.history, rules, kept.outdated, today)}
    outlines = outline_questions(due, shipped, paths.rubrics)
    asked = {name: outline.points.intersection(due[name]) for name, outline in outlines.items()}
    return Due(
        sum(len(points) for points in asked.values()),
        sum(minutes_for(outlines[name].seconds) for name, points in asked.items() if points),
    )


def _worked_out(history: Path, rules: str, outdated: Collection[str], today: date) -> Mapping[str, tuple[str, ...]]:
    """Work out what is due of questions with answers that are new, changed or gone since."""
    if not outdated:
        return {}
    from coach.history.columns import DamagedRowError  # noqa: PLC0415 - heavy
    from coach.history.memories import select_recollection  # noqa: PLC0415
    from coach.practice.schedule import rolled_forward  # noqa: PLC0415

    nothing: tuple[Recollection, ...] = ()
    try:
        found = peek(history, lambda file: tuple(select_recollection(file, rules, each) for each in outdated), nothing)
    except DamagedRowError as error:
        raise HistoryError(f"The history {history} is damaged ({error}).", "`coach doctor` says what to do.") from error
    return {
        each.question_id: tuple(
            memory.last.point_id
            for memory in rolled_forward(each).memories
            if memory.due <= today and not memory.set_aside
        )
        for each in found
    }
