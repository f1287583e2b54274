from pathlib import Path

import pytest
from fakes import fake_engines, tone
from pilots import BANK, L1

from coach.audio.wav import write_wav
from coach.domain.attempt import AnswerKind
from coach.domain.recording import UnfinishedRecording
from coach.errors import RubricError
from coach.ui.recovering import recover


def test_a_recovered_recording_counts_as_spoken(tmp_path: Path) -> None:
    engines = fake_engines(tmp_path, BANK)
    path = engines.paths.recordings / "20260228T200000Z-abcdef.wav"
    write_wav(path, tone(1.0))
    pending = recover(UnfinishedRecording("20260228T200000Z-abcdef", L1.id, path, 1.0), engines)
    assert (pending.rubric, pending.attempt_id) == (L1, "20260228T200000Z-abcdef")
    assert pending.answer.kind is AnswerKind.SPOKEN


def test_a_recording_of_an_unknown_question_is_refused(tmp_path: Path) -> None:
    unfinished = UnfinishedRecording("20260228T200000Z-abcdef", "gone", tmp_path / "x.wav", 1.0)
    with pytest.raises(RubricError, match="gone"):
        recover(unfinished, fake_engines(tmp_path, BANK))
