"""The demonstration: a sample answer is spoken by the coach's own voice instead of a person."""

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np

from coach.audio.file_microphone import FileMicrophone
from coach.audio.hand_over import HandOver
from coach.audio.resample import resample
from coach.domain.recording import SAMPLE_RATE, Samples
from coach.history.history import History
from coach.practice.engines import Engines
from coach.speech.voice import Voice

DEMO_QUESTION = "bias-variance-tradeoff"
"""The question that the sample answers."""

BANNER = "Demonstration: it runs by itself on a sample answer instead of your microphone, and keeps nothing."
"""What the screen says at the top."""

SAMPLE_ANSWER = (
    ("So, um, the bias variance tradeoff is about two different ways a model can be wrong.", 0.7),
    ("High bias means the model is too simple, so it underfits and misses the real pattern in the data.", 1.4),
    (
        "High variance means, uh, the model is too sensitive to the training data, so it fits the noise and overfits.",
        0.6,
    ),
    ("When you make a model more flexible, you lower its bias, but you raise its variance.", 0.5),
)
"""What is said, and the seconds of silence after it; it leaves out how the total error is minimized."""


def demo_engines(engines: Engines, folder: Path) -> Engines:
    """Put a speaking sample in the microphone's place, and the history where it can be thrown away.

    Args:
        engines: The real ones.
        folder: Takes what the demonstration records.
    """
    paths = replace(engines.paths, history=folder / "history.db", recordings=folder / "recordings")

    def sample() -> SampleMicrophone:
        return SampleMicrophone(engines.voice.get)

    return replace(
        engines,
        paths=paths,
        history=History(paths.history),
        open_microphone=sample,
        retune=lambda before, settings: replace(engines.retune(before, settings), open_microphone=sample),
    )


class SampleMicrophone:
    """Hears the sample answer in real time, and ends with it; the voice is made to speak in the background."""

    name = "sample answer"

    def __init__(self, voice: Callable[[], Voice]) -> None:
        """Remember where the voice comes from; may have to be waited for."""
        self._voice = voice
        self._inner: FileMicrophone | None = None
        self._hand_over: HandOver | None = None
        self._stopped = threading.Event()

    def start(self, hand_over: HandOver) -> None:
        """Begin to hand over as soon as the sample is spoken."""
        self._hand_over = hand_over
        threading.Thread(target=self._speak, args=(hand_over,), name="sample answer", daemon=True).start()

    def stop(self) -> None:
        """Stop, and close the hand-over."""
        self._stopped.set()
        if self._inner is not None:
            self._inner.stop()
        if self._hand_over is not None:
            self._hand_over.close()

    def _speak(self, hand_over: HandOver) -> None:
        try:
            self._inner = FileMicrophone(sample_answer(self._voice()), ends=True)
        except Exception as error:  # noqa: BLE001 - this thread is its last stop; the screen shows the problem
            hand_over.close(f"The sample answer could not be spoken: {error}")
            return
        if not self._stopped.is_set():
            self._inner.start(hand_over)
        if self._stopped.is_set():
            self._inner.stop()


def sample_answer(voice: Voice) -> Samples:
    """Speak the sample answer, with its silences; 16 kHz mono."""
    pieces = [np.zeros(SAMPLE_RATE // 2, dtype=np.float32)]
    for sentence, silence in SAMPLE_ANSWER:
        said = voice.say(sentence)
        pieces.append(resample(said.samples, said.sample_rate, SAMPLE_RATE))
        pieces.append(np.zeros(round(silence * SAMPLE_RATE), dtype=np.float32))
    return np.concatenate(pieces)
