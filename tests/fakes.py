"""Stand-ins for everything that a sitting needs from outside; quick, deterministic, honest about units."""

import hashlib
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np

from coach.audio.hand_over import HandOver
from coach.bank.bank import Bank
from coach.content.decision import Decision
from coach.content.encoder import Encoder, Vectors
from coach.content.judge import Judge
from coach.content.reader import Entailment, Pair
from coach.content.words import STOPWORDS, plain_words
from coach.domain.progress import PointHeard
from coach.domain.recording import SAMPLE_RATE, Samples
from coach.domain.transcript import Word
from coach.errors import AudioError, NoMicrophoneError
from coach.history.history import History
from coach.paths import find_paths
from coach.practice.engines import Engines, Questions
from coach.practice.loading import Loading, loaded
from coach.settings import Settings
from coach.speech.detector import SpeechDetector
from coach.speech.terms import Terms
from coach.speech.transcriber import Segment, Transcription
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

    def forget(self) -> None:
        pass


class FakeTranscriber:
    """Spreads the words of a given text evenly over the speech, segment by segment, one word each 0.4 s."""

    name = "fake whisper"

    def __init__(self, text: str) -> None:
        self._left = text.split()

    def transcribe(self, segment: Segment, terms: Terms | None = None) -> Transcription:
        words = []
        for span in segment.speech:
            at = span.start
            while self._left and at + 0.4 <= span.end + 1e-6:
                words.append(Word(self._left.pop(0), at, at + 0.4, 0.9))
                at += 0.4
        return Transcription(tuple(words))

    def glance(self, segment: Segment) -> tuple[Word, ...]:
        """Hear what `transcribe` would, and leave it to be heard again."""
        left = list(self._left)
        words = FakeTranscriber.transcribe(self, segment).words
        self._left = left
        return words


class FakeEmbedder:
    """Bags of words, hashed: texts that share words are near, and nothing else is known of meaning."""

    name = "fake embedder"
    fingerprint = "fake"
    dimensions = 256

    def embed(self, texts: Sequence[str]) -> Vectors:
        vectors = np.full((len(texts), self.dimensions), 1e-9, dtype=np.float32)
        for row, text in enumerate(texts):
            for word in plain_words(text):
                vectors[row, hashlib.sha256(word.encode()).digest()[0]] += 1.0
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


class FakeReader:
    """Counts words: a claim is covered where most of its content words stand together, whatever they say."""

    name = "fake reader"
    fingerprint = "fake"
    window = 16

    def __init__(self) -> None:
        self.asked: list[Pair] = []

    def read(self, pairs: Sequence[Pair]) -> tuple[Entailment, ...]:
        self.asked += pairs
        return tuple(self._entailment(pair) for pair in pairs)

    def _entailment(self, pair: Pair) -> Entailment:
        wanted = set(plain_words(pair.claim)) - STOPWORDS
        there = [word in wanted for word in pair.words]
        starts = range(max(1, len(there) - self.window + 1))
        found = {at: set(pair.words[at : at + self.window]) & wanted for at in starts}
        best = max(starts, key=lambda at: len(found[at]))
        share = len(found[best]) / len(wanted) if wanted else 0.0
        made = 1.0 / (1.0 + np.exp(-20.0 * (share - 0.6)))
        partly = 0.8 * made if share < 0.85 else 0.0
        chances = np.array([made - partly, 0.98 * (1.0 - made), 0.02 * (1.0 - made), partly], dtype=np.float32)
        supports = np.zeros(len(there), dtype=np.float32)
        for at in range(best, min(best + self.window, len(there))):
            supports[at] = 0.95 if there[at] else 0.0
        return Entailment(chances, supports, np.zeros_like(supports))


DECISION = Decision(
    read=1.0,
    near=0.0,
    mistaken=12.0,
    missed_bias=0.0,
    contradicted_bias=-2.0,
    contradicted_from=0.6,
    made_from=0.6,
    asked_from=0.4,
    partly_from=0.5,
)
"""Numbers for counted words: any named wrong claim that is made counts as a contradiction."""


def fake_judge(reader: FakeReader | None = None) -> Judge:
    """A judge that counts words."""
    return Judge(Encoder(FakeEmbedder(), reader or FakeReader()), DECISION)


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
        sounds=loaded("sounds", str.lower),
        judge=loaded("judge", fake_judge()),
        voice=loaded("voice", voice or FakeVoice()),
        open_microphone=open_microphone or (lambda: FakeMicrophone(sound)),
        speaker=speaker or FakeSpeaker(),
        now=FakeClock(),
        retune=retuned,
    )


def retuned(engines: Engines, settings: Settings) -> Engines:
    """Another speaker where its settings are others, as the real engines have it."""
    before, voice = engines.settings.voice, settings.voice
    same = (voice.speaker, voice.volume) == (before.speaker, before.volume)
    return engines if same else replace(engines, speaker=FakeSpeaker())


def points_heard(history: History) -> tuple[PointHeard, ...]:
    """What every judged answer did with every key point, oldest first, read from the answers themselves."""
    return tuple(
        PointHeard(
            attempt.question_id,
            point.id,
            attempt.answered_at,
            point.verdict,
            point.id in attempt.hints,
            attempt.ratings.get(point.id),
        )
        for attempt in history.each()
        if attempt.scorecard.score is not None
        for point in attempt.effective_coverage.points
    )
