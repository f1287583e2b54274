import pytest

from coach.bench.disfluency_hits import (
    FillerHits,
    PauseHits,
    count_loops,
    equal_words,
    hits_by_alignment,
    hits_by_time,
    most_pairs,
    pause_hits,
    uncovered,
)
from coach.domain.transcript import TimeSpan


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


def test_one_that_could_take_either_leaves_the_only_one_to_the_other() -> None:
    assert most_pairs([[0, 1], [0]]) == {0: 1, 1: 0}


def test_nothing_is_paired_twice() -> None:
    assert len(most_pairs([[0], [0], [0]])) == 1


def test_equal_words_are_paired_around_a_missing_one() -> None:
    assert equal_words("so um yes".split(), "so yes".split(), "um") == [(0, 0), (2, 1)]


def test_of_two_alignments_with_as_many_errors_the_one_with_more_equal_words_is_taken() -> None:
    assert equal_words("a um".split(), "um b".split(), "um") == [(1, 0)]


def test_the_favourite_is_rather_paired_than_another_word() -> None:
    # One error less or more is the same either way; either "um" or "a" can be paired.
    assert equal_words("a um".split(), "um a".split(), "um") == [(1, 0)]
    assert equal_words("a um".split(), "um a".split(), "a") == [(0, 1)]


def test_nothing_is_equal_in_nothing() -> None:
    assert equal_words([], ["um"], "um") == []


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


@pytest.mark.parametrize(
    ("said", "heard", "loops"),
    [
        ("it fits the noise", "it fits the noise the noise the noise", 1),
        ("it fits the noise", "it fits the noise the noise", 0),
        ("no no no it is", "no no no it is", 0),
        ("words words words words um", "words words words words words um", 0),
        ("no no no it is", "no no no no no no it is", 1),
        ("yes", "um um um um yes", 1),
        ("a", "b b b b c d c d c d", 2),
        ("one two three", "", 0),
        ("", "thank you thank you thank you", 1),
    ],
)
def test_three_copies_that_nobody_said_are_a_loop(said: str, heard: str, loops: int) -> None:
    assert count_loops(said.split(), heard.split()) == loops


def rounded(spans: tuple[TimeSpan, ...]) -> list[tuple[float, float]]:
    return [(round(span.start, 6), round(span.end, 6)) for span in spans]


def test_speech_between_two_words_that_neither_reaches_is_uncovered() -> None:
    words = [TimeSpan(1.0, 1.5), TimeSpan(4.0, 4.5)]
    assert rounded(uncovered([TimeSpan(0.7, 4.8)], words)) == [(1.85, 3.65)]


def test_a_word_stretched_over_a_lost_stretch_does_not_cover_it() -> None:
    # It covers 1.6 s and 0.35 s more, whatever its end says.
    assert rounded(uncovered([TimeSpan(1.0, 6.0)], [TimeSpan(1.0, 6.0)])) == [(2.95, 6.0)]


def test_silence_needs_no_words() -> None:
    words = [TimeSpan(0.0, 0.5), TimeSpan(3.0, 3.5)]
    assert uncovered([TimeSpan(0.0, 0.6), TimeSpan(2.9, 3.5)], words) == ()


def test_slack_under_three_tenths_of_a_second_does_not_count() -> None:
    assert uncovered([TimeSpan(0.0, 1.1)], [TimeSpan(0.0, 0.5)]) == ()


def test_without_words_all_speech_is_uncovered() -> None:
    assert uncovered([TimeSpan(1.0, 2.0)], []) == (TimeSpan(1.0, 2.0),)


def test_words_may_come_in_any_order() -> None:
    words = [TimeSpan(2.0, 2.5), TimeSpan(1.0, 1.5)]
    assert uncovered([TimeSpan(1.0, 2.5)], words) == ()
