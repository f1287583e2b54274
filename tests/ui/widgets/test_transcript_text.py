from dataclasses import replace

from pilots import sample_attempt

from coach.report.marking import mark_transcript
from coach.ui.widgets.transcript_text import describe_pieces


def test_fillers_pauses_and_unclear_stretches_are_marked_in_place() -> None:
    attempt = sample_attempt()
    shown = describe_pieces(mark_transcript(attempt.transcript, attempt.delivery)).plain
    assert shown.startswith("So ‹um› L1 adds")
    assert "for free. [pause, 2.3 s] L2 adds the squares, ‹you know,› and" in shown
    assert shown.endswith("zero too. [unclear, 1.4 s]")


def test_a_filled_pause_heard_by_its_sound_alone_stands_in_brackets() -> None:
    transcript = sample_attempt().transcript
    words = (transcript.words[0], replace(transcript.words[1], spelled=False), *transcript.words[2:])
    shown = describe_pieces(mark_transcript(replace(transcript, words=words))).plain
    assert shown.startswith("So [um] L1 adds")
