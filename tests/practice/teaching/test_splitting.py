from hypothesis import given
from hypothesis import strategies as st

from coach.bank.fields import ID_LENGTH
from coach.content.plain_words import plain_words
from coach.domain.rubric import KeyPoint
from coach.practice.teaching.splitting import claims_of, split_point

PULL = "L1 reaches zero because its pull stays constant, whereas the pull of L2 fades near zero."


def test_the_claims_keep_the_points_own_spelling() -> None:
    assert claims_of(PULL) == (
        "L1 reaches zero because its pull stays constant.",
        "The pull of L2 fades near zero.",
    )
    assert claims_of("L1 drives many weights to zero, which selects features cheaply, fast.") == (
        "L1 drives many weights to zero.",
        "Which selects features cheaply, fast.",
    )
    assert claims_of("Lasso drives many weights exactly to zero.") is None


def test_each_half_takes_half_the_weight_and_the_wordings_that_share_its_words() -> None:
    point = KeyPoint(
        "pull",
        PULL,
        weight=3.0,
        also=("the pull of L2 gives up", "L1 keeps a constant pull", "a diamond has corners"),
        mistakes=("the L2 pull never fades near it", "L1 has no constant pull"),
        threshold=0.7,
    )
    assert split_point(point, {"pull"}) == (
        KeyPoint(
            "pull-1",
            "L1 reaches zero because its pull stays constant.",
            1.5,
            ("L1 keeps a constant pull", "a diamond has corners"),
            ("L1 has no constant pull",),
        ),
        KeyPoint(
            "pull-2",
            "The pull of L2 fades near zero.",
            1.5,
            ("the pull of L2 gives up",),
            ("the L2 pull never fades near it",),
        ),
    )


def test_ids_that_are_taken_are_passed_over_and_long_ones_cut() -> None:
    taken = split_point(KeyPoint("pull", PULL), {"pull", "pull-1", "pull-3"})
    assert taken is not None
    assert [half.id for half in taken] == ["pull-2", "pull-4"]
    long = split_point(KeyPoint("a" * ID_LENGTH, PULL), {"a" * ID_LENGTH})
    assert long is not None
    assert [half.id for half in long] == ["a" * (ID_LENGTH - 2) + "-1", "a" * (ID_LENGTH - 2) + "-2"]


def test_a_half_that_is_known_already_is_said_once_and_one_that_is_known_as_wrong_stops_the_split() -> None:
    known = "the pull of L2 fades near zero."
    halves = split_point(KeyPoint("pull", PULL, also=(known,)), {"pull"})
    assert halves is not None
    assert halves[1].also == ()
    assert split_point(KeyPoint("pull", PULL, mistakes=(known,)), {"pull"}) is None


@given(st.lists(st.sampled_from("alpha beta gamma delta so, because whereas it's 1,000 — k-means".split()), min_size=1))
def test_a_split_never_repeats_a_wording_and_keeps_every_word_but_the_one_that_joined(said: list[str]) -> None:
    text = " ".join(said)
    halves = split_point(KeyPoint("p", text, weight=0.3), {"p"})
    if halves is not None:
        assert halves[0].point.casefold() != halves[1].point.casefold()
        assert halves[0].weight + halves[1].weight == 0.3
        first, second, whole = (plain_words(each) for each in (halves[0].point, halves[1].point, text))
        joined = whole[len(first) : len(whole) - len(second)]
        assert whole == (*first, *joined, *second)
        assert joined in {(), ("so",), ("whereas",), ("because",)}
