import pytest

from coach.delivery.hedges import find_hedges
from coach.domain.transcript import TimeSpan, Word
from coach.domain.word_lists import WordLists


def spoken(text: str, silence_before: int | None = None) -> tuple[Word, ...]:
    """Words of 0.3 s each, one right after another; half a second of silence before one of them."""
    late = [0.5 if silence_before is not None and at >= silence_before else 0.0 for at in range(len(text.split()))]
    return tuple(Word(token, 0.3 * at + late[at], 0.3 * at + 0.3 + late[at]) for at, token in enumerate(text.split()))


def test_a_hedge_knows_its_words_and_its_time() -> None:
    (hedge,) = find_hedges(spoken("it is sort of, flat"))
    assert (hedge.text, hedge.first_word, hedge.last_word) == ("sort of", 2, 3)
    assert hedge.span == TimeSpan(0.6, 1.2)


def test_the_longest_hedge_is_taken_and_counted_once() -> None:
    assert [hedge.text for hedge in find_hedges(spoken("a penalty or something like that."))] == [
        "or something like that"
    ]


def test_a_silence_inside_the_words_makes_them_two_things() -> None:
    assert find_hedges(spoken("it is kind of flat", silence_before=3)) == ()


@pytest.mark.parametrize(
    "before", ["this", "a", "the", "what", "any", "some", "this um,", "the simplest", "a very new"]
)
def test_kind_of_behind_a_determiner_names_a_kind(before: str) -> None:
    assert find_hedges(spoken(f"{before} kind of regularization")) == ()


def test_a_comma_before_kind_of_sets_it_off_from_the_determiner() -> None:
    assert [hedge.text for hedge in find_hedges(spoken("it is this, kind of, penalty"))] == ["kind of"]


def test_words_of_a_filler_are_no_hedge() -> None:
    lists = WordLists(filler_phrases=("I think",))
    assert find_hedges(spoken("I think it works"), frozenset({0, 1}), lists) == ()


def test_the_users_list_replaces_the_default_one() -> None:
    lists = WordLists(hedges=("to the best of my knowledge",))
    (hedge,) = find_hedges(spoken("maybe, to the Best of my knowledge, it works"), lists=lists)
    assert (hedge.text, hedge.first_word, hedge.last_word) == ("to the Best of my knowledge", 1, 6)


def test_an_empty_list_finds_nothing() -> None:
    assert find_hedges(spoken("maybe it works"), lists=WordLists(hedges=())) == ()
