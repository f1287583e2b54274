import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fakes import fake_engines, silence, tone

from coach.audio.wav import HEADER_BYTES, wav_header, write_wav
from coach.bank.bank import Bank
from coach.domain.attempt import AnswerKind
from coach.practice.file_answer import recovered_answer
from coach.practice.unfinished import discard, find_unfinished, put_mark

PROGRAM = """
import sys, time
from pathlib import Path
from fakes import fake_engines, tone
from coach.audio.file_microphone import FileMicrophone
from coach.bank.bank import Bank
from coach.practice.live_answer import LiveAnswer
engines = fake_engines(Path(sys.argv[1]), Bank(()), open_microphone=lambda: FileMicrophone(tone(60.0)))
take = LiveAnswer("crashed", "l1-vs-l2", engines)
take.start()
while True:
    print(take.elapsed, flush=True)
    time.sleep(0.05)
"""


def leave_behind(recordings, attempt_id, seconds, question="l1-vs-l2"):
    write_wav(recordings / f"{attempt_id}.wav", tone(seconds))
    mark = recordings / f"{attempt_id}.json"
    mark.write_text(json.dumps({"question": question, "started": "2026-03-01T09:00:00+00:00", "process": 1}))
    return mark


def test_what_a_killed_program_recorded_is_offered_and_can_be_assessed(tmp_path):
    recordings = tmp_path / "recordings"
    program = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(tmp_path)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
    )
    with program:
        elapsed = 0.0
        while elapsed < 2.0:
            elapsed = float(program.stdout.readline())
        assert find_unfinished(recordings) == ()
        program.kill()
        for line in program.stdout.read().splitlines():
            elapsed = float(line)
    (unfinished,) = find_unfinished(recordings)
    assert (unfinished.id, unfinished.question_id) == ("crashed", "l1-vs-l2")
    assert unfinished.seconds == pytest.approx(elapsed, abs=1.1)

    answer = recovered_answer(unfinished, fake_engines(tmp_path, Bank(()), said="four words were said"))
    assert [word.text for words in answer.words() for word in words] == ["four", "words", "were", "said"]
    assert answer.kind is AnswerKind.SPOKEN
    assert answer.quality().broken_off
    assert answer.recording().path == unfinished.path
    assert answer.recording().seconds == unfinished.seconds
    answer.settle(kept=True)
    assert find_unfinished(recordings) == ()
    assert unfinished.path.exists()


def test_a_folder_that_does_not_exist_holds_nothing(tmp_path):
    assert find_unfinished(tmp_path / "recordings") == ()


def test_the_oldest_is_offered_first(tmp_path):
    leave_behind(tmp_path, "20260302", 2.0)
    leave_behind(tmp_path, "20260301", 1.0)
    assert [(each.id, each.seconds) for each in find_unfinished(tmp_path)] == [("20260301", 1.0), ("20260302", 2.0)]


def test_a_recording_without_a_mark_is_finished(tmp_path):
    leave_behind(tmp_path, "a", 1.0).unlink()
    assert find_unfinished(tmp_path) == ()
    assert (tmp_path / "a.wav").exists()


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b'{"question": 7}', b"\xff\xfe"])
def test_a_damaged_mark_still_offers_its_recording(tmp_path, content):
    leave_behind(tmp_path, "a", 1.0).write_bytes(content)
    (unfinished,) = find_unfinished(tmp_path)
    assert unfinished.question_id == ""


def test_what_is_shorter_than_half_a_second_is_cleaned_away(tmp_path):
    leave_behind(tmp_path, "short", 0.49)
    leave_behind(tmp_path, "none", 1.0)
    (tmp_path / "none.wav").unlink()
    leave_behind(tmp_path, "long", 0.5)
    assert [each.id for each in find_unfinished(tmp_path)] == ["long"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["long.json", "long.wav"]


def test_the_length_is_that_of_the_file_where_the_header_lags_behind(tmp_path):
    leave_behind(tmp_path, "a", 2.0)
    sound = (tmp_path / "a.wav").read_bytes()[HEADER_BYTES:]
    (tmp_path / "a.wav").write_bytes(wav_header(100) + sound)
    (unfinished,) = find_unfinished(tmp_path)
    assert unfinished.seconds == 2.0
    answer = recovered_answer(unfinished, fake_engines(tmp_path, Bank(())))
    list(answer.words())
    assert answer.transcript().total_seconds == 2.0


def test_a_mark_that_a_running_program_holds_is_left_alone(tmp_path):
    write_wav(tmp_path / "a.wav", silence(0.1))
    mark = put_mark(tmp_path / "a.json", "q", datetime(2026, 3, 1, tzinfo=UTC))
    assert find_unfinished(tmp_path) == ()
    assert len(list(tmp_path.iterdir())) == 2
    mark.remove()
    assert [path.name for path in tmp_path.iterdir()] == ["a.wav"]


def test_discarding_deletes_the_sound_and_the_mark(tmp_path):
    leave_behind(tmp_path, "a", 1.0)
    discard(find_unfinished(tmp_path)[0])
    assert list(tmp_path.iterdir()) == []
