from dataclasses import replace

from pilots import sample_attempt

from coach.domain.coverage import Coverage, Label, PointCoverage, Verdict
from coach.report.scores import describe_revisions, write_doubt


def coverage(*verdicts: Verdict) -> Coverage:
    return Coverage(
        tuple(PointCoverage(str(at), "Claim.", 1.0, each, 0.5, 0.5, None, None, "") for at, each in enumerate(verdicts))
    )


def test_the_score_says_what_the_unsure_points_could_add() -> None:
    half = coverage(Verdict.COVERED, Verdict.UNSURE, Verdict.UNSURE, Verdict.MISSED)
    assert write_doubt(25, half) == ", up to 75 with the 2 unsure points"
    assert write_doubt(50, coverage(Verdict.COVERED, Verdict.UNSURE)) == ", up to 100 with the unsure point"


def test_a_score_without_doubt_is_written_alone() -> None:
    assert write_doubt(50, coverage(Verdict.COVERED, Verdict.MISSED)) == ""


def test_nothing_is_said_where_nothing_was_done() -> None:
    assert describe_revisions(sample_attempt()) == ""


def test_hints_labels_and_corrections_are_each_said() -> None:
    attempt = sample_attempt()
    revised = replace(attempt, hints=("a", "b"), labels={"l2-shrinks": Label.SAID}, heard=attempt.transcript.words)
    assert describe_revisions(revised) == (
        "2 hints used · 1 verdict overruled by you · words corrected by you; O shows them as they were heard"
    )
