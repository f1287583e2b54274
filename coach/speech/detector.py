"""The voice-activity detector: what one does, and Silero VAD, which comes inside faster-whisper."""

import importlib.util
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from coach.domain.recording import Samples
from coach.errors import WeightsError
from coach.telemetry import load_onnxruntime

FRAME_SAMPLES = 512
"""Samples a frame: 32 ms at 16 kHz, the size that Silero VAD takes."""

_CONTEXT_SAMPLES = 64
"""Samples of the frame before that Silero VAD wants to see again, at 16 kHz."""

_STATE_SHAPE = (1, 1, 128)
"""Shape of each of the two states that the network carries from frame to frame."""

_HINT = "Install the program again: pip install --force-reinstall faster-whisper."


class SpeechDetector(Protocol):
    """Says of one frame after another how likely it is speech; keeps what it needs of earlier frames."""

    def probability(self, frame: Samples) -> float:
        """Rate the next frame.

        Args:
            frame: The next 512 samples, float32, 16 kHz mono.

        Returns:
            Probability of speech, 0.0 to 1.0.
        """
        ...

    def forget(self) -> None:
        """Go on as at the beginning of a recording."""
        ...


class SileroDetector:
    """Rates the frames of one recording; make a new one for the next recording."""

    def __init__(self, session: Any) -> None:
        """Begin a recording.

        Args:
            session: An onnxruntime session with Silero VAD's weights; may serve many detectors.
        """
        self._session = session
        self.forget()

    def forget(self) -> None:
        """Go on as at the beginning of a recording."""
        self._hidden = np.zeros(_STATE_SHAPE, dtype=np.float32)
        self._cell = np.zeros(_STATE_SHAPE, dtype=np.float32)
        self._context = np.zeros(_CONTEXT_SAMPLES, dtype=np.float32)

    def probability(self, frame: Samples) -> float:
        """Rate the next frame.

        Args:
            frame: The next 512 samples, float32, 16 kHz mono.

        Returns:
            Probability of speech, 0.0 to 1.0.

        Raises:
            ValueError: The frame is not 512 samples long.
        """
        if frame.shape != (FRAME_SAMPLES,):
            raise ValueError(f"a frame has {FRAME_SAMPLES} samples, this one has the shape {frame.shape}")
        network_input = np.concatenate((self._context, frame)).astype(np.float32)[None, :]
        output, self._hidden, self._cell = self._session.run(
            None, {"input": network_input, "h": self._hidden, "c": self._cell}
        )
        self._context = frame[-_CONTEXT_SAMPLES:].copy()
        return float(output.reshape(-1)[0])


def load_silero() -> Callable[[], SpeechDetector]:
    """Load the weights that ship inside faster-whisper, without importing it.

    Returns:
        A function that makes a fresh detector for each recording; all share the weights.

    Raises:
        WeightsError: The file is missing or cannot be used.
    """
    path = _find_weights()
    onnxruntime = load_onnxruntime()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        session = onnxruntime.InferenceSession(str(path), sess_options=options, providers=["CPUExecutionProvider"])
    except Exception as error:
        raise WeightsError(f"{path} cannot be loaded: {error}.", _HINT) from error
    inputs = {each.name for each in session.get_inputs()}
    if inputs != {"input", "h", "c"}:
        raise WeightsError(f"{path} is not the Silero VAD that this program knows (inputs {sorted(inputs)}).", _HINT)
    return lambda: SileroDetector(session)


def _find_weights() -> Path:
    package = importlib.util.find_spec("faster_whisper")
    for folder in (package.submodule_search_locations or ()) if package else ():
        for path in sorted((Path(folder) / "assets").glob("silero_vad*.onnx")):
            return path
    raise WeightsError("The voice-activity detector's weights are missing from faster-whisper.", _HINT)
