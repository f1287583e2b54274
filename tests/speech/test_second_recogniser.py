"""A recogniser that has nothing in common with Whisper, behind the same protocol, on the path of a real answer."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest
from fakes import fake_engines, silence, tone

from coach.audio.wav import write_wav
from coach.bank.bank import load_bank
from coach.bench.listeners import our_listening
from coach.domain.coverage import Verdict
from coach.domain.recording import SAMPLE_RATE, Samples
from coach.domain.rubric import KeyPoint, Rubric
from coach.domain.transcript import TimeSpan, Word
from coach.errors import WeightsError
from coach.practice.answers import GivenAnswer
from coach.practice.assess import Finished, WordsHeard, assess
from coach.practice.engines import Engines
from coach.practice.file_answer import FileAnswer
from coach.practice.listening import Listening
from coach.practice.loading import Loading, loaded
from coach.report.as_json import attempt_as_json
from coach.scoring.trust import NOT_JUDGED, trust_in
from coach.speech.guard import holes
from coach.speech.terms import Terms
from coach.speech.transcriber import Segment, Transcriber, Transcription

FRAME = SAMPLE_RATE // 10
"""Samples that the engine looks at at once."""

WORD_SECONDS = 0.4
"""Each word is a tone of its own for so long."""

WEIGHTS = {
    word: 200.0 + 50.0 * number
    for number, word in enumerate(
        "bias is the error of a model that too simple to see pattern variance how far its predictions move when "
        "data change and more regularization trades one for other".split()
    )
}
"""The engine's weights: the pitch, in hertz, of every word that it knows."""

SAID = (
    "bias is the error of a model that is too simple to see the pattern variance is how far its predictions move when "
    "the data change and more regularization trades one for the other"
)

RUBRIC = Rubric(
    "bias-variance",
    "What are bias and variance?",
    (
        KeyPoint("bias", "bias is the error of a model that is too simple"),
        KeyPoint("variance", "variance is how far predictions move when the data change"),
        KeyPoint("noise", "noise cannot be removed by any model whatever"),
    ),
)


@dataclass(frozen=True)
class Token:
    """What the engine gives: a word or a blank, in samples, with the logarithm of a probability."""

    label: str
    first: int
    behind: int
    log_probability: float


BLANK = ""


class PitchEngine:
    """Knows words by their pitch; what has another pitch, or none, is a blank."""

    def __init__(self, weights: dict[str, float]) -> None:
        if not weights:
            raise ValueError("no vocabulary")
        self._weights = weights

    def decode(self, pcm: bytes) -> list[Token]:
        """Decode 16-bit samples frame by frame; frames of the same label are one token, as sure as the surest."""
        sound = np.frombuffer(pcm, dtype=np.int16) / 32768.0
        tokens: list[Token] = []
        for at in range(0, len(sound) - FRAME + 1, FRAME):
            label, log_probability = self._frame(sound[at : at + FRAME])
            if tokens and tokens[-1].label == label:
                surest = max(tokens[-1].log_probability, log_probability)
                tokens[-1] = replace(tokens[-1], behind=at + FRAME, log_probability=surest)
            else:
                tokens.append(Token(label, at, at + FRAME, log_probability))
        return tokens

    def _frame(self, sound: np.ndarray) -> tuple[str, float]:
        power = np.abs(np.fft.rfft(sound * np.hanning(len(sound)))) ** 2
        if power.sum() < 1.0:
            return BLANK, 0.0
        pitch = float(np.argmax(power)) * SAMPLE_RATE / FRAME
        word = min(self._weights, key=lambda each: abs(self._weights[each] - pitch))
        if abs(self._weights[word] - pitch) > 25.0:
            return BLANK, 0.0
        peak = round(self._weights[word] * FRAME / SAMPLE_RATE)
        return word, math.log(min(1.0, float(power[peak - 3 : peak + 4].sum() / power.sum())))


class PitchTranscriber:
    """The adapter: all that another engine takes."""

    def __init__(self, weights: dict[str, float], name: str) -> None:
        try:
            self._engine = PitchEngine(weights)
        except ValueError as error:
            raise WeightsError(f"The weights {name} cannot be used: {error}.", "Choose others.") from error
        self._name = name

    @property
    def name(self) -> str:
        return self._name

    def transcribe(self, segment: Segment, terms: Terms | None = None) -> Transcription:
        words = self._words(segment)
        return Transcription(words, holes(segment.speech, words))

    def glance(self, segment: Segment) -> tuple[Word, ...]:
        return self._words(segment)

    def _words(self, segment: Segment) -> tuple[Word, ...]:
        pcm = (np.clip(segment.samples, -1.0, 1.0) * 32767).astype(np.int16).tobytes()
        return tuple(
            Word(
                token.label,
                segment.start + token.first / SAMPLE_RATE,
                segment.start + token.behind / SAMPLE_RATE,
                math.exp(token.log_probability),
            )
            for token in self._engine.decode(pcm)
            if token.label != BLANK
        )


def spoken(text: str, hiss: float = 0.0) -> Samples:
    """Say words that the engine knows, with half a second of silence in front and behind and a second in the middle."""
    words = [tone(WORD_SECONDS, hertz=WEIGHTS[word]) for word in text.split()]
    half = len(words) // 2
    sound = np.concatenate((silence(0.5), *words[:half], silence(1.0), *words[half:], silence(0.5)))
    noise = np.random.default_rng(7).normal(0.0, 1.0, len(sound)) * (np.abs(sound) > 0)
    return np.asarray(sound + hiss * noise, dtype=np.float32)


def hissed(seconds: float) -> Samples:
    """Sound above all pitches that the engine knows, without one of its own."""
    spectrum = np.fft.rfft(np.random.default_rng(7).normal(0.0, 0.1, round(seconds * SAMPLE_RATE)))
    spectrum[: round(3000 * seconds)] = 0.0
    return np.asarray(np.fft.irfft(spectrum), dtype=np.float32)


@pytest.fixture
def engines(tmp_path: Path) -> Engines:
    """Engines of a sitting of which the transcriber is the adapter, and nothing else is changed."""
    bank = load_bank(tmp_path / "none", tmp_path / "none")
    transcriber: Transcriber = PitchTranscriber(WEIGHTS, "pitch-small")
    return replace(fake_engines(tmp_path / "home", bank), transcriber=loaded("Pitch", transcriber))


def blocks(sound: Samples) -> Iterator[Samples]:
    return (sound[at : at + 1600] for at in range(0, len(sound), 1600))


def assessed(sound: Samples, engines: Engines, folder: Path) -> tuple[list[tuple[str, ...]], Finished]:
    """Assess an answer in a file: the words of each segment, and the last step."""
    file = folder / "answer.wav"
    write_wav(file, sound)
    answer = FileAnswer(file, "20260301T090000Z-000001", engines, RUBRIC, keep_in=engines.paths.recordings)
    steps = list(assess(GivenAnswer(RUBRIC, answer, "20260301T090000Z-000001", engines.now()), engines))
    finished = steps[-1]
    assert isinstance(finished, Finished)
    return [tuple(word.text for word in step.words) for step in steps if isinstance(step, WordsHeard)], finished


def test_its_words_keep_their_times_through_segments(engines: Engines) -> None:
    listening = Listening(engines, RUBRIC)
    sound = spoken(SAID)
    segments = list(listening.hear(blocks(sound)))
    transcript = listening.transcript(len(sound) / SAMPLE_RATE)
    assert len(segments) == 2
    assert transcript.text == SAID
    half = len(SAID.split()) // 2
    said_at = [0.5 + WORD_SECONDS * at + (1.0 if at >= half else 0.0) for at in range(len(SAID.split()))]
    assert [word.start for word in transcript.words] == [pytest.approx(at, abs=0.11) for at in said_at]
    assert all(word.probability > 0.9 for word in transcript.words)
    assert transcript.unclear == ()


def test_a_file_is_judged_and_saved_under_its_name(engines: Engines, tmp_path: Path) -> None:
    segments, finished = assessed(spoken(SAID), engines, tmp_path)
    assert finished.saved
    assert [word for segment in segments for word in segment] == SAID.split()
    verdicts = {point.id: point.verdict for point in finished.attempt.coverage.points}
    assert verdicts == {"bias": Verdict.COVERED, "variance": Verdict.COVERED, "noise": Verdict.MISSED}
    assert finished.attempt.weights["recogniser"] == "pitch-small"
    assert finished.attempt.delivery is not None
    assert [pause.seconds for pause in finished.attempt.delivery.pauses] == [pytest.approx(1.0, abs=0.1)]
    kept = engines.history.load(finished.attempt.id)
    assert kept == finished.attempt
    assert attempt_as_json(kept)["models"] == {"embedder": "fake embedder, fake reader", "recogniser": "pitch-small"}


def test_words_that_it_is_unsure_of_get_no_verdict(engines: Engines, tmp_path: Path) -> None:
    _, sure = assessed(spoken(SAID), engines, tmp_path)
    _, unsure = assessed(spoken(SAID, hiss=0.25), engines, tmp_path)
    assert trust_in(sure.attempt).points
    assert not trust_in(unsure.attempt).points
    assert trust_in(unsure.attempt).consequence == NOT_JUDGED


def test_speech_that_it_gives_a_blank_for_is_unclear_and_silence_is_not(engines: Engines) -> None:
    sound = np.concatenate((spoken("bias is the error"), hissed(2.0), silence(1.5)))
    listening = Listening(engines, RUBRIC)
    list(listening.hear(blocks(sound)))
    transcript = listening.transcript(len(sound) / SAMPLE_RATE)
    start = len(spoken("bias is the error")) / SAMPLE_RATE
    assert transcript.text == "bias is the error"
    assert [(span.start, span.end) for span in transcript.unclear] == [
        (pytest.approx(start, abs=0.3), pytest.approx(start + 2.0, abs=0.3))
    ]


def test_what_is_being_spoken_is_shown_before_it_is_settled(engines: Engines) -> None:
    listening = Listening(engines, RUBRIC, idle=lambda: True)
    shown: list[str] = []

    def watched() -> Iterator[Samples]:
        for block in blocks(spoken(SAID)[: 5 * SAMPLE_RATE]):
            yield block
            shown.append(" ".join(word.text for word in listening.words_so_far.glanced))

    settled = [word.text for words in listening.hear(watched()) for word in words]
    # Glanced at after 2 s and again after 4 s, half a second of which was silence.
    assert list(dict.fromkeys(shown)) == ["", "bias is the error", "bias is the error of a model that"]
    assert settled == SAID.split()[: len(settled)]


def test_the_bench_hears_with_it_too(engines: Engines) -> None:
    heard = our_listening(engines)(spoken(SAID))
    assert [word.text for word in heard.words] == SAID.split()
    assert heard.trusted


def test_weights_that_it_cannot_use_are_named_where_the_answer_is_judged(engines: Engines, tmp_path: Path) -> None:
    broken = Loading[Transcriber]("Pitch", lambda _note: PitchTranscriber({}, "pitch-empty"))
    with pytest.raises(WeightsError, match="pitch-empty cannot be used: no vocabulary"):
        assessed(spoken("bias is the error"), replace(engines, transcriber=broken), tmp_path)


def test_the_adapter_alone_moves_samples_to_seconds_and_logarithms_to_chances() -> None:
    segment = Segment(tone(0.5, hertz=WEIGHTS["bias"]), 30.0, (TimeSpan(30.0, 30.5),))
    (word,) = PitchTranscriber(WEIGHTS, "pitch-small").transcribe(segment).words
    assert (word.text, word.start, word.end) == ("bias", 30.0, 30.5)
    assert word.probability == pytest.approx(1.0, abs=0.01)
