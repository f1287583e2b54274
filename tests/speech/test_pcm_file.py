import io
import wave

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.speech.pcm_file import DamagedFileError, pack, unpack

PCM = np.array([0, 1, -1, 32767, -32768], dtype=np.int16)
PACKED = pack(PCM, 24_000)


def test_samples_come_back_as_they_were() -> None:
    np.testing.assert_array_equal(unpack(PACKED, 24_000), PCM)


def test_no_samples_come_back_as_none() -> None:
    assert len(unpack(pack(PCM[:0], 24_000), 24_000)) == 0


def test_any_player_reads_it() -> None:
    with wave.open(io.BytesIO(PACKED), "rb") as file:
        assert (file.getnframes(), file.getframerate(), file.getnchannels(), file.getsampwidth()) == (5, 24_000, 1, 2)


@given(st.integers(0, len(PACKED) - 1), st.integers(1, 255))
def test_any_changed_byte_is_noticed(at: int, by: int) -> None:
    damaged = bytearray(PACKED)
    damaged[at] ^= by
    with pytest.raises(DamagedFileError):
        unpack(bytes(damaged), 24_000)


@given(st.integers(0, len(PACKED) - 1))
def test_a_file_cut_short_anywhere_is_noticed(length: int) -> None:
    with pytest.raises(DamagedFileError):
        unpack(PACKED[:length], 24_000)


def test_another_sample_rate_is_refused() -> None:
    with pytest.raises(DamagedFileError, match="24000"):
        unpack(PACKED, 16_000)
