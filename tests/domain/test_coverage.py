from pilots import sample_attempt

from coach.domain.coverage import Label, Verdict, overrule


def test_a_label_takes_the_place_of_the_verdict_and_leaves_the_rest() -> None:
    judged = sample_attempt().coverage
    ruled = overrule(judged, {"correlated": Label.SAID, "l1-sparse": Label.NOT_SAID, "unknown": Label.SAID})
    assert [point.verdict for point in ruled.points] == [
        Verdict.MISSED,
        Verdict.UNSURE,
        Verdict.CONTRADICTED,
        Verdict.COVERED,
    ]
    assert [point.evidence for point in ruled.points] == [point.evidence for point in judged.points]


def test_without_labels_the_judge_stands() -> None:
    judged = sample_attempt().coverage
    assert overrule(judged, {}) == judged
