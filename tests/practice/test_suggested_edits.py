import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.bank.load import ID_LENGTH
from coach.content.halves import claims_of
from coach.content.words import plain_words
from coach.domain.rubric import KeyPoint, Rubric
from coach.domain.transcript import Word
from coach.practice.suggested_edits import AddAlso, MoveThreshold, SplitPoint, own_sentence, split_point

SPARSE = KeyPoint("sparse", "L1 makes weights zero", also=("L1 is sparse.",), mistakes=("L1 is dense.",))
PULL = KeyPoint("pull", "L1 reaches zero because its pull stays constant", importance=2.0, threshold=0.4)
RUBRIC = Rubric("l1", "What is L1?", (SPARSE, PULL), topic="Fundamentals")


def test_a_wording_is_added_at_the_end_and_nothing_else_changes() -> None:
    changed = AddAlso("sparse", "Useless inputs drop out.").apply(RUBRIC)
    expected = KeyPoint("sparse", SPARSE.point, 1.0, ("L1 is sparse.", "Useless inputs drop out."), ("L1 is dense.",))
    assert changed == Rubric("l1", "What is L1?", (expected, PULL), topic="Fundamentals")


def test_a_wording_that_is_known_right_or_wrong_is_not_added_again() -> None:
    for known in ("l1 IS sparse.", "L1 makes weights ZERO", "l1 is dense."):
        assert AddAlso("sparse", known).apply(RUBRIC) == RUBRIC


def test_a_threshold_is_set_and_says_from_what_to_what() -> None:
    edit = MoveThreshold("pull", 0.4, 0.35)
    assert edit.apply(RUBRIC).key_points == (SPARSE, KeyPoint("pull", PULL.point, 2.0, threshold=0.35))
    assert edit.added == ("0.40 → 0.35",)
    assert MoveThreshold("sparse", None, 0.5).added == ("the default → 0.50",)


def test_a_split_stands_where_the_point_stood() -> None:
    first, second = "L1 reaches zero.", "Its pull stays constant."
    rubric = Rubric(
        "l1", "What is L1?", (KeyPoint("a", f"{first[:-1]} really fast because its pull stays constant"), PULL)
    )
    changed = SplitPoint("a", first, second).apply(rubric)
    assert [point.id for point in changed.key_points] == ["a-1", "a-2", "pull"]
    assert changed.key_points[2] == PULL


def test_a_point_that_is_gone_or_no_longer_makes_two_claims_leaves_the_rubric_as_it_is() -> None:
    for edit in (AddAlso("gone", "Anything at all."), MoveThreshold("gone", None, 0.5), SplitPoint("gone", "A.", "B.")):
        assert edit.apply(RUBRIC) == RUBRIC
    assert SplitPoint("sparse", "A.", "B.").apply(RUBRIC) == RUBRIC


TWO_CLAIMS = "L1 reaches zero because its pull stays constant, whereas the pull of L2 fades near zero."


def test_the_claims_keep_the_points_own_spelling() -> None:
    assert claims_of(TWO_CLAIMS) == (
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
        TWO_CLAIMS,
        importance=3.0,
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
    taken = split_point(KeyPoint("pull", TWO_CLAIMS), {"pull", "pull-1", "pull-3"})
    assert taken is not None
    assert [half.id for half in taken] == ["pull-2", "pull-4"]
    long = split_point(KeyPoint("a" * ID_LENGTH, TWO_CLAIMS), {"a" * ID_LENGTH})
    assert long is not None
    assert [half.id for half in long] == ["a" * (ID_LENGTH - 2) + "-1", "a" * (ID_LENGTH - 2) + "-2"]


def test_a_half_that_is_known_already_is_said_once_and_one_that_is_known_as_wrong_stops_the_split() -> None:
    known = "the pull of L2 fades near zero."
    halves = split_point(KeyPoint("pull", TWO_CLAIMS, also=(known,)), {"pull"})
    assert halves is not None
    assert halves[1].also == ()
    assert split_point(KeyPoint("pull", TWO_CLAIMS, mistakes=(known,)), {"pull"}) is None


@given(st.lists(st.sampled_from("alpha beta gamma delta so, because whereas it's 1,000 — k-means".split()), min_size=1))
def test_a_split_never_repeats_a_wording_and_keeps_every_word_but_the_one_that_joined(said: list[str]) -> None:
    text = " ".join(said)
    halves = split_point(KeyPoint("p", text, importance=0.3), {"p"})
    if halves is not None:
        assert halves[0].point.casefold() != halves[1].point.casefold()
        assert halves[0].importance + halves[1].importance == 0.3
        first, second, whole = (plain_words(each) for each in (halves[0].point, halves[1].point, text))
        joined = whole[len(first) : len(whole) - len(second)]
        assert whole == (*first, *joined, *second)
        assert joined in {(), ("so",), ("whereas",), ("because",)}


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
