"""The words of an answer as they are matched: no marked fillers, misheard terms restored, each with its place."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from coach.content.plain_words import plain_words
from coach.domain.rubric import Alias
from coach.domain.transcript import Word


class Break(IntEnum):
    """What the punctuation after a word says about the sentence."""

    NONE = 0
    """It goes on."""
    COMMA = 1
    """A part may end here."""
    STOP = 2
    """It ends here."""


@dataclass(frozen=True, slots=True)
class Token:
    """One word as it is matched."""

    text: str
    """A plain word, lower case."""
    first_word: int
    """Index of the transcript's word that it begins with."""
    last_word: int
    """Index of the transcript's word that it ends with; another one only where a term was heard as several words."""
    following: Break = Break.NONE
    """The punctuation after it."""


Term = tuple[tuple[str, ...], tuple[str, ...]]
"""How a term is misheard, and the term, both as plain words."""


def matching_tokens(words: Sequence[Word], aliases: Sequence[Alias]) -> tuple[Token, ...]:
    """Prepare the words of an answer for matching; the transcript itself stays as it is.

    Args:
        words: The transcript's words; whether one is marked as a filler makes no difference.
        aliases: How the question's terms are misheard; a match, up to case and punctuation, becomes the term.
    """
    tokens: list[Token] = []
    for index, word in enumerate(words):
        following = _break_after(word.text)
        made = _spread(plain_words(word.text), index, index, following)
        if not made and tokens and following is Break.STOP:
            tokens[-1] = replace(tokens[-1], following=following)
        tokens.extend(made)
    by_first: dict[str, list[Term]] = {}
    for alias in aliases:
        term = plain_words(alias.term)
        for heard in alias.heard:
            parts = plain_words(heard)
            if parts and term and parts != term:
                by_first.setdefault(parts[0], []).append((parts, term))
    return tuple(_restored(tokens, by_first)) if by_first else tuple(tokens)


def _restored(tokens: Sequence[Token], by_first: dict[str, list[Term]]) -> list[Token]:
    restored: list[Token] = []
    at = 0
    while at < len(tokens):
        found: Term | None = None
        for parts, term in by_first.get(tokens[at].text, ()):
            heard = tuple(token.text for token in tokens[at : at + len(parts)])
            if heard == parts and (found is None or len(parts) > len(found[0])):
                found = (parts, term)
        if found is None:
            restored.append(tokens[at])
            at += 1
            continue
        run = tokens[at : at + len(found[0])]
        restored.extend(_spread(found[1], run[0].first_word, run[-1].last_word, run[-1].following))
        at += len(run)
    return restored


def _break_after(text: str) -> Break:
    ending = text.rstrip("\"'”’)»")
    if ending.endswith((".", "?", "!", "…", "。", "！", "？")):
        return Break.STOP
    return Break.COMMA if ending.endswith((",", ";", ":", "—", "–", "，", "、")) else Break.NONE


def _spread(texts: Sequence[str], first_word: int, last_word: int, following: Break) -> list[Token]:
    last = len(texts) - 1
    return [
        Token(text, first_word, last_word, following if place == last else Break.NONE)
        for place, text in enumerate(texts)
    ]
