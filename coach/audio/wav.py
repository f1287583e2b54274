"""Recordings as WAV files: on disk while they are being made, written at once, and mended where one was cut off."""

import contextlib
import errno
import io
import os
import shutil
import struct
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from coach.domain.recording import SAMPLE_RATE, Samples
from coach.errors import AudioError
from coach.private_folder import BINARY, NO_LINK, make_private_folder
from coach.whole_files import replace_whole

HEADER_BYTES = 44
"""Length of the header of a plain WAV file."""

FULL_SCALE = 32768.0
"""What a sample of 1.0 is in 16 bits."""

BYTES_A_SAMPLE = 2
"""16-bit samples: 96 dB between loudest and softest, more than any microphone has."""

SYNC_SECONDS = 0.5
"""Longest time between two orders to the disk; together with a block's length it stays well below a second."""

SPARE_BYTES = 5_000_000
"""Room on the disk that sound is not counted on to take: the history and the log need some of it."""

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})

Open = Callable[[Path, int], io.FileIO]
"""Opens a file for writing, given the flags of `os.open`."""


class RecordingFile:
    """Appends sound to a WAV file whose header is right after every block.

    A disk that fails does not end the recording: samples that could not be written stay in memory, are tried again with
    every block, at the end, and whenever asked from then on, in the same folder or in another.
    """

    def __init__(self, path: Path, open_file: Open | None = None) -> None:
        """Make the file, for its owner only; where it cannot be made, everything stays in memory at first.

        Args:
            path: Must not exist yet; its folder is made where it is missing.
            open_file: Opens files; tests hand in disks of their own.
        """
        self.path = path
        self._open = open_file or _open_private
        self._file: io.FileIO | None = None
        self._made = False
        self._waiting = bytearray()
        self._on_disk = 0
        self._samples = 0
        self._synced_at = 0.0
        self._why = ""
        self._closed = False
        self.room_seconds = room_for_sound(path.parent)
        """Sound that the disk has room for, in seconds, as it was found a moment ago."""
        self._settle()

    @property
    def seconds(self) -> float:
        """Length of everything recorded, on disk or not."""
        return self._samples / SAMPLE_RATE

    @property
    def seconds_on_disk(self) -> float:
        """Length of what is in the file."""
        return self._on_disk // BYTES_A_SAMPLE / SAMPLE_RATE

    @property
    def seconds_unwritten(self) -> float:
        """Length of what no disk has taken yet; it is lost when the program ends."""
        return len(self._waiting) // BYTES_A_SAMPLE / SAMPLE_RATE

    @property
    def has_file(self) -> bool:
        """Whether there is a file that this recording has made."""
        return self._made

    @property
    def problem(self) -> str:
        """What is wrong with the disk, and what that means for the sound; empty while all is well."""
        if not self._why:
            return ""
        if not self._closed:
            return f"{self._why} What you say now is only in memory; it is written as soon as the disk takes it."
        if not self._waiting:
            return f"{self._why} The end of the recording may not be on disk."
        end = f"The last {self.seconds_unwritten:.0f} s of the recording are"
        return f"{self._why} {end if self._on_disk else 'The recording is'} not on disk."

    def write(self, samples: Samples) -> None:
        """Append sound, in memory where the disk does not take it.

        Args:
            samples: 16 kHz mono.
        """
        self._samples += len(samples)
        self._waiting += as_pcm(samples)
        self._settle()

    def close(self) -> None:
        """Write what is left and close the file; a second call does nothing."""
        if self._closed:
            return
        self._closed = True
        self._settle(whole=True)
        self._let_go()

    def try_again(self) -> bool:
        """Write what is only in memory, after the end of the recording.

        Returns:
            Whether all of it is on disk now.
        """
        if self._why or self._waiting or not self._made:
            self._settle(whole=True)
            self._let_go()
        return not self._why

    def move_to(self, folder: Path) -> bool:
        """Write the whole recording into another folder, once it is over, and delete what is in the first.

        Args:
            folder: Made where it is missing. The file keeps its name.

        Returns:
            Whether all of it is there now; if not, everything is as it was.
        """
        try:
            before = self.path.read_bytes()[HEADER_BYTES : HEADER_BYTES + self._on_disk] if self._on_disk else b""
        except OSError as error:
            self._why = _reason(error)
            return False
        if len(before) < self._on_disk:
            self._why = "The first part of the recording cannot be read."
            return False
        elsewhere = RecordingFile(folder / self.path.name, self._open)
        elsewhere._waiting = bytearray(before) + self._waiting
        elsewhere._samples = self._samples
        elsewhere.close()
        if elsewhere._why:
            if elsewhere.has_file:
                elsewhere.path.unlink(missing_ok=True)
            self._why = elsewhere._why
            return False
        if self._made:
            with contextlib.suppress(OSError):
                self.path.unlink(missing_ok=True)
        self.path, self._made, self._why = elsewhere.path, True, ""
        self._on_disk += len(self._waiting)
        self._waiting.clear()
        return True

    def _settle(self, *, whole: bool = False) -> None:
        """Bring the disk up to date, and remember why where it cannot be done."""
        try:
            file = self._opened()
            self._flush(file)
            if whole or time.monotonic() - self._synced_at >= SYNC_SECONDS:
                self._sync(file)
        except OSError as error:
            self._why = _reason(error)
        else:
            self._why = ""

    def _opened(self) -> io.FileIO:
        if self._file is None:
            make_private_folder(self.path.parent)
            new = 0 if self._made else os.O_CREAT | os.O_EXCL
            self._file = self._open(self.path, os.O_WRONLY | new | NO_LINK | BINARY)
            self._made = True
        return self._file

    def _let_go(self) -> None:
        file, self._file = self._file, None
        if file is not None:
            try:
                file.close()
            except OSError as error:
                self._why = _reason(error)

    def _flush(self, file: io.FileIO) -> None:
        if self._on_disk == 0:
            file.seek(0)
            file.write(wav_header(0))
        file.seek(HEADER_BYTES + self._on_disk)
        try:
            while self._waiting:
                written = file.write(self._waiting) or 0
                if written == 0:
                    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
                del self._waiting[:written]
                self._on_disk += written
        finally:  # a full disk takes this all the same: it is no longer than what is there
            file.seek(0)
            file.write(wav_header(self._on_disk // BYTES_A_SAMPLE))

    def _sync(self, file: io.FileIO) -> None:
        os.fsync(file.fileno())
        self._synced_at = time.monotonic()
        self.room_seconds = room_for_sound(self.path.parent)


def _open_private(path: Path, flags: int) -> io.FileIO:
    return io.FileIO(os.open(path, flags, 0o600), "w")


def _reason(error: OSError) -> str:
    if error.errno in _FULL:
        return "The disk is full."
    return f"The recording could not be written ({error.strerror or os.strerror(error.errno or errno.EIO)})."


def write_wav(path: Path, samples: Samples) -> None:
    """Write a 16-bit WAV file that only its owner can read; whole or not at all.

    Args:
        path: Where; a file that is there is replaced.
        samples: 16 kHz mono.

    Raises:
        AudioError: The disk is full or the folder cannot be written.
    """
    try:
        replace_whole(path, wav_header(len(samples)) + as_pcm(samples), follow=False)
    except OSError as error:
        raise AudioError(
            f"{path} could not be written: {error.strerror or error}.", "Free some space, or check the folder's owner."
        ) from error


def mend_header(path: Path) -> None:
    """Make the header of a recording of ours agree with the size of its file, which a crash can leave larger.

    Raises:
        AudioError: The file cannot be written.
    """
    try:
        with os.fdopen(os.open(path, os.O_RDWR | NO_LINK | BINARY), "r+b") as file:
            samples = max(0, os.fstat(file.fileno()).st_size - HEADER_BYTES) // BYTES_A_SAMPLE
            file.write(wav_header(samples))
    except OSError as error:
        raise AudioError(
            f"{path} could not be repaired: {error.strerror or error}.", "Check the file's owner."
        ) from error


def seconds_on_disk(path: Path) -> float:
    """Return the length of a recording of ours from the size of its file; 0.0 where there is none."""
    try:
        size = path.stat().st_size
    except OSError:
        return 0.0
    return max(0, size - HEADER_BYTES) // BYTES_A_SAMPLE / SAMPLE_RATE


def room_for_sound(folder: Path) -> float:
    """Return how much sound the disk has room for, in seconds.

    Args:
        folder: Where it goes; need not exist yet.
    """
    try:
        while not folder.exists() and folder != folder.parent:
            folder = folder.parent
        free = shutil.disk_usage(folder).free
    except OSError:
        return 0.0
    return max(0, free - SPARE_BYTES) / (SAMPLE_RATE * BYTES_A_SAMPLE)


def as_it_is_kept(samples: Samples) -> Samples:
    """Round samples to what the file holds, so that whoever hears them now hears what the file gives later."""
    return np.frombuffer(as_pcm(samples), dtype="<i2").astype(np.float32) / np.float32(FULL_SCALE)


def as_pcm(samples: Samples) -> bytes:
    """Turn samples into 16-bit little-endian numbers; what is beyond full scale is cut off."""
    scaled = np.rint(np.asarray(samples, dtype=np.float32) * FULL_SCALE)
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
