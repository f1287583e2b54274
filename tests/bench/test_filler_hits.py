import pytest

from coach.bench.filler_hits import FillerHits, hits_by_alignment, hits_by_time
from coach.domain.timespan import TimeSpan


def test_a_hit_is_within_three_tenths_of_a_second_of_the_middle() -> None:
    said = [TimeSpan(1.0, 1.4)]
    assert hits_by_time(said, [TimeSpan(1.3, 1.7)]).hits == 1  # middles 1.2 and 1.5
    assert hits_by_time(said, [TimeSpan(1.32, 1.72)]).hits == 0


def test_a_long_word_that_only_reaches_over_the_filler_is_no_hit() -> None:
    assert hits_by_time([TimeSpan(1.0, 1.4)], [TimeSpan(1.2, 3.0)]).hits == 0


def test_a_moment_is_hit_by_the_beginning_or_the_middle() -> None:
    moment = [TimeSpan(1.0, 1.0)]
    assert hits_by_time(moment, [TimeSpan(1.1, 2.1)]).hits == 1  # it may be where the filler begins
    assert hits_by_time(moment, [TimeSpan(0.6, 1.2)]).hits == 1  # or its middle
    assert hits_by_time(moment, [TimeSpan(0.2, 0.8)]).hits == 0


def test_one_filler_heard_twice_is_one_hit_and_one_false() -> None:
    hits = hits_by_time([TimeSpan(1.0, 1.4)], [TimeSpan(1.0, 1.2), TimeSpan(1.2, 1.4)])
    assert hits == FillerHits(said=1, heard=2, hits=1)
    assert hits.false == 1
    assert hits.precision == 0.5
    assert hits.recall == 1.0
    assert hits.f1 == pytest.approx(2 / 3)


def test_without_times_the_place_among_the_words_counts() -> None:
    hits = hits_by_alignment("um so the um model".split(), "so the um model um".split())
    assert hits == FillerHits(said=2, heard=2, hits=1)


def test_a_filler_taken_for_a_word_is_no_hit() -> None:
    assert hits_by_alignment("the um model".split(), "the a model".split()) == FillerHits(1, 0, 0)


def test_where_there_is_nothing_there_is_no_rate() -> None:
    nothing = FillerHits()
    assert nothing.precision is None
    assert nothing.recall is None
    assert nothing.f1 is None


def test_counts_add_up() -> None:
    assert FillerHits(2, 1, 1) + FillerHits(3, 4, 2) == FillerHits(5, 5, 3)
