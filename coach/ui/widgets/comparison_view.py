"""Two attempts beside each other: numbers, key points gained and lost, what was said."""

from textual.content import Content

from coach.report.comparing import Change, Comparison
from coach.ui.columns import Column, row
from coach.ui.phrases import SIGNS, VERDICT_STYLES, count
from coach.ui.plain import plain

CHANGE_SIGNS = {Change.GAINED: "+", Change.LOST: "−", Change.SAME: "=", Change.NEW: "n", Change.GONE: "g"}
"""One character for each change, so that colour never carries it alone."""

CHANGE_STYLES = {
    Change.GAINED: "$success bold",
    Change.LOST: "$error bold",
    Change.SAME: "$quiet",
    Change.NEW: "$primary",
    Change.GONE: "$quiet",
}
"""The style of each change's sign and word."""

_LABEL_WIDTH, _NUMBER_WIDTH, _CHANGE_WIDTH, _VERDICTS_WIDTH = 15, 8, 9, 5


def describe_numbers(comparison: Comparison, width: int) -> Content:
    """Set the numbers into columns: before, after, difference."""
    head = _numbers_row(width, ("", "before", "after", ""), "$quiet")
    rows = [
        _numbers_row(width, (each.label, each.before, each.after, each.difference), "bold")
        for each in comparison.numbers
    ]
    return Content("\n").join([head, *rows])


def _numbers_row(width: int, texts: tuple[str, str, str, str], strong: str) -> Content:
    label, before, after, difference = texts
    return row(
        width,
        (
            Column(Content.styled(label, "$quiet"), _LABEL_WIDTH),
            Column(Content.styled(before, "$quiet"), _NUMBER_WIDTH, right=True),
            Column(Content.styled(after, strong), _NUMBER_WIDTH, right=True),
            Column(Content.styled(difference, "$primary")),
        ),
    )


def describe_points(comparison: Comparison, width: int) -> Content:
    """List the key points, those that changed first, each with both verdicts."""
    order = (Change.LOST, Change.GAINED, Change.NEW, Change.GONE, Change.SAME)
    points = sorted(comparison.points, key=lambda point: order.index(point.change))
    rows = []
    for point in points:
        style = CHANGE_STYLES[point.change]
        signs = [
            Content.styled(SIGNS[verdict], VERDICT_STYLES[verdict]) if verdict else Content.styled("·", "$quiet")
            for verdict in (point.before, point.after)
        ]
        rows.append(
            row(
                width,
                (
                    Column(Content.styled(f"{CHANGE_SIGNS[point.change]} {point.change.value}", style), _CHANGE_WIDTH),
                    Column(Content(" → ").join(signs), _VERDICTS_WIDTH),
                    Column(plain(point.point, "$quiet" if point.change is Change.SAME else "")),
                ),
            )
        )
    return Content("\n").join(rows)


def describe_sum(comparison: Comparison) -> str:
    """Say in one line what was gained and lost."""
    gained, lost = comparison.count(Change.GAINED), comparison.count(Change.LOST)
    return f"{count(gained, 'point')} gained, {count(lost, 'point')} lost"
