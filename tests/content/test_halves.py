from coach.content.halves import halves_of


def test_a_point_with_two_claims_is_parted_at_its_connective() -> None:
    assert halves_of("High bias means the model is too simple, so it underfits training and validation data.") == (
        "high bias means the model is too simple",
        "so it underfits training and validation data",
    )


def test_a_single_claim_is_left_whole() -> None:
    assert halves_of("Lasso drives many weights exactly to zero.") is None
    assert halves_of("Precision and recall.") is None
