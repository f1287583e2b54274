import pytest

from coach.delivery.fillers import filler_words, find_fillers
from coach.delivery.pauses import longest_stretch, place_pauses, silent_pauses
from coach.domain.delivery import Pause, PausePlace
from coach.domain.transcript import TimeSpan, Word


def test_only_silences_of_a_quarter_second_or_more_between_speech_are_pauses() -> None:
    speech = (TimeSpan(1.0, 2.0), TimeSpan(2.2, 3.0), TimeSpan(4.5, 5.0))
    assert silent_pauses(speech) == (TimeSpan(3.0, 4.5),)


def test_a_pause_inside_a_word_is_not_counted() -> None:
    assert silent_pauses((TimeSpan(0.0, 4.0),)) == ()


def test_silence_before_and_after_the_answer_is_no_pause() -> None:
    assert silent_pauses(()) == ()


def place(said: str) -> PausePlace:
    """Say where the pause lies that is written as `/`: one second, between words of 0.3 s each."""
    words, at, pause = [], 0.0, TimeSpan(0.0, 0.0)
    for token in said.split():
        if token == "/":
            pause = TimeSpan(at, at + 1.0)
            at += 1.0
        else:
            words.append(Word(token, at, at + 0.3))
            at += 0.3
    (placed,) = place_pauses((pause,), words, filler_words(find_fillers(words)))
    assert (placed.start, placed.end) == (pause.start, pause.end)
    return placed.place


@pytest.mark.parametrize(
    "said",
    [
        "the bias falls. / Then the variance rises",
        "when it is large, / the bias falls",
        "it shrinks the weights / because the penalty grows",
        "it shrinks the weights / and that helps",
        "it shrinks the weights. / Um, that helps",
        "it shrinks the weights. Um, / that helps",
        "it shrinks the weights / um which helps",
        "does it shrink? / So, it does",
    ],
)
def test_a_pause_behind_a_clause_or_before_a_connective_is_between(said: str) -> None:
    assert place(said) is PausePlace.BETWEEN


@pytest.mark.parametrize(
    "said",
    [
        "it shrinks the / weights",
        "it shrinks the, / weights",
        "it shrinks the um, / weights",
        "it shrinks the / um, weights",
        "it shrinks weights because / the penalty grows",
        "it shrinks... / the weights",
        "it shrinks the reg- / regularized weights",
        "a large / penalty",
    ],
)
def test_a_pause_inside_a_clause_is_told_whatever_the_recogniser_put_there(said: str) -> None:
    assert place(said) is PausePlace.INSIDE


def test_a_pause_before_the_first_word_or_behind_the_last_is_between() -> None:
    words = (Word("the", 2.0, 2.3),)
    pauses = (TimeSpan(0.5, 1.5), TimeSpan(3.0, 4.0))
    assert place_pauses(pauses, words) == (
        Pause(0.5, 1.5, PausePlace.BETWEEN),
        Pause(3.0, 4.0, PausePlace.BETWEEN),
    )


def test_word_times_that_reach_into_the_silence_do_not_move_it() -> None:
    # The recogniser drew "the" out to 1.2 s over a silence from 0.5 to 1.5 s; its middle still lies before.
    words = (Word("the", 0.2, 1.2), Word("weights", 1.4, 1.8))
    assert place_pauses((TimeSpan(0.5, 1.5),), words)[0].place is PausePlace.INSIDE


def test_silences_too_short_for_a_pause_do_not_end_a_stretch() -> None:
    # 0.2 s of silence is no pause, 0.3 s is one: 0 to 4.0 s against 4.3 to 8.0 s.
    speech = (TimeSpan(0.0, 2.0), TimeSpan(2.2, 4.0), TimeSpan(4.3, 8.0))
    assert longest_stretch(speech) == TimeSpan(0.0, 4.0)


def test_of_equal_stretches_the_first_is_given() -> None:
    assert longest_stretch((TimeSpan(0.0, 2.0), TimeSpan(3.0, 5.0))) == TimeSpan(0.0, 2.0)


def test_silence_has_no_stretch() -> None:
    assert longest_stretch(()) is None
