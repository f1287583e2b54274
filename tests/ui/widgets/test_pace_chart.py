from dataclasses import replace

import pytest
from pilots import sample_attempt
from textual.app import App, ComposeResult

from coach.domain.delivery import Delivery
from coach.ui.themes import DARK, LIGHT
from coach.ui.widgets.chart import Chart
from coach.ui.widgets.pace_chart import PaceChart, picture_pace, time_ticks

_delivery = sample_attempt().delivery
assert _delivery is not None
DELIVERY: Delivery = _delivery
"""Windows of 84 words a minute around 5.8 s and 66 around 20.8 s."""


def test_each_window_stands_at_its_middle_and_the_zone_is_always_in_the_picture() -> None:
    picture = picture_pace(DELIVERY)
    assert list(picture.lines[0].xs) == pytest.approx([5.8, 20.8])
    assert list(picture.lines[0].ys) == [84.0, 66.0]
    assert picture.y_range == picture.levels == (110.0, 170.0)


@pytest.mark.parametrize(
    ("end", "written"),
    [
        (28.3, ["0:00", "0:05", "0:10", "0:15", "0:20", "0:25"]),
        (30.0, ["0:00", "0:10", "0:20", "0:30"]),
        (95.0, ["0:00", "0:30", "1:00", "1:30"]),
        (600.0, ["0:00", "2:00", "4:00", "6:00", "8:00", "10:00"]),
    ],
)
def test_moments_below_it_are_round(end: float, written: list[str]) -> None:
    assert [text for _, text in time_ticks(end)] == written


class Page(App[None]):
    def on_mount(self) -> None:
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.theme = DARK.name

    def compose(self) -> ComposeResult:
        yield PaceChart()


async def test_it_is_drawn_in_either_theme_and_is_away_for_a_short_answer() -> None:
    app = Page()
    async with app.run_test() as pilot:
        chart = app.query_one(PaceChart)
        chart.show_delivery(DELIVERY)
        await pilot.pause()
        assert "0:05" in app.query_one(Chart).render_line(8).text
        app.theme = LIGHT.name
        await pilot.pause()
        assert "0:05" in app.query_one(Chart).render_line(8).text
        chart.show_delivery(replace(DELIVERY, pace_windows=DELIVERY.pace_windows[:1]))
        assert not chart.display
