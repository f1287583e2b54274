import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.timespan import TimeSpan
from coach.domain.transcript import Word
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


def test_only_three_equal_fillers_are_believed_in_a_row() -> None:
    heard = said("um, um... um um um uh uh so um")
    assert texts(guard.without_filler_runs(heard)) == "um, um... um uh uh so um"


def test_four_equal_words_are_speech_and_the_fifth_is_a_loop() -> None:
    assert texts(guard.without_loops(said("words, words, words, words."))) == "words, words, words, words."
    assert texts(guard.without_loops(said("so the the the the the the model"))) == "so the the the the model"


def test_a_loop_of_a_sentence_is_cut_after_its_second_copy() -> None:
    once = "it fits the noise"
    assert texts(guard.without_loops(said(f"then {once} {once} {once} {once}"))) == f"then {once} {once}"


def test_a_stutter_of_three_is_kept() -> None:
    stutter = "in a in a in a summary"
    assert texts(guard.without_loops(said(stutter))) == stutter


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


def test_the_decoding_that_covers_more_speech_is_better() -> None:
    speech = [TimeSpan(0.0, 6.0)]
    short, whole = said("one two", step=0.5), said("one two three four", step=1.5)
    assert guard.second_is_better(short, whole, speech, loop=False)
    assert not guard.second_is_better(whole, short, speech, loop=False)


def test_with_equal_cover_more_words_are_better_unless_they_loop() -> None:
    speech = [TimeSpan(0.0, 3.0)]
    many, few = said("a a a a b c"), said("a b c", step=1.0)
    assert not guard.second_is_better(many, few, speech, loop=False)
    assert guard.second_is_better(many, few, speech, loop=True)


def test_fillers_are_taken_over_where_both_agree_on_the_words_around() -> None:
    careful = [Word("words.", 3.0, 4.0), Word("And", 4.4, 6.1), Word("that", 6.1, 6.3)]
    prompted = [Word("words,", 3.0, 4.2), Word("um...", 4.5, 6.0), Word("and", 6.0, 6.1), Word("that", 6.1, 6.3)]
    spliced = guard.splice_fillers(careful, prompted)
    assert texts(spliced) == "words. um... And that"
    assert [(word.start, word.end) for word in spliced] == [(3.0, 4.0), (4.5, 6.0), (6.0, 6.1), (6.1, 6.3)]


def test_a_filler_heard_by_both_is_not_doubled() -> None:
    assert texts(guard.splice_fillers(said("so um it works"), said("so uh it works"))) == "so um it works"


def test_fillers_of_a_decoding_that_agrees_on_nothing_are_not_believed() -> None:
    assert texts(guard.splice_fillers(said("these are words"), said("uh..."))) == "these are words"


def test_several_fillers_keep_their_order() -> None:
    spliced = guard.splice_fillers(said("so it works now"), said("um so uh er it works um now"))
    assert texts(spliced) == "um so uh er it works um now"


def test_words_of_a_hole_go_where_they_belong() -> None:
    words = [Word("first", 0.0, 0.5), Word("last", 4.0, 4.5)]
    found = [Word("first", 0.3, 0.5), Word("lost", 1.0, 1.5), Word("words", 2.0, 2.5)]
    assert texts(guard.insert_words(words, found, TimeSpan(0.85, 3.65))) == "first lost words last"


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
