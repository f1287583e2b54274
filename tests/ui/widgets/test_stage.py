import pytest

from coach.ui.widgets.stage import describe_moment


@pytest.mark.parametrize(
    ("elapsed", "said"),
    [
        (5.0, "aim for 0:30 to 1:00"),
        (45.0, "a good length"),
        (70.0, "come to the end"),
        (83.5, "stops in 7 s"),
        (90.0, "stops in 0 s"),
    ],
)
def test_the_clock_says_what_it_means(elapsed: float, said: str) -> None:
    assert said in describe_moment(elapsed, (30.0, 60.0), 90.0).plain
