import pytest

from coach.bench.number_words import number_words


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "zero"),
        (13, "thirteen"),
        (40, "forty"),
        (99, "ninety nine"),
        (100, "one hundred"),
        (1250, "one thousand two hundred fifty"),
        (300_007, "three hundred thousand seven"),
    ],
)
def test_whole_numbers_are_said_in_words(number: int, said: str) -> None:
    assert " ".join(number_words(number)) == said
