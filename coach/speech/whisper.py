"""Whisper through faster-whisper: the only module that imports it."""

import threading
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from coach.domain.recording import SAMPLE_RATE, Samples
from coach.domain.transcript import Word
from coach.errors import WeightsError
from coach.speech.hearing import Decoded, glance_at, transcribe_segment
from coach.speech.resources import bound_the_kernel_cache, physical_cores, recogniser_threads, share_one_heap
from coach.speech.terms import Terms
from coach.speech.transcriber import Segment, Transcription

PROMPT = "um... uh... so, um... the model, uh... overfits, um... and, uh... er... um..."
"""Given as what was said before: Whisper then writes fillers down. It trails off because a prompt that ends in a
finished sentence makes Whisper stop after one utterance; of five such prompts this one found most fillers."""

SHORT_PADDING = 4 * SAMPLE_RATE
"""Samples of silence behind a segment: 4 s; with 1 s the decoder loops, with all of 30 s encoding takes longest."""

FULL_WINDOW = 30 * SAMPLE_RATE
"""Samples that Whisper was trained on."""

BEAMS = 3
"""Beams of the search: in 13 minutes of eight voices three of them made as few mistakes as five (13.4 and 13.5 % of the
words), two made more (14.3 %)."""

MOST_BEFORE = 100
"""Tokens of what is given as said before while wordings are weighed; more than the terms of any shipped question."""

LEAST_PROBABILITY = 1e-9
"""Probability that a token has at least, so that one impossible token does not hide the others."""

PASSES = 2
"""Passes over one segment that are decoded at the same time, on one encoding of it: on two cores that takes 0.65 of
the time of one behind the other, and 13 MB more."""

TOKENS_A_SECOND = 7
"""More than fast speech needs, so that a loop ends soon."""

SPARE_TOKENS = 12
"""Tokens allowed however short the sound."""


class WhisperTranscriber:
    """Turns segments into words, verbatim: fillers, repetitions and false starts are kept."""

    def __init__(self, folder: Path, name: str, threads: int | None = None, beam_size: int = BEAMS) -> None:
        """Load the weights.

        Args:
            folder: A faster-whisper model: model.bin, config.json, tokenizer.json and a vocabulary.
            name: What to call it: `base`.
            threads: Processor threads; None takes one for every two cores.
            beam_size: Beams of the search.

        Raises:
            WeightsError: The folder is not a usable model.
        """
        if not folder.is_dir():
            raise WeightsError(f"There is no folder {folder} with Whisper's weights.", "Look at `coach models`.")
        bound_the_kernel_cache()
        from faster_whisper import WhisperModel  # noqa: PLC0415
        from faster_whisper.tokenizer import Tokenizer  # noqa: PLC0415
        from faster_whisper.transcribe import get_suppressed_tokens  # noqa: PLC0415

        share_one_heap()
        self._name = name
        self._one_at_a_time = threading.Lock()
        self._beam_size = beam_size
        try:
            self._whisper = WhisperModel(
                str(folder),
                device="cpu",
                compute_type="int8",
                cpu_threads=threads or recogniser_threads(physical_cores()),
                num_workers=PASSES,
                local_files_only=True,
            )
        except Exception as error:
            raise WeightsError(
                f"Whisper's weights in {folder} cannot be loaded: {error}.", "Look at `coach models`."
            ) from error
        self._passes = ThreadPoolExecutor(PASSES, thread_name_prefix="pass")
        self._tokenizer = Tokenizer(
            self._whisper.hf_tokenizer, self._whisper.model.is_multilingual, task="transcribe", language="en"
        )
        self._suppressed = list(get_suppressed_tokens(self._tokenizer, [-1]))
        self._before = [self._tokenizer.sot_prev, *self._tokenizer.encode(" " + PROMPT)]

    @property
    def name(self) -> str:
        """The weights in use, for instance `base`."""
        return self._name

    def transcribe(self, segment: Segment, terms: Terms | None = None) -> Transcription:
        """Transcribe one segment; a second thread waits, since two segments at once would both be late."""
        with self._one_at_a_time:
            return transcribe_segment(segment, self, terms)

    def glance(self, segment: Segment) -> tuple[Word, ...]:
        """Transcribe a segment that is still being spoken, in one quick pass; a second thread waits."""
        with self._one_at_a_time:
            return glance_at(segment, self)

    def both(self, samples: Samples) -> tuple[Decoded, Decoded]:
        """Decode verbatim, behind the prompt that brings fillers out, and plainly; the sound is encoded once.

        Args:
            samples: At most 30 s.
        """
        encoded = self._encoded(samples)
        verbatim, plainly = (
            self._passes.submit(self._decoded, encoded, len(samples), before, self._beam_size)
            for before in (self._before, [])
        )
        return verbatim.result(), plainly.result()

    def plainly(self, samples: Samples) -> Decoded:
        """Decode without a prompt, without a search.

        Args:
            samples: At most 30 s.
        """
        return self._decoded(self._encoded(samples), len(samples), [], beam_size=1)

    def weigh(self, samples: Samples, texts: Sequence[str], spoken_about: str) -> list[float]:
        """Return the logarithm of the probability that some texts have, each as all that is said.

        Args:
            samples: At most 30 s.
            texts: Wordings of the same sound.
            spoken_about: Given as what was said before.
        """
        from ctranslate2 import StorageView  # noqa: PLC0415 - heavy

        encoded = np.repeat(np.asarray(self._encoded(samples)), len(texts), axis=0)
        before = self._tokenizer.encode(" " + spoken_about)[:MOST_BEFORE]
        aligned = self._whisper.model.align(
            StorageView.from_array(np.ascontiguousarray(encoded)),
            [self._tokenizer.sot_prev, *before, *self._tokenizer.sot_sequence],
            [self._tokenizer.encode(" " + text) for text in texts],
            [len(samples) // self._whisper.feature_extractor.hop_length] * len(texts),
        )
        return [float(np.log(np.maximum(each.text_token_probs, LEAST_PROBABILITY)).sum()) for each in aligned]

    def _encoded(self, samples: Samples) -> object:
        padding = min(SHORT_PADDING, FULL_WINDOW - len(samples))
        features = self._whisper.feature_extractor(np.pad(samples, (0, padding)), padding=0)
        return self._whisper.encode(features)

    def _decoded(self, encoded: object, length: int, before: list[int], beam_size: int) -> Decoded:
        """Write down what was encoded, at temperature 0.

        Args:
            encoded: From `_encoded`.
            length: Number of samples without padding.
            before: Tokens of what is given as said before.
            beam_size: Beams of the search.
        """
        prompt = [*before, *self._tokenizer.sot_sequence, self._tokenizer.no_timestamps]
        most = min(SPARE_TOKENS + TOKENS_A_SECOND * length // SAMPLE_RATE, self._whisper.max_length // 2)
        written = self._whisper.model.generate(
            encoded,
            [prompt],
            beam_size=beam_size,
            # CTranslate2 writes min(max_length / 2, max_length - prompt + 1) tokens; this makes it `most`.
            max_length=max(2 * most, len(prompt) + most - 1),
            suppress_tokens=self._suppressed,
        )[0].sequences_ids[0]
        tokens = [token for token in written if token < self._tokenizer.eot]
        return self._aligned(tokens, encoded, length)

    def _aligned(self, tokens: list[int], encoded: object, length: int) -> tuple[Word, ...]:
        """Return when each word was said; `length` is the samples' number without padding."""
        if not tokens:
            return ()
        frames = length // self._whisper.feature_extractor.hop_length
        alignment = self._whisper.find_alignment(self._tokenizer, [tokens], encoded, frames)[0]
        return joined(
            Piece(each["word"], float(each["start"]), float(each["end"]), float(each["probability"]))
            for each in alignment
        )


class PlainWhisper:
    """Transcribes a whole recording with `WhisperModel.transcribe` and its defaults.

    That is: no prompt, no voice-activity filter, previous text conditioned on, temperature fallback from 0 to 1. Only
    the language (English, so that a short clip is not taken for another one) and the times of words are asked for.
    """

    def __init__(self, folder: Path, name: str, beam_size: int, threads: int | None = None) -> None:
        """Load the weights, at the same precision as our own listening: int8.

        Args:
            folder: A faster-whisper model.
            name: What to call it: `base`.
            beam_size: Beams of the search; faster-whisper's own default is 5.
            threads: Processor threads; None takes one for each core.

        Raises:
            WeightsError: The folder is not a usable model.
        """
        from faster_whisper import WhisperModel  # noqa: PLC0415 - heavy

        self.name = name
        self._beam_size = beam_size
        try:
            self._whisper = WhisperModel(
                str(folder),
                device="cpu",
                compute_type="int8",
                cpu_threads=threads or physical_cores(),
                local_files_only=True,
            )
        except Exception as error:
            raise WeightsError(
                f"Whisper's weights in {folder} cannot be loaded: {error}.", "Look at `coach models`."
            ) from error

    def transcribe(self, samples: Samples) -> tuple[Word, ...]:
        """Transcribe a whole recording.

        Args:
            samples: 16 kHz mono.
        """
        segments, _ = self._whisper.transcribe(samples, language="en", beam_size=self._beam_size, word_timestamps=True)
        return joined(
            Piece(word.word, float(word.start), float(word.end), float(word.probability))
            for segment in segments
            for word in segment.words or ()
        )


@dataclass(frozen=True, slots=True)
class Piece:
    """Some letters of one word, or punctuation."""

    text: str
    """With its space in front where a word begins: ` ill`, `-disposed`, `.`."""
    start: float
    """Seconds."""
    end: float
    """Seconds."""
    probability: float
    """How sure the recogniser is, 0.0 to 1.0."""


def joined(pieces: Iterable[Piece]) -> tuple[Word, ...]:
    """Put pieces together into words, each with its punctuation.

    A piece without a space in front belongs to the word before it, and so do lone punctuation marks. Punctuation has
    no time and no probability of its own; a compound (`ill-disposed`) is as sure as its least sure piece.
    """
    words: list[Word] = []
    for piece in pieces:
        text = piece.text.strip()
        spoken = any(character.isalnum() for character in text)
        if not text:
            continue
        if words and (not spoken or not piece.text.startswith(" ")):
            before = words[-1]
            words[-1] = Word(
                before.text + text,
                before.start,
                max(before.end, piece.end) if spoken else before.end,
                min(before.probability, piece.probability) if spoken else before.probability,
            )
        else:
            words.append(Word(text, piece.start, piece.end, piece.probability))
    return tuple(words)
