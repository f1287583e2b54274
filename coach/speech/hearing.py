"""From a segment to words without silent loss: when to decode again, and what to believe."""

from collections.abc import Callable
from dataclasses import dataclass

from coach.domain.recording import SAMPLE_RATE, Samples
from coach.domain.timespan import TimeSpan
from coach.domain.transcript import Word
from coach.speech import guard
from coach.speech.levelling import levelled
from coach.speech.transcriber import Heard, Segment

_HOLE_MARGIN = 0.25
"""Seconds around a hole that are decoded with it, so that its first and last words are whole."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """What one pass of the decoder wrote."""

    words: tuple[Word, ...]
    """In order, with times from the first sample."""
    cut_short: bool
    """Whether it ran into its limit of tokens, which only loops do."""


Decode = Callable[[Samples, bool], Decoded]
"""Decodes samples; the flag asks for the careful pass: without the prompt that can make words disappear."""


def hear(segment: Segment, decode: Decode) -> Heard:
    """Transcribe a segment and make sure that no speech is lost on the way.

    A pass that loops or leaves speech without words is repeated carefully, the better one is kept with the fillers of
    the first, and every stretch that still has no words is decoded alone.

    Args:
        segment: What to transcribe.
        decode: The decoder.
    """
    whole = TimeSpan(segment.start, segment.end)
    sound = levelled(segment.samples)
    first, looped = _believable(segment, decode(sound, False), whole)
    words = first
    if looped or guard.holes(segment.speech, first):
        second, looped_again = _believable(segment, decode(sound, True), whole)
        if guard.second_is_better(first, second, segment.speech, loop=looped and not looped_again):
            words = guard.splice_fillers(second, first)
    for hole in guard.holes(segment.speech, words):
        stretch = TimeSpan(max(whole.start, hole.start - _HOLE_MARGIN), min(whole.end, hole.end + _HOLE_MARGIN))
        begin, end = (round((at - whole.start) * SAMPLE_RATE) for at in (stretch.start, stretch.end))
        alone, _ = _believable(segment, decode(sound[begin:end], True), stretch)
        words = guard.insert_words(words, alone, hole)
    if guard.only_a_noise(words, segment.speech):
        return Heard(())
    words = guard.in_order(guard.without_filler_runs(words), whole)
    return Heard(tuple(words), guard.holes(segment.speech, words))


def look_at(segment: Segment, decode: Decode) -> tuple[Word, ...]:
    """Transcribe a segment once, without a second look at anything.

    Args:
        segment: What to transcribe; somebody may be in the middle of a word at its end.
        decode: The decoder.
    """
    words, _ = _believable(segment, decode(levelled(segment.samples), True), TimeSpan(segment.start, segment.end))
    return tuple(words)


def _believable(segment: Segment, decoded: Decoded, stretch: TimeSpan) -> tuple[list[Word], bool]:
    """Move words to the recording's time, and drop those that nobody can have said; tell whether it looped."""
    moved = [
        Word(word.text, stretch.start + word.start, stretch.start + word.end, word.probability)
        for word in decoded.words
    ]
    said = guard.inside_speech(guard.without_annotations(moved), segment.speech)
    once = guard.without_loops(said)
    return guard.in_order(guard.without_filler_runs(once), stretch), decoded.cut_short or len(once) < len(said)
