from dataclasses import replace

import numpy as np
from pilots import sample_attempt
from textual.app import App, ComposeResult

from coach.domain.delivery import Delivery, Measure
from coach.ui.widgets.timeline import Timeline, describe_ends, draw_marks

EVERYTHING = frozenset(Measure)
_delivery = sample_attempt().delivery
assert _delivery is not None
DELIVERY: Delivery = replace(_delivery, total_seconds=40.0)
"""A pause from 20.9 to 23.2 s, fillers at 1.5 and 26 s."""


def test_marks_stand_where_their_times_are() -> None:
    line = draw_marks(40, DELIVERY, EVERYTHING, 30.2).plain
    assert [at for at, sign in enumerate(line) if sign == "▲"] == [
        int(filler.span.start) for filler in DELIVERY.fillers
    ]
    pause = DELIVERY.pauses[0]
    assert [at for at, sign in enumerate(line) if sign == "╌"] == list(range(int(pause.start), int(pause.end) + 1))
    assert line[30] == "┃"


def test_what_is_switched_off_is_neither_marked_nor_explained() -> None:
    only_pauses = frozenset({Measure.PAUSES})
    assert "▲" not in draw_marks(40, DELIVERY, only_pauses, None).plain
    assert "filler" not in describe_ends(60, DELIVERY, only_pauses).plain
    assert "pause" in describe_ends(60, DELIVERY, only_pauses).plain


class Page(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self.chosen: list[float] = []

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return {"quiet": "#888888", "faint": "#444444", "missed": "#aa4444"}

    def compose(self) -> ComposeResult:
        yield Timeline(EVERYTHING)

    def on_timeline_chosen(self, message: Timeline.Chosen) -> None:
        self.chosen.append(message.seconds)


async def test_a_typed_answer_has_no_timeline_and_a_click_chooses_a_moment() -> None:
    app = Page()
    async with app.run_test(size=(80, 24)) as pilot:
        timeline = app.query_one(Timeline)
        timeline.show_delivery(None)
        assert not timeline.display
        timeline.show_delivery(DELIVERY)
        timeline.show_sound(np.full(400, 0.3, dtype=np.float32))
        await pilot.pause()
        await pilot.click(Timeline, offset=(20, 1))
        assert app.chosen == [10.0]
