from pathlib import Path

from fakes import FakeSpeaker, tone

from coach.audio.wav import write_wav
from coach.domain.coverage import Evidence
from coach.domain.timespan import TimeSpan
from coach.ui.sound import evidence_span, play_recording


def test_evidence_is_played_with_three_tenths_of_a_second_around_it() -> None:
    assert evidence_span(Evidence("x", 0, 0, 2.0, 3.5)) == TimeSpan(1.7, 3.8)


def test_evidence_at_the_beginning_starts_at_zero() -> None:
    assert evidence_span(Evidence("x", 0, 0, 0.1, 1.0)).start == 0.0


def test_a_stretch_is_cut_out_to_the_sample(tmp_path: Path) -> None:
    speaker = FakeSpeaker()
    write_wav(tmp_path / "a.wav", tone(2.0))
    play_recording(speaker, tmp_path / "a.wav", TimeSpan(0.5, 1.25))
    assert speaker.played == [(12_000, 16_000)]


def test_a_stretch_that_ends_after_the_recording_ends_with_it(tmp_path: Path) -> None:
    speaker = FakeSpeaker()
    write_wav(tmp_path / "a.wav", tone(1.0))
    play_recording(speaker, tmp_path / "a.wav", TimeSpan(0.75, 1.3))
    assert speaker.played == [(4_000, 16_000)]
