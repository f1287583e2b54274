import errno
import io
import os
import stat
import wave

import numpy as np
import pytest
from fakes import tone

from coach.audio.take_file import TakeFile, as_pcm, room_for_sound


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
    take = TakeFile(tmp_path / "a.wav")
    for blocks in (1, 2, 3):
        take.write(tone(0.1))
        assert len(read(tmp_path / "a.wav")) == 1600 * blocks
    take.close()
    assert len(read(tmp_path / "a.wav")) == 4800


def test_samples_are_kept_to_the_sixteenth_bit_and_cut_off_at_full_scale(tmp_path):
    take = TakeFile(tmp_path / "a.wav")
    take.write(np.array([0.0, 0.5, -0.5, 1.0, -1.0, 3.0, -3.0], dtype=np.float32))
    take.close()
    assert read(tmp_path / "a.wav").tolist() == [0, 16384, -16384, 32767, -32768, 32767, -32768]


def test_only_the_owner_can_read_it(tmp_path):
    TakeFile(tmp_path / "recordings" / "a.wav").close()
    assert stat.S_IMODE((tmp_path / "recordings").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "recordings" / "a.wav").stat().st_mode) == 0o600


def test_a_full_disk_keeps_the_rest_in_memory_and_says_so(tmp_path):
    take = TakeFile(tmp_path / "a.wav", SmallDisk(room=44 + 3200))
    take.write(tone(0.1))
    assert take.problem == ""
    take.write(tone(0.1))
    take.write(tone(2.9))
    assert take.problem.startswith("The disk is full. What you say now is only in memory")
    assert take.seconds == pytest.approx(3.1)
    assert take.seconds_on_disk == pytest.approx(0.1)
    take.close()
    assert take.problem == "The disk is full. The last 3 s of the recording are not on disk."
    assert len(read(tmp_path / "a.wav")) == 1600


def test_once_there_is_room_again_everything_reaches_the_disk(tmp_path):
    disk = SmallDisk(room=1001)
    take = TakeFile(tmp_path / "a.wav", disk)
    sound = tone(0.2)
    take.write(sound[:1600])
    take.write(sound[1600:])
    assert take.problem
    disk.room = 1_000_000
    take.close()
    assert take.problem == ""
    assert read(tmp_path / "a.wav").tobytes() == as_pcm(sound)


def test_what_stayed_in_memory_is_written_when_asked_after_the_end(tmp_path):
    disk = SmallDisk(room=1001)
    take = TakeFile(tmp_path / "a.wav", disk)
    sound = tone(0.2)
    take.write(sound)
    take.close()
    assert not take.try_again()
    disk.room = 1_000_000
    assert take.try_again()
    assert (take.problem, take.seconds_in_memory) == ("", 0.0)
    assert read(tmp_path / "a.wav").tobytes() == as_pcm(sound)


def test_a_disk_that_was_full_from_the_first_byte_gets_the_recording_later(tmp_path):
    disk = SmallDisk(room=0)
    take = TakeFile(tmp_path / "a.wav", disk)
    take.write(tone(0.5))
    take.close()
    assert take.problem == "The disk is full. The recording is not on disk."
    disk.room = 1_000_000
    assert take.try_again()
    assert len(read(tmp_path / "a.wav")) == 8000


def test_the_whole_recording_may_go_to_another_folder(tmp_path):
    disk = SmallDisk(room=1001)
    take = TakeFile(tmp_path / "full" / "a.wav", disk)
    sound = tone(0.2)
    take.write(sound)
    take.close()
    assert not take.move_to(tmp_path / "also full")
    assert take.seconds_on_disk > 0
    assert not (tmp_path / "also full" / "a.wav").exists()
    disk.room = 1_000_000
    assert take.move_to(tmp_path / "roomy")
    assert read(tmp_path / "roomy" / "a.wav").tobytes() == as_pcm(sound)
    assert not (tmp_path / "full" / "a.wav").exists()
    assert take.path == tmp_path / "roomy" / "a.wav"
    assert (take.seconds_in_memory, take.problem) == (0.0, "")


def test_a_recording_whose_first_part_cannot_be_read_is_not_moved_and_not_deleted(tmp_path):
    disk = SmallDisk(room=1001)
    take = TakeFile(tmp_path / "a.wav", disk)
    take.write(tone(0.2))
    take.close()
    os.truncate(tmp_path / "a.wav", 500)
    disk.room = 1_000_000
    assert not take.move_to(tmp_path / "roomy")
    assert (tmp_path / "a.wav").exists()
    assert not (tmp_path / "roomy" / "a.wav").exists()
    assert take.problem.startswith("The first part of the recording cannot be read.")


def test_the_header_of_a_file_on_a_full_disk_counts_what_is_there(tmp_path):
    take = TakeFile(tmp_path / "a.wav", SmallDisk(room=2044))
    take.write(tone(0.2))
    assert len(read(tmp_path / "a.wav")) == 1000
    take.close()


def test_a_disk_that_fails_otherwise_is_named_as_such(tmp_path):
    take = TakeFile(tmp_path / "a.wav", SmallDisk(room=0, code=errno.EIO))
    take.write(tone(0.1))
    assert "Input/output error" in take.problem
    take.close()


def test_where_no_file_can_be_made_the_take_goes_on_in_memory_until_one_can(tmp_path):
    (tmp_path / "recordings").write_text("not a folder")
    take = TakeFile(tmp_path / "recordings" / "a.wav")
    take.write(tone(0.5))
    assert (take.seconds, take.seconds_on_disk) == (0.5, 0.0)
    assert "a file stands where the folder should be" in take.problem
    (tmp_path / "recordings").unlink()
    take.write(tone(0.5))
    assert take.problem == ""
    take.close()
    assert len(read(tmp_path / "recordings" / "a.wav")) == 16_000


def test_a_link_in_the_place_of_a_recording_is_not_followed(tmp_path):
    (tmp_path / "precious").write_bytes(b"precious")
    (tmp_path / "a.wav").symlink_to(tmp_path / "precious")
    (tmp_path / "b.wav").symlink_to(tmp_path / "nowhere")
    for name in ("a.wav", "b.wav"):
        take = TakeFile(tmp_path / name)
        take.write(tone(0.1))
        take.close()
        assert take.problem
    assert (tmp_path / "precious").read_bytes() == b"precious"
    assert not (tmp_path / "nowhere").exists()


def test_folders_are_the_owners_only_at_every_level_whatever_the_umask(tmp_path):
    before = os.umask(0o277)
    try:
        TakeFile(tmp_path / "home" / "data" / "recordings" / "a.wav").close()
    finally:
        os.umask(before)
    for folder in ("home", "home/data", "home/data/recordings"):
        assert stat.S_IMODE((tmp_path / folder).stat().st_mode) == 0o700


def test_the_room_for_sound_is_that_of_the_disk_of_the_nearest_folder(tmp_path):
    assert room_for_sound(tmp_path / "not" / "there") == pytest.approx(room_for_sound(tmp_path), rel=0.01)
    take = TakeFile(tmp_path / "a.wav")
    take.close()
    assert take.room_seconds == pytest.approx(room_for_sound(tmp_path), rel=0.01)


def test_a_recording_is_never_written_over(tmp_path):
    (tmp_path / "a.wav").write_bytes(b"precious")
    take = TakeFile(tmp_path / "a.wav")
    take.write(tone(0.1))
    take.close()
    assert (tmp_path / "a.wav").read_bytes() == b"precious"
    assert take.problem
