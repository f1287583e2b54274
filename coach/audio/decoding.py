"""The sound in one track of a file, packet by packet: what is damaged is left out and counted."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from coach.audio.resample import Convert, lost_by_mean, to_sixteen_kilohertz
from coach.domain.recording import Samples

if TYPE_CHECKING:
    from av import AudioCodecContext, AudioFrame, AudioResampler, Packet
    from av.stream import Stream

RATES = range(1_000, 1_000_001)
"""Samples a second that sound can have; others come from damaged headers."""

MOST_PLANES = 7
"""Channels in planes of their own that can be taken from a frame as they are: PyAV up to 19 reads beyond its list of
planes where there are eight or more, and then either crashes or raises an error."""

LOUDEST = 8.0
"""Largest sample that is taken at its word, in float files; eight times full scale is far above any."""

Planes = npt.NDArray[np.float32]
"""Sound of several channels, shape (channels, n)."""


@dataclass(slots=True)
class _Stretch:
    """Sound that has one rate and one number of channels all through."""

    rate: int
    channels: int
    channel: int | None
    """The channel to hear; None for the mean of all."""
    convert: Convert
    powers: npt.NDArray[np.float64]
    mixed: float = 0.0
    pieces: list[Samples] = field(default_factory=list)

    def take(self, planes: Planes) -> None:
        mono = planes.mean(axis=0, dtype=np.float32) if self.channel is None else planes[self.channel]
        if self.channels > 1:
            self.powers += np.einsum("ij,ij->i", planes, planes, dtype=np.float64)
            self.mixed += float(np.dot(mono, mono))
        self.pieces.append(self.convert(mono, False))

    def finish(self) -> None:
        self.pieces.append(self.convert(np.zeros(0, dtype=np.float32), True))


class Track:
    """Decodes one track of a file to 16 kHz mono, whatever rates and channels it changes to on the way."""

    def __init__(self, context: AudioCodecContext, channels: tuple[int | None, ...] = ()) -> None:
        """Begin a track.

        Args:
            context: Decodes its packets.
            channels: The channel to hear in each stretch of one rate and number of channels, from `better_channels`.
        """
        self._context = context
        self._channels = channels
        self._stretches: list[_Stretch] = []
        self._packed: dict[tuple[str, str, int], AudioResampler] = {}
        self._good_bytes = 0
        self._bad_bytes = 0
        self._began: float | None = None
        self._ended = 0.0
        self.seconds = 0.0

    @property
    def damaged_seconds(self) -> float:
        """Length of the packets that could not be decoded."""
        return self.seconds_of(self._bad_bytes)

    @property
    def skipped_seconds(self) -> float:
        """Time from the first to the last sample, by the file's own clock, in which there was no sound."""
        return 0.0 if self._began is None else max(0.0, self._ended - self._began - self.seconds)

    def seconds_of(self, size: int) -> float:
        """Return how long so many bytes are, going by the packets that could be decoded."""
        return size * self.seconds / self._good_bytes if self._good_bytes else 0.0

    def take(self, packet: Packet[Stream] | None) -> None:
        """Decode a packet; one that is damaged is counted and left out.

        Args:
            packet: The next; None where there are no more.
        """
        import av  # noqa: PLC0415 - heavy

        size = packet.size if packet is not None else 0
        try:
            for frame in self._context.decode(packet):
                self._take_frame(frame)
        except (av.error.FFmpegError, ValueError, ArithmeticError, MemoryError):
            self._bad_bytes += size
        else:
            self._good_bytes += size

    def finish(self) -> None:
        """Take what the decoder still holds."""
        self.take(None)
        for stretch in self._stretches:
            stretch.finish()

    def samples(self) -> Samples:
        """Return all of it, 16 kHz mono; call it once, after `finish`."""
        pieces = [piece for stretch in self._stretches for piece in stretch.pieces]
        sound = np.concatenate(pieces) if pieces else np.zeros(0, dtype=np.float32)
        return np.clip(np.nan_to_num(sound), -1.0, 1.0).astype(np.float32, copy=False)

    def better_channels(self) -> tuple[int | None, ...]:
        """Name the channel to hear in each stretch whose channels take each other's sound away; None in the others."""
        return tuple(lost_by_mean(stretch.powers, stretch.mixed) for stretch in self._stretches)

    def _take_frame(self, frame: AudioFrame) -> None:
        if frame.samples == 0 or frame.sample_rate not in RATES:
            return
        for planes in self._planes(frame):
            stretch = self._stretches[-1] if self._stretches else None
            if stretch is None or (stretch.rate, stretch.channels) != (frame.sample_rate, len(planes)):
                stretch = self._begin(frame.sample_rate, len(planes))
            stretch.take(planes)
        seconds = frame.samples / frame.sample_rate
        self.seconds += seconds
        time = frame.time
        if time is not None and math.isfinite(time):
            self._began = time if self._began is None else self._began
            self._ended = time + seconds

    def _begin(self, rate: int, channels: int) -> _Stretch:
        place = len(self._stretches)
        channel = self._channels[place] if place < len(self._channels) else None
        stretch = _Stretch(rate, channels, channel, to_sixteen_kilohertz(rate), np.zeros(channels))
        self._stretches.append(stretch)
        return stretch

    def _planes(self, frame: AudioFrame) -> list[Planes]:
        """Take the samples of a frame, scaled to full scale 1.0; usually in one piece."""
        channels = frame.layout.nb_channels
        if not frame.format.is_planar or channels <= MOST_PLANES:
            return [_as_planes(frame, channels)]
        return [_as_planes(packed, channels) for packed in self._pack(frame)]

    def _pack(self, frame: AudioFrame) -> list[AudioFrame]:
        """Put all channels into one plane, in the same layout, which needs no knowledge of it."""
        from av import AudioResampler  # noqa: PLC0415 - heavy

        kind = frame.format.name, frame.layout.name, frame.sample_rate
        if kind not in self._packed:
            self._packed[kind] = AudioResampler(format="flt", layout=frame.layout, rate=frame.sample_rate)
        return self._packed[kind].resample(frame)


def _as_planes(frame: AudioFrame, channels: int) -> Planes:
    array = frame.to_ndarray()
    planes = array if frame.format.is_planar else array.reshape(-1, channels).T
    if planes.dtype.kind == "f":
        clean: Planes = np.clip(np.nan_to_num(planes), -LOUDEST, LOUDEST).astype(np.float32)
        return clean
    bits = 8 * planes.dtype.itemsize
    middle = 128.0 if planes.dtype.kind == "u" else 0.0  # only samples of 8 bits are unsigned
    scaled: Planes = (planes.astype(np.float32) - np.float32(middle)) / np.float32(2.0 ** (bits - 1))
    return scaled
