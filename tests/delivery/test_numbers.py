import pytest

from coach.delivery.numbers import digit_syllables, is_number_word, number_syllables, year_syllables


@pytest.mark.parametrize(
    ("number", "syllables"),
    [
        (0, 2),  # zero
        (7, 2),
        (11, 3),
        (17, 3),
        (21, 3),  # twenty-one
        (70, 3),
        (100, 3),  # one hundred
        (110, 4),  # one hundred ten
        (1_000_000, 3),  # one million
        (2_500_000, 8),  # two million five hundred thousand
    ],
)
def test_a_whole_number_is_counted_as_it_is_said(number: int, syllables: int) -> None:
    assert number_syllables(number) == syllables


@pytest.mark.parametrize(("year", "syllables"), [(1900, 4), (1905, 4), (2001, 4), (2024, 5), (2100, 6), (8000, 3)])
def test_four_digits_are_said_as_a_year_where_they_may_be_one(year: int, syllables: int) -> None:
    assert year_syllables(year) == syllables


def test_digits_behind_the_point_are_said_one_by_one() -> None:
    assert digit_syllables("075") == 2 + 2 + 1


@pytest.mark.parametrize(("key", "number"), [("one", True), ("10", True), ("l2", True), ("only", False), ("", False)])
def test_number_words_are_told_from_others(key: str, number: bool) -> None:
    assert is_number_word(key) is number
