from dataclasses import replace

from pilots import sample_attempt

from coach.domain.labels import Label
from coach.report.revisions import describe_revisions


def test_nothing_is_said_where_nothing_was_done() -> None:
    assert describe_revisions(sample_attempt()) == ""


def test_hints_labels_and_corrections_are_each_said() -> None:
    attempt = sample_attempt()
    revised = replace(attempt, hints=("a", "b"), labels={"l2-shrinks": Label.SAID}, heard=attempt.transcript.words)
    assert describe_revisions(revised) == (
        "2 hints shown while answering · 1 verdict overruled by you · "
        "words corrected by you; O shows them as they were heard"
    )
