"""Makes a wording for a rubric out of what was said aloud."""

from coach.content.plain_words import plain_words
from coach.content.tidying import FILLERS, LONGEST_REPEAT
from coach.domain.transcript import Word
from coach.plain import without_hidden

FEWEST_WORDS = 3
"""Fewer words claim nothing."""

MOST_WORDS = 40
"""More words are a speech, and near to much."""

_LEADING = frozenset("so and but well okay ok yeah because".split())
_TRAILING = frozenset("so and but or because".split())
_ENDS = (".", "!", "?")


def own_sentence(words: tuple[Word, ...]) -> str | None:
    """Write what was said as one readable sentence.

    Fillers, restarts and the "so" and "and" at either end go; the wording and its spelling stay the user's own.

    Args:
        words: One passage of an answer, fillers marked.

    Returns:
        None where fewer than 3 or more than 40 words are left.
    """
    said: list[str] = []
    for word in words:
        text = without_hidden(word.text).strip()
        if text and not word.filler and not _is_filler(text):
            said.append(text)
            _forget_restart(said)
    while said and _plain(said[0]) in _LEADING:
        del said[0]
    while said and _plain(said[-1]) in _TRAILING:
        del said[-1]
    if not FEWEST_WORDS <= len(said) <= MOST_WORDS or len(plain_words(" ".join(said))) < FEWEST_WORDS:
        return None
    begins = [at == 0 or said[at - 1].endswith(_ENDS) for at in range(len(said))]
    text = " ".join(f"{word[:1].upper()}{word[1:]}" if new else word for word, new in zip(said, begins, strict=True))
    text = text.rstrip(",;:–—- ")
    return text if text.endswith(_ENDS) else f"{text}."


def _plain(text: str) -> str:
    return " ".join(plain_words(text))


def _is_filler(text: str) -> bool:
    plain = _plain(text)
    return plain in FILLERS and plain != "like"  # "a model like this"


def _forget_restart(said: list[str]) -> None:
    """Take out words that were just said again: `it drives it drives` keeps one; numbers may well be said twice."""
    for size in range(1, LONGEST_REPEAT + 1):
        again, before = said[-size:], said[-2 * size : -size]
        plain = [_plain(word) for word in again]
        same = len(before) == size and all(plain) and plain == [_plain(word) for word in before]
        ended = any(word.endswith(_ENDS) for word in before)
        if same and not ended and not any(word.isdigit() for word in plain):
            del said[-2 * size : -size]
            return
