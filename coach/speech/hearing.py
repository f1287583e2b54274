"""From a segment to words without silent loss: two passes over the same sound put together, and what they left out.

One pass is verbatim: it is asked for hesitations, which brings fillers out, and sometimes stops or skips. The other is
plain and tidies up what was said. Where both wrote the same, that is what was said. Where they differ, the words of
which the recogniser is surer are taken, the plain pass's where there are only those, and fillers, restarts and repeats
from the verbatim pass.
"""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
import numpy.typing as npt

from coach.domain.recording import SAMPLE_RATE, Samples
from coach.domain.spelling import letters
from coach.domain.transcript import TimeSpan, Word
from coach.domain.word_lists import is_filled_pause
from coach.speech import guard
from coach.speech.guard import SHORTEST_WORD
from coach.speech.levelling import levelled
from coach.speech.silences import merge
from coach.speech.terms import Terms, with_terms
from coach.speech.transcriber import Segment, Transcription

log = logging.getLogger(__name__)

HOLE_MARGIN = 0.25
"""Seconds around a hole that are decoded with it, so that its first and last words are whole."""

LEAST_SURE = 0.5
"""Mean probability from which words are believed that were heard in a hole decoded alone."""

FILLER = "um"
"""What every filled pause is compared as."""

SKIPPED = 1.0
"""Cost of a word that only one pass wrote, when the two are aligned."""

REPLACED = 1.2
"""Cost of two different words in the same place: less than that of two skipped ones."""

APART = 0.3
"""Seconds by which the two passes' times of one word may differ without a cost."""

MOST_APART = 1.5
"""The most that differing times cost; under 2 * SKIPPED, so that the same word is never written twice."""

FAVOUR = 0.05
"""By so much of mean probability the verbatim pass may be less sure than the plain one."""

FULLER = 0.05
"""By so much more where it wrote more words than the plain one, which likes to contract and to tidy up."""

LEAST_EXTRA = 0.5
"""Mean probability from which words are believed that only the verbatim pass wrote."""

LEAST_PLAIN = 0.15
"""The same for words that only the plain pass wrote: it makes up less."""

FAR_FULLER = 2
"""Words by which the plain pass may be longer before it is taken in any case: the verbatim pass skipped something."""

SURE_FILLER = 0.5
"""Probability from which a filler of the verbatim pass is kept where the plain pass wrote other words; where it skips
many words it writes fillers for them, and is unsure of those."""

LEAST_FILLER = 0.12
"""Probability from which a filler is believed where the plain pass wrote a word instead; it writes "a", "or" and "are"
for fillers, and the verbatim pass seldom puts a filler in a word's place, unsure."""

MOST_FOR_A_FILLER = 2
"""Words of the plain pass that can stand for one filler; where there are more, the verbatim pass skipped them."""

LONG = 8
"""Words from which a stretch that only the verbatim pass wrote can be told for a loop."""

MOST_CIRCLING = 0.3
"""Share of different words up to which it is one; people who search for words say new ones in between."""

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
        """Return the logarithm of the probability of each of some texts, given the samples and what they are about."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class _Scales:
    """Weighs wordings against the sound of one segment."""

    decoder: Decoder
    sound: Samples
    start: float

    def __call__(self, stretch: TimeSpan, texts: Sequence[str], spoken_about: str) -> Sequence[float]:
        return self.decoder.weigh(_part(self.sound, self.start, stretch), texts, spoken_about)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Words of both passes in the same place: one equal word each, or all that differs up to the next equal one."""

    verbatim: tuple[Word, ...]
    plain: tuple[Word, ...]
    same: bool


def transcribe_segment(segment: Segment, decoder: Decoder, terms: Terms | None = None) -> Transcription:
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
        return Transcription(())
    words = guard.in_order(words, whole)
    if terms is not None:
        words = _with_terms(words, terms, _Scales(decoder, sound, segment.start))
    unclear = merge([*guard.holes(segment.speech, words), *guard.guesses(words, segment.speech)])
    return Transcription(tuple(words), unclear)


def glance_at(segment: Segment, decoder: Decoder) -> tuple[Word, ...]:
    """Transcribe a segment once, without a second look at anything.

    Args:
        segment: What to transcribe; somebody may be in the middle of a word at its end.
        decoder: Writes down what is said.
    """
    decoded = decoder.plainly(levelled(segment.samples))
    words = _believable(segment, decoded, TimeSpan(segment.start, segment.end))
    return tuple(guard.without_loops(words, (), verbatim=True))


def _with_terms(words: list[Word], terms: Terms, scales: "_Scales") -> list[Word]:
    """Write the question's terms; whatever goes wrong there must not cost the words."""
    try:
        return with_terms(words, terms, scales)
    except Exception:
        log.exception("the words are kept without the question's terms")
        return words


def _believable(segment: Segment, decoded: Decoded, stretch: TimeSpan) -> list[Word]:
    """Move words to the recording's time, and drop those that nobody can have said."""
    moved = [replace(word, start=stretch.start + word.start, end=stretch.start + word.end) for word in decoded]
    said = guard.inside_speech(guard.without_annotations(moved), segment.perhaps or segment.speech)
    return guard.in_order(said, stretch)


def _part(sound: Samples, start: float, stretch: TimeSpan) -> Samples:
    """Cut a stretch of the recording out of a segment that begins at `start`."""
    begin, end = (max(0, round((at - start) * SAMPLE_RATE)) for at in (stretch.start, stretch.end))
    return sound[begin:end]


def fuse(verbatim: Sequence[Word], plainly: Sequence[Word]) -> list[Word]:
    """Put two passes over the same sound together.

    Args:
        verbatim: The words of the pass that was asked for fillers.
        plainly: The words of the pass that was asked for nothing.
    """
    words: list[Word] = []
    for stretch in _stretches([_without_dots(word) for word in verbatim], plainly):
        if stretch.same:
            words.append(_both(stretch.verbatim[0], stretch.plain[0]))
        else:
            words += _chosen(stretch)
    return words


def _both(verbatim: Word, plainly: Word) -> Word:
    """Return a word that both wrote, in the time that both give it: each pass stretches words over what it skipped."""
    start = max(verbatim.start, plainly.start)
    end = min(verbatim.end, plainly.end)
    if end - start < SHORTEST_WORD:
        shorter = min(verbatim, plainly, key=lambda word: word.end - word.start)
        start, end = shorter.start, shorter.end
    return replace(plainly, start=start, end=end, probability=max(verbatim.probability, plainly.probability))


def _chosen(stretch: _Stretch) -> list[Word]:
    if _stuck(stretch.verbatim):
        return list(stretch.plain)
    fillers = [word for word in stretch.verbatim if is_filled_pause(word.text)]
    said = [word for word in stretch.verbatim if not is_filled_pause(word.text)]
    plainly_said = [word for word in stretch.plain if not is_filled_pause(word.text)]
    if not said and not plainly_said:
        return list(stretch.verbatim if len(stretch.verbatim) >= len(stretch.plain) else stretch.plain)
    if not plainly_said:
        return list(stretch.verbatim) if _sureness(said) >= LEAST_EXTRA else fillers
    if not said:
        return _filler_or_words(stretch, fillers, plainly_said)
    favour = FAVOUR + (FULLER if len(said) > len(plainly_said) else 0.0)
    skipped = len(plainly_said) >= len(said) + FAR_FULLER and _sureness(plainly_said) >= LEAST_EXTRA
    if not skipped and _sureness(said) + favour > _sureness(plainly_said):
        return list(stretch.verbatim)
    return _with_fillers(stretch.plain, fillers)


def _filler_or_words(stretch: _Stretch, fillers: Sequence[Word], plainly_said: Sequence[Word]) -> list[Word]:
    """Choose where the verbatim pass heard nothing but fillers, or nothing, and the plain pass words."""
    if fillers and len(plainly_said) <= min(MOST_FOR_A_FILLER, len(fillers)):
        surest = max(word.probability for word in fillers)
        return list(fillers if surest >= LEAST_FILLER else stretch.plain)
    believed = stretch.plain if _sureness(plainly_said) >= LEAST_PLAIN else ()
    return _with_fillers(believed, fillers)


def _stuck(words: Sequence[Word]) -> bool:
    """Return whether the decoder went round in circles: many words, hardly any new."""
    return len(words) >= LONG and len({_compared(word) for word in words}) <= MOST_CIRCLING * len(words)


def _without_dots(word: Word) -> Word:
    """Write a comma for the dots that the verbatim pass puts behind every word in a slow stretch."""
    return replace(word, text=word.text.strip(".…") + ",") if word.text.endswith(("...", "…")) else word


def _with_fillers(plainly: Sequence[Word], fillers: Sequence[Word]) -> list[Word]:
    """Put the verbatim pass's fillers among the plain pass's words, the unsure ones only where those are few."""
    if any(is_filled_pause(word.text) for word in plainly):
        return list(plainly)
    least = SURE_FILLER if len(plainly) > MOST_FOR_A_FILLER else 0.0
    return sorted([*plainly, *(word for word in fillers if word.probability >= least)], key=lambda word: word.start)


def _sureness(words: Sequence[Word]) -> float:
    return float(np.mean([word.probability for word in words]))


def _stretches(verbatim: Sequence[Word], plainly: Sequence[Word]) -> Iterator[_Stretch]:
    differing: tuple[list[Word], list[Word]] = ([], [])
    texts = [_compared(word) for word in verbatim], [_compared(word) for word in plainly]
    for here, there in _aligned(verbatim, plainly):
        if here is not None and there is not None and texts[0][here] == texts[1][there]:
            if differing[0] or differing[1]:
                yield _Stretch(tuple(differing[0]), tuple(differing[1]), same=False)
                differing = ([], [])
            yield _Stretch((verbatim[here],), (plainly[there],), same=True)
            continue
        if here is not None:
            differing[0].append(verbatim[here])
        if there is not None:
            differing[1].append(plainly[there])
    if differing[0] or differing[1]:
        yield _Stretch(tuple(differing[0]), tuple(differing[1]), same=False)


def _aligned(verbatim: Sequence[Word], plainly: Sequence[Word]) -> list[tuple[int | None, int | None]]:
    """Pair the words of two passes in order, at the least cost; None stands for a word that the other has not."""
    replaced = _costs(verbatim, plainly)
    cost = np.zeros((len(verbatim) + 1, len(plainly) + 1))
    cost[:, 0] = SKIPPED * np.arange(len(verbatim) + 1)
    cost[0, :] = SKIPPED * np.arange(len(plainly) + 1)
    for row in range(1, len(verbatim) + 1):
        for column in range(1, len(plainly) + 1):
            cost[row, column] = min(
                cost[row - 1, column - 1] + replaced[row - 1, column - 1],
                cost[row - 1, column] + SKIPPED,
                cost[row, column - 1] + SKIPPED,
            )
    pairs: list[tuple[int | None, int | None]] = []
    row, column = len(verbatim), len(plainly)
    while row or column:
        if row and column and cost[row, column] == cost[row - 1, column - 1] + replaced[row - 1, column - 1]:
            row, column = row - 1, column - 1
            pairs.append((row, column))
        elif row and cost[row, column] == cost[row - 1, column] + SKIPPED:
            row -= 1
            pairs.append((row, None))
        else:
            column -= 1
            pairs.append((None, column))
    return pairs[::-1]


def _costs(verbatim: Sequence[Word], plainly: Sequence[Word]) -> npt.NDArray[np.float64]:
    texts = np.array([_compared(word) for word in verbatim]), np.array([_compared(word) for word in plainly])
    middles = [np.array([word.span.middle for word in words]) for words in (verbatim, plainly)]
    apart = np.abs(middles[0][:, None] - middles[1][None, :])
    late = np.clip(apart - APART, 0.0, MOST_APART)
    costs: npt.NDArray[np.float64] = np.where(texts[0][:, None] == texts[1][None, :], 0.0, REPLACED) + late
    return costs


def _compared(word: Word) -> str:
    return FILLER if is_filled_pause(word.text) else letters(word.text)
