"""What there is to read in a sound file: the stretches that it is chained of, and how much sound a header speaks of."""

import io
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO

_FIRST_PAGE = re.compile(rb"OggS\x00[\x02\x03\x06\x07]", re.DOTALL)
"""How the first page of an Ogg stream begins."""

_FLAGS, _LAST_PAGE = 5, 4
"""Place of a page's flags, and the one that says that its stream ends with it."""

_LARGEST_PAGE = 65_307
"""Bytes of an Ogg page at most (RFC 3533)."""

_PAGE_HEAD = 27
"""Bytes of a page before the table of its segments' lengths; the last of them is the number of segments."""

_OVERLAP = _PAGE_HEAD + 255
"""Bytes of a page up to the end of that table, at most."""

_AT_ONCE = 1 << 20
"""Bytes searched at once: 1 MiB."""

_MOST_LINKS = 200
"""More streams than this in one file are damage, and the rest stays together."""

_PLACEHOLDERS = 0x7FFF_0000
"""Lengths from here on stand for "not known yet": what programs write that cannot go back to the header."""

_SIXTY_FOUR_BITS = 0xFFFF_FFFF
"""A chunk of such a length has its true one elsewhere, in 64 bits."""

_MOST_CHUNKS = 1000
"""A file with more chunks than this before its sound is no recording."""

_COMMON = frozenset((b"LIST", b"INFO", b"id3 ", b"ID3 ", b"bext", b"iXML", b"cue ", b"smpl", b"JUNK", b"ANNO", b"NAME"))
"""Chunks that stand behind the sound of many files, so that one is believed in even where it is cut off."""


class FilePart:
    """Bytes of an open file, some of which read differently; it has no name that anybody could make something of."""

    def __init__(self, file: BinaryIO, begin: int, end: int, at: int = 0, correction: bytes = b"") -> None:
        """Choose the stretch; nothing is written.

        Args:
            file: Open for reading.
            begin: Place of the first byte in the file.
            end: Place behind the last.
            at: Place in the file of the bytes that read differently.
            correction: What is read there.
        """
        self._file = file
        self._begin = begin
        self._end = end
        self._at = at
        self._correction = correction
        self._place = begin

    @property
    def left(self) -> int:
        """Bytes that have not been read."""
        return max(0, self._end - self._place)

    def read(self, size: int) -> bytes:
        """Read on, at most so many bytes."""
        begin = self._place
        self._file.seek(begin)
        data = self._file.read(min(size, self.left))
        self._place = begin + len(data)
        first = max(begin, self._at)
        last = min(self._place, self._at + len(self._correction))
        if first >= last:
            return data
        new = self._correction[first - self._at : last - self._at]
        return data[: first - begin] + new + data[last - begin :]

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go elsewhere, and tell where that is."""
        origin = {io.SEEK_SET: self._begin, io.SEEK_CUR: self._place, io.SEEK_END: self._end}[whence]
        self._place = max(self._begin, origin + offset)
        return self.tell()

    def tell(self) -> int:
        """Return where it stands, from the beginning of the stretch."""
        return self._place - self._begin


def chained_parts(file: BinaryIO, size: int) -> list[tuple[int, int]]:
    """List the stretches of a file that stand for themselves, by begin and end: several only in a chained Ogg file.

    Args:
        file: Open for reading.
        size: Its length in bytes.
    """
    file.seek(0)
    begins = [0]
    if file.read(4) == b"OggS":
        behind = 0
        for at, length in _first_pages(file, size):
            if at > behind and len(begins) < _MOST_LINKS:
                begins.append(at)
            behind = at + length  # streams that run side by side have their first pages one behind the other
    return list(zip(begins, [*begins[1:], size], strict=True))


def was_cut_off(file: BinaryIO, size: int) -> bool:
    """Whether an Ogg file ends without the page that says so: it goes on somewhere, nobody knows for how long.

    Args:
        file: Open for reading.
        size: Its length in bytes.
    """
    file.seek(0)
    if file.read(4) != b"OggS":
        return False
    file.seek(max(0, size - _LARGEST_PAGE))
    end = file.read(_LARGEST_PAGE)
    last = end.rfind(b"OggS\x00")
    page = end[last:] if last >= 0 else b""
    if len(page) < _PAGE_HEAD or not page[_FLAGS] & _LAST_PAGE:
        return True
    segments = page[_PAGE_HEAD - 1]
    return len(page) < _PAGE_HEAD + segments + sum(page[_PAGE_HEAD : _PAGE_HEAD + segments])


def _first_pages(file: BinaryIO, size: int) -> list[tuple[int, int]]:
    """Find where streams begin: the place and the length of the first page of each."""
    found: list[tuple[int, int]] = []
    for begin in range(0, size, _AT_ONCE):
        file.seek(begin)
        data = file.read(_AT_ONCE + _OVERLAP)
        for match in _FIRST_PAGE.finditer(data, 0, min(len(data), _AT_ONCE + 5)):
            table = data[match.start() + _PAGE_HEAD - 1 : match.start() + _OVERLAP]
            if table and (not found or begin + match.start() > found[-1][0]):
                lengths = table[1 : 1 + table[0]]
                found.append((begin + match.start(), _PAGE_HEAD + table[0] + sum(lengths)))
    return found


@dataclass(frozen=True, slots=True)
class SoundChunk:
    """The part of a WAV or AIFF file that holds the sound."""

    begins: int
    """Place of its first byte in the file."""
    stated: int | None
    """Bytes that it is said to have; None where the file does not know."""
    there: int
    """Bytes that are there."""
    length_at: int
    """Place in the file where the length stands."""
    length_form: str
    """How it is written there, for `struct`."""

    @property
    def correction(self) -> bytes:
        """What the length should read as where it is too small; FFmpeg copes with one that is too large."""
        right = (self.stated or 0) >= self.there or self.there >= _PLACEHOLDERS
        return b"" if right else struct.pack(self.length_form, self.there)

    @property
    def missing_share(self) -> float:
        """Share of the sound that is said to be there and is not, 0.0 to 1.0."""
        return 0.0 if not self.stated else max(0.0, 1.0 - self.there / self.stated)


def find_sound_chunk(file: BinaryIO) -> SoundChunk | None:
    """Find the sound in a WAV or AIFF file; None in a file of another kind, and where there is none.

    Args:
        file: Open for reading.
    """
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    head = file.read(12)
    order = {b"RIFF": "<", b"RF64": "<", b"BW64": "<", b"RIFX": ">", b"FORM": ">"}.get(head[:4])
    if order is None or head[8:] not in {b"WAVE", b"AIFF", b"AIFC"}:
        return None
    elsewhere: tuple[int, int] | None = None
    for name, begins, length in _chunks(file, len(head), order):
        if name == b"ds64":
            file.seek(begins + 8)
            wide = file.read(8)
            if len(wide) == 8:  # noqa: PLR2004 - a number of 64 bits
                elsewhere = begins + 8, int.from_bytes(wide, "little")
        elif name in {b"data", b"SSND"}:
            at, form, stated = begins - 4, f"{order}I", length
            if elsewhere is not None and length == _SIXTY_FOUR_BITS:
                (at, stated), form = elsewhere, f"{order}Q"
            return _judge(file, SoundChunk(begins, stated, size - begins, at, form), size, order)
    return None


def _chunks(file: BinaryIO, at: int, order: str) -> Iterator[tuple[bytes, int, int]]:
    """Yield the name of each chunk, where its content begins, and its length."""
    for _ in range(_MOST_CHUNKS):
        file.seek(at)
        head = file.read(8)
        if len(head) < 8:  # noqa: PLR2004 - a name and a length
            return
        length = struct.unpack(f"{order}I", head[4:])[0]
        yield head[:4], at + 8, length
        at += 8 + length + length % 2


def _judge(file: BinaryIO, chunk: SoundChunk, size: int, order: str) -> SoundChunk:
    """Decide how much of what follows the header is sound: all of it, unless other chunks come behind."""
    stated = chunk.stated or 0
    if stated < chunk.there and _are_chunks(file, chunk.begins + stated + stated % 2, size, order):
        return replace(chunk, there=stated)
    unknown = stated == 0 or (stated >= _PLACEHOLDERS and stated > chunk.there)
    return replace(chunk, stated=None) if unknown else chunk


def _are_chunks(file: BinaryIO, at: int, size: int, order: str) -> bool:
    """Return whether the rest of a file is a row of chunks: it is sound where a header was never brought up to date."""
    for name, begins, length in _chunks(file, at, order):
        if not all(0x20 <= byte < 0x7F for byte in name):  # noqa: PLR2004 - printable ASCII
            return False
        if begins + length > size:
            return name in _COMMON
    return True
