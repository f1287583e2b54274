"""How much sound a WAV or AIFF file says it holds, and how much it holds."""

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO

_PLACEHOLDERS = 0x7FFF_0000
"""Lengths from here on stand for "not known yet": what programs write that cannot go back to the header."""

_SIXTY_FOUR_BITS = 0xFFFF_FFFF
"""A chunk of such a length has its true one elsewhere, in 64 bits."""

_MOST_CHUNKS = 1000
"""A file with more chunks than this before its sound is no recording."""

_COMMON = frozenset((b"LIST", b"INFO", b"id3 ", b"ID3 ", b"bext", b"iXML", b"cue ", b"smpl", b"JUNK", b"ANNO", b"NAME"))
"""Chunks that stand behind the sound of many files, so that one is believed in even where it is cut off."""


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
    """Tell whether the rest of a file is a row of chunks: it is sound where a header was never brought up to date."""
    for name, begins, length in _chunks(file, at, order):
        if not all(0x20 <= byte < 0x7F for byte in name):  # noqa: PLR2004 - printable ASCII
            return False
        if begins + length > size:
            return name in _COMMON
    return True
