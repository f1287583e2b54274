"""The voice that reads questions aloud, through hibari: the only module that imports it."""

import hashlib
import importlib.metadata
import json
import logging
import os
import tempfile
from pathlib import Path

import numpy as np
import numpy.typing as npt

from coach.domain.recording import Samples
from coach.errors import WeightsError
from coach.speech.pcm_file import DamagedFileError, pack, unpack
from coach.speech.voice import Utterance

VOICE = "heart"
"""The voice that comes inside the package; hibari would download every other one."""

_SEED = 0
"""Fixes the noise in breathy sounds, so that a text always sounds the same."""

_FULL_SCALE = 32767.0
_LOG = logging.getLogger(__name__)


class HibariVoice:
    """Reads text aloud and remembers on disk what it has read."""

    name = VOICE

    def __init__(self, cache: Path, speed: float = 1.0) -> None:
        """Load the weights.

        Args:
            cache: Folder for what has been read; made when needed, for the owner only, and may be deleted at any time.
            speed: 1.0 is the voice's own pace, 2.0 twice as fast.

        Raises:
            WeightsError: The voice is missing or damaged.
        """
        try:
            from hibari import Hibari  # noqa: PLC0415

            self._hibari = Hibari(voice=VOICE)
        except Exception as error:
            raise WeightsError(
                f"The voice cannot be loaded: {error}.", "Install it again: pip install --force-reinstall hibari-tts."
            ) from error
        self._cache = cache
        self._speed = speed
        self._rate: int = self._hibari.sample_rate
        self._version = importlib.metadata.version("hibari-tts")

    def say(self, text: str) -> Utterance:
        """Turn text into sound; the same text gives the same samples, whether or not it was read before."""
        path = self._cache / f"{self._key(text)}.wav"
        pcm = self._remembered(path)
        if pcm is None:
            sound = self._hibari(text, speed=self._speed, seed=_SEED)
            pcm = np.round(np.clip(sound, -1.0, 1.0) * _FULL_SCALE).astype(np.int16)
            self._remember(path, pcm)
        samples: Samples = pcm.astype(np.float32) / np.float32(_FULL_SCALE)
        return Utterance(samples, self._rate)

    def _key(self, text: str) -> str:
        what = json.dumps([VOICE, self._version, self._speed, text])
        return hashlib.sha256(what.encode()).hexdigest()

    def _remembered(self, path: Path) -> npt.NDArray[np.int16] | None:
        try:
            return unpack(path.read_bytes(), self._rate)
        except FileNotFoundError:
            return None
        except (OSError, DamagedFileError) as problem:
            _LOG.warning("%s is made again: %s", path, problem)
            return None

    def _remember(self, path: Path, pcm: npt.NDArray[np.int16]) -> None:
        """Write through a temporary file, so that nobody reads half of it; without a cache the voice still speaks."""
        temporary: Path | None = None
        try:
            self._cache.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._cache.chmod(0o700)
            handle, temporary_name = tempfile.mkstemp(dir=self._cache, suffix=".part")
            temporary = Path(temporary_name)
            with os.fdopen(handle, "wb") as file:
                file.write(pack(pcm, self._rate))
            temporary.replace(path)
        except OSError as problem:
            _LOG.warning("%s cannot be written: %s", path, problem)
            if temporary is not None:
                temporary.unlink(missing_ok=True)
