from dataclasses import replace

from fakes import DECISION, FakeEmbedder, FakeReader, fake_judge

from coach.content.encoder import Encoder
from coach.content.judge import Judge
from coach.domain.rubric import KeyPoint, Rubric
from coach.practice.lint.own_answer import find_uncovered_points

JUDGE = fake_judge()

SPARSE = KeyPoint(
    "sparse",
    "lasso drives many weights exactly to zero",
    mistakes=("lasso keeps every single feature dense",),
)
DENSE = KeyPoint("dense", "ridge shrinks large coefficients smoothly without dropping features")


def found(answer: str) -> list[str]:
    rubric = Rubric("l1", "What is lasso?", (SPARSE, DENSE), model_answer=answer)
    return [doubt.what for doubt in find_uncovered_points(rubric, JUDGE)]


def test_a_model_answer_that_makes_every_point_raises_no_doubt() -> None:
    assert found(f"{SPARSE.point}. {DENSE.point}.") == []


def test_a_point_that_is_left_out_is_named_with_its_verdict_and_the_nearest_sentence() -> None:
    (what,) = found("Lasso drives many weights exactly to zero, while large coefficients hurt.")
    assert what == (
        "`key_points[2]` (dense) is missed in the question's own `model_answer`, nearest to it "
        '"while large coefficients hurt"'
    )


def test_a_point_that_the_model_answer_contradicts_is_called_that() -> None:
    (what,) = found(f"Lasso keeps every single feature dense. {DENSE.point}.")
    assert what == (
        "`key_points[1]` (sparse) is contradicted in the question's own `model_answer`, where it reads as the "
        'opposite: "Lasso keeps every single feature dense"'
    )


def test_a_point_of_which_only_half_is_said_is_named_with_the_words_that_make_the_half() -> None:
    two = KeyPoint("pull", "Lasso reaches exact zeros because constant pull stays strong.")
    rubric = Rubric("l1", "What is lasso?", (two,), model_answer="Lasso reaches exact zeros because constant pull.")
    (doubt,) = find_uncovered_points(rubric, JUDGE)
    assert doubt.what == (
        "`key_points[1]` (pull) is partly in the question's own `model_answer`, which makes only half of it: "
        '"Lasso reaches exact zeros because constant pull"'
    )


def test_a_point_that_may_or_may_not_be_said_is_called_unsure() -> None:
    rubric = Rubric("l1", "?", (DENSE,), model_answer="Ridge shrinks large coefficients, and nothing is lost by it.")
    unsure = Judge(Encoder(FakeEmbedder(), FakeReader()), replace(DECISION, asked_from=0.0))
    (doubt,) = find_uncovered_points(rubric, unsure)
    assert doubt.what == (
        "`key_points[1]` (dense) is unsure in the question's own `model_answer`, which may or may not make it: "
        '"Ridge shrinks large coefficients"'
    )


def test_without_a_model_answer_there_is_nothing_to_say() -> None:
    assert found("") == []


def test_a_model_answer_without_any_claim_leaves_every_point_uncovered() -> None:
    assert [what.split(",")[0] for what in found("Yes.")] == [
        "`key_points[1]` (sparse) is missed in the question's own `model_answer`",
        "`key_points[2]` (dense) is missed in the question's own `model_answer`",
    ]
