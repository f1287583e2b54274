import pytest

from coach.domain.coverage import Verdict
from coach.domain.labels import Label
from coach.practice.teaching.agreement import Agreement, Standing, count_agreement, standing


@pytest.mark.parametrize(
    ("verdict", "said", "not_said"),
    [
        (Verdict.COVERED, Standing.AGREES, Standing.AGAINST),
        (Verdict.PARTLY, Standing.AGREES, Standing.AGAINST),
        (Verdict.UNSURE, Standing.OPEN, Standing.OPEN),
        (Verdict.MISSED, Standing.AGAINST, Standing.AGREES),
        (Verdict.CONTRADICTED, Standing.AGAINST, Standing.AGREES),
    ],
)
def test_a_verdict_agrees_with_the_label_that_says_the_same_and_unsure_with_none(
    verdict: Verdict, said: Standing, not_said: Standing
) -> None:
    assert (standing(Label.SAID, verdict), standing(Label.NOT_SAID, verdict)) == (said, not_said)


def test_labels_on_points_that_are_gone_are_counted_apart() -> None:
    pairs = [
        (Label.SAID, Verdict.COVERED),
        (Label.SAID, Verdict.UNSURE),
        (Label.NOT_SAID, Verdict.MISSED),
        (Label.NOT_SAID, Verdict.COVERED),
        (Label.SAID, None),
    ]
    found = count_agreement(pairs)
    assert found == Agreement(agreeing=2, labels=4, unsure=1, gone=1)
    assert found.share == 0.5
    assert found.balance == 1  # 2 agree, 1 says the opposite


def test_without_labels_there_is_no_share() -> None:
    assert count_agreement([]).share is None
    assert count_agreement([(Label.SAID, None)]).share is None


def test_it_is_too_early_to_tell_below_eight_labels() -> None:
    assert Agreement(7, 7).too_early
    assert not Agreement(0, 8).too_early
    assert Agreement(0, 0, gone=9).too_early
