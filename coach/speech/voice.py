"""The voice that reads questions aloud: what a voice does, and the one that speaks through hibari.

No other module imports hibari.
"""

import hashlib
import importlib.metadata
import io
import json
import logging
import re
import threading
import wave
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from coach.domain.recording import Samples
from coach.errors import WeightsError
from coach.private_folder import make_private_folder
from coach.telemetry import load_onnxruntime
from coach.whole_files import replace_whole

VOICE = "heart"
"""The voice that comes inside the package; hibari would download every other one."""

_SEED = 0
"""Fixes the noise in breathy sounds, so that a text always sounds the same."""

_NAME = re.compile(r"[^\W\d_]+")
"""A run of letters."""

_FULL_SCALE = 32767.0

_SEAL_BYTES = hashlib.sha256().digest_size

_SAMPLE_BYTES = 2

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, eq=False)
class Utterance:
    """Something said by a voice."""

    samples: Samples
    """The sound, shape (n,), float32, mono."""
    sample_rate: int
    """Samples a second."""


class Voice(Protocol):
    """Reads text aloud."""

    @property
    def name(self) -> str:
        """The voice in use, for instance `heart`."""
        ...

    def say(self, text: str) -> Utterance:
        """Turn text into sound; the same text gives the same samples."""
        ...


class HibariVoice:
    """Reads text aloud and remembers on disk what it has read."""

    name = VOICE

    def __init__(
        self, cache: Path, speed: float = 1.0, dictionary: "Callable[[], HibariPronouncer] | None" = None
    ) -> None:
        """Load the weights.

        Args:
            cache: Folder for what has been read; made when needed, for the owner only, and may be deleted at any time.
            speed: 1.0 is the voice's own pace, 2.0 twice as fast.
            dictionary: Gives the one that others use as well, when something is first read; None loads one of its own,
                which takes 75 MB.

        Raises:
            WeightsError: The voice is missing or damaged.
        """
        try:
            load_onnxruntime()
            from hibari import Hibari  # noqa: PLC0415

            g2p = None if dictionary is None else lambda sentence: dictionary().spell(sentence)
            self._hibari = Hibari(voice=VOICE, g2p=g2p)
        except Exception as error:
            raise _not_loaded(error) from error
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
        """Keep what was said, so that nobody reads half of it; without a cache the voice still speaks."""
        try:
            make_private_folder(self._cache)
            self._cache.chmod(0o700)
            replace_whole(path, pack(pcm, self._rate), follow=False)
        except OSError as problem:
            _LOG.warning("%s cannot be written: %s", path, problem)


class HibariPronouncer:
    """Says how the voice would read a text, and which words are not in its dictionary; makes no sound."""

    def __init__(self) -> None:
        """Load the dictionary.

        Raises:
            WeightsError: The voice is missing or damaged.
        """
        try:
            load_onnxruntime()
            from hibari import Hibari  # noqa: PLC0415
            from hibari.g2p import G2P  # noqa: PLC0415
            from hibari.g2p.oov import OOV  # noqa: PLC0415

            self._split = Hibari.split_sentences
            self._guess = OOV()
            self._g2p = G2P(oov=self._note_and_guess)
        except Exception as error:
            raise _not_loaded(error) from error
        self._guessed: list[str] | None = None
        self._lock = threading.RLock()

    def unknown_words(self, text: str) -> tuple[str, ...]:
        """Return the words that are not in the dictionary, in their order, each once.

        The dictionary knows plurals and other regular forms, reads numbers out and spells words in capitals. Of a name
        such as LoRA, capitals inside, it may know the parts alone: such a name is given too.

        Args:
            text: As it would be read aloud.
        """
        # A word with one unknown part is guessed whole, part by part.
        guessed = [word for word in self._guessed_in(text) if self._guessed_in(word)]
        names = [name for name in _NAME.findall(text) if _mixes_case(name) and not self._in_dictionary(name)]
        return tuple(sorted(dict.fromkeys([*guessed, *names]), key=text.find))  # sentences are read from their end

    def pronounce(self, text: str) -> str:
        """Return the sounds of a text in the voice's phonetic letters; unknown words are guessed."""
        return " ".join(self.spell(sentence) for sentence in self._split(text))

    def spell(self, sentence: str) -> str:
        """Return the sounds of one sentence."""
        with self._lock:
            return str(self._g2p(sentence))

    def _guessed_in(self, text: str) -> tuple[str, ...]:
        with self._lock:
            self._guessed = []
            try:
                self.pronounce(text)
                return tuple(dict.fromkeys(self._guessed))
            finally:
                self._guessed = None

    def _in_dictionary(self, name: str) -> bool:
        return bool(self._g2p.lexicon.is_known(name, "NN"))

    def _note_and_guess(self, word: str) -> object:
        if self._guessed is not None:
            self._guessed.append(word)
        return self._guess(word)


def _mixes_case(name: str) -> bool:
    """Whether a name has capitals inside: LoRA, and not GPUs."""
    return not (name.islower() or name.isupper() or name.istitle() or name.removesuffix("s").isupper())


def _not_loaded(error: Exception) -> WeightsError:
    return WeightsError(
        f"The voice cannot be loaded: {error}.", "Install it again: pip install --force-reinstall hibari-tts."
    )


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
