from coach.domain.rubric import KeyPoint, Rubric
from coach.practice.teaching.edits import AddAlso, MoveThreshold, SplitPoint

SPARSE = KeyPoint("sparse", "L1 makes weights zero", also=("L1 is sparse.",), mistakes=("L1 is dense.",))
PULL = KeyPoint("pull", "L1 reaches zero because its pull stays constant", weight=2.0, threshold=0.4)
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
    assert MoveThreshold("sparse", None, 0.5).added == ("none of its own → 0.50",)


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
