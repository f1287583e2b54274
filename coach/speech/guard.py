"""Guards against what a recogniser does wrong: stretches without words, words without speech, loops."""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from coach.domain.filled_pause import is_filled_pause
from coach.domain.timespan import TimeSpan, total_seconds
from coach.domain.transcript import Word

TOLERANCE = 0.35
"""Seconds that a word reaches beyond its times; Whisper's word starts are 0.05 s off in the median, ends more."""

LONGEST_WORD = 1.6
"""Seconds that a word can cover; alignment stretches the last word before a lost stretch over all of it."""

SHORTEST_WORD = 0.02
"""Seconds that a word lasts at least: Whisper's resolution."""

LEAST_HOLE = 1.0
"""Seconds of speech without words that are worth a second look: found every loss of ten words, no false alarm."""

SHORTEST_FILLER = 0.25
"""Seconds of speech from which it can be a filler alone; um and uh on their own last 0.3 s and more."""

LONGEST_SPELLING = 40
"""Letters of a word; a loop within one word is longer."""

MOST_FILLERS = 3
"""Equal fillers that are believed in a row; the decoder goes on by itself after that."""

_MOST_COPIES = {1: 4, 2: 3, 3: 3}
"""How often people say the same word, two words, three words in a row."""

_MOST_LONG_COPIES = 2
"""How often people say the same four or more words in a row."""

_LONGEST_LOOP = 12
"""Words of the longest loop that is looked for."""

_BRACKETS = {"[": "]", "(": ")", "{": "}", "<": ">", "*": "*", "♪": "♪"}

_LONGEST_ANNOTATION = 8
"""Words; a bracket that is not closed by then takes nothing with it."""


def plain(text: str) -> str:
    """Strip a word to what is compared: lower case, letters, digits and inner apostrophes."""
    return "".join(letter for letter in text.lower() if letter.isalnum() or letter == "'").strip("'")


def without_annotations(words: Sequence[Word]) -> list[Word]:
    """Drop what nobody said: "[BLANK_AUDIO]", "(upbeat music)", "♪ la la ♪", bare punctuation, endless "dadadada"."""
    kept: list[Word] = []
    left = list(words)
    while left:
        inside = _annotation(left)
        if not inside and 0 < len(plain(left[0].text)) <= LONGEST_SPELLING:
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
    """Tell whether a mere blip was heard as fillers; Whisper, asked for fillers, finds one in any sound."""
    return total_seconds(speech) < SHORTEST_FILLER and all(is_filled_pause(word.text) for word in words)


def without_filler_runs(words: Iterable[Word]) -> list[Word]:
    """Keep the first three of more equal fillers in a row."""
    kept: list[Word] = []
    for text, run in itertools.groupby(words, key=lambda word: plain(word.text)):
        kept += list(run)[: MOST_FILLERS if is_filled_pause(text) else None]
    return kept


def without_loops(words: Sequence[Word]) -> list[Word]:
    """Keep the first copies of words that come back to back more often than people repeat themselves."""
    kept = list(words)
    texts = [plain(word.text) for word in kept]
    for length in range(1, _LONGEST_LOOP + 1):
        most = _MOST_COPIES.get(length, _MOST_LONG_COPIES)
        index = 0
        while index + length <= len(kept):
            copies = _copies(texts, index, length)
            if copies > most:
                superfluous = slice(index + most * length, index + copies * length)
                del kept[superfluous], texts[superfluous]
            index += 1
    return kept


def _copies(texts: Sequence[str], index: int, length: int) -> int:
    copies = 1
    while texts[index + copies * length : index + (copies + 1) * length] == texts[index : index + length]:
        copies += 1
    return copies


def holes(speech: Iterable[TimeSpan], words: Sequence[Word], least: float = LEAST_HOLE) -> tuple[TimeSpan, ...]:
    """Find stretches of speech that no word covers.

    Args:
        speech: Where the voice-activity detector heard speech.
        words: In order of their starts.
        least: Seconds from which a stretch counts.
    """
    found = []
    for span in speech:
        free_from = span.start
        for word in words:
            covered_from = word.start - TOLERANCE
            if covered_from > span.end:
                break
            if covered_from - free_from > least:
                found.append(TimeSpan(free_from, covered_from))
            free_from = max(free_from, min(word.end, word.start + LONGEST_WORD) + TOLERANCE)
        if span.end - free_from > least:
            found.append(TimeSpan(free_from, span.end))
    return tuple(found)


def second_is_better(first: Sequence[Word], second: Sequence[Word], speech: Sequence[TimeSpan], *, loop: bool) -> bool:
    """Choose between two decodings: the one that leaves less speech without words.

    Args:
        first: The first decoding.
        second: The second decoding.
        speech: Where the voice-activity detector heard speech.
        loop: Whether only the first one looped, so that its number of words says nothing.
    """
    less = total_seconds(holes(speech, first)) - total_seconds(holes(speech, second))
    if abs(less) > TOLERANCE:
        return less > 0
    return loop or len(second) > len(first)


def splice_fillers(into: Sequence[Word], of: Sequence[Word]) -> list[Word]:
    """Add the fillers of one decoding to another one of the same sound.

    A filler goes in where both decodings agree on the word before or behind it and `into` has no filler there.

    Args:
        into: The decoding that is kept; its words stay, and make room in time.
        of: The decoding that heard fillers.
    """
    here = [plain(word.text) for word in into]
    there = [plain(word.text) for word in of]
    steps = SequenceMatcher(None, here, there, autojunk=False).get_opcodes()
    if all(kind != "equal" for kind, *_ in steps):
        return list(into)
    spliced = list(into)
    for kind, here_from, here_to, there_from, there_to in reversed(steps):
        fillers = [word for word in of[there_from:there_to] if is_filled_pause(word.text)]
        if kind == "equal" or any(is_filled_pause(text) for text in here[here_from:here_to]):
            continue
        for filler in reversed(fillers):
            at = here_from + sum(word.start < filler.start for word in into[here_from:here_to])
            spliced.insert(at, filler)
            _make_room(spliced, at)
    return spliced


def _make_room(words: list[Word], at: int) -> None:
    filler = words[at]
    if at > 0:
        before = words[at - 1]
        words[at - 1] = replace(before, end=max(before.start, min(before.end, filler.start)))
    if at + 1 < len(words):
        behind = words[at + 1]
        words[at + 1] = replace(behind, start=min(behind.end, max(behind.start, filler.end)))


def insert_words(into: Sequence[Word], new: Iterable[Word], hole: TimeSpan) -> list[Word]:
    """Put the words of a hole that was decoded alone where they belong; those with their middle outside it are left."""
    fitting = [word for word in new if hole.start <= (word.start + word.end) / 2 <= hole.end]
    return sorted([*into, *fitting], key=lambda word: word.start)
