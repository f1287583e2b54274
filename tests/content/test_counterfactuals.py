from coach.content.counterfactuals import compared_things, counterfactuals


def test_the_things_that_the_question_compares_change_places() -> None:
    assert compared_things("What is the difference between L1 and L2 regularization?") == ("l1", "l2")
    made = counterfactuals("L1 gives sparse weights.", "What is the difference between L1 and L2 regularization?")
    assert made[0] == "l2 gives sparse weights"


def test_opposites_and_negations_are_made() -> None:
    made = counterfactuals("A larger batch lowers the noise.", "What does the batch size do?")
    assert "a smaller batch lowers the noise" in made
    assert "a larger batch raises the noise" in made
    assert counterfactuals("Dropout is random.", "What is it?")[-1] == "dropout is not random"


def test_a_negation_is_taken_away() -> None:
    assert "boosting does reduce anything" in counterfactuals("Boosting does not reduce anything.", "What?")


def test_no_claim_is_made_that_is_the_point_itself() -> None:
    point = "more data helps"
    assert point not in counterfactuals(point, "Why?")
