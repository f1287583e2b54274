"""The words of an answer as they are matched: plain, just as they were heard or typed, each with its place."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from coach.content.plain_words import plain_words
from coach.domain.transcript import Word

LONGEST_WORD = 100
"""Characters of a word as it was typed; whatever goes on longer without a space, such as a held key, is no word. The
longest addresses and chains of hyphens that anybody types are shorter."""


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
    """Index of the transcript's word that it ends with: the same one."""
    following: Break = Break.NONE
    """The punctuation after it."""


def matching_tokens(words: Sequence[Word]) -> tuple[Token, ...]:
    """Prepare the words of an answer for matching; none is replaced by another.

    Args:
        words: The transcript's words; whether one is marked as a filler makes no difference, and one longer than
            `LONGEST_WORD` gives nothing.
    """
    tokens: list[Token] = []
    for index, word in enumerate(words):
        if len(word.text) > LONGEST_WORD:
            continue
        following = _break_after(word.text)
        texts = plain_words(word.text)
        if texts:
            tokens += [Token(text, index, index) for text in texts[:-1]]
            tokens.append(Token(texts[-1], index, index, following))
        elif tokens and following is Break.STOP:
            tokens[-1] = replace(tokens[-1], following=following)
    return tuple(tokens)


def _break_after(text: str) -> Break:
    ending = text.rstrip("\"'”’)»")
    if ending.endswith((".", "?", "!", "…", "。", "！", "？")):
        return Break.STOP
    return Break.COMMA if ending.endswith((",", ";", ":", "—", "–", "，", "、")) else Break.NONE
