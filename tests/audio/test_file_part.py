import io

from coach.audio.file_part import FilePart, chained_parts

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
