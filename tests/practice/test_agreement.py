import pytest

from coach.domain.coverage import Label, Verdict
from coach.practice.agreement import (
    Agreement,
    Stance,
    count_agreement,
    describe_agreement,
    stance_of,
)


@pytest.mark.parametrize(
    ("verdict", "said", "not_said"),
    [
        (Verdict.COVERED, Stance.AGREES, Stance.AGAINST),
        (Verdict.PARTLY, Stance.AGREES, Stance.AGAINST),
        (Verdict.UNSURE, Stance.OPEN, Stance.OPEN),
        (Verdict.MISSED, Stance.AGAINST, Stance.AGREES),
        (Verdict.CONTRADICTED, Stance.AGAINST, Stance.AGREES),
    ],
)
def test_a_verdict_agrees_with_the_label_that_says_the_same_and_unsure_with_none(
    verdict: Verdict, said: Stance, not_said: Stance
) -> None:
    assert (stance_of(Label.SAID, verdict), stance_of(Label.NOT_SAID, verdict)) == (said, not_said)


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


def test_an_agreement_says_its_count_and_the_labels_that_count_no_more() -> None:
    assert describe_agreement(Agreement(7, 8)) == "agreement 7 of 8"
    assert describe_agreement(Agreement(1, 1, gone=1)) == (
        "too early to tell: 1 label, 8 needed (agreement 1 of 1); 1 label on points that the rubric no longer has"
    )
