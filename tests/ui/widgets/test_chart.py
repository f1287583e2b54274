import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.app import App, ComposeResult
from textual.content import Content

from coach.ui.themes import DARK, LIGHT
from coach.ui.widgets.chart import Chart, Line, Picture, Scale, draw_chart, round_scale, scale_over

FEW_DAYS = ((0.0, "1 Mar"), (4.0, "5 Mar"))


def rows(picture: Picture, width: int, height: int = 9) -> list[str]:
    return draw_chart(picture, width, height).plain.split("\n")


def colours(drawn: Content) -> list[tuple[str, str]]:
    return [(drawn.plain[span.start : span.end].strip(), str(span.style)) for span in drawn.spans]


def test_a_chart_has_round_numbers_beside_it_and_dates_below_it() -> None:
    # Seven rows of 28 dots from 0 to 100; 10 columns of 20 dots over four days.
    assert rows(Picture((Line([0.0, 4.0], [0.0, 100.0]),), (0.0, 100.0), FEW_DAYS), 15) == [
        "100 ┤        ⢀⠎",
        "    │       ⡰⠁ ",
        "    │     ⢀⠜   ",
        " 50 ┤    ⡠⠊    ",
        "    │   ⡔⠁     ",
        "    │ ⢀⠎       ",
        "  0 ┤⡰⠁        ",
        "    └┬────────┬",
        "   1 Mar  5 Mar",
    ]


@pytest.mark.parametrize(("value", "row"), [(0.0, 6), (50.0, 3), (100.0, 0)])
def test_a_value_lies_on_the_row_of_its_number_and_so_does_a_level(value: float, row: int) -> None:
    drawn = rows(Picture((Line([0.0], [value]),), (0.0, 100.0), levels=(value,)), 20)
    assert drawn[row].startswith(f"{value:3.0f} ┤")
    assert [number for number, each in enumerate(drawn) if "●" in each] == [row]
    assert [number for number, each in enumerate(drawn) if any("⠀" < cell <= "⣿" for cell in each)] == [row]


def test_a_level_goes_right_across_and_behind_the_lines() -> None:
    level = draw_chart(Picture((Line([0.0, 1.0], [50.0, 50.0]),), (0.0, 100.0), levels=(0.0, 50.0)), 13, 9)
    assert level.plain.split("\n")[3] == " 50 ┤⠒⠒⠒⠒⠒⠒⠒⠒"
    assert level.plain.split("\n")[6] == "  0 ┤⡀⡀⡀⡀⡀⡀⡀⡀"
    assert ("⠒⠒⠒⠒⠒⠒⠒⠒", "$primary") in colours(level)
    assert ("⡀⡀⡀⡀⡀⡀⡀⡀", "$quiet") in colours(level)


def test_a_level_lies_at_its_value_and_says_it_at_its_end_unless_the_axis_does() -> None:
    # Seven rows of 28 dots from 100 to 200: 110 is dot 2.7 from below, 170 is dot 18.9.
    drawn = rows(Picture((Line([0.0, 4.0], [120.0, 130.0]),), (110.0, 170.0), levels=(110.0, 170.0)), 30)
    assert drawn[6].startswith("100 ┤")
    assert drawn[6].endswith("⠁ 110")
    assert drawn[2].endswith(" 170")
    assert not rows(Picture((), (0.0, 100.0), levels=(50.0,)), 30)[3].endswith("50")


def test_where_a_line_ends_on_a_level_its_value_stands_at_the_beginning_or_nowhere() -> None:
    beyond = rows(Picture((Line([0.0, 4.0], [200.0, 170.0]),), (100.0, 200.0), levels=(170.0,)), 30)
    assert beyond[2].startswith("    │170 ")
    along = rows(Picture((Line([0.0, 4.0], [170.0, 170.0]),), (100.0, 200.0), levels=(170.0,)), 30)
    assert "170" not in along[2]


def test_a_tick_stands_below_its_point() -> None:
    drawn = rows(Picture((Line([3.0], [50.0]),), (0.0, 100.0), ((0.0, "a"), (3.0, "b"), (4.0, "c"))), 46)
    assert [drawn[3].index("●"), drawn[7].index("┬", 10), drawn[8].index("b")] == [35, 35, 35]


def test_a_line_has_a_gap_where_nothing_was_measured_and_a_value_between_two_gaps_is_a_dot() -> None:
    line = Line([0.0, 1.0, 2.0, 3.0, 4.0], [0.0, math.nan, 0.0, math.inf, 0.0])
    assert rows(Picture((line,), (0.0, 100.0)), 14)[6] == "  0 ┤●   ●   ●"


def test_nothing_to_draw_is_an_empty_axis() -> None:
    assert rows(Picture((), (0.0, 1.0)), 20)[-2:] == ["    └" + "─" * 15, ""]
    assert "●" not in "".join(rows(Picture((Line([], []),), (0.0, 1.0)), 20))


@pytest.mark.parametrize("values", [[-1e308, 1e308], [1e300, 1e300], [-7.0, -7.0], [1e-320, 0.0]])
def test_any_range_is_drawn_within_its_room(values: list[float]) -> None:
    drawn = rows(Picture((Line([0.0, 1.0], values),), (0.0, 0.0)), 40)
    assert len(drawn) == 9
    assert all(len(each) <= 40 for each in drawn)


@pytest.mark.parametrize("width", range(1, 30))
@pytest.mark.parametrize("height", [1, 2, 3, 4, 5, 9])
def test_it_never_asks_for_more_room_than_it_has(width: int, height: int) -> None:
    drawn = rows(Picture((Line([0.0, 4.0], [84.0, 66.0]),), (0.0, 170.0), FEW_DAYS, (110.0, 170.0)), width, height)
    assert len(drawn) == height
    assert max(len(each) for each in drawn) <= width
    assert any("⠀" < cell <= "⣿" for each in drawn for cell in each)


def test_without_room_for_all_dates_some_are_left_out_evenly() -> None:
    ticks = tuple((float(day), f"{day} Mar") for day in range(1, 10, 2))
    wide = rows(Picture((), (0.0, 100.0), ticks), 80)
    assert wide[-1].split() == [word for day in "13579" for word in (day, "Mar")]
    assert [place - 2 for place, sign in enumerate(wide[-2]) if sign == "┬"][:4] == [
        wide[-1].index(f"{day} Mar") for day in "1357"
    ]
    assert rows(Picture((), (0.0, 100.0), ticks), 24)[-1].split() == ["1", "Mar", "5", "Mar", "9", "Mar"]
    assert rows(Picture((), (0.0, 100.0), ticks), 14)[-1].split() == ["1", "Mar", "7", "Mar"]


class Page(App[None]):
    def on_mount(self) -> None:
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.theme = DARK.name

    def compose(self) -> ComposeResult:
        yield Chart()


def inks(chart: Chart) -> set[str]:
    """Colours of the strips as they are on the screen."""
    found = (segment.style for y in range(chart.size.height) for segment in chart.render_line(y))
    return {style.color.name for style in found if style is not None and style.color is not None}


async def test_on_the_screen_it_has_the_colours_of_the_theme_and_changes_with_it() -> None:
    app = Page()
    async with app.run_test(size=(80, 24)) as pilot:
        chart = app.query_one(Chart)
        assert chart.render_line(0).text.strip() == ""
        chart.show(Picture((Line([0.0, 4.0], [0.0, 100.0]),), (0.0, 100.0), FEW_DAYS))
        await pilot.pause()
        assert chart.render_line(0).text.startswith("100 ┤")
        assert {DARK.primary, DARK.variables["quiet"]} <= inks(chart)
        app.theme = LIGHT.name
        await pilot.pause()
        assert {LIGHT.primary, LIGHT.variables["quiet"]} <= inks(chart)
        assert DARK.primary not in inks(chart)


async def test_its_rows_are_kept_until_something_changes_and_fit_a_new_width() -> None:
    app = Page()
    async with app.run_test(size=(80, 24)) as pilot:
        chart = app.query_one(Chart)
        chart.show(Picture((Line([0.0, 4.0], [0.0, 100.0]),), (0.0, 100.0), FEW_DAYS))
        await pilot.pause()
        kept = chart.render_line(0)
        await pilot.pause()
        assert chart.render_line(0) is kept
        await pilot.resize_terminal(120, 40)
        await pilot.pause()
        assert chart.render_line(7).text == "    └┬" + "─" * 113 + "┬"


@pytest.mark.parametrize(
    ("values", "most_steps", "written"),
    [
        ((0.0, 100.0), 3, ["0", "50", "100"]),
        ((0.0, 100.0), 5, ["0", "20", "40", "60", "80", "100"]),
        ((66.0, 170.0), 3, ["50", "100", "150", "200"]),
        ((0.0, 6.0), 3, ["0", "2", "4", "6"]),
        ((-3.0, 4.0), 2, ["-5", "0", "5"]),
        ((0.0, 0.3), 3, ["0.0", "0.1", "0.2", "0.3"]),
        ((-0.003, 0.0021), 3, ["-0.005", "0.000", "0.005"]),
        ((0.0, 3_100_000.0), 2, ["0", "2e+06", "4e+06"]),
    ],
)
def test_ticks_are_round_and_as_many_as_fit(values: tuple[float, float], most_steps: int, written: list[str]) -> None:
    scale = round_scale(values, most_steps)
    assert [scale.text(tick) for tick in scale.ticks] == written


@pytest.mark.parametrize(
    ("values", "ends"),
    [((5.0, 5.0), (0.0, 5.0)), ((-5.0,), (-5.0, 0.0)), ((0.0,), (0.0, 1.0)), ((), (0.0, 1.0))],
)
def test_where_all_values_are_the_same_the_axis_goes_to_nought(
    values: tuple[float, ...], ends: tuple[float, float]
) -> None:
    scale = round_scale(values, 5)
    assert (scale.low, scale.high) == ends


def test_what_is_no_number_has_no_place_on_an_axis() -> None:
    assert round_scale([math.nan, 1.0, math.inf, 9.0, -math.inf], 5).ticks == (0.0, 2.0, 4.0, 6.0, 8.0, 10.0)


def test_a_value_beyond_an_axis_is_at_its_end_and_a_single_value_in_its_middle() -> None:
    assert [Scale(0.0, 10.0).place(value, 21) for value in (-1.0, 0.0, 5.0, 10.0, 99.0)] == [0, 0, 10, 20, 20]
    assert scale_over([7.0]).place(7.0, 21) == 10


@given(
    st.lists(st.floats(allow_nan=True, allow_infinity=True), max_size=4),
    st.integers(min_value=0, max_value=12),
)
def test_every_axis_is_covered_by_evenly_spaced_round_ticks(values: list[float], most_steps: int) -> None:
    scale = round_scale(values, most_steps)
    assert 2 <= len(scale.ticks) <= max(2, most_steps) + 1
    assert f"{scale.step:e}"[0] in "125"
    assert float(f"{scale.step:.0e}") == pytest.approx(scale.step)
    spaces = [after - before for before, after in zip(scale.ticks, scale.ticks[1:], strict=False)]
    assert spaces == [pytest.approx(scale.step, rel=1e-6)] * len(spaces)
    inside = [value for value in values if math.isfinite(value) and abs(value) <= 1e300]
    least = 1e-9 * scale.step  # what is nearer to a tick than that lies on it
    assert all(scale.low - least <= value <= scale.high + least for value in inside)
    assert all(0.0 <= scale.share(value) <= 1.0 for value in inside)
