from fakes import FakeReader, fake_judge

from coach.domain.rubric import KeyPoint, Rubric
from coach.practice.lint.overlaps import find_overlaps

JUDGE = fake_judge()

SPARSE = KeyPoint(
    "sparse",
    "lasso drives many weights exactly to zero",
    also=("lasso drives weights exactly to zero", "many weights exactly zero with lasso"),
)
SAME_AGAIN = KeyPoint(
    "zeros",
    "lasso drives many weights right to zero",
    also=("weights driven exactly to zero by lasso drives", "lasso drives many weights to zero exactly"),
)
DENSE = KeyPoint(
    "dense",
    "ridge shrinks large coefficients smoothly without dropping features",
    also=("ridge shrinks coefficients smoothly and keeps features",),
)


def found(*points: KeyPoint) -> list[str]:
    return [doubt.what for doubt in find_overlaps(Rubric("l1", "What is lasso?", points), JUDGE)]


def test_two_points_in_nearly_the_same_words_overlap_and_the_counts_are_given() -> None:
    (what,) = found(DENSE, SPARSE, SAME_AGAIN)
    assert what == (
        "`key_points[2]` (sparse) and `key_points[3]` (zeros) overlap: 3 of 3 wordings of sparse count as zeros, "
        "and 3 of 3 the other way round"
    )


def test_points_that_share_no_words_do_not_overlap() -> None:
    assert found(SPARSE, DENSE) == []


def test_one_way_is_no_overlap() -> None:
    both_claims = KeyPoint(
        "both",
        "lasso drives many weights exactly to zero",
        also=(
            "lasso drives many weights exactly to zero. ridge shrinks large coefficients smoothly without dropping "
            "features",
            "ridge shrinks large coefficients smoothly without dropping features. lasso drives weights exactly to zero",
        ),
    )
    assert found(both_claims, DENSE) == []


def test_a_single_wording_of_several_is_no_overlap() -> None:
    with_one = KeyPoint("sparse", SPARSE.point, also=(*SPARSE.also, DENSE.point))
    assert found(with_one, DENSE) == []


def test_points_of_which_no_two_wordings_are_alike_are_not_read() -> None:
    reader = FakeReader()
    rubric = Rubric("l1", "What is lasso?", (SPARSE, DENSE))
    assert list(find_overlaps(rubric, fake_judge(reader))) == []
    assert reader.asked == []
