from dataclasses import replace

import pytest
from pilots import sample_attempt
from textual.app import App, ComposeResult

from coach.domain.delivery import Delivery
from coach.ui.themes import DARK, LIGHT
from coach.ui.widgets.chart import Chart
from coach.ui.widgets.pace_chart import PaceChart, picture_pace

_delivery = sample_attempt().delivery
assert _delivery is not None
DELIVERY: Delivery = _delivery
"""Windows of 84 words a minute around 5.8 s and 66 around 20.8 s."""


def test_each_window_stands_at_its_middle_and_the_zone_is_always_in_the_picture() -> None:
    picture = picture_pace(DELIVERY)
    assert list(picture.lines[0].xs) == pytest.approx([5.8, 20.8])
    assert list(picture.lines[0].ys) == [84.0, 66.0]
    assert picture.y_range == (46.0, 190.0)
    assert picture.levels == (110.0, 170.0)


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
        assert "0:05" in str(app.query_one(Chart).render())
        app.theme = LIGHT.name
        await pilot.pause()
        assert "0:05" in str(app.query_one(Chart).render())
        chart.show_delivery(replace(DELIVERY, pace_windows=DELIVERY.pace_windows[:1]))
        assert not chart.display
