import pytest

from coach.bench.judge_ranking import Ranked, area_under_curve, average_precision, top_half


def ranked(*pairs: tuple[float, bool]) -> list[Ranked]:
    return [Ranked(score, wanted) for score, wanted in pairs]


def test_the_area_is_the_share_of_pairs_in_the_right_order() -> None:
    # 0.9 beats both others, 0.4 beats one of two.
    assert area_under_curve(ranked((0.9, True), (0.5, False), (0.4, True), (0.1, False))) == pytest.approx(3 / 4)


def test_a_tie_is_worth_half() -> None:
    assert area_under_curve(ranked((0.5, True), (0.5, False), (0.1, False))) == pytest.approx(1.5 / 2)


def test_there_is_no_area_where_all_are_wanted_or_none() -> None:
    assert area_under_curve(ranked((0.5, True))) is None
    assert area_under_curve(ranked((0.5, False))) is None
    assert area_under_curve([]) is None


def test_average_precision_is_taken_where_something_wanted_is_found() -> None:
    # Found at places 1 and 3: (1/1 + 2/3) / 2.
    assert average_precision(ranked((0.7, True), (0.9, True), (0.8, False))) == pytest.approx((1 + 2 / 3) / 2)


def test_of_a_tie_no_order_is_made_up() -> None:
    assert average_precision(ranked((0.5, True), (0.5, False))) == pytest.approx(1 / 2)
    assert average_precision(ranked((0.5, False), (0.5, True))) == pytest.approx(1 / 2)


def test_where_nothing_is_wanted_the_precision_is_zero() -> None:
    assert average_precision(ranked((0.5, False))) == 0.0
    assert average_precision([]) is None


def test_the_top_half_is_rounded_down() -> None:
    five = ranked((0.1, False), (0.9, True), (0.5, False), (0.7, False), (0.3, True))
    assert [each.score for each in top_half(five)] == [0.9, 0.7]
