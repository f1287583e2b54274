import pytest

from coach.content.polarity import turned_round, words_of_mistake

QUESTION = "What is the difference between bagging and boosting?"


@pytest.mark.parametrize(
    ("said", "claim"),
    [
        ("dropout does not switch units off during training", "Dropout switches units off during training."),
        ("a larger batch raises the gradient noise", "A larger batch lowers the gradient noise."),
        ("boosting trains the models in parallel on samples", "Bagging trains the models in parallel on samples."),
    ],
)
def test_a_claim_turned_round_is_seen(said: str, claim: str) -> None:
    assert turned_round(said, claim, QUESTION)


@pytest.mark.parametrize(
    ("said", "claim"),
    [
        ("dropout switches units off during training", "Dropout switches units off during training."),
        ("it is not slow and dropout switches units off in training", "Dropout switches units off during training."),
        ("the sky is not blue", "Dropout switches units off during training."),
        ("bagging trains models in parallel unlike boosting", "Bagging trains the models in parallel on samples."),
    ],
)
def test_what_agrees_or_is_about_something_else_is_not(said: str, claim: str) -> None:
    assert not turned_round(said, claim, QUESTION)


def test_the_telling_words_of_a_mistake_count_and_those_of_the_question_do_not() -> None:
    wordings = ("Boosting fits each model to the errors of the last.",)
    mistake = "Boosting averages models trained independently."
    assert words_of_mistake("it averages independently trained models", mistake, wordings, QUESTION)
    assert not words_of_mistake("boosting fits the errors of the last", mistake, wordings, QUESTION)
    assert not words_of_mistake("bagging and boosting differ", mistake, wordings, QUESTION)
