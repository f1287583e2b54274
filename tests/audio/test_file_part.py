import io
import struct

import pytest

from coach.audio.file_part import FilePart, chained_parts, find_sound_chunk
from coach.audio.wav import wav_header

LETTERS = b"abcdefghij"


def test_a_part_reads_like_a_file_of_its_own():
    part = FilePart(io.BytesIO(LETTERS), 2, 6)
    assert (part.read(3), part.tell(), part.read(9), part.read(9)) == (b"cde", 3, b"f", b"")
    assert (part.seek(-2, io.SEEK_END), part.read(9)) == (2, b"ef")
    assert (part.seek(1), part.seek(1, io.SEEK_CUR), part.left, part.read(1)) == (1, 2, 2, b"e")
    assert part.seek(-9, io.SEEK_CUR) == 0
    assert (part.seek(99), part.read(1), part.left) == (99, b"", 0)


def test_corrected_bytes_read_differently_wherever_a_read_begins():
    for step in range(1, 11):
        part = FilePart(io.BytesIO(LETTERS), 0, 10, at=3, correction=b"XYZ")
        assert b"".join(part.read(step) for _ in range(10)) == b"abcXYZghij"


def page(first, content):
    flags = b"\x02" if first else b"\x00"
    return b"OggS\x00" + flags + bytes(20) + b"\x01" + bytes([len(content)]) + content


def test_a_chained_file_falls_into_its_links_and_streams_side_by_side_do_not():
    one = page(True, b"head") + page(True, b"other head") + page(False, b"sound")
    two = page(True, b"head") + page(False, b"more sound")
    data = one + two
    assert chained_parts(io.BytesIO(data), len(data)) == [(0, len(one)), (len(one), len(data))]


def test_a_page_that_begins_at_the_edge_of_what_is_searched_at_once_is_found():
    for spare in range(30):
        one = page(True, b"head") + bytes((1 << 20) - 60 + spare)
        data = one + page(True, b"head")
        assert chained_parts(io.BytesIO(data), len(data)) == [(0, len(one)), (len(one), len(data))]


def test_what_is_no_ogg_file_stays_in_one_piece():
    data = b"RIFF" + page(True, b"head") + page(False, b"") + page(True, b"head")
    assert chained_parts(io.BytesIO(data), len(data)) == [(0, len(data))]


def chunk(name, content, order="<"):
    return name + struct.pack(f"{order}I", len(content)) + content + bytes(len(content) % 2)


def found(data):
    return find_sound_chunk(io.BytesIO(data))


def test_the_sound_of_a_whole_file_is_as_long_as_it_says():
    sound = found(wav_header(100) + bytes(200))
    assert (sound.begins, sound.stated, sound.there, sound.correction, sound.missing_share) == (44, 200, 200, b"", 0.0)


def test_other_chunks_before_and_behind_are_passed():
    head = b"RIFF" + bytes(4) + b"WAVE" + chunk(b"LIST", b"INFO!") + chunk(b"fmt ", bytes(16))
    sound = found(head + chunk(b"data", bytes(7)) + chunk(b"bext", bytes(30)))
    assert (sound.begins, sound.stated, sound.there, sound.correction) == (len(head) + 8, 7, 7, b"")


def test_a_known_chunk_that_is_cut_off_behind_the_sound_is_no_sound():
    assert found(wav_header(50) + bytes(100) + b"LIST" + struct.pack("<I", 900) + b"INFO").there == 100


def test_more_sound_than_a_header_says_is_believed():
    sound = found(wav_header(50) + bytes(200))
    assert (sound.stated, sound.there, sound.missing_share) == (100, 200, 0.0)
    assert sound.correction == struct.pack("<I", 200)


def test_less_sound_than_a_header_says_is_missing():
    sound = found(wav_header(100) + bytes(50))
    assert (sound.stated, sound.there, sound.missing_share, sound.correction) == (200, 50, 0.75, b"")


@pytest.mark.parametrize("placeholder", [0, 0x7FFF_F000, 0xFFFF_FFFF])
def test_a_length_that_stands_for_unknown_promises_nothing(placeholder):
    sound = found(wav_header(0)[:40] + struct.pack("<I", placeholder) + bytes(50))
    assert (sound.stated, sound.there, sound.missing_share) == (None, 50, 0.0)


def test_an_empty_sound_before_other_chunks_is_empty():
    assert found(wav_header(0) + chunk(b"LIST", b"INFO")).there == 0


def test_the_length_in_64_bits_counts_where_there_is_one():
    head = b"RF64" + b"\xff" * 4 + b"WAVE" + chunk(b"ds64", struct.pack("<QQQI", 0, 40, 20, 0))
    sound = found(head + b"data" + b"\xff" * 4 + bytes(60))
    assert (sound.stated, sound.there, sound.correction) == (40, 60, struct.pack("<Q", 60))
    assert sound.length_at == 12 + 8 + 8


def test_aiff_counts_from_the_other_end():
    sound = found(
        b"FORM" + bytes(4) + b"AIFF" + chunk(b"COMM", bytes(18), ">") + chunk(b"SSND", bytes(80), ">") + bytes(20)
    )
    assert (sound.stated, sound.there, sound.correction) == (80, 100, struct.pack(">I", 100))


@pytest.mark.parametrize(
    "data", [b"", b"RIFF", b"RIFFxxxxAVI ", b"fLaC" + bytes(100), b"RIFFxxxxWAVE", wav_header(1)[:43]]
)
def test_what_is_neither_has_no_such_chunk(data):
    assert found(data) is None
