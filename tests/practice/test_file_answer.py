import stat

import numpy as np
import pytest
from fakes import fake_engines, silence, tone

from coach.audio.read_audio import read_audio
from coach.audio.wav import write_wav
from coach.bank.bank import Bank
from coach.domain.attempt import AnswerKind
from coach.errors import AudioError
from coach.practice.file_answer import FileAnswer


@pytest.fixture
def answer_file(tmp_path):
    path = tmp_path / "mine" / "answer.wav"
    write_wav(path, np.concatenate((tone(9.0), silence(1.0), tone(2.0))))
    return path


def answer_of(path, home, *, said="", keep=True):
    engines = fake_engines(home, Bank(()), said=said)
    return FileAnswer(path, "attempt", engines, keep_in=engines.paths.recordings if keep else None)


def test_a_file_is_heard_segment_by_segment(tmp_path, answer_file):
    said = " ".join(str(number) for number in range(26))
    answer = answer_of(answer_file, tmp_path, said=said)
    segments = list(answer.words())
    assert len(segments) == 2
    transcript = answer.transcript()
    assert transcript.words == segments[0] + segments[1]
    assert transcript.total_seconds == 12.0
    assert [(span.start, span.end) for span in transcript.speech] == [
        pytest.approx((0.0, 9.0), abs=0.1),
        pytest.approx((10.0, 12.0), abs=0.1),
    ]
    assert answer.kind is AnswerKind.FILE


def test_the_sound_is_copied_for_its_owner_only_and_the_users_file_stays(tmp_path, answer_file):
    before = answer_file.read_bytes()
    answer = answer_of(answer_file, tmp_path)
    recording = answer.recording()
    assert recording.path == tmp_path / "recordings" / "attempt.wav"
    assert stat.S_IMODE(recording.path.stat().st_mode) == 0o600
    assert np.array_equal(read_audio(recording.path), read_audio(answer_file))
    answer.settle(kept=False)
    assert not recording.path.exists()
    assert answer_file.read_bytes() == before


def test_where_recordings_are_not_kept_nothing_is_copied(tmp_path, answer_file):
    answer = answer_of(answer_file, tmp_path, keep=False)
    assert answer.recording().path is None
    assert answer.recording().seconds == 12.0
    answer.settle(kept=False)
    assert not (tmp_path / "recordings").exists()
    assert answer_file.exists()


def test_a_copy_that_cannot_be_written_does_not_lose_the_assessment(tmp_path, answer_file):
    (tmp_path / "recordings").write_text("a file where the folder should be")
    recording = answer_of(answer_file, tmp_path).recording()
    assert recording.path is None
    assert recording.problem.startswith("The sound was not copied.")


def test_a_file_that_is_no_sound_is_refused_with_its_name(tmp_path):
    (tmp_path / "notes.txt").write_text("These are notes.")
    with pytest.raises(AudioError, match=r"notes\.txt"):
        list(answer_of(tmp_path / "notes.txt", tmp_path).words())


def test_what_is_missing_from_a_file_is_told_and_the_rest_is_heard(tmp_path, answer_file):
    answer_file.write_bytes(answer_file.read_bytes()[: 44 + 32_000 * 9])
    answer = answer_of(answer_file, tmp_path, said="nine seconds are left")
    assert [word.text for words in answer.words() for word in words] == ["nine", "seconds", "are", "left"]
    quality = answer.quality()
    assert (quality.unread_seconds, quality.unread_share) == (pytest.approx(3.0), pytest.approx(0.25))
    assert not quality.broken_off


def test_nothing_is_missing_from_a_whole_file(tmp_path, answer_file):
    answer = answer_of(answer_file, tmp_path, said="all of it is there")
    list(answer.words())
    assert answer.quality().unread_seconds == 0.0
