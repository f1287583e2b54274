"""The stretches of an answer that can each prove a point: windows of one to three clauses, encoded once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from coach.content.content_words import content_stems
from coach.content.embedder import Embedder, Reading, Vectors, unit
from coach.content.tokens import Token

CLAUSES_A_WINDOW = 3
"""A claim said aloud rarely takes more than three clauses; longer windows blur what they say."""

WORDS_A_WINDOW = 60
"""Longer windows are left out."""

LEAST_WORDS = 2
"""Content words that a passage needs to claim anything: "fine" does not."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of the answer."""

    tokens: range
    """Its tokens."""
    text: str
    """As it is matched: plain words, misheard terms restored."""


@dataclass(frozen=True, slots=True, eq=False)
class Passages:
    """Every stretch that claims something, with its vectors."""

    each: tuple[Passage, ...]
    """At least one, shorter ones before longer ones that begin at the same place."""
    wholes: Vectors
    """One unit vector a passage, shape (passages, d)."""
    words: Vectors
    """One unit vector for each word of the answer, shape (tokens, d)."""


def cut_passages(tokens: Sequence[Token], cuts: Sequence[Sequence[range]], question: str) -> tuple[Passage, ...]:
    """Give every passage that may prove a point, without those that claim nothing or repeat the question.

    Args:
        tokens: The answer.
        cuts: Its clauses, in each way that it was cut.
        question: The question, in every way it is put.
    """
    asked = content_stems(question)
    passages = []
    for inside in dict.fromkeys(window for clauses in cuts for window in _windows(clauses)):
        text = " ".join(tokens[at].text for at in inside)
        stems = content_stems(text)
        if len(stems) >= LEAST_WORDS and not stems <= asked:
            passages.append(Passage(inside, text))
    return tuple(passages)


def _windows(clauses: Sequence[range]) -> Iterator[range]:
    for first in range(len(clauses)):
        for last in range(first, min(first + CLAUSES_A_WINDOW, len(clauses))):
            inside = range(clauses[first].start, clauses[last].stop)
            if last > first and len(inside) > WORDS_A_WINDOW:
                break
            yield inside


def read_passages(
    tokens: Sequence[Token], clauses: Sequence[range], passages: Sequence[Passage], embedder: Embedder
) -> Passages:
    """Encode an answer clause by clause, each once, and put the vectors of its passages together from its words'."""
    texts = [" ".join(tokens[at].text for at in clause) for clause in clauses]
    readings = embedder.read(texts)
    answer = Reading(
        np.concatenate([reading.sums for reading in readings]), np.concatenate([reading.counts for reading in readings])
    )
    if embedder.pools_words:
        running = np.concatenate([np.zeros((1, answer.sums.shape[1]), np.float32), np.cumsum(answer.sums, axis=0)])
        wholes = unit(np.stack([running[each.tokens.stop] - running[each.tokens.start] for each in passages]))
    else:
        wholes = embedder.embed([each.text for each in passages])
    return Passages(tuple(passages), wholes, answer.words)
