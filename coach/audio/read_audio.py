"""Sound files of any format as samples."""

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from coach.audio.resample import resample
from coach.domain.recording import SAMPLE_RATE, Samples
from coach.errors import AudioError

if TYPE_CHECKING:
    from av.container import InputContainer

LONGEST_MINUTES = 10
"""Longest file taken: an answer lasts a minute or two, and a longer file is most likely the wrong one."""

_FORMATS = "Give a sound file, for instance WAV, MP3, M4A, FLAC or OGG."


def read_audio(path: Path) -> Samples:
    """Read a sound file.

    Args:
        path: A file of any format that FFmpeg reads; the first sound stream is taken, channels are averaged.

    Returns:
        16 kHz mono.

    Raises:
        AudioError: The file is missing, empty, too long, or holds no sound.
    """
    import av  # noqa: PLC0415 - heavy
    import av.error  # noqa: PLC0415

    _check_file(path)
    try:
        with av.open(str(path)) as container:
            pieces, rate = _decode(container, path)
    except av.error.FFmpegError as error:
        raise AudioError(f"{path} is not a sound file that can be read.", _FORMATS) from error
    sound = np.concatenate(pieces) if pieces else np.zeros(0, dtype=np.float32)
    if len(sound) == 0:
        raise AudioError(f"{path} holds no sound.", _FORMATS)
    sound = np.nan_to_num(resample(sound, rate, SAMPLE_RATE))
    return np.clip(sound, -1.0, 1.0).astype(np.float32, copy=False)


def _check_file(path: Path) -> None:
    if path.is_dir():
        raise AudioError(f"{path} is a folder.", _FORMATS)
    try:
        with path.open("rb") as file:
            begin = file.read(1)
    except FileNotFoundError as error:
        raise AudioError(f"{path} does not exist.", "Check the name and the folder.") from error
    except OSError as error:
        raise AudioError(f"{path} cannot be read: {error.strerror or error}.", "Check who may read it.") from error
    if not begin:
        raise AudioError(f"{path} is empty.", _FORMATS)


def _decode(container: "InputContainer", path: Path) -> tuple[list[Samples], int]:
    """Decode the first sound stream to mono pieces at its own rate; what is broken at the end is left out."""
    import av  # noqa: PLC0415
    import av.error  # noqa: PLC0415

    if not container.streams.audio:
        raise AudioError(f"{path} holds no sound.", _FORMATS)
    stream = container.streams.audio[0]
    resampler: av.AudioResampler | None = None
    pieces: list[Samples] = []
    rate, length = SAMPLE_RATE, 0
    try:
        for frame in container.decode(stream):
            if resampler is None:
                rate = frame.sample_rate
                resampler = av.AudioResampler(format="fltp", layout=frame.layout, rate=rate)
            for plain in resampler.resample(frame):
                piece = plain.to_ndarray().mean(axis=0, dtype=np.float32)
                pieces.append(piece)
                length += len(piece)
            if length > LONGEST_MINUTES * 60 * rate:
                raise AudioError(
                    f"{path} is longer than {LONGEST_MINUTES} minutes.", "Cut it to the answer, then try again."
                )
    except av.error.FFmpegError:
        if not pieces:
            raise
    return pieces, rate
