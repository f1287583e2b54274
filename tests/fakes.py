"""Stand-ins for everything that a sitting needs from outside; quick, deterministic, honest about units."""

import hashlib
import re
import threading
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np

from coach.audio.hand_over import HandOver
from coach.bank.bank import Bank
from coach.content.embedder import Reading, Vectors
from coach.content.judge import Judge
from coach.content.numbers import Line, Numbers
from coach.domain.recording import SAMPLE_RATE, Samples
from coach.domain.transcript import Word
from coach.errors import AudioError, NoMicrophoneError
from coach.history.history import History
from coach.paths import find_paths
from coach.practice.engines import Engines
from coach.practice.loading import Loading, loaded
from coach.practice.questions import Questions
from coach.settings import Settings
from coach.speech.detector import SpeechDetector
from coach.speech.transcriber import Heard, Segment
from coach.speech.voice import Utterance


class FakeMicrophone:
    """Hands over given samples at once, block by block, from a thread of its own; then waits to be stopped."""

    name = "fake microphone"

    def __init__(self, samples: Samples, block: int = 1600) -> None:
        self._samples = samples
        self._block = block
        self._hand_over: HandOver | None = None
        self.delivered = threading.Event()

    def start(self, hand_over: HandOver) -> None:
        self._hand_over = hand_over
        threading.Thread(target=self._deliver, args=(hand_over,), daemon=True).start()

    def _deliver(self, hand_over: HandOver) -> None:
        for at in range(0, len(self._samples), self._block):
            hand_over.put(self._samples[at : at + self._block])
        self.delivered.set()

    def stop(self) -> None:
        if self._hand_over is not None:
            self._hand_over.close()


class NoMicrophone:
    """A machine without any input device."""

    def __call__(self) -> FakeMicrophone:
        raise NoMicrophoneError("No microphone was found.", "Plug one in, or type your answer with T.")


class FakeSpeaker:
    """Remembers what was played; `playing` stays true until `finish` or `stop`; tests set `position`."""

    def __init__(self, *, broken: bool = False) -> None:
        self.played: list[tuple[int, int]] = []
        self.playing = False
        self.position: float | None = None
        self._broken = broken

    def play(self, samples: Samples, sample_rate: int) -> None:
        if self._broken:
            raise AudioError("No loudspeaker was found.", "Plug one in, or press M to mute.")
        self.playing = True
        self.position = 0.0
        self.played.append((len(samples), sample_rate))

    def stop(self) -> None:
        self.playing = False
        self.position = None

    def finish(self) -> None:
        self.stop()


class FakeVoice:
    """Says a tenth of a second of silence for each word."""

    name = "fake voice"

    def __init__(self) -> None:
        self.said: list[str] = []

    def say(self, text: str) -> Utterance:
        self.said.append(text)
        return Utterance(np.zeros(2400 * len(text.split()), dtype=np.float32), 24_000)


class FakeDetector:
    """Calls a frame speech when it is louder than -40 dB relative to full scale."""

    def probability(self, frame: Samples) -> float:
        return 1.0 if float(np.sqrt(np.mean(np.square(frame)))) > 0.01 else 0.0


class FakeTranscriber:
    """Spreads the words of a given text evenly over the speech, segment by segment, one word each 0.4 s."""

    name = "fake whisper"

    def __init__(self, text: str) -> None:
        self._left = text.split()

    def transcribe(self, segment: Segment) -> Heard:
        words = []
        for span in segment.speech:
            at = span.start
            while self._left and at + 0.4 <= span.end + 1e-6:
                words.append(Word(self._left.pop(0), at, at + 0.4, 0.9))
                at += 0.4
        return Heard(tuple(words))


class FakeEmbedder:
    """Bags of words, hashed: texts that share words are near, and nothing else is known of meaning."""

    name = "fake embedder"
    fingerprint = "fake"
    pools_words = True
    dimensions = 256

    def embed(self, texts: Sequence[str]) -> Vectors:
        return np.stack([reading.whole for reading in self.read(texts)])

    def read(self, texts: Sequence[str]) -> tuple[Reading, ...]:
        return tuple(self._reading(text.split(" ")) for text in texts)

    def _reading(self, words: Sequence[str]) -> Reading:
        sums = np.zeros((len(words), self.dimensions), dtype=np.float32)
        for row, word in enumerate(words):
            if re.fullmatch(r"[a-z0-9]+", word.lower()):
                sums[row, hashlib.sha256(word.lower().encode()).digest()[0]] = 1.0
        return Reading(sums, sums.sum(axis=1))


def line(bias: float = 0.0, **weights: float) -> Line:
    """A line with the weights given and zero for all others."""
    names = ("near", "same", "otherwise", "lead_named", "lead_made", "agrees")
    return Line(bias, **{name: weights.get(name, 0.0) for name in names})


NUMBERS = Numbers(
    made=line(-12.0, near=20.0),
    contradicted=line(-1.0, lead_named=-20.0),
    ranking=line(-6.0, near=10.0),
    foreign=0.0,
    about_it=0.1,
    on_topic=0.3,
    covered_from=0.6,
    unsure_from=0.2,
    contradicted_from=0.6,
    doubted_from=0.6,
    half_gap=0.5,
)
"""Numbers for bags of words: even odds at a nearness of 0.6, and any lead of a named wrong claim counts."""


class FakeClock:
    """Starts at a given moment and goes on by one second at each look."""

    def __init__(self, start: datetime = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)) -> None:
        self._now = start

    def __call__(self) -> datetime:
        self._now += timedelta(seconds=1)
        return self._now


def tone(seconds: float, level: float = 0.2, hertz: float = 220.0) -> Samples:
    """A steady tone, which FakeDetector takes for speech."""
    at = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    return (level * np.sin(2 * np.pi * hertz * at)).astype(np.float32)


def silence(seconds: float) -> Samples:
    """Digital silence."""
    return np.zeros(round(seconds * SAMPLE_RATE), dtype=np.float32)


def fake_engines(
    home: Path,
    bank: Bank,
    *,
    said: str = "",
    samples: Samples | None = None,
    settings: Settings | None = None,
    open_microphone: Callable[[], FakeMicrophone] | None = None,
    speaker: FakeSpeaker | None = None,
    voice: FakeVoice | None = None,
) -> Engines:
    """Engines of which everything is fake but the bank, the history and the file system below `home`.

    Args:
        home: Folder for everything that is written.
        bank: The questions.
        said: What the transcriber hears.
        samples: What the microphone hands over; by default a tone long enough for `said`.
        settings: By default the program's.
        open_microphone: By default a microphone that hands over `samples`.
        speaker: By default one that works.
        voice: By default FakeVoice.
    """
    paths = find_paths({"COACH_HOME": str(home)})
    sound = samples if samples is not None else tone(0.4 * len(said.split()) + 0.2)
    detectors: Loading[Callable[[], SpeechDetector]] = loaded("detector", FakeDetector)
    return Engines(
        paths=paths,
        settings=settings or Settings(),
        questions=Questions(lambda: bank),
        history=History(paths.history),
        transcriber=loaded("Whisper", FakeTranscriber(said)),
        detectors=detectors,
        judge=loaded("judge", Judge(FakeEmbedder(), NUMBERS)),
        voice=loaded("voice", voice or FakeVoice()),
        open_microphone=open_microphone or (lambda: FakeMicrophone(sound)),
        speaker=speaker or FakeSpeaker(),
        now=FakeClock(),
    )
