import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.content.halves import JOINING, LEAST_CONTENT, PARTED_AT, claims_of
from coach.content.words import STOPWORDS, plain_words

WORDS = "lasso zeroes small weights ridge keeps features so because while which and if the it".split()


def test_a_point_with_two_claims_is_parted_at_its_connective() -> None:
    assert claims_of("High bias means the model is too simple, so it underfits training and validation data.") == (
        "High bias means the model is too simple.",
        "It underfits training and validation data.",
    )


def test_a_word_that_says_more_than_and_is_kept() -> None:
    assert claims_of("L1 adds absolute weights, which drives small coefficients to zero") == (
        "L1 adds absolute weights.",
        "Which drives small coefficients to zero.",
    )


def test_it_is_parted_where_the_sides_are_most_alike() -> None:
    point = (
        "Lasso zeroes weights and shrinks all other large ones because its absolute penalty pulls at equal strength."
    )
    assert claims_of(point) == (
        "Lasso zeroes weights and shrinks all other large ones.",
        "Its absolute penalty pulls at equal strength.",
    )


@pytest.mark.parametrize(
    "point", ["Lasso drives many weights exactly to zero.", "Precision and recall.", "", "∑ → ∞", "so because and"]
)
def test_a_single_claim_is_left_whole(point: str) -> None:
    assert claims_of(point) is None


def test_a_point_is_parted_in_the_middle_of_a_written_word_too() -> None:
    assert claims_of("Lasso zeroes useless weights/so small features vanish completely") == (
        "Lasso zeroes useless weights.",
        "Small features vanish completely.",
    )


@given(st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join))
def test_two_claims_say_together_what_the_point_says(point: str) -> None:
    claims = claims_of(point)
    if claims is None:
        return
    words = plain_words(point)
    first, second = (plain_words(claim) for claim in claims)
    assert words[: len(first)] == first
    joint = words[len(first)]
    assert joint in PARTED_AT
    assert words[len(first) + (joint in JOINING) :] == second
    for claim in (first, second):
        assert sum(word not in STOPWORDS for word in claim) >= LEAST_CONTENT - 1
