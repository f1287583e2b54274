import pytest

from coach.bench.pause_hits import PauseHits, pause_hits
from coach.domain.timespan import TimeSpan


def test_start_and_end_of_a_pause_found_are_compared() -> None:
    hits = pause_hits([TimeSpan(1.0, 2.0)], [TimeSpan(1.05, 1.8)])
    assert (hits.said, hits.found, hits.false) == (1, 1, 0)
    assert hits.errors == pytest.approx((0.05, 0.2))
    assert hits.median_error == pytest.approx(0.125)
    assert hits.worst_error == pytest.approx(0.2)


def test_a_short_pause_need_not_be_found_and_is_not_false_when_it_is() -> None:
    hits = pause_hits([TimeSpan(1.0, 1.28)], [TimeSpan(0.95, 1.3)])
    assert hits == PauseHits(said=0, found=0, false=0)


def test_a_pause_where_there_is_none_is_false_when_it_is_long_enough() -> None:
    assert pause_hits([], [TimeSpan(1.0, 1.5), TimeSpan(2.0, 2.25)]).false == 1


def test_two_halves_of_one_pause_are_one_find() -> None:
    hits = pause_hits([TimeSpan(1.0, 3.0)], [TimeSpan(1.0, 1.6), TimeSpan(1.7, 3.0)])
    assert (hits.found, hits.false) == (1, 0)
    assert hits.errors == pytest.approx((0.7, 0.0))


def test_one_find_over_two_pauses_counts_for_one_of_them() -> None:
    hits = pause_hits([TimeSpan(1.0, 1.5), TimeSpan(1.7, 3.0)], [TimeSpan(1.0, 3.0)])
    assert (hits.said, hits.found) == (2, 1)
    assert hits.recall == 0.5


def test_errors_of_several_clips_are_pooled() -> None:
    both = PauseHits(1, 1, 0, (0.1, 0.3)) + PauseHits(2, 1, 1, (0.0, 0.2))
    assert both == PauseHits(3, 2, 1, (0.1, 0.3, 0.0, 0.2))
    assert both.median_error == pytest.approx(0.15)


def test_without_pauses_there_is_no_rate() -> None:
    assert PauseHits().recall is None
    assert PauseHits().median_error is None
    assert PauseHits().worst_error is None


def test_only_a_find_with_both_ends_near_is_exact() -> None:
    said = [TimeSpan(1.0, 2.0), TimeSpan(3.0, 4.0), TimeSpan(5.0, 6.0)]
    hits = pause_hits(said, [TimeSpan(1.05, 1.95), TimeSpan(3.0, 3.8), TimeSpan(4.7, 6.0)])
    assert (hits.found, hits.exact) == (3, 1)
