import pytest

from coach.delivery.broken_words import is_broken
from coach.delivery.spoken_words import bare


@pytest.mark.parametrize(
    ("text", "following"),
    [
        ("m-", "median"),
        ("reg-", "noise"),
        ("kn", "know"),
        ("th", "the"),
        ("mon", "montreal"),
        ("th-the", ""),
        ("m-m-model", ""),
        ("overf...", "overfitting"),
        ("conv—", "convolution"),
    ],
)
def test_a_word_broken_off_is_recognised(text: str, following: str) -> None:
    assert is_broken(text, bare(text), following)


@pytest.mark.parametrize(
    ("text", "following"),
    [
        ("pre-", "and"),  # hangs by right
        ("the-", "the"),  # a repetition
        ("t-test", ""),  # a test
        ("re-represent", ""),  # a prefix
        ("so-so", ""),
        ("n", "neurons"),  # a number of them
        ("ML", "mlp"),  # an acronym
        ("Jon", "jonathan"),  # a name
        ("over", "overfitting"),  # a whole word
        ("in", "input"),
        ("prun", "pruning"),  # may be a form of the next word
        ("loss—", "losses"),  # a dash behind a whole word
        ("the", ""),
        ("10-", "100"),
    ],
)
def test_what_only_looks_broken_is_left_alone(text: str, following: str) -> None:
    assert not is_broken(text, bare(text), following)
