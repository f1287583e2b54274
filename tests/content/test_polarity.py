from coach.content.polarity import sides_with_mistake

QUESTION = "What is L1 regularization?"
RIGHT = ("L1 drives some weights to exactly zero.", "It makes the model sparse.")
WRONG = "L1 makes a dense model."


def test_words_that_only_the_wrong_claim_has_side_with_it() -> None:
    assert sides_with_mistake("you end up with a dense model", WRONG, RIGHT, QUESTION)


def test_words_of_the_right_claim_do_not() -> None:
    assert not sides_with_mistake("it drives weights to zero", WRONG, RIGHT, QUESTION)


def test_a_negation_turns_the_right_claim_round() -> None:
    wrong = "L1 does not drive weights to zero."
    assert sides_with_mistake("L1 never drives weights to exactly zero", wrong, RIGHT, QUESTION)
    assert not sides_with_mistake("L1 drives weights to exactly zero", wrong, RIGHT, QUESTION)


def test_an_antonym_turns_the_right_claim_round() -> None:
    right = ("A higher temperature gives more variety.",)
    assert sides_with_mistake(
        "lower gives variety", "A lower temperature gives more variety.", right, "What is temperature?"
    )


def test_the_questions_own_words_side_with_nobody() -> None:
    assert not sides_with_mistake("well, regularization", "Regularization with L1 is dense.", RIGHT, QUESTION)
