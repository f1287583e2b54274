from coach.ui.widgets.window_bar import draw_bar


def test_the_window_is_the_thick_part_and_what_has_passed_is_filled() -> None:
    bar = draw_bar(9, 45.0, (30.0, 60.0), 90.0).plain.splitlines()[0]
    assert bar == "▄▄▄██▒▁▁▁"


def test_the_times_stand_under_their_places() -> None:
    times = draw_bar(36, 0.0, (30.0, 60.0), 90.0).plain.splitlines()[1]
    assert times == "0:00        0:30        1:00    1:30"


def test_times_that_would_touch_are_left_out() -> None:
    times = draw_bar(12, 0.0, (30.0, 60.0), 90.0).plain.splitlines()[1]
    assert times == "0:00    1:30"


def test_every_line_is_as_wide_as_asked_when_the_window_ends_after_the_limit() -> None:
    assert [len(line) for line in draw_bar(40, 10.0, (30.0, 60.0), 45.0).plain.splitlines()] == [40, 40]
