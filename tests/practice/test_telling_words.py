import pytest
from pilots import rubric

from coach.bank.bank import load_bank
from coach.content.hint import MOST_WORDS
from coach.domain.rubric import Alias, KeyPoint, Rubric
from coach.paths import shipped_folder
from coach.practice.telling_words import TellingWords

SHIPPED = load_bank(shipped_folder("rubrics"), shipped_folder("rubrics") / "none").rubrics
TELLING = TellingWords(SHIPPED)


def asked(question: str, *points: KeyPoint, aliases: tuple[Alias, ...] = ()) -> Rubric:
    return Rubric("q", question, points, aliases=aliases)


def hint(question: Rubric, *others: Rubric) -> tuple[str, ...]:
    return TellingWords((question, *others)).hint_at(question, question.key_points[0])


@pytest.mark.parametrize("question", SHIPPED, ids=lambda each: each.id)
def test_no_hint_of_a_shipped_question_is_made_of_words_that_many_points_have(question: Rubric) -> None:
    hints = [TELLING.hint_at(question, point) for point in question.key_points]
    for point, terms in zip(question.key_points, hints, strict=True):
        assert 1 <= len(terms) <= MOST_WORDS, point.id
        assert not all(TELLING.is_common(term) for term in terms), (point.id, terms)
    assert len(set(hints)) == len(hints)


def test_what_a_whole_bank_says_is_common_and_what_one_question_says_is_not() -> None:
    assert [TELLING.is_common(word) for word in ("model", "data", "training", "gradients")] == [True] * 4
    assert [TELLING.is_common(word) for word in ("argpartition", "silhouette", "AdaBoost")] == [False] * 3
    assert not TELLING.is_common("learning rate")


def test_the_bias_of_a_flexible_model_is_not_hinted_at_by_making_and_model() -> None:
    question = next(each for each in SHIPPED if each.id == "bias-variance-tradeoff")
    assert not {"making", "model"} & {
        word for point in question.key_points for word in TELLING.hint_at(question, point)
    }


def test_words_that_are_said_side_by_side_elsewhere_are_one_term() -> None:
    question = asked("What is momentum?", KeyPoint("p", "It comes with a dot product of old vectors."))
    other = rubric("o", "What is cosine?", "The dot product, once normalized.")
    assert "dot product" in hint(question, other)


def test_a_term_keeps_its_capitals_and_its_hyphen() -> None:
    question = asked(
        "What comes behind a layer?",
        KeyPoint("p", "Put a ReLU there, or a drop-in of the same shape."),
        aliases=(Alias("ReLU", ("relu",)),),
    )
    assert hint(question)[:2] == ("ReLU", "drop-in")


def test_what_another_point_of_the_question_says_as_well_tells_less() -> None:
    question = asked("?", KeyPoint("p", "Boundaries and curves."), KeyPoint("o", "Boundaries bend."))
    assert hint(question)[0] == "curves"


def test_a_word_with_an_opposite_is_given_only_where_nothing_else_is_left() -> None:
    assert hint(asked("What is pruning?", KeyPoint("p", "Pruning increases sparsity."))) == ("sparsity",)
    assert hint(asked("What is pruning?", KeyPoint("p", "Pruning is sparse."))) == ("sparse",)


def test_where_a_point_has_only_words_of_the_question_another_wording_of_it_tells() -> None:
    question = asked("What is dropout?", KeyPoint("p", "What dropout is.", also=("It silences neurons.",)))
    assert hint(question) == ("silences",)
    assert hint(asked("What is dropout?", KeyPoint("p", "What dropout is."))) == ()
