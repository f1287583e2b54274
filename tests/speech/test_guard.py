import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.transcript import TimeSpan, Word
from coach.speech import guard


def said(text: str, start: float = 0.0, step: float = 0.5) -> list[Word]:
    """Words one after the other, each lasting `step` seconds."""
    return [Word(token, start + i * step, start + (i + 1) * step) for i, token in enumerate(text.split())]


def texts(words: list[Word]) -> str:
    return " ".join(word.text for word in words)


def test_annotations_are_no_words() -> None:
    heard = said("[BLANK_AUDIO] so (upbeat music) it ♪ la la ♪ works ... well")
    assert texts(guard.without_annotations(heard)) == "so it works well"


def test_a_bracket_that_never_closes_takes_nothing_with_it() -> None:
    assert texts(guard.without_annotations(said("then (the gradient vanishes"))) == "then (the gradient vanishes"


def test_a_loop_within_one_word_is_no_word() -> None:
    assert texts(guard.without_annotations(said(f"so Za{'da' * 40} state-of-the-art"))) == "so state-of-the-art"


def test_letters_of_any_alphabet_are_words() -> None:
    assert texts(guard.without_annotations(said("σ is the naïve"))) == "σ is the naïve"


def test_words_outside_speech_are_dropped() -> None:
    speech = [TimeSpan(0.0, 1.0)]
    heard = [Word("yes", 0.2, 0.5), Word("late", 1.2, 1.4), Word("thank", 2.0, 2.3), Word("you.", 2.3, 2.5)]
    assert texts(guard.inside_speech(heard, speech)) == "yes late"


def test_a_filler_must_touch_speech_itself() -> None:
    speech = [TimeSpan(0.0, 1.0)]
    assert texts(guard.inside_speech([Word("um", 0.9, 1.4), Word("uh", 1.1, 1.4)], speech)) == "um"


def kept(text: str, other: str = "", *, verbatim: bool = True) -> str:
    return texts(guard.without_loops(said(text), said(other), verbatim=verbatim))


def test_four_equal_words_are_speech_and_of_a_loop_one_copy_is_kept() -> None:
    assert kept("very, very, very, very good") == "very, very, very, very good"
    assert kept("so the the the the the the model") == "so the model"
    assert kept("and um and um and um and um and um", "and then") == "and um"


def test_what_both_passes_heard_is_said_however_often() -> None:
    assert kept("words words words words words and", "words words words words words and") == (
        "words words words words words and"
    )


def test_a_sentence_is_said_three_times_at_most() -> None:
    once = "it fits the noise"
    assert kept(f"then {once} {once} {once}") == f"then {once} {once} {once}"
    assert kept(f"then {once} {once} {once} {once}") == f"then {once}"


def test_the_plain_pass_repeats_no_more_than_the_verbatim_one_heard() -> None:
    assert kept("we use lasso we use lasso here", "so we use lasso here", verbatim=False) == "we use lasso here"
    assert kept("we we use it", "we we use it", verbatim=False) == "we we use it"
    assert kept("no no no no no", "something else", verbatim=False) == "no"


def test_a_filler_in_the_other_pass_does_not_hide_that_it_said_it_once() -> None:
    twice = "use lasso for that use lasso for that"
    assert kept(twice, "use uh lasso for that", verbatim=False) == "use lasso for that"


def test_loops_are_told_from_repeats() -> None:
    assert guard.loops(said("the liner " * 4))
    assert not guard.loops(said("in a in a summary"))


def test_covered_speech_has_no_hole() -> None:
    assert guard.holes([TimeSpan(0.0, 3.0)], said("one two three four five six")) == ()


def test_a_hole_reaches_from_one_word_to_the_next_less_the_tolerance() -> None:
    words = [Word("first", 0.0, 0.5), Word("last", 4.0, 4.5)]
    (hole,) = guard.holes([TimeSpan(0.0, 4.5)], words)
    assert hole.start == pytest.approx(0.85)
    assert hole.end == pytest.approx(3.65)


def test_a_hole_up_to_one_second_is_forgiven() -> None:
    words = [Word("first", 0.0, 0.5), Word("last", 2.15, 2.5)]
    assert guard.holes([TimeSpan(0.0, 2.5)], words) == ()


def test_silence_is_no_hole() -> None:
    words = [Word("first", 0.0, 1.0), Word("last", 9.0, 10.0)]
    assert guard.holes([TimeSpan(0.0, 1.0), TimeSpan(9.0, 10.0)], words) == ()


def test_a_word_stretched_over_a_lost_stretch_does_not_hide_it() -> None:
    # The word covers until 0.0 + 1.6 + 0.35.
    (hole,) = guard.holes([TimeSpan(0.0, 6.0)], [Word("uh...", 0.0, 6.0)])
    assert hole.start == pytest.approx(1.95)
    assert hole.end == 6.0


def test_no_words_at_all_leave_all_speech_uncovered() -> None:
    assert guard.holes([TimeSpan(1.0, 3.0)], []) == (TimeSpan(1.0, 3.0),)


def test_a_word_is_cut_off_where_nobody_draws_it_out_so_long() -> None:
    stretched = guard.within_breath([Word("so", 0.0, 4.3), Word("heteroscedastic", 5.0, 6.5), Word("um", 7.0, 8.5)])
    assert [word.end for word in stretched] == [pytest.approx(0.7), 6.5, 8.5]


def guessed(*words: Word, speech: tuple[TimeSpan, ...] = (TimeSpan(0.0, 60.0),)) -> tuple[TimeSpan, ...]:
    return guard.guesses(words, speech)


def test_seven_unsure_words_in_a_row_are_guesses() -> None:
    sure, behind = said("we start with a linear model and"), said("because it is cheap enough", 7.0)
    unsure = [replace(word, probability=0.4) for word in said("then cast a pole on free tide", 3.5)]
    (span,) = guessed(*sure, *unsure, *behind)
    assert (span.start, span.end) == (3.0, 7.5)  # with the word on either side: their windows are unsure as well
    assert guessed(*sure, *unsure[:5], *behind) == ()


def test_one_impossible_word_among_sure_ones_is_no_stretch_of_guesses() -> None:
    words = said("they flew with Dvorak to the coast and stayed there")
    words[3] = replace(words[3], probability=0.001)
    assert guessed(*words) == ()


def test_a_pause_is_no_part_of_the_guesses() -> None:
    unsure = [replace(word, probability=0.3) for word in (*said("a b c", 0.0), *said("d e f g", 11.5))]
    spans = guessed(*unsure, speech=(TimeSpan(0.0, 1.5), TimeSpan(11.4, 13.6)))
    assert [(span.start, span.end) for span in spans] == [(0.0, 1.5), (11.4, 13.5)]


def into_a_hole(*found: Word) -> str:
    words = [Word("first", 0.0, 0.5), Word("last", 4.0, 4.5)]
    return texts(guard.insert_words(words, found, TimeSpan(0.85, 3.65), 0.5))


def test_words_of_a_hole_go_where_they_belong() -> None:
    found = [Word("first", 0.3, 0.5), Word("lost", 1.0, 1.5), Word("words", 2.0, 2.5)]
    assert into_a_hole(*found) == "first lost words last"


def test_words_beside_a_hole_are_not_doubled() -> None:
    found = [Word("First,", 0.9, 1.2), Word("lost", 1.5, 1.9), Word("last.", 3.2, 3.6)]
    assert into_a_hole(*found) == "first lost last"


def test_guesses_and_loops_fill_no_hole() -> None:
    assert into_a_hole(Word("lost", 1.0, 1.5, 0.2), Word("words", 2.0, 2.5, 0.6)) == "first last"
    assert into_a_hole(*said("the liner " * 4, 1.0, 0.3)) == "first last"


def test_a_filler_in_a_blip_is_a_noise_and_a_word_is_not() -> None:
    blip = [TimeSpan(2.0, 2.2)]
    assert guard.only_a_noise([Word("uh...", 2.0, 2.2)], blip)
    assert not guard.only_a_noise([Word("yes", 2.0, 2.2)], blip)
    assert not guard.only_a_noise([Word("uh...", 2.0, 2.4)], [TimeSpan(2.0, 2.4)])


def test_a_word_that_begins_too_early_waits_for_the_one_before() -> None:
    ordered = guard.in_order([Word("a", 1.0, 2.0), Word("b", 1.5, 2.5)], TimeSpan(0.0, 3.0))
    assert [(word.start, word.end) for word in ordered] == [(1.0, 1.5), (1.5, 2.5)]


def test_a_word_without_length_gets_some() -> None:
    (word,) = guard.in_order([Word("a", 3.0, 3.0)], TimeSpan(0.0, 3.0))
    assert (word.start, word.end) == (pytest.approx(2.98), pytest.approx(3.0))


@given(st.lists(st.tuples(st.floats(-1.0, 12.0), st.floats(-1.0, 12.0)), max_size=40))
def test_ordered_words_rise_last_and_stay_inside(times: list[tuple[float, float]]) -> None:
    words = guard.in_order([Word("w", start, end) for start, end in times], TimeSpan(1.0, 10.0))
    assert len(words) == len(times)
    for word in words:
        assert 1.0 <= word.start < word.end <= 10.0 + 1e-9
    for before, behind in itertools.pairwise(words):
        assert before.end <= behind.start + 1e-9
