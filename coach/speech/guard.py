"""Guards against what a recogniser does wrong: stretches without words, words without speech, loops."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace

from coach.domain.spelling import letters
from coach.domain.transcript import TimeSpan, Word, total_seconds
from coach.domain.word_lists import is_filled_pause

TOLERANCE = 0.35
"""Seconds that a word reaches beyond its times; Whisper's word starts are 0.05 s off in the median, ends more."""

LONGEST_WORD = 1.6
"""Seconds that a word can cover; alignment stretches the last word before a lost stretch over all of it."""

SHORTEST_WORD = 0.02
"""Seconds that a word lasts at least: Whisper's resolution."""

LEAST_HOLE = 1.0
"""Seconds of speech without words that are worth a second look: found every loss of ten words, no false alarm."""

GUESSED_WORDS = 7
"""Words in a row that are looked at together for guesses: two or three seconds."""

GUESSED_BELOW = 0.5
"""Geometric mean of their probabilities under which they are guesses: in answers that were heard well on the whole 37
of 53 such words were wrong, in synthetic voices in noise, babble and music."""

LEAST_GUESS = 0.1
"""Probability that a word counts with at least there: one strange name among sure words makes no stretch of guesses."""

SHORTEST_FILLER = 0.25
"""Seconds of speech from which it can be a filler alone; um and uh on their own last 0.3 s and more."""

LONGEST_SPELLING = 40
"""Letters of a word; a loop within one word is longer."""

WORTH_A_LOOK = 0.5
"""Seconds of speech without words from which a stretch is decoded once more, alone: two or three quick words."""

CLOSE_BY = 0.2
"""Seconds that a word reaches beyond its times where such stretches are looked for."""

DRAWN_OUT = 0.5
"""Seconds that the shortest word may be drawn out to."""

DRAWN_OUT_LETTER = 0.1
"""Seconds that each of its letters adds."""

_MOST_COPIES = 4
"""How often people say the same word in a row, unless both passes heard more."""

_MOST_LONG_COPIES = 3
"""How often they say the same two or more words in a row."""

_LONGEST_LOOP = 12
"""Words of the longest loop that is looked for."""

_BRACKETS = {"[": "]", "(": ")", "{": "}", "<": ">", "*": "*", "♪": "♪"}

_LONGEST_ANNOTATION = 8
"""Words; a bracket that is not closed by then takes nothing with it."""


def without_annotations(words: Sequence[Word]) -> list[Word]:
    """Drop what nobody said: "[BLANK_AUDIO]", "(upbeat music)", "♪ la la ♪", bare punctuation, endless "dadadada"."""
    kept: list[Word] = []
    left = list(words)
    while left:
        inside = _annotation(left)
        if not inside and 0 < len(letters(left[0].text)) <= LONGEST_SPELLING:
            kept.append(left[0])
        del left[: max(1, inside)]
    return kept


def _annotation(words: Sequence[Word]) -> int:
    """Count the words of the annotation at the beginning; 0 when there is none or when it does not end soon."""
    closing = _BRACKETS.get(words[0].text[0])
    for index, word in enumerate(words[:_LONGEST_ANNOTATION]):
        if closing is not None and closing in word.text[index == 0 :]:
            return index + 1
    return 0


def in_order(words: Iterable[Word], within: TimeSpan) -> list[Word]:
    """Make times rise: no word begins before the one before it has ended, each lasts, none leaves `within`."""
    ordered = list(words)
    last_start = within.end - SHORTEST_WORD
    for index in range(len(ordered) - 1, -1, -1):
        word = ordered[index]
        start = min(max(word.start, within.start), last_start)
        ordered[index] = replace(
            word, start=start, end=min(max(word.end, start + SHORTEST_WORD), last_start + SHORTEST_WORD)
        )
        last_start = start - SHORTEST_WORD
    previous_end = within.start
    for index, word in enumerate(ordered):
        start = max(word.start, previous_end)
        previous_end = max(word.end, start + SHORTEST_WORD)
        ordered[index] = replace(word, start=start, end=previous_end)
    return ordered


def inside_speech(words: Iterable[Word], speech: Sequence[TimeSpan]) -> list[Word]:
    """Drop words that lie wholly outside speech; fillers exactly, other words with some tolerance."""
    kept = []
    for word in words:
        slack = 0.0 if is_filled_pause(word.text) else TOLERANCE
        reach = TimeSpan(word.start - slack, word.end + slack)
        if any(reach.overlap(span) > 0 for span in speech):
            kept.append(word)
    return kept


def only_a_noise(words: Iterable[Word], speech: Iterable[TimeSpan]) -> bool:
    """Return whether a mere blip was heard as fillers; Whisper, asked for fillers, finds one in any sound."""
    return total_seconds(speech) < SHORTEST_FILLER and all(is_filled_pause(word.text) for word in words)


def within_breath(words: Iterable[Word]) -> list[Word]:
    """Cut words off that last longer than anybody draws them out: the decoder stretches a word over what it skipped."""
    return [replace(word, end=min(word.end, word.start + _longest(word.text))) for word in words]


def _longest(text: str) -> float:
    if is_filled_pause(text):
        return LONGEST_WORD
    return min(LONGEST_WORD, DRAWN_OUT + DRAWN_OUT_LETTER * len(letters(text)))


def without_loops(words: Sequence[Word], other: Sequence[Word], *, verbatim: bool) -> list[Word]:
    """Keep no more copies of words back to back than the other pass wrote, or than people make; of a loop one copy.

    Args:
        words: What one pass wrote, in order.
        other: What the other pass over the same sound wrote.
        verbatim: Whether `words` are those of the pass that keeps repeats. It is believed some copies that the other
            pass left out; the other pass is believed no more than it wrote, where it wrote the same words at all.
    """
    kept = list(words)
    texts = [letters(word.text) for word in kept]
    others = [letters(word.text) for word in other if not is_filled_pause(word.text)]
    for length in range(1, _LONGEST_LOOP + 1):
        index = 0
        while index + length <= len(kept):
            copies = _copies(texts, index, length)
            if copies > 1:
                usual = _MOST_COPIES if length == 1 else _MOST_LONG_COPIES
                heard = _most_copies(others, texts[index : index + length])
                most = max(usual, heard) if verbatim or not heard else heard
                left = copies if copies <= most else max(1, heard)
                superfluous = slice(index + left * length, index + copies * length)
                del kept[superfluous], texts[superfluous]
            index += 1
    return kept


def loops(words: Sequence[Word]) -> bool:
    """Return whether the same one to twelve words come back to back more often than people repeat themselves."""
    return len(without_loops(words, (), verbatim=True)) < len(words)


def _copies(texts: Sequence[str], index: int, length: int) -> int:
    copies = 1
    while texts[index + copies * length : index + (copies + 1) * length] == texts[index : index + length]:
        copies += 1
    return copies


def _most_copies(texts: Sequence[str], phrase: Sequence[str]) -> int:
    """Count how often a phrase comes back to back at most; 0 where it does not occur."""
    places = range(len(texts) - len(phrase) + 1)
    runs = [_copies(texts, at, len(phrase)) for at in places if texts[at : at + len(phrase)] == phrase]
    return max(runs, default=0)


def holes(
    speech: Iterable[TimeSpan], words: Sequence[Word], least: float = LEAST_HOLE, tolerance: float = TOLERANCE
) -> tuple[TimeSpan, ...]:
    """Find stretches of speech that no word covers.

    Args:
        speech: Where the voice-activity detector heard speech.
        words: In order of their starts.
        least: Seconds from which a stretch counts.
        tolerance: Seconds that a word reaches beyond its times.
    """
    found = []
    for span in speech:
        free_from = span.start
        for word in words:
            covered_from = word.start - tolerance
            if covered_from > span.end:
                break
            if covered_from - free_from > least:
                found.append(TimeSpan(free_from, covered_from))
            free_from = max(free_from, min(word.end, word.start + LONGEST_WORD) + tolerance)
        if span.end - free_from > least:
            found.append(TimeSpan(free_from, span.end))
    return tuple(found)


def guesses(words: Sequence[Word], speech: Sequence[TimeSpan]) -> tuple[TimeSpan, ...]:
    """Find stretches of speech whose words are mostly guesses: the recogniser was sure of few.

    Args:
        words: In order.
        speech: Where the voice-activity detector heard speech; pauses are no part of a stretch.
    """
    said = [word for word in words if not is_filled_pause(word.text)]
    sure = [math.log(max(word.probability, LEAST_GUESS)) for word in said]
    found: list[TimeSpan] = []
    for first in range(len(said) - GUESSED_WORDS + 1):
        if sum(sure[first : first + GUESSED_WORDS]) < GUESSED_WORDS * math.log(GUESSED_BELOW):
            last = said[first + GUESSED_WORDS - 1]
            start = found.pop().start if found and found[-1].end >= said[first].start else said[first].start
            found.append(TimeSpan(start, last.end))
    return tuple(
        TimeSpan(max(guess.start, span.start), min(guess.end, span.end))
        for guess in found
        for span in speech
        if guess.overlap(span) > 0
    )


def insert_words(into: Sequence[Word], new: Iterable[Word], hole: TimeSpan, least_sure: float) -> list[Word]:
    """Put the words of a hole that was decoded alone where they belong.

    Args:
        into: The words so far, in order.
        new: What was heard in the hole and a little around it; words with their middle outside it are left out, and
            so is the word at either end of it heard once more. Nothing of a loop is believed.
        hole: Speech without words.
        least_sure: Mean probability from which the words are believed; fillers say nothing about it.
    """
    fitting = [word for word in new if hole.start <= (word.start + word.end) / 2 <= hole.end]
    before = [letters(word.text) for word in into if word.start < hole.start][-1:]
    behind = [letters(word.text) for word in into if word.start >= hole.start][:1]
    while fitting and [letters(fitting[0].text)] == before:
        del fitting[0]
    while fitting and [letters(fitting[-1].text)] == behind:
        del fitting[-1]
    sure = [word.probability for word in fitting if not is_filled_pause(word.text)]
    if loops(fitting) or (sure and sum(sure) < least_sure * len(sure)):
        return list(into)
    return sorted([*into, *fitting], key=lambda word: word.start)
