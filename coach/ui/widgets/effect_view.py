"""What an edit does to everything said so far, in a few lines and then change by change."""

from collections.abc import Mapping

from textual.content import Content
from textual.widgets import Static

from coach.domain.coverage import Verdict
from coach.practice.agreement import Agreement, describe_agreement
from coach.practice.what_if import Effect, VerdictChange
from coach.report.scores import SIGNS
from coach.ui.lines import GAP, Column, Fitted, plain, row
from coach.ui.phrases import VERDICT_STYLES
from coach.wording import count, day

MOST_SHOWN = 60
"""Changes that are listed; more would not be read."""

BAR_WIDTH = 20
"""Cells of the bar that shows how far the judging has come."""

NO_ANSWERS = "No answers yet: what an edit changes is shown here once there are some."

ALIASES_COUNT_LATER = "Aliases count for answers that you speak from now on."

_DIRECTIONS = {1: ("▲", "$success"), -1: ("▼", "$warning"), 0: ("•", "$quiet")}
_DAY_WIDTH = 6

LEAST_POINT = 20
"""Cells of a key point; its verdicts go to the next line where they leave fewer."""


class EffectView(Static):
    """The effect of the edit, or how far its working out has come."""

    DEFAULT_CSS = "EffectView { height: auto; }"

    def __init__(self) -> None:
        """Show nothing yet."""
        super().__init__(markup=False)

    def show_progress(self, done: int, total: int) -> None:
        """Say how many answers have been judged."""
        filled = round(BAR_WIDTH * done / total) if total else 0
        bar = Content.styled("━" * filled, "$primary") + Content.styled("━" * (BAR_WIDTH - filled), "$quiet 40%")
        self.update(bar + Content.styled(f"  judging your answers: {done} of {total}", "$quiet"))

    def show_nothing(self) -> None:
        """Say that there is nothing to judge."""
        self.update(Content.styled(NO_ANSWERS, "$quiet"))

    def show_effect(self, effect: Effect, points: Mapping[str, str], *, edited: bool) -> None:
        """Show an effect.

        Args:
            effect: The effect.
            points: What each key point says, by its id.
            edited: Whether there is an edit at all.
        """
        self.update(Fitted(lambda width: describe_effect(effect, points, width, edited=edited)))


def describe_effect(effect: Effect, points: Mapping[str, str], width: int, *, edited: bool) -> Content:
    """Describe an effect: the sums, then every verdict that changes with the words concerned."""
    if not effect.answers:
        return Content.styled(NO_ANSWERS, "$quiet")
    lines = [_sums(effect, edited=edited)]
    if effect.aliases_edited:
        lines.append(plain(ALIASES_COUNT_LATER, "$quiet"))
    lines += [plain(line, "$quiet") for line in _agreement(effect.agreement_before, effect.agreement_after)]
    lines += [describe_change(change, points, width) for change in effect.changes[:MOST_SHOWN]]
    left = len(effect.changes) - MOST_SHOWN
    if left > 0:
        lines.append(Content.styled(f"and {left} more", "$quiet"))
    return Content("\n").join(lines)


def describe_change(change: VerdictChange, points: Mapping[str, str], width: int) -> Content:
    """Describe one verdict that changes: when, which point, from what to what, and the words."""
    sign, style = _DIRECTIONS[change.direction]
    verdicts = _verdict(change.before, "new") + " → " + _verdict(change.after, "gone")
    column = width - 1 - _DAY_WIDTH - 2 * GAP
    beside = column - GAP - verdicts.cell_length
    together = beside >= LEAST_POINT
    point = plain(points.get(change.point_id, ""), "bold").truncate(beside if together else column, ellipsis=True)
    first = row(
        width,
        (
            Column(Content.styled(sign, style), 1),
            Column(plain(day(change.answered_at, year=False), "$quiet"), _DAY_WIDTH),
            Column(point + (" " * GAP if together else "\n") + verdicts),
        ),
    )
    if not change.words:
        return first
    words = row(width, (Column(Content(""), 1), Column(plain(f"“{change.words}”", "italic"))))
    return first + "\n" + words


def _sums(effect: Effect, *, edited: bool) -> Content:
    answers = count(effect.answers, "answer")
    if not edited:
        return Content(f"{answers} judged with this rubric.")
    if not effect.changes:
        return Content.assemble((f"{answers}: no verdict changes.", "bold"), _scores(effect))
    parts = []
    for direction, name in ((1, "kinder"), (-1, "stricter"), (0, "new or gone")):
        number = sum(1 for change in effect.changes if change.direction == direction)
        sign, style = _DIRECTIONS[direction]
        if number:
            parts.append(Content.styled(f"{sign} {number} {name}", style))
    told = f"{answers}, {count(len(effect.changes), 'verdict')} changed:"
    return Content.styled(told, "bold") + "\n" + Content(", ").join(parts) + _scores(effect)


def _scores(effect: Effect) -> Content:
    if effect.score_before is None or effect.score_after is None:
        return Content("")
    return Content.styled(f"\nmean score {effect.score_before:.0f} → {effect.score_after:.0f}", "$quiet")


def _agreement(before: Agreement, after: Agreement) -> list[str]:
    if not before.labels and not after.labels:
        return []
    told = describe_agreement(before)
    return (
        [f"Your labels: {told}"]
        if before == after
        else [f"Your labels, as saved: {told}", f"with the edit: {describe_agreement(after)}"]
    )


def _verdict(verdict: Verdict | None, none: str) -> Content:
    if verdict is None:
        return Content.styled(none, "$quiet")
    return Content.styled(f"{SIGNS[verdict]} {verdict.value}", VERDICT_STYLES[verdict])
