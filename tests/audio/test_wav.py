import stat

import numpy as np
import pytest
from fakes import tone

from coach.audio.read_audio import read_audio
from coach.audio.take_file import HEADER_BYTES, wav_header
from coach.audio.wav import mend_header, seconds_on_disk, write_wav
from coach.errors import AudioError


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


def test_the_header_of_what_a_link_leads_to_is_never_mended(tmp_path):
    (tmp_path / "precious").write_bytes(b"precious")
    (tmp_path / "a.wav").symlink_to(tmp_path / "precious")
    with pytest.raises(AudioError, match="could not be mended"):
        mend_header(tmp_path / "a.wav")
    assert (tmp_path / "precious").read_bytes() == b"precious"
