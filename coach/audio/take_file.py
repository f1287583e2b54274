"""A WAV file that is on disk while it is still being recorded."""

import errno
import io
import os
import struct
import time
from pathlib import Path

import numpy as np

from coach.domain.recording import SAMPLE_RATE, Samples

HEADER_BYTES = 44
"""Length of the header of a plain WAV file."""

BYTES_A_SAMPLE = 2
"""16-bit samples: 96 dB between loudest and softest, more than any microphone has."""

SYNC_SECONDS = 0.5
"""Longest time between two orders to the disk; together with a block's length it stays well below a second."""

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


class TakeFile:
    """Appends sound to a WAV file whose header is right after every block.

    A disk that fails does not end the recording: samples that could not be written stay in memory, are tried again with
    every block, and `problem` says so meanwhile.
    """

    def __init__(self, file: io.FileIO | None, problem: str = "") -> None:
        """Write to an open file.

        Args:
            file: Opened for writing, empty, unbuffered; None keeps everything in memory.
            problem: Why there is no file.
        """
        self._file = file
        self.has_file = file is not None
        self._waiting = bytearray()
        self._on_disk = 0
        self._samples = 0
        self._synced_at = time.monotonic()
        self.problem = problem

    @property
    def seconds(self) -> float:
        """Length of everything recorded, on disk or not."""
        return self._samples / SAMPLE_RATE

    @property
    def seconds_on_disk(self) -> float:
        """Length of what is in the file."""
        return self._on_disk // BYTES_A_SAMPLE / SAMPLE_RATE

    def write(self, samples: Samples) -> None:
        """Append sound, in memory where the disk does not take it.

        Args:
            samples: 16 kHz mono.
        """
        self._samples += len(samples)
        self._waiting += as_pcm(samples)
        if self._file is None:
            return
        try:
            self._flush(self._file)
            if time.monotonic() - self._synced_at >= SYNC_SECONDS:
                self._sync(self._file)
        except OSError as error:
            self.problem = f"{_reason(error)} The end of the answer is only in memory for now."
        else:
            self.problem = ""

    def close(self) -> None:
        """Write what is left and close the file; a second call does nothing."""
        if self._file is None:
            return
        file, self._file = self._file, None
        try:
            self._flush(file)
            self._sync(file)
        except OSError as error:
            self.problem = f"{_reason(error)} Only the first {self.seconds_on_disk:.1f} s of the recording are kept."
        else:
            self.problem = ""
        try:
            file.close()
        except OSError as error:
            self.problem = f"{_reason(error)} The end of the recording may be missing."

    def _flush(self, file: io.FileIO) -> None:
        if self._on_disk == 0:
            file.seek(0)
            file.write(wav_header(0))
        file.seek(HEADER_BYTES + self._on_disk)
        while self._waiting:
            written = file.write(self._waiting) or 0
            if written == 0:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            del self._waiting[:written]
            self._on_disk += written
        file.seek(0)
        file.write(wav_header(self._on_disk // BYTES_A_SAMPLE))

    def _sync(self, file: io.FileIO) -> None:
        os.fsync(file.fileno())
        self._synced_at = time.monotonic()


def create_take_file(path: Path) -> TakeFile:
    """Create a recording that only its owner can read; without a disk that takes it, one in memory.

    Args:
        path: Must not exist yet; its folder is made where it is missing.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    except OSError as error:
        return TakeFile(None, f"{_reason(error)} The recording is not kept; the answer is transcribed all the same.")
    return TakeFile(io.FileIO(descriptor, "w"))


def as_it_is_kept(samples: Samples) -> Samples:
    """Round samples to what the file holds, so that whoever hears them now hears what the file gives later."""
    return np.frombuffer(as_pcm(samples), dtype="<i2").astype(np.float32) / np.float32(32768.0)


def as_pcm(samples: Samples) -> bytes:
    """Turn samples into 16-bit little-endian numbers; what is beyond full scale is cut off."""
    scaled = np.rint(np.asarray(samples, dtype=np.float32) * 32768.0)
    numbers: bytes = np.clip(scaled, -32768, 32767).astype("<i2").tobytes()
    return numbers


def wav_header(samples: int) -> bytes:
    """Make the header of a 16 kHz mono 16-bit WAV file.

    Args:
        samples: How many follow.
    """
    length = samples * BYTES_A_SAMPLE
    rate = SAMPLE_RATE * BYTES_A_SAMPLE
    form = struct.pack("<HHIIHH", 1, 1, SAMPLE_RATE, rate, BYTES_A_SAMPLE, 8 * BYTES_A_SAMPLE)
    return (
        b"RIFF"
        + struct.pack("<I", 36 + length)
        + b"WAVEfmt "
        + struct.pack("<I", 16)
        + form
        + b"data"
        + (struct.pack("<I", length))
    )


def _reason(error: OSError) -> str:
    if error.errno in _FULL:
        return "The disk is full."
    return f"The recording could not be written ({os.strerror(error.errno or errno.EIO)})."
