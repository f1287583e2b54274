from textual.app import App, ComposeResult

from coach.domain.rubric import KeyPoint, Rubric
from coach.practice.rubric_rows import Part, Row
from coach.ui.widgets.rubric_list import RubricList, describe_row

RUBRIC = Rubric(
    "q",
    "[red]Why?[/red]",
    (
        KeyPoint("a", "One.", importance=1.5, also=("Uno.",), mistakes=("Zero.", "None."), threshold=0.4),
        KeyPoint("b", "Two."),
    ),
)


class Host(App[None]):
    def compose(self) -> ComposeResult:
        yield RubricList()


def told(row: Row, *, opened: bool = False) -> list[str]:
    return [" ".join(line.split()) for line in describe_row(RUBRIC, row, opened, 60).plain.splitlines()]


def test_a_closed_point_tells_what_it_holds() -> None:
    assert told(Row(Part.POINT, "One.", "a")) == ["▸ 1 One.", "×1.5 · 1 wording · 2 wrong claims · threshold 0.4"]
    assert told(Row(Part.POINT, "One.", "a"), opened=True) == ["▾ 1 One.", "×1.5"]


def test_text_of_people_is_never_markup() -> None:
    assert told(Row(Part.QUESTION, RUBRIC.question)) == ["question [red]Why?[/red]"]


def test_what_is_empty_shows_a_dash() -> None:
    assert told(Row(Part.SPOKEN, "")) == ["spoken –"]


async def test_points_open_and_close_and_the_highlight_stays() -> None:
    async with Host().run_test() as pilot:
        listed = pilot.app.query_one(RubricList)
        listed.show_rubric(RUBRIC)
        listed.highlighted = 1
        listed.fold(opened=True)
        assert listed.option_count == 16
        assert listed.chosen == Row(Part.POINT, "One.", "a")
        listed.highlighted = 4
        assert listed.chosen == Row(Part.ALSO, "Uno.", "a")
        listed.fold(opened=False)
        assert listed.option_count == 10
        assert listed.chosen == Row(Part.POINT, "One.", "a")
