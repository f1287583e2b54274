import pytest

from coach.domain.transcript import Word
from coach.practice.teaching.own_words import own_sentence


def words(text: str, *fillers: int) -> tuple[Word, ...]:
    return tuple(Word(token, 0.0, 0.0, filler=at in fillers) for at, token in enumerate(text.split(" ")))


@pytest.mark.parametrize(
    ("said", "fillers", "sentence"),
    [
        ("so um L1 drives them to exactly zero,", (1,), "L1 drives them to exactly zero."),
        ("and it it drives it drives weights to zero so", (), "It drives weights to zero."),
        ("you know, a model like this overfits.", (0, 1), "A model like this overfits."),
        ("because uhm basically the pull fades", (), "The pull fades."),
        ("it takes ten ten and 10 10 steps", (), "It takes ten and 10 10 steps."),
        ("one is a pair. um the graph shows it", (), "One is a pair. The graph shows it."),
        ("does the pull fade away?", (), "Does the pull fade away?"),
        ("the bell \x07 rings\x1b[31m twice here", (), "The bell rings[31m twice here."),
    ],
)
def test_what_was_said_becomes_a_readable_sentence(said: str, fillers: tuple[int, ...], sentence: str) -> None:
    assert own_sentence(words(said, *fillers)) == sentence


def test_a_word_said_again_in_the_next_sentence_is_kept() -> None:
    assert own_sentence(words("it ends at zero. zero means gone")) == "It ends at zero. Zero means gone."


@pytest.mark.parametrize("said", ["um so weights", "so it fades and", "— — — — —", "w " * 82])
def test_too_few_words_claim_nothing(said: str) -> None:
    assert own_sentence(words(said)) is None


def test_forty_words_are_a_sentence_and_more_are_a_speech() -> None:
    forty = " ".join(f"word{number}" for number in range(40))
    assert own_sentence(words(forty)) == f"W{forty[1:]}."
    assert own_sentence(words(f"{forty} more")) is None
