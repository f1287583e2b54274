import errno
import io
import os
import stat
import wave

import numpy as np
import pytest
from fakes import tone

from coach.audio.take_file import TakeFile, as_pcm, create_take_file


class SmallDisk(io.FileIO):
    """A file on a disk that takes `room` bytes and then is full, until more room is made."""

    def __init__(self, path, room, code=errno.ENOSPC):
        super().__init__(path, "w")
        self.room = room
        self.code = code

    def write(self, data):
        if self.tell() + len(data) <= self.room:
            return super().write(data)
        part = max(0, self.room - self.tell())
        if part == 0:
            raise OSError(self.code, os.strerror(self.code))
        return super().write(bytes(data)[:part])


def read(path):
    with wave.open(str(path)) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, 16_000)
        return np.frombuffer(file.readframes(file.getnframes()), dtype="<i2")


def test_the_file_is_a_whole_wav_after_every_block(tmp_path):
    take = create_take_file(tmp_path / "a.wav")
    for blocks in (1, 2, 3):
        take.write(tone(0.1))
        assert len(read(tmp_path / "a.wav")) == 1600 * blocks
    take.close()
    assert len(read(tmp_path / "a.wav")) == 4800


def test_samples_are_kept_to_the_sixteenth_bit_and_cut_off_at_full_scale(tmp_path):
    take = create_take_file(tmp_path / "a.wav")
    take.write(np.array([0.0, 0.5, -0.5, 1.0, -1.0, 3.0, -3.0], dtype=np.float32))
    take.close()
    assert read(tmp_path / "a.wav").tolist() == [0, 16384, -16384, 32767, -32768, 32767, -32768]


def test_only_the_owner_can_read_it(tmp_path):
    create_take_file(tmp_path / "recordings" / "a.wav").close()
    assert stat.S_IMODE((tmp_path / "recordings").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "recordings" / "a.wav").stat().st_mode) == 0o600


def test_a_full_disk_keeps_the_rest_in_memory_and_says_so(tmp_path):
    take = TakeFile(SmallDisk(tmp_path / "a.wav", room=44 + 3200))
    take.write(tone(0.1))
    assert take.problem == ""
    take.write(tone(0.1))
    take.write(tone(0.1))
    assert take.problem.startswith("The disk is full.")
    assert take.seconds == pytest.approx(0.3)
    assert take.seconds_on_disk == pytest.approx(0.1)
    take.close()
    assert take.problem == "The disk is full. Only the first 0.1 s of the recording are kept."
    assert len(read(tmp_path / "a.wav")) == 1600


def test_once_there_is_room_again_everything_reaches_the_disk(tmp_path):
    disk = SmallDisk(tmp_path / "a.wav", room=1001)
    take = TakeFile(disk)
    sound = tone(0.2)
    take.write(sound[:1600])
    take.write(sound[1600:])
    assert take.problem
    disk.room = 1_000_000
    take.close()
    assert take.problem == ""
    assert read(tmp_path / "a.wav").tobytes() == as_pcm(sound)


def test_a_disk_that_fails_otherwise_is_named_as_such(tmp_path):
    take = TakeFile(SmallDisk(tmp_path / "a.wav", room=0, code=errno.EIO))
    take.write(tone(0.1))
    assert "Input/output error" in take.problem
    take.close()


def test_where_no_file_can_be_made_the_take_goes_on_in_memory(tmp_path):
    (tmp_path / "recordings").write_text("not a folder")
    take = create_take_file(tmp_path / "recordings" / "a.wav")
    take.write(tone(0.5))
    take.close()
    assert take.seconds == 0.5
    assert take.seconds_on_disk == 0.0
    assert "not kept" in take.problem


def test_a_recording_is_never_written_over(tmp_path):
    (tmp_path / "a.wav").write_bytes(b"precious")
    take = create_take_file(tmp_path / "a.wav")
    take.write(tone(0.1))
    take.close()
    assert (tmp_path / "a.wav").read_bytes() == b"precious"
    assert take.problem
