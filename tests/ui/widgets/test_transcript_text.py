from pilots import sample_attempt

from coach.report.marking import mark_transcript
from coach.ui.widgets.transcript_text import describe_pieces


def test_fillers_pauses_and_unclear_stretches_are_marked_in_place() -> None:
    attempt = sample_attempt()
    shown = describe_pieces(mark_transcript(attempt.transcript, attempt.delivery)).plain
    assert shown.startswith("So ‹um› L1 adds")
    assert "for free. [pause, 2.3 s] L2 adds the squares, ‹you know,› and" in shown
    assert shown.endswith("zero too. [unclear, 1.4 s]")
