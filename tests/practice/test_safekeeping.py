"""Whether an answer just given is safe, at every turn that its saving may take."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fakes import fake_engines
from pilots import BANK, L1, NOON, sample_attempt

from coach.domain.attempt import AnswerKind
from coach.domain.recording import ListeningQuality, Recording
from coach.domain.transcript import Transcript, Word
from coach.errors import HistoryError
from coach.practice.answers import Answer, GivenAnswer, TypedAnswer
from coach.practice.engines import Engines
from coach.practice.safekeeping import Safekeeping
from coach.settings import RecordingSettings, Settings


class Spoken:
    """An answer by voice of which the disk may not have taken everything."""

    kind = AnswerKind.SPOKEN

    def __init__(self, path: Path, in_memory: float = 0.0) -> None:
        self._recording = Recording(path, 40.0, seconds_unwritten=in_memory)

    def words(self) -> Iterator[tuple[Word, ...]]:
        return iter(())

    def transcript(self) -> Transcript:
        return sample_attempt().transcript

    def quality(self) -> ListeningQuality | None:
        return None

    def recording(self) -> Recording:
        return self._recording

    def write_rest(self, folder: Path | None = None) -> Recording:
        path = self._recording.path if folder is None else folder / "a.flac"
        self._recording = replace(self._recording, path=path, seconds_unwritten=0.0)
        return self._recording

    def settle(self, *, kept: bool) -> None: ...


def safe(engines: Engines, answer: Answer) -> Safekeeping:
    return Safekeeping(GivenAnswer(L1, answer, sample_attempt().id, NOON), lambda: engines)


def offered(engines: Engines) -> Path:
    """What a typed answer leaves on disk until it is saved."""
    drafts = engines.paths.drafts
    drafts.mkdir(parents=True)
    (drafts / f"{sample_attempt().id}.json").write_text(json.dumps({"question": L1.id}))
    text = drafts / f"{sample_attempt().id}.txt"
    text.write_text("L1 makes zeros")
    return text


def test_before_it_is_judged_it_can_be_left_but_quitting_says_whether_it_is_kept(tmp_path: Path) -> None:
    engines = fake_engines(tmp_path, BANK)
    keeping = safe(engines, TypedAnswer("L1 makes zeros"))
    assert keeping.lost_by_quitting == "Quit while your answer is judged? What you typed is lost."
    assert keeping.lost_by_leaving == ""
    offered(engines)
    assert keeping.lost_by_quitting.endswith("What you typed is kept and offered at the next start.")
    assert not keeping.can_be_saved_again


def test_an_answer_that_is_in_the_history_is_safe(tmp_path: Path) -> None:
    keeping = safe(fake_engines(tmp_path, BANK), Spoken(tmp_path / "a.flac"))
    keeping.judged(sample_attempt())
    keeping.kept()
    assert (keeping.lost_by_quitting, keeping.lost_by_leaving, keeping.where) == ("", "", "")
    assert not keeping.can_be_saved_again
    assert not keeping.can_be_saved_elsewhere


def test_where_judging_failed_there_is_nothing_to_save_again(tmp_path: Path) -> None:
    keeping = safe(fake_engines(tmp_path, BANK), TypedAnswer("L1 makes zeros"))
    keeping.fail()
    assert not keeping.can_be_saved_again
    assert keeping.lost_by_leaving == ""


def test_a_typed_answer_that_could_not_be_saved_is_lost_unless_its_draft_is_on_disk(tmp_path: Path) -> None:
    engines = fake_engines(tmp_path, BANK)
    keeping = safe(engines, TypedAnswer("L1 makes zeros"))
    keeping.judged(sample_attempt())
    keeping.fail()
    assert keeping.can_be_saved_again
    assert keeping.lost_by_quitting == "Quit? This answer could not be saved and will be lost."
    assert keeping.lost_by_leaving == "Leave? This answer could not be saved and will be lost."
    assert keeping.where == "It is not on disk yet. Stay here until it is saved."
    draft = offered(engines)
    assert (keeping.lost_by_quitting, keeping.lost_by_leaving) == ("", "")
    assert keeping.where.endswith(f"Until then it is in {draft.parent}.")


def test_a_recording_in_another_folder_is_named_with_the_command_that_reads_it(tmp_path: Path) -> None:
    keeping = safe(fake_engines(tmp_path, BANK), Spoken(tmp_path / "stick.flac"))
    keeping.judged(sample_attempt())
    keeping.fail()
    assert keeping.where == f"Your recording is in {tmp_path / 'stick.flac'}; `coach assess` reads it."
    assert keeping.lost_by_leaving == ""


def test_sound_that_no_disk_took_can_go_elsewhere_and_is_asked_about_until_then(tmp_path: Path) -> None:
    engines = fake_engines(tmp_path, BANK)
    engines.history.save(sample_attempt())
    keeping = safe(engines, Spoken(tmp_path / "a.flac", in_memory=12.0))
    keeping.judged(sample_attempt())
    keeping.kept()
    assert keeping.lost_by_leaving == "Leave? 12 s of the recording are not on disk and will be lost."
    assert keeping.can_be_saved_elsewhere
    keeping.saving = True
    assert not keeping.can_be_saved_elsewhere
    saved = keeping.save(sample_attempt(), tmp_path / "stick")
    keeping.kept()
    assert saved.audio == tmp_path / "stick" / "a.flac"
    assert engines.history.load(saved.id).audio == saved.audio
    assert keeping.lost_by_leaving == ""


def test_sound_that_is_not_to_be_kept_is_asked_about_only_as_long_as_the_answer_is_unsaved(tmp_path: Path) -> None:
    settings = Settings(recording=RecordingSettings(keep_recordings=False))
    keeping = safe(fake_engines(tmp_path, BANK, settings=settings), Spoken(tmp_path / "a.flac", in_memory=12.0))
    keeping.judged(sample_attempt())
    keeping.fail()
    assert keeping.seconds_unwritten == 12.0
    keeping.kept()
    assert keeping.seconds_unwritten == 0.0


def test_what_could_not_be_saved_is_saved_whole_at_the_next_try(tmp_path: Path) -> None:
    engines = fake_engines(tmp_path, BANK)
    engines.paths.history.mkdir(parents=True)  # a folder in its place
    keeping = safe(engines, Spoken(tmp_path / "a.flac"))
    keeping.judged(sample_attempt())
    keeping.fail()
    with pytest.raises(HistoryError):
        keeping.save(sample_attempt(), None)
    engines.paths.history.rmdir()
    keeping.save(sample_attempt(), None)
    assert engines.history.load(sample_attempt().id).audio == tmp_path / "a.flac"
