import pytest

from coach.ui.widgets.pace_gauge import draw_gauge, pace_word


@pytest.mark.parametrize(
    ("pace", "said"),
    [
        (None, "–"),
        (109.0, "109 wpm, slow"),
        (110.0, "110 wpm, good"),
        (170.0, "170 wpm, good"),
        (171.0, "171 wpm, fast"),
    ],
)
def test_a_pace_is_a_number_and_a_word(pace: float | None, said: str) -> None:
    assert pace_word(pace)[0] == said


def test_the_needle_stands_in_the_zone_where_the_pace_needs_no_remark() -> None:
    # 161 cells from 60 to 220: one cell a word a minute; the zone is 110 to 170.
    drawn = draw_gauge(161, 140.0).plain
    assert drawn.index("●") == 80
    assert drawn.index("═") == 50
    assert drawn.rindex("═") == 110


def test_what_lies_beyond_the_scale_is_drawn_at_its_end() -> None:
    assert draw_gauge(21, 400.0).plain.endswith("●")
    assert draw_gauge(21, 10.0).plain.startswith("●")


def test_without_a_pace_there_is_no_needle() -> None:
    assert "●" not in draw_gauge(21, None).plain
