from pathlib import Path

import pytest
from fakes import fake_engines, tone
from pilots import BANK, L1

from coach.audio.wav import write_wav
from coach.domain.attempt import AnswerKind, UnfinishedRecording, UnfinishedText
from coach.errors import RubricError
from coach.practice.recovering import Remedy, find_all_unfinished, recover, remedies_for


def test_a_recovered_recording_counts_as_spoken(tmp_path: Path) -> None:
    engines = fake_engines(tmp_path, BANK)
    path = engines.paths.recordings / "20260228T200000Z-abcdef.wav"
    write_wav(path, tone(1.0))
    given = recover(UnfinishedRecording("20260228T200000Z-abcdef", L1.id, path, 1.0), engines)
    assert (given.rubric, given.attempt_id) == (L1, "20260228T200000Z-abcdef")
    assert given.answer.kind is AnswerKind.SPOKEN


def test_a_recording_of_an_unknown_question_is_refused(tmp_path: Path) -> None:
    unfinished = UnfinishedRecording("20260228T200000Z-abcdef", "gone", tmp_path / "x.wav", 1.0)
    with pytest.raises(RubricError, match="gone"):
        recover(unfinished, fake_engines(tmp_path, BANK))


RECORDED = UnfinishedRecording("20260228T200000Z-abcdef", L1.id, Path("x.wav"), 1.0)
TYPED = UnfinishedText("20260228T210000Z-abcdef", L1.id, Path("x.txt"), "one two three")


def test_an_answer_to_an_unknown_question_can_only_wait_or_go() -> None:
    for unfinished in (RECORDED, TYPED):
        assert remedies_for(unfinished, question_known=False) == (Remedy.LATER, Remedy.DELETE)


def test_only_a_typed_answer_can_be_typed_on() -> None:
    assert remedies_for(RECORDED, question_known=True) == (Remedy.ASSESS, Remedy.LATER, Remedy.DELETE)
    assert remedies_for(TYPED, question_known=True) == (Remedy.ASSESS, Remedy.TYPE, Remedy.LATER, Remedy.DELETE)


def test_recordings_and_typed_answers_are_offered_together_the_oldest_first(tmp_path: Path) -> None:
    paths = fake_engines(tmp_path, BANK).paths
    for folder, name in ((paths.recordings, "b"), (paths.drafts, "a"), (paths.drafts, "c")):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.json").write_text('{"question": "l1-vs-l2", "started": "", "process": 1}')
    write_wav(paths.recordings / "b.wav", tone(1.0))
    for name in ("a", "c"):
        (paths.drafts / f"{name}.txt").write_text("one two")
    assert [each.id for each in find_all_unfinished(paths)] == ["a", "b", "c"]
