import errno
import io
import os
import stat
import wave

import numpy as np
import pytest
from fakes import tone

from coach.audio.read_audio import read_audio
from coach.audio.wav import (
    HEADER_BYTES,
    RecordingFile,
    as_pcm,
    mend_header,
    room_for_sound,
    seconds_on_disk,
    wav_header,
    write_wav,
)
from coach.errors import AudioError


class SmallDisk:
    """A disk that takes `room` bytes of each file and then is full, until more room is made."""

    def __init__(self, room, code=errno.ENOSPC):
        self.room = room
        self.code = code

    def __call__(self, path, flags):
        return SmallFile(self, os.open(path, flags, 0o600))


class SmallFile(io.FileIO):
    def __init__(self, disk, descriptor):
        super().__init__(descriptor, "w")
        self.disk = disk

    def write(self, data):
        if self.tell() + len(data) <= self.disk.room:
            return super().write(data)
        part = max(0, self.disk.room - self.tell())
        if part == 0:
            raise OSError(self.disk.code, os.strerror(self.disk.code))
        return super().write(bytes(data)[:part])


def read(path):
    with wave.open(str(path)) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, 16_000)
        return np.frombuffer(file.readframes(file.getnframes()), dtype="<i2")


def test_the_file_is_a_whole_wav_after_every_block(tmp_path):
    recording = RecordingFile(tmp_path / "a.wav")
    for blocks in (1, 2, 3):
        recording.write(tone(0.1))
        assert len(read(tmp_path / "a.wav")) == 1600 * blocks
    recording.close()
    assert len(read(tmp_path / "a.wav")) == 4800


def test_samples_are_kept_to_the_sixteenth_bit_and_cut_off_at_full_scale(tmp_path):
    recording = RecordingFile(tmp_path / "a.wav")
    recording.write(np.array([0.0, 0.5, -0.5, 1.0, -1.0, 3.0, -3.0], dtype=np.float32))
    recording.close()
    assert read(tmp_path / "a.wav").tolist() == [0, 16384, -16384, 32767, -32768, 32767, -32768]


def test_only_the_owner_can_read_it(tmp_path):
    RecordingFile(tmp_path / "recordings" / "a.wav").close()
    assert stat.S_IMODE((tmp_path / "recordings").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "recordings" / "a.wav").stat().st_mode) == 0o600


def test_a_full_disk_keeps_the_rest_in_memory_and_says_so(tmp_path):
    recording = RecordingFile(tmp_path / "a.wav", SmallDisk(room=44 + 3200))
    recording.write(tone(0.1))
    assert recording.problem == ""
    recording.write(tone(0.1))
    recording.write(tone(2.9))
    assert recording.problem.startswith("The disk is full. What you say now is only in memory")
    assert recording.seconds == pytest.approx(3.1)
    assert recording.seconds_on_disk == pytest.approx(0.1)
    recording.close()
    assert recording.problem == "The disk is full. The last 3 s of the recording are not on disk."
    assert len(read(tmp_path / "a.wav")) == 1600


def test_once_there_is_room_again_everything_reaches_the_disk(tmp_path):
    disk = SmallDisk(room=1001)
    recording = RecordingFile(tmp_path / "a.wav", disk)
    sound = tone(0.2)
    recording.write(sound[:1600])
    recording.write(sound[1600:])
    assert recording.problem
    disk.room = 1_000_000
    recording.close()
    assert recording.problem == ""
    assert read(tmp_path / "a.wav").tobytes() == as_pcm(sound)


def test_what_stayed_in_memory_is_written_when_asked_after_the_end(tmp_path):
    disk = SmallDisk(room=1001)
    recording = RecordingFile(tmp_path / "a.wav", disk)
    sound = tone(0.2)
    recording.write(sound)
    recording.close()
    assert not recording.try_again()
    disk.room = 1_000_000
    assert recording.try_again()
    assert (recording.problem, recording.seconds_unwritten) == ("", 0.0)
    assert read(tmp_path / "a.wav").tobytes() == as_pcm(sound)


def test_a_disk_that_was_full_from_the_first_byte_gets_the_recording_later(tmp_path):
    disk = SmallDisk(room=0)
    recording = RecordingFile(tmp_path / "a.wav", disk)
    recording.write(tone(0.5))
    recording.close()
    assert recording.problem == "The disk is full. The recording is not on disk."
    disk.room = 1_000_000
    assert recording.try_again()
    assert len(read(tmp_path / "a.wav")) == 8000


def test_the_whole_recording_may_go_to_another_folder(tmp_path):
    disk = SmallDisk(room=1001)
    recording = RecordingFile(tmp_path / "full" / "a.wav", disk)
    sound = tone(0.2)
    recording.write(sound)
    recording.close()
    assert not recording.move_to(tmp_path / "also full")
    assert recording.seconds_on_disk > 0
    assert not (tmp_path / "also full" / "a.wav").exists()
    disk.room = 1_000_000
    assert recording.move_to(tmp_path / "roomy")
    assert read(tmp_path / "roomy" / "a.wav").tobytes() == as_pcm(sound)
    assert not (tmp_path / "full" / "a.wav").exists()
    assert recording.path == tmp_path / "roomy" / "a.wav"
    assert (recording.seconds_unwritten, recording.problem) == (0.0, "")


def test_a_recording_whose_first_part_cannot_be_read_is_not_moved_and_not_deleted(tmp_path):
    disk = SmallDisk(room=1001)
    recording = RecordingFile(tmp_path / "a.wav", disk)
    recording.write(tone(0.2))
    recording.close()
    os.truncate(tmp_path / "a.wav", 500)
    disk.room = 1_000_000
    assert not recording.move_to(tmp_path / "roomy")
    assert (tmp_path / "a.wav").exists()
    assert not (tmp_path / "roomy" / "a.wav").exists()
    assert recording.problem.startswith("The first part of the recording cannot be read.")


def test_the_header_of_a_file_on_a_full_disk_counts_what_is_there(tmp_path):
    recording = RecordingFile(tmp_path / "a.wav", SmallDisk(room=2044))
    recording.write(tone(0.2))
    assert len(read(tmp_path / "a.wav")) == 1000
    recording.close()


def test_a_disk_that_fails_otherwise_is_named_as_such(tmp_path):
    recording = RecordingFile(tmp_path / "a.wav", SmallDisk(room=0, code=errno.EIO))
    recording.write(tone(0.1))
    assert "Input/output error" in recording.problem
    recording.close()


def test_where_no_file_can_be_made_the_recording_goes_on_in_memory_until_one_can(tmp_path):
    (tmp_path / "recordings").write_text("not a folder")
    recording = RecordingFile(tmp_path / "recordings" / "a.wav")
    recording.write(tone(0.5))
    assert (recording.seconds, recording.seconds_on_disk) == (0.5, 0.0)
    assert "a file is where the folder should be" in recording.problem
    (tmp_path / "recordings").unlink()
    recording.write(tone(0.5))
    assert recording.problem == ""
    recording.close()
    assert len(read(tmp_path / "recordings" / "a.wav")) == 16_000


def test_a_link_in_the_place_of_a_recording_is_not_followed(tmp_path):
    (tmp_path / "precious").write_bytes(b"precious")
    (tmp_path / "a.wav").symlink_to(tmp_path / "precious")
    (tmp_path / "b.wav").symlink_to(tmp_path / "nowhere")
    for name in ("a.wav", "b.wav"):
        recording = RecordingFile(tmp_path / name)
        recording.write(tone(0.1))
        recording.close()
        assert recording.problem
    assert (tmp_path / "precious").read_bytes() == b"precious"
    assert not (tmp_path / "nowhere").exists()


def test_folders_are_the_owners_only_at_every_level_whatever_the_umask(tmp_path):
    before = os.umask(0o277)
    try:
        RecordingFile(tmp_path / "home" / "data" / "recordings" / "a.wav").close()
    finally:
        os.umask(before)
    for folder in ("home", "home/data", "home/data/recordings"):
        assert stat.S_IMODE((tmp_path / folder).stat().st_mode) == 0o700


def test_the_room_for_sound_is_that_of_the_disk_of_the_nearest_folder(tmp_path):
    assert room_for_sound(tmp_path / "not" / "there") == pytest.approx(room_for_sound(tmp_path), rel=0.01)
    recording = RecordingFile(tmp_path / "a.wav")
    recording.close()
    assert recording.room_seconds == pytest.approx(room_for_sound(tmp_path), rel=0.01)


def test_a_recording_is_never_written_over(tmp_path):
    (tmp_path / "a.wav").write_bytes(b"precious")
    recording = RecordingFile(tmp_path / "a.wav")
    recording.write(tone(0.1))
    recording.close()
    assert (tmp_path / "a.wav").read_bytes() == b"precious"
    assert recording.problem


def test_what_is_written_is_read_back_to_half_a_step(tmp_path):
    sound = tone(0.5)
    write_wav(tmp_path / "a.wav", sound)
    assert np.max(np.abs(read_audio(tmp_path / "a.wav") - sound)) <= 0.5 / 32768


def test_only_the_owner_can_read_it_and_nothing_else_is_left(tmp_path):
    write_wav(tmp_path / "new" / "a.wav", tone(0.1))
    assert stat.S_IMODE((tmp_path / "new" / "a.wav").stat().st_mode) == 0o600
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["a.wav"]


def test_a_folder_that_is_a_file_is_an_error_for_people(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(AudioError, match=r"file.a\.wav could not be written"):
        write_wav(tmp_path / "file" / "a.wav", tone(0.1))


def test_the_length_comes_from_the_size_of_the_file_not_from_its_header(tmp_path):
    (tmp_path / "a.wav").write_bytes(wav_header(0) + bytes(2 * 16_000))
    assert seconds_on_disk(tmp_path / "a.wav") == 1.0


def test_a_missing_or_headless_file_has_no_length(tmp_path):
    (tmp_path / "a.wav").write_bytes(bytes(HEADER_BYTES - 1))
    assert seconds_on_disk(tmp_path / "a.wav") == 0.0
    assert seconds_on_disk(tmp_path / "b.wav") == 0.0


def test_a_mended_header_lets_everything_be_read(tmp_path):
    path = tmp_path / "a.wav"
    write_wav(path, tone(1.0))
    path.write_bytes(wav_header(800) + path.read_bytes()[HEADER_BYTES:])
    mend_header(path)
    assert path.read_bytes()[:HEADER_BYTES] == wav_header(16_000)


def test_the_header_of_what_a_link_leads_to_is_never_repaired(tmp_path):
    (tmp_path / "precious").write_bytes(b"precious")
    (tmp_path / "a.wav").symlink_to(tmp_path / "precious")
    with pytest.raises(AudioError, match="could not be repaired"):
        mend_header(tmp_path / "a.wav")
    assert (tmp_path / "precious").read_bytes() == b"precious"
