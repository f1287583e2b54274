from fakes import fake_judge

from coach.domain.rubric import KeyPoint, Rubric
from coach.practice.lint.near_mistakes import find_near_mistakes

JUDGE = fake_judge()

POINT = "lasso drives many weights exactly to zero"
FREE = "useless columns vanish with weights at zero"  # shares "weights" and "zero" of seven words each: 2 / 7
NEAR_MISTAKE = "lasso drives no weights exactly to zero"  # six of seven words: 6 / 7
FAR_MISTAKE = "every column keeps large values"


def found(also: tuple[str, ...], mistakes: tuple[str, ...]) -> list[str]:
    rubric = Rubric("l1", "What helps?", (KeyPoint("sparse", POINT, also=also, mistakes=mistakes),))
    return [doubt.what for doubt in find_near_mistakes(rubric, JUDGE)]


def test_a_mistake_nearer_than_every_paraphrase_is_named_with_both_numbers() -> None:
    (what,) = found((FREE,), (FAR_MISTAKE, NEAR_MISTAKE))
    assert what == (
        "`key_points[1].mistakes[2]` (sparse) is nearer to the point (0.86) than any `also` is (at most 0.29): "
        f'"{NEAR_MISTAKE}"'
    )


def test_one_paraphrase_as_near_as_the_mistake_is_enough() -> None:
    assert found((FREE, "lasso drives many weights right to zero"), (NEAR_MISTAKE,)) == []


def test_a_mistake_that_is_only_a_little_nearer_is_let_pass() -> None:
    five_of_seven = "lasso drives many weights near nothing to"  # 5 / 7, which is 0.14 less
    assert found((five_of_seven,), (NEAR_MISTAKE,)) == []


def test_without_paraphrases_there_is_nothing_to_compare_with() -> None:
    assert found((), (NEAR_MISTAKE,)) == []
