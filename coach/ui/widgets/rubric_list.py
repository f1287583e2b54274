"""A rubric as a list of rows, key points foldable."""

from functools import partial

from textual.content import Content
from textual.widgets.option_list import Option

from coach.domain.rubric import Rubric
from coach.practice.rubric_rows import LONG, Part, Row, list_rows
from coach.ui.lines import Column, Fitted, plain, row
from coach.ui.widgets.row_list import RowList
from coach.wording import count

_NAME_WIDTH = 12
_NUMBER_WIDTH = 3


class RubricList(RowList):
    """Shows a rubric; says which row is chosen."""

    def __init__(self) -> None:
        """Show nothing yet."""
        super().__init__()
        self._rows: tuple[Row, ...] = ()
        self._opened: set[str] = set()
        self._rubric: Rubric | None = None

    @property
    def chosen(self) -> Row | None:
        """The highlighted row."""
        return None if self.highlighted is None or not self._rows else self._rows[self.highlighted]

    def show_rubric(self, rubric: Rubric, go_to: str = "") -> None:
        """Show a rubric; the same row stays highlighted, or the one at its place.

        Args:
            rubric: The question.
            go_to: The name of the row to go to instead; empty for none.
        """
        before, place = go_to or (self.chosen.name if self.chosen else ""), self.highlighted or 0
        self._rubric = rubric
        self._rows = list_rows(rubric, self._opened)
        self.set_options(
            Option(Fitted(partial(describe_row, rubric, each, each.point_id in self._opened))) for each in self._rows
        )
        names = [each.name for each in self._rows]
        self.highlighted = names.index(before) if before in names else min(place, len(names) - 1)

    def fold(self, *, opened: bool) -> None:
        """Show or hide the wordings of the key point that is highlighted."""
        if self._rubric is None or self.chosen is None or not self.chosen.point_id:
            return
        point_id = self.chosen.point_id
        if opened:
            self._opened.add(point_id)
        else:
            self._opened.discard(point_id)
        self.show_rubric(self._rubric, Row(Part.POINT, "", point_id).name if not opened else "")

    def unfold(self, point_id: str) -> None:
        """Show the wordings of a key point from the next time on."""
        self._opened.add(point_id)


def describe_row(rubric: Rubric, each: Row, opened: bool, width: int) -> Content:
    """Describe one row: what it is, and what it says."""
    if each.part is Part.POINT:
        return _describe_point(rubric, each, opened=opened, width=width)
    indent = Content("") if not each.point_id else Content("    ")
    said = plain(_one_line(each.text)) if each.text else Content.styled("–", "$quiet")
    style = "$missed" if each.part is Part.MISTAKE else "$quiet"
    name = indent + Content.styled(each.part.value, style)
    if each.part in LONG:
        return row(
            width, (Column(name, _NAME_WIDTH), Column(said.truncate(max(1, width - _NAME_WIDTH - 2), ellipsis=True)))
        )
    unit = {Part.SECONDS: " s", Part.IMPORTANCE: "", Part.THRESHOLD: ""}.get(each.part, "")
    told = said + Content.styled(unit, "$quiet") if each.text else said
    return row(width, (Column(name, _NAME_WIDTH + (4 if each.point_id else 0)), Column(told)))


def _describe_point(rubric: Rubric, each: Row, *, opened: bool, width: int) -> Content:
    at, point = next((at, point) for at, point in enumerate(rubric.key_points, 1) if point.id == each.point_id)
    facts = [f"×{point.importance:g}"]
    if not opened:
        facts += [
            count(len(texts), name)
            for texts, name in ((point.also, "wording"), (point.mistakes, "wrong claim"))
            if texts
        ]
        facts += [f"threshold {point.threshold:g}"] if point.threshold is not None else []
    sign = Content.styled(f"{'▾' if opened else '▸'} {at}", "$primary bold")
    first = row(width, (Column(sign, _NUMBER_WIDTH), Column(plain(point.point, "bold"))))
    return first + "\n" + row(width, (Column(Content(""), _NUMBER_WIDTH), Column(plain(" · ".join(facts), "$quiet"))))


def _one_line(text: str) -> str:
    return " ".join(text.split())
