from dataclasses import replace

from pilots import sample_attempt

from coach.domain.attempt import Attempt
from coach.domain.coverage import Coverage
from coach.domain.labels import Label
from coach.domain.rubric import KeyPoint, Rubric
from coach.practice.teaching.agreement import Agreement
from coach.practice.teaching.labelled import cases_of, judge_labelled, measure_agreement

RUBRIC = Rubric("l1-vs-l2", "What is the difference?", (KeyPoint("l1-sparse", "L1 makes zeros"),))


def as_stored(rubric: Rubric, attempt: Attempt) -> Coverage:
    """The verdicts of the sample attempt: covered, unsure, contradicted, missed."""
    return attempt.coverage


def test_only_attempts_with_labels_are_judged() -> None:
    asked: list[str] = []

    def judged(rubric: Rubric, attempt: Attempt) -> Coverage:
        asked.append(attempt.id)
        return attempt.coverage

    labelled = replace(sample_attempt(), id="with", labels={"l1-sparse": Label.SAID})
    found = judge_labelled(RUBRIC, [sample_attempt(), labelled], judged)
    assert [each.attempt.id for each in found] == asked == ["with"]


def test_the_labels_of_all_points_are_counted_and_those_of_points_that_are_gone_apart() -> None:
    labels = {"l1-sparse": Label.SAID, "l2-shrinks": Label.SAID, "correlated": Label.SAID, "old-point": Label.SAID}
    other = {"l2-never-zero": Label.NOT_SAID}
    attempts = [replace(sample_attempt(), labels=labels), replace(sample_attempt(), labels=other)]
    found = measure_agreement(judge_labelled(RUBRIC, attempts, as_stored))
    # covered and contradicted agree, unsure is open, missed is against, and one point is gone
    assert found == Agreement(agreeing=2, labels=4, unsure=1, gone=1)


def test_a_point_sees_every_labelled_attempt_with_its_own_label_only() -> None:
    attempt = replace(sample_attempt(), labels={"l1-sparse": Label.NOT_SAID})
    labelled = judge_labelled(RUBRIC, [attempt], as_stored)
    (case,) = cases_of("l1-sparse", labelled)
    assert (case.label, case.probability, case.agrees) == (Label.NOT_SAID, 0.97, False)
    (other,) = cases_of("correlated", labelled)
    assert (other.label, other.agrees) == (None, True)
