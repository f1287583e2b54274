"""Sound files of any format as samples."""

from __future__ import annotations

import math
import re
import stat
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import numpy as np

from coach.audio.decoding import Track
from coach.audio.file_part import FilePart, SoundChunk, chained_parts, find_sound_chunk, was_cut_off
from coach.domain.recording import ReadSound, Samples
from coach.errors import AudioError

if TYPE_CHECKING:
    from av import AudioStream, Packet
    from av.container import InputContainer
    from av.stream import Stream

LONGEST_MINUTES = 10
"""Longest file taken: an answer lasts a minute or two, and a longer file is most likely the wrong one."""

MOST_SECONDS = 60.0 * LONGEST_MINUTES + 0.1
"""The same in seconds, and a little more, which is how encoders fill their last packet."""

MOST_TRACKS = 8
"""Sound tracks that are looked into; films have four or five."""

SILENT_SHARE = 0.01
"""Power beside that of the loudest track, below which a track counts as silent: 20 dB less."""

SLACK_SECONDS = 0.1
"""Shorter differences between what a file promises and what it holds are how encoders fill their last packet."""

LEAST_BITS = 4_000
"""Bits a second that speech takes at least in any format; a header that promises more sound than that is not believed
unread."""

MOST_FAILURES = 100
"""Failures in a row to find the next packet, after which a file is at its end."""

_FORMATS = "Give a sound file, for instance WAV, MP3, M4A, FLAC or OGG."

_READ = (
    "wav,w64,aiff,au,caf,flac,mp3,aac,ac3,eac3,ogg,mov,matroska,webm,amr,amrnb,amrwb,asf,avi,mpeg,mpegts,flv,ape,wv,tta,"
    "mpc,mpc8,voc,dsf"
)
"""The formats that are read, by FFmpeg's names. Playlists and others that name files or addresses to be read in their
stead are not among them."""

_PROMISE = frozenset(
    ("wav", "w64", "aiff", "caf", "flac", "mov", "matroska", "ogg", "avi", "asf", "flv", "tta", "wv", "ape")
)
"""Formats whose length is written in them; of others FFmpeg's is an estimate."""

_CLOCKED = frozenset(("matroska", "ogg", "mpegts", "mpeg", "asf", "flv"))
"""Formats that say of each packet when it is heard, so that a gap is sound that is missing."""

_COUNTED = re.compile(rb"(?:Xing|Info)\x00\x00\x00[\x03\x07\x0b\x0f].{4}(.{4})", re.DOTALL)
"""How an MP3 file says how many frames and bytes it has; the group is the bytes."""

_PLAYLISTS = (b"#EXTM3U", b"ffconcat", b"[playlist]", b"<asx", b"<ASX", b"<smil", b"v=0\r", b"v=0\n")
"""How files begin that name others."""


def read_audio(path: Path) -> Samples:
    """Read a sound file; what of it is damaged is left out.

    Args:
        path: As for `read_sound`.

    Returns:
        16 kHz mono.

    Raises:
        AudioError: As `read_sound`.
    """
    return read_sound(path).samples


def read_sound(path: Path) -> ReadSound:
    """Read a sound file, and tell how much of it could not be read.

    Packets that are damaged are left out, and reading goes on behind them. Where the header of a WAV or AIFF file is
    wrong about its length, what is there is read. Of several tracks the first that is not silent is taken. Channels are
    averaged, unless they cancel each other out: then the loudest is taken.

    Args:
        path: A file on this machine, whatever it is called; nothing but this file is ever opened.

    Raises:
        AudioError: The file is missing, empty, too long, no sound file, or holds no sound.
    """
    import av  # noqa: PLC0415 - heavy

    _check_file(path)
    try:
        with path.open("rb") as file:
            found = _read(file, path)
    except AudioError:
        raise
    except av.error.FFmpegError as error:
        raise _unreadable(path) from error
    except OSError as error:
        raise AudioError(f"{path} cannot be read: {error.strerror or error}.", "Check its permissions.") from error
    except Exception as error:
        raise _unreadable(path) from error
    if len(found.samples) == 0:
        raise _unreadable(path) if found.unread_seconds else AudioError(f"{path} contains no sound.", _FORMATS)
    return found


def _check_file(path: Path) -> None:
    try:
        kind = path.stat().st_mode
        if stat.S_ISDIR(kind):
            raise AudioError(f"{path} is a folder.", _FORMATS)
        if not stat.S_ISREG(kind):
            raise AudioError(f"{path} is not a file but a pipe or a device.", "Save the sound to a file first.")
        with path.open("rb") as file:
            begin = file.read(1)
    except FileNotFoundError as error:
        raise AudioError(f"{path} does not exist.", "Check the name and the folder.") from error
    except (OSError, ValueError) as error:  # ValueError: no file can have such a name
        why = error.strerror if isinstance(error, OSError) and error.strerror else error
        raise AudioError(f"{path} cannot be read: {why}.", "Check its permissions.") from error
    if not begin:
        raise AudioError(f"{path} is empty.", _FORMATS)


def _unreadable(path: Path) -> AudioError:
    """Return the error for a file that holds no sound which can be read."""
    with path.open("rb") as file:
        begin = file.read(512)
    text = begin.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text.startswith(_PLAYLISTS):
        return AudioError(
            f"{path} is a playlist: it lists sound files but contains no sound.", "Give one of the files it lists."
        )
    if begin[4:8] == b"ftyp":  # MP4 and M4A, whose table of contents may stand at the end
        return AudioError(f"{path} is cut off or damaged, so that it cannot be read.", "Save or copy it again.")
    return AudioError(f"{path} is not a sound file that can be read.", _FORMATS)


@dataclass(frozen=True, slots=True)
class _Source:
    """A file, or a stretch of it, that is open for reading."""

    file: BinaryIO
    """The file."""
    path: Path
    """Its name, for errors."""
    begin: int
    """Place of its first byte in the file."""
    end: int
    """Place behind the last."""
    chunk: SoundChunk | None
    """Where its sound is, in a WAV or AIFF file."""
    counts_frames: bool
    """Whether it says how many frames it has, where it is an MP3 file."""

    @property
    def size(self) -> int:
        """Its length in bytes."""
        return self.end - self.begin

    @contextmanager
    def open(self) -> Iterator[tuple[InputContainer, FilePart]]:
        """Open it with FFmpeg, which sees its bytes, never its name, and can reach nothing else."""
        import av  # noqa: PLC0415 - heavy

        at, correction = (self.chunk.length_at, self.chunk.correction) if self.chunk is not None else (0, b"")
        part = FilePart(self.file, self.begin, self.end, at, correction)
        allowed = {"format_whitelist": _READ, "protocol_whitelist": "none"}
        with av.open(part, mode="r", metadata_errors="replace", container_options=allowed) as container:
            yield container, part


def _read(file: BinaryIO, path: Path) -> ReadSound:
    import av  # noqa: PLC0415 - heavy

    size = path.stat().st_size
    chunk = find_sound_chunk(file)
    if chunk is not None and chunk.there == 0:
        raise AudioError(f"{path} contains no sound.", _FORMATS)
    parts = chained_parts(file, size)
    sources = [_Source(file, path, *part, chunk, _counts_frames(file, size)) for part in parts]
    found: list[ReadSound] = []
    read, unread = 0, 0
    for source in sources:
        try:
            found.append(_read_part(source))
        except (AudioError, av.error.FFmpegError) as error:
            if len(sources) == 1 or isinstance(error, _TooLongError):
                raise
            unread += source.size
        else:
            read += source.size
    whole = _in_a_row(found, path, unread / read if read else 0.0)
    return replace(whole, cut_off=was_cut_off(file, size))


def _in_a_row(found: Sequence[ReadSound], path: Path, more: float) -> ReadSound:
    """Put together what was read of the parts of a file.

    Args:
        found: The parts.
        path: The file.
        more: Bytes of parts that could not be read, as a multiple of those that could be.
    """
    if not found:
        raise AudioError(f"{path} is not a sound file that can be read.", _FORMATS)
    seconds = sum(each.seconds for each in found)
    if seconds > MOST_SECONDS:
        raise _too_long(path)
    unread = sum(each.unread_seconds for each in found) + more * seconds
    return ReadSound(np.concatenate([each.samples for each in found]), unread)


def _read_part(source: _Source) -> ReadSound:
    """Decode the tracks, again where a channel is better than the mean of all, and choose among them."""
    _refuse_long(source)
    decoded = _decode(source, {})
    better = {index: track.better_channels() for index, track in decoded.tracks.items()}
    if any(channel is not None for channels in better.values() for channel in channels):
        decoded = _decode(source, better)
    sounds = {index: track.samples() for index, track in decoded.tracks.items()}
    powers = {index: float(np.mean(np.square(sound))) if len(sound) else 0.0 for index, sound in sounds.items()}
    loudest = max(powers.values())
    index = next(index for index, power in powers.items() if power >= SILENT_SHARE * loudest)
    return ReadSound(sounds[index], _unread_seconds(decoded, index, source))


def _tracks(container: InputContainer, path: Path) -> list[AudioStream]:
    """List the tracks of sound that can be decoded."""
    if not container.streams.audio:
        raise AudioError(f"{path} contains no sound.", _FORMATS)
    found = [stream for stream in container.streams.audio if stream.codec_context is not None]
    if not found:
        raise AudioError(f"The sound in {path} is encoded in a way that cannot be read.", _FORMATS)
    return found[:MOST_TRACKS]


@dataclass(frozen=True, slots=True)
class _Decoded:
    """What came out of a file."""

    tracks: Mapping[int, Track]
    """By the index of their streams."""
    promised: Mapping[int, float]
    """Seconds that the file itself tells for its tracks, by the same; without those it tells nothing of."""
    clocked: bool
    """Whether the file says of each packet when it is heard."""
    bytes_left: int
    """Bytes behind the place where no more packets could be found."""


def _decode(source: _Source, channels: Mapping[int, tuple[int | None, ...]]) -> _Decoded:
    """Decode all tracks at once.

    Args:
        source: The file.
        channels: The channel to hear in each stretch of a track, by the index of its stream.
    """
    with source.open() as (container, part):
        streams = _tracks(container, source.path)
        tracks = {stream.index: Track(stream.codec_context, channels.get(stream.index, ())) for stream in streams}
        for packet in _packets(container, streams, source.size):
            track = tracks[packet.stream_index]
            track.take(packet)
            if track.seconds > MOST_SECONDS:
                raise _too_long(source.path)
        for track in tracks.values():
            track.finish()
        clocked = _kind(container) in _CLOCKED
        return _Decoded(tracks, _promised_seconds(container, source), clocked, part.left)


def _packets(container: InputContainer, streams: list[AudioStream], size: int) -> Iterator[Packet[Stream]]:
    """Yield every packet that can be found, also behind what is damaged."""
    import av  # noqa: PLC0415 - heavy

    failures, left = 0, size + MOST_FAILURES  # every packet has a byte at least, or else a damaged file goes in circles
    while failures < MOST_FAILURES and left > 0:
        try:
            for packet in container.demux(streams):
                failures, left = 0, left - 1
                if packet.size > 0:
                    yield packet
                if left <= 0:
                    return
        except (av.error.FFmpegError, ValueError):
            failures += 1
        else:
            return


def _refuse_long(source: _Source) -> None:
    """Refuse what is longer than an answer before any of it is decoded.

    A length that the file's size makes likely is believed; any other is counted, packet by packet.
    """
    with source.open() as (container, _):
        streams = _tracks(container, source.path)
        stated = max(_stated_seconds(container, stream) or 0.0 for stream in streams)
        if stated <= MOST_SECONDS:
            return
        if _kind(container) in _PROMISE and 8 * source.size >= LEAST_BITS * stated:
            raise _too_long(source.path, stated)
        lengths = dict.fromkeys((stream.index for stream in streams), 0.0)
        for packet in _packets(container, streams, source.size):
            if packet.duration and packet.time_base:
                lengths[packet.stream_index] += float(packet.duration * packet.time_base)
                if lengths[packet.stream_index] > MOST_SECONDS:
                    raise _too_long(source.path)


class _TooLongError(AudioError):
    """A file, or a part of it, is longer than any answer."""


def _too_long(path: Path, seconds: float | None = None) -> AudioError:
    whole = 0 if seconds is None else math.ceil(seconds)
    how_long = f": it takes {whole // 60} min {whole % 60} s" if whole else ""
    return _TooLongError(
        f"{path} is longer than {LONGEST_MINUTES} minutes{how_long}.", "Trim it to the answer, then try again."
    )


def _stated_seconds(container: InputContainer, stream: AudioStream) -> float | None:
    """Return the length that FFmpeg tells for a track; None where it tells none."""
    if stream.duration and stream.time_base:
        return float(stream.duration * stream.time_base)
    alone = len(container.streams) == 1
    return container.duration / 1_000_000 if alone and container.duration else None


def _promised_seconds(container: InputContainer, source: _Source) -> Mapping[int, float]:
    """Return the lengths that the file itself tells for its tracks, by the index of their streams."""
    kind = _kind(container)
    if source.chunk is not None or not (kind in _PROMISE or (kind == "mp3" and source.counts_frames)):
        return {}
    found = ((stream.index, _stated_seconds(container, stream)) for stream in container.streams.audio)
    return {index: seconds for index, seconds in found if seconds}


def _kind(container: InputContainer) -> str:
    """Return FFmpeg's name of a format, the first where it has several."""
    return container.format.name.split(",")[0]


def _counts_frames(file: BinaryIO, size: int) -> bool:
    """Return whether a file, taken for MP3, says in its first frame how many it has, and has no others behind them."""
    file.seek(0)
    head = file.read(10)
    tags = 0
    if head.startswith(b"ID3") and len(head) == 10:  # noqa: PLR2004 - the header of the tags
        tags = 10 + sum((byte & 0x7F) << shift for byte, shift in zip(head[6:], (21, 14, 7, 0), strict=True))
    file.seek(tags)
    counts = _COUNTED.search(file.read(512))
    # A sixteenth more is tags and padding behind the sound; anything longer is another file behind the first.
    return counts is not None and size - tags <= int.from_bytes(counts[1], "big") * 17 // 16


def _unread_seconds(decoded: _Decoded, index: int, source: _Source) -> float:
    """Return how much is missing: what is promised and not there, or else what was damaged, skipped, or not reached."""
    track, promised = decoded.tracks[index], decoded.promised.get(index)
    if source.chunk is not None and source.chunk.missing_share < 1.0:
        promised = track.seconds / (1.0 - source.chunk.missing_share)
    damaged = track.damaged_seconds
    if promised is not None:
        missing = promised - track.seconds
        return missing if missing > SLACK_SECONDS else min(damaged, SLACK_SECONDS)
    skipped = track.skipped_seconds if decoded.clocked else 0.0
    return max(damaged, skipped if skipped > SLACK_SECONDS else 0.0) + track.seconds_of(decoded.bytes_left)
