"""Cuts an answer into passages that can each prove a point: clauses, and windows of up to three of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from coach.content.tokens import Token, content_stems
from coach.domain.transcript import Word

CLAUSES_A_WINDOW = 3
"""A claim said aloud rarely takes more than three clauses; longer windows blur what they say."""

WORDS_A_WINDOW = 60
"""Longer windows are left out, except for a single clause."""

LONGEST_CLAUSE = 25
"""Words after which a clause is cut where nothing else cuts it: unscripted speech has no reliable punctuation."""

PAUSE_SECONDS = 0.5
"""Silence that ends a clause."""

CONNECTIVES = frozenset("and but so because whereas while which since although then unlike however therefore".split())
"""Words that begin a new clause once the running one is long enough."""

CLAUSE_BEFORE_CONNECTIVE = 6
"""Words that a clause holds before a connective ends it: "precision and recall" is no clause."""

CLAUSE_BEFORE_COMMA = 4
"""Words that a clause holds before a comma ends it: lists stay together."""

LEAST_NEW_WORDS = 2
"""Content words beyond the question's that a passage needs to claim anything: "fine" and the question itself do not."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of the answer."""

    text: str
    """As it is matched: fillers out, misheard terms restored."""
    first_word: int
    """Index of the first word in the transcript."""
    last_word: int
    """Index of the last word in the transcript."""


def cut_passages(tokens: Sequence[Token], words: Sequence[Word], question: str, *, typed: bool) -> tuple[Passage, ...]:
    """Give every passage that may prove a point, without those that claim nothing or repeat the question.

    Args:
        tokens: The answer as it is matched.
        words: The transcript's words, for the silences between them.
        question: The question, in every way it is put.
        typed: Whether the words have no times.
    """
    clauses = _cut_clauses(tokens, words, typed=typed)
    asked = content_stems(question)
    windows = [
        (first, last)
        for first in range(len(clauses))
        for last in range(first, min(first + CLAUSES_A_WINDOW, len(clauses)))
    ]
    passages = []
    for first, last in windows:
        inside = [token for clause in clauses[first : last + 1] for token in clause]
        text = " ".join(token.text for token in inside)
        if last > first and len(text.split()) > WORDS_A_WINDOW:
            continue
        if _claims_something(text, asked):
            passages.append(Passage(text, inside[0].first_word, inside[-1].last_word))
    return tuple(passages)


def _claims_something(text: str, asked: frozenset[str]) -> bool:
    return len(content_stems(text) - asked) >= LEAST_NEW_WORDS


def _cut_clauses(tokens: Sequence[Token], words: Sequence[Word], *, typed: bool) -> list[list[Token]]:
    clauses: list[list[Token]] = []
    running: list[Token] = []
    for token in tokens:
        opens = token.text.lower() in CONNECTIVES and len(running) >= CLAUSE_BEFORE_CONNECTIVE
        paused = (
            bool(running) and not typed and _silence(words, running[-1].last_word, token.first_word) >= PAUSE_SECONDS
        )
        if running and (opens or paused or len(running) >= LONGEST_CLAUSE):
            clauses.append(running)
            running = []
        running.append(token)
        if token.text.endswith((".", "?", "!")) or (
            token.text.endswith((",", ";", ":")) and len(running) >= CLAUSE_BEFORE_COMMA
        ):
            clauses.append(running)
            running = []
    if running:
        clauses.append(running)
    return clauses


def _silence(words: Sequence[Word], before: int, after: int) -> float:
    return words[after].start - words[before].end
