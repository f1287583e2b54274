import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.ui.widgets.chart_scale import Scale, round_scale, scale_over


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
