"""From a segment to words without silent loss: two passes over the same sound, put together, and what they left out."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from coach.domain.recording import SAMPLE_RATE, Samples
from coach.domain.timespan import TimeSpan
from coach.domain.transcript import Word
from coach.speech import guard
from coach.speech.fusing import fuse
from coach.speech.levelling import levelled
from coach.speech.silences import merge
from coach.speech.terms import Terms, with_terms
from coach.speech.transcriber import Heard, Segment

log = logging.getLogger(__name__)

HOLE_MARGIN = 0.25
"""Seconds around a hole that are decoded with it, so that its first and last words are whole."""

LEAST_SURE = 0.5
"""Mean probability from which words are believed that were heard in a hole decoded alone."""


Decoded = tuple[Word, ...]
"""What one pass of the decoder wrote, in order, with times from the first sample."""


class Decoder(Protocol):
    """Writes down what is said in some samples, at most 30 s of them."""

    def both(self, samples: Samples) -> tuple[Decoded, Decoded]:
        """Decode twice: verbatim, asked for fillers, which can make words disappear, and plainly."""
        ...

    def plainly(self, samples: Samples) -> Decoded:
        """Decode once, asked for nothing."""
        ...

    def weigh(self, samples: Samples, texts: Sequence[str], spoken_about: str) -> Sequence[float]:
        """Give the logarithm of the probability of each of some texts, given the samples and what they are about."""
        ...


def hear(segment: Segment, decoder: Decoder, terms: Terms | None = None) -> Heard:
    """Transcribe a segment and make sure that no speech is lost on the way.

    A verbatim and a plain pass are put together, and every stretch of speech that neither has words for is decoded
    alone.

    Args:
        segment: What to transcribe.
        decoder: Writes down what is said.
        terms: Those of the question, which are written where they fit the sound better.
    """
    whole = TimeSpan(segment.start, segment.end)
    sound = levelled(segment.samples)
    verbatim, plainly = (_believable(segment, decoded, whole) for decoded in decoder.both(sound))
    fused = fuse(
        guard.without_loops(verbatim, plainly, verbatim=True), guard.without_loops(plainly, verbatim, verbatim=False)
    )
    words = guard.in_order(guard.within_breath(fused), whole)
    for hole in guard.holes(segment.speech, words, guard.WORTH_A_LOOK, guard.CLOSE_BY):
        stretch = TimeSpan(max(whole.start, hole.start - HOLE_MARGIN), min(whole.end, hole.end + HOLE_MARGIN))
        alone = _believable(segment, decoder.plainly(_part(sound, segment.start, stretch)), stretch)
        words = guard.insert_words(words, guard.within_breath(alone), hole, LEAST_SURE)
    if guard.only_a_noise(words, segment.speech):
        return Heard(())
    words = guard.in_order(words, whole)
    if terms is not None:
        words = _with_terms(words, terms, _Scales(decoder, sound, segment.start))
    unclear = merge([*guard.holes(segment.speech, words), *guard.guesses(words, segment.speech)])
    return Heard(tuple(words), unclear)


def _with_terms(words: list[Word], terms: Terms, scales: "_Scales") -> list[Word]:
    """Write the question's terms; whatever goes wrong there must not cost the words."""
    try:
        return with_terms(words, terms, scales)
    except Exception:
        log.exception("the words are kept without the question's terms")
        return words


def look_at(segment: Segment, decoder: Decoder) -> tuple[Word, ...]:
    """Transcribe a segment once, without a second look at anything.

    Args:
        segment: What to transcribe; somebody may be in the middle of a word at its end.
        decoder: Writes down what is said.
    """
    decoded = decoder.plainly(levelled(segment.samples))
    words = _believable(segment, decoded, TimeSpan(segment.start, segment.end))
    return tuple(guard.without_loops(words, (), verbatim=True))


def _believable(segment: Segment, decoded: Decoded, stretch: TimeSpan) -> list[Word]:
    """Move words to the recording's time, and drop those that nobody can have said."""
    moved = [replace(word, start=stretch.start + word.start, end=stretch.start + word.end) for word in decoded]
    said = guard.inside_speech(guard.without_annotations(moved), segment.perhaps or segment.speech)
    return guard.in_order(said, stretch)


def _part(sound: Samples, start: float, stretch: TimeSpan) -> Samples:
    """Cut a stretch of the recording out of a segment that begins at `start`."""
    begin, end = (max(0, round((at - start) * SAMPLE_RATE)) for at in (stretch.start, stretch.end))
    return sound[begin:end]


@dataclass(frozen=True, slots=True, eq=False)
class _Scales:
    """Weighs wordings against the sound of one segment."""

    decoder: Decoder
    sound: Samples
    start: float

    def __call__(self, stretch: TimeSpan, texts: Sequence[str], spoken_about: str) -> Sequence[float]:
        return self.decoder.weigh(_part(self.sound, self.start, stretch), texts, spoken_about)
