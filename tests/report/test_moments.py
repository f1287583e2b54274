import pytest

from coach.report.moments import clock


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0.0, "0:00"), (7.9, "0:07"), (59.99, "0:59"), (60.0, "1:00"), (605.2, "10:05"), (754.2, "12:34"), (-1, "0:00")],
)
def test_times_are_cut_to_whole_seconds(seconds: float, said: str) -> None:
    assert clock(seconds) == said
