from pilots import sample_attempt

from coach.practice.teaching.agreement import Agreement
from coach.practice.teaching.describe import describe, describe_agreement
from coach.practice.teaching.edits import AddAlso, Edit, SplitPoint
from coach.practice.teaching.trying import Proposal

ALSO = AddAlso("p", "A.")


def proposal(before: Agreement, after: Agreement, left_out: Agreement, edit: Edit = ALSO) -> Proposal:
    return Proposal(edit, "", (sample_attempt(),), before, after, left_out)


def test_a_proposal_says_all_three_counts() -> None:
    given = proposal(Agreement(5, 9), Agreement(8, 9), Agreement(6, 9, unsure=2))
    assert describe(given) == "agreement 5 of 9 now, 8 of 9 with it, 6 of 9 (2 unsure) leave-one-out"


def test_below_eight_labels_it_says_first_that_it_is_too_early_to_tell() -> None:
    given = proposal(Agreement(1, 3), Agreement(3, 3), Agreement(1, 3))
    assert describe(given) == (
        "too early to tell: 3 labels, 8 needed (agreement 1 of 3 now, 3 of 3 with it, 1 of 3 leave-one-out)"
    )


def test_a_split_says_what_becomes_of_the_labels() -> None:
    nothing = Agreement(0, 0)
    assert describe(proposal(nothing, nothing, nothing, SplitPoint("p", "A.", "B."))) == (
        "too early to tell: 0 labels, 8 needed; a label on the whole point is held against both halves, and no longer "
        "counts once it is split"
    )


def test_an_agreement_says_its_count_and_the_labels_that_count_no_more() -> None:
    assert describe_agreement(Agreement(7, 8)) == "agreement 7 of 8"
    assert describe_agreement(Agreement(1, 1, gone=1)) == (
        "too early to tell: 1 label, 8 needed (agreement 1 of 1); 1 label on points that the rubric no longer has"
    )
