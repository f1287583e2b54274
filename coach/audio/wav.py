"""Finished recordings: whole WAV files written at once, and the length of one that was cut off."""

import os
import tempfile
from pathlib import Path

from coach.audio.take_file import BYTES_A_SAMPLE, HEADER_BYTES, as_pcm, wav_header
from coach.domain.recording import SAMPLE_RATE, Samples
from coach.errors import AudioError
from coach.private_folder import BINARY, NO_LINK, make_private_folder


def write_wav(path: Path, samples: Samples) -> None:
    """Write a 16-bit WAV file that only its owner can read; whole or not at all.

    Args:
        path: Where; a file that is there is replaced.
        samples: 16 kHz mono.

    Raises:
        AudioError: The disk is full or the folder cannot be written.
    """
    unfinished: Path | None = None
    try:
        make_private_folder(path.parent)
        descriptor, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
        unfinished = Path(name)
        with os.fdopen(descriptor, "wb") as file:
            file.write(wav_header(len(samples)) + as_pcm(samples))
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    except OSError as error:
        if unfinished is not None:
            unfinished.unlink(missing_ok=True)
        raise AudioError(
            f"{path} could not be written: {error.strerror or error}.", "Free some space, or check the folder's owner."
        ) from error


def seconds_on_disk(path: Path) -> float:
    """Tell the length of a recording of ours from the size of its file; 0.0 where there is none."""
    try:
        size = path.stat().st_size
    except OSError:
        return 0.0
    return max(0, size - HEADER_BYTES) // BYTES_A_SAMPLE / SAMPLE_RATE


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
            f"{path} could not be mended: {error.strerror or error}.", "Check the file's owner."
        ) from error
