from coach.domain.coverage import Evidence
from coach.domain.timespan import TimeSpan
from coach.ui.sound import evidence_span


def test_evidence_is_played_with_three_tenths_of_a_second_around_it() -> None:
    assert evidence_span(Evidence("x", 0, 0, 2.0, 3.5)) == TimeSpan(1.7, 3.8)


def test_evidence_at_the_beginning_starts_at_zero() -> None:
    assert evidence_span(Evidence("x", 0, 0, 0.1, 1.0)).start == 0.0
