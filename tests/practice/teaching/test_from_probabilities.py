import math
from dataclasses import replace

import pytest
from pilots import sample_attempt

from coach.domain.attempt import Attempt
from coach.domain.coverage import Coverage, Evidence, PointCoverage, Verdict
from coach.domain.labels import Label
from coach.domain.rubric import KeyPoint, Rubric
from coach.practice.teaching.agreement import Agreement
from coach.practice.teaching.edits import MoveThreshold
from coach.practice.teaching.propose import propose_changes
from coach.practice.teaching.trying import Proposal

RUBRIC = Rubric("l1", "What is L1?", (KeyPoint("p", "L1 makes weights zero", threshold=0.5),))
SAID, NOT_SAID = Label.SAID, Label.NOT_SAID


def by_probability(rubric: Rubric, attempt: Attempt) -> Coverage:
    """A judge by the threshold alone; the probability is the attempt's number of dropped blocks, in hundredths."""
    (point,) = rubric.key_points
    assert point.threshold is not None
    probability = attempt.dropped_blocks / 100
    verdict = Verdict.COVERED if probability >= point.threshold else Verdict.MISSED
    return Coverage((PointCoverage(point.id, point.point, 1.0, verdict, probability, 0.5, None, None, ""),))


def nothing_near(rubric: Rubric, attempt: Attempt) -> tuple[Evidence | None, ...]:
    return (None,) * len(rubric.key_points)


def proposed(*told: tuple[int, Label], rubric: Rubric = RUBRIC) -> Proposal | None:
    """What is learned from answers with these similarities, in hundredths, and labels."""
    attempts = [
        replace(sample_attempt(), id=f"a{at}", dropped_blocks=hundredths, labels={"p": label})
        for at, (hundredths, label) in enumerate(told)
    ]
    found = propose_changes(rubric, attempts, by_probability, nothing_near)
    return found[0] if found else None


def threshold(proposal: Proposal | None) -> float:
    assert proposal is not None
    assert isinstance(proposal.edit, MoveThreshold)
    return proposal.edit.threshold


def test_the_threshold_lies_in_the_middle_of_the_gap_between_the_two_kinds() -> None:
    found = proposed((20, NOT_SAID), (30, NOT_SAID), (42, SAID), (60, SAID))
    assert threshold(found) == 0.36
    assert found is not None
    assert found.reason == "You said it in 1 answer where the judge did not hear it."
    assert [attempt.id for attempt in found.attempts] == ["a2"]
    assert (found.before, found.after) == (Agreement(3, 4), Agreement(4, 4))
    # Without 0.42 the others agree with the judge as it is: nothing is learned, and 0.42 stays missed. Without any
    # other one, the line still lies on the right side of it.
    assert found.left_out == Agreement(3, 4)


def test_of_two_gaps_that_win_as_much_the_wider_is_taken() -> None:
    found = proposed((10, NOT_SAID), (30, SAID), (45, NOT_SAID), (47, SAID), (49, SAID), (90, SAID))
    assert threshold(found) == 0.2  # 0.46 has one label against it too, 0.30, and its gap is 0.02 wide


def test_a_judge_that_is_too_generous_gets_a_higher_threshold() -> None:
    found = proposed((55, NOT_SAID), (61, NOT_SAID), (79, SAID), (30, SAID))
    assert threshold(found) == 0.7
    assert found is not None
    assert found.reason == (
        "You said it in 1 answer where the judge did not hear it; you did not say it in 2 answers where the judge "
        "heard it."
    )
    assert (found.before.agreeing, found.after.agreeing) == (1, 3)


def test_labels_of_one_kind_move_the_threshold_just_past_them() -> None:
    assert threshold(proposed((40, SAID), (60, SAID))) == 0.38
    assert threshold(proposed((55, NOT_SAID), (61, NOT_SAID))) == 0.63


def test_a_threshold_never_leaves_its_range() -> None:
    assert proposed((1, SAID), (2, SAID)) is None
    assert proposed((100, NOT_SAID)) is None
    assert threshold(proposed((99, NOT_SAID))) == 1.0


def test_a_gap_that_two_decimals_cannot_part_is_passed_over() -> None:
    rubric = Rubric("l1", "What is L1?", (KeyPoint("p", "L1 makes weights zero", threshold=0.9),))
    assert threshold(proposed((50, NOT_SAID), (51, SAID), rubric=rubric)) == 0.51
    assert proposed((50, NOT_SAID), (50, SAID), rubric=rubric) is None


def test_labels_that_agree_and_labels_that_no_line_parts_teach_nothing() -> None:
    assert proposed((30, NOT_SAID), (60, SAID)) is None
    assert proposed((30, SAID), (60, NOT_SAID)) is None
    assert proposed((30, SAID), (40, SAID), (48, SAID), (60, NOT_SAID)) is None  # all or nothing parts nothing


def test_a_left_out_answer_is_judged_by_the_line_that_the_others_draw() -> None:
    told = [(10, NOT_SAID), (20, NOT_SAID), (30, SAID), (36, SAID), (45, SAID), (60, SAID)]
    found = proposed(*told)
    assert threshold(found) == 0.25
    assert found is not None
    # Without 0.20 the line is at 0.20 and takes it in; without 0.30 it is at 0.28 and keeps 0.30.
    assert (found.before.agreeing, found.after.agreeing, found.left_out.agreeing) == (3, 6, 5)


def test_no_more_than_three_judgings_an_answer_are_needed() -> None:
    asked: list[tuple[str, float | None]] = []

    def judged(rubric: Rubric, attempt: Attempt) -> Coverage:
        asked.append((attempt.id, rubric.key_points[0].threshold))
        return by_probability(rubric, attempt)

    attempts = [
        replace(sample_attempt(), id=f"a{at}", dropped_blocks=at, labels={"p": SAID if at > 40 else NOT_SAID})
        for at in range(100)
    ]
    (found,) = propose_changes(RUBRIC, attempts, judged, nothing_near)
    assert threshold(found) == pytest.approx(0.41, abs=0.01)
    assert len(asked) == len(set(asked)) == 300
    assert {each for _, each in asked} == {0.5, 0.0, math.inf}
