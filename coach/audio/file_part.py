"""A stretch of a file to read as a file of its own, and the stretches that an Ogg file is chained of."""

import io
import re
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
        """Tell where it stands, from the beginning of the stretch."""
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
