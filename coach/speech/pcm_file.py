"""A WAV file with a seal behind it, so that damage is noticed; players ignore the seal."""

import hashlib
import io
import wave

import numpy as np
import numpy.typing as npt

_SEAL_BYTES = hashlib.sha256().digest_size
_SAMPLE_BYTES = 2


class DamagedFileError(Exception):
    """The bytes are not those that were packed."""


def pack(pcm: npt.NDArray[np.int16], sample_rate: int) -> bytes:
    """Make a 16-bit mono WAV file, followed by its SHA-256.

    Args:
        pcm: Shape (n,).
        sample_rate: Samples a second.
    """
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(_SAMPLE_BYTES)
        file.setframerate(sample_rate)
        file.writeframes(pcm.astype("<i2").tobytes())
    content = buffer.getvalue()
    return content + hashlib.sha256(content).digest()


def unpack(packed: bytes, sample_rate: int) -> npt.NDArray[np.int16]:
    """Read the samples back.

    Raises:
        DamagedFileError: A byte is missing or changed, or the sample rate is another one.
    """
    content, seal = packed[:-_SEAL_BYTES], packed[-_SEAL_BYTES:]
    if hashlib.sha256(content).digest() != seal:
        raise DamagedFileError("its checksum is wrong")
    with wave.open(io.BytesIO(content), "rb") as file:
        if file.getframerate() != sample_rate:
            raise DamagedFileError(f"it has {file.getframerate()} samples a second")
        return np.frombuffer(file.readframes(file.getnframes()), dtype="<i2").astype(np.int16)
