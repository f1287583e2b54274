"""The words of an answer as they are matched, each with its place, without what says nothing.

Fillers, restarts and the repeated question are left out; no word is replaced by another. Which words are fillers the
settings say, by the same lists by which delivery counts them; a few more claim nothing in any answer.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import lru_cache

from coach.content.words import plain_words
from coach.domain.transcript import Word
from coach.domain.word_lists import DEFAULT_LISTS, WordLists, is_filled_pause

LONGEST_WORD = 100
"""Characters of a word as it was typed; whatever goes on longer without a space, such as a held key, is no word. The
longest addresses and chains of hyphens that anybody types are shorter."""

EMPTY_WORDS = frozenset({"like", "basically", "literally", "ehm"})
"""Words that are left out wherever they stand, though delivery counts them only where they are set off, or, as "ehm",
where the settings name them; "like" goes also where it compares, which costs little."""

EMPTY_PHRASES = frozenset(
    tuple(phrase.split())
    for phrase in (
        "sort of",
        "kind of",
        "let me think",
        "let us see",
        "how do i say",
        "how to say",
        "you see",
        "i guess",
        "i suppose",
    )
)
"""Phrases that claim nothing, beside the filler phrases of the settings."""

LONGEST_REPEAT = 4
"""Words of the longest beginning that is taken for a restart when it is said twice in a row."""

LEAST_ECHO = 6
"""Words in a row that are taken for the question when it has them too; of a shorter question, all of it."""

ECHO_SHARE = 0.6
"""Share of the question that must be there to be taken for its repetition; "softmax of Q K transpose" is an answer."""


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


@dataclass(frozen=True, slots=True)
class _Fillers:
    """Somebody's fillers as they are matched: each a run of plain words."""

    anywhere: frozenset[tuple[str, ...]]
    """Left out wherever they stand."""
    set_off: frozenset[tuple[str, ...]]
    """Left out only between two breaks."""
    longest: int
    """Words of the longest one that is left out anywhere."""


@lru_cache(maxsize=16)
def _fillers(lists: WordLists) -> _Fillers:
    """Prepare the fillers of the settings.

    Those that are fillers only where they are set off stay, unless the user has added them: "so" and "right" stood in
    what the reader learned from, and it reads over them.
    """

    def runs(texts: Iterable[str]) -> frozenset[tuple[str, ...]]:
        return frozenset(filter(None, map(plain_words, texts)))

    words = ((word,) for word in EMPTY_WORDS)
    anywhere = runs((*lists.filled_pauses, *lists.filler_phrases)).union(EMPTY_PHRASES, words)
    set_off = runs(lists.set_off_fillers) - runs(DEFAULT_LISTS.set_off_fillers)
    return _Fillers(anywhere, set_off, max(map(len, anywhere)))


def tidy(tokens: Sequence[Token], asked: Sequence[str], lists: WordLists = DEFAULT_LISTS) -> tuple[Token, ...]:
    """Leave out what claims nothing.

    Args:
        tokens: The answer.
        asked: The question, in each way it is put.
        lists: Which words are fillers.

    Returns:
        The tokens that are left, in order, with the full stops that stood after those taken out.
    """
    kept = _without_fillers(tokens, _fillers(lists))
    kept = _without_repeats(kept)
    return tuple(_without_echo(kept, [plain_words(question) for question in asked]))


def _without_fillers(tokens: Sequence[Token], fillers: _Fillers) -> list[Token]:
    """Leave single words out before phrases, so that one inside a phrase does not hide the phrase."""
    kept = _without_set_off(tokens, fillers.set_off) if fillers.set_off else list(tokens)
    words: list[Token] = []
    for token in kept:
        if is_filled_pause(token.text) or (token.text,) in fillers.anywhere:
            _carry(words, token)
        else:
            words.append(token)
    return _without_phrases(words, fillers)


def _without_set_off(tokens: Sequence[Token], phrases: frozenset[tuple[str, ...]]) -> list[Token]:
    kept: list[Token] = []
    at = 0
    while at < len(tokens):
        begins = at == 0 or tokens[at - 1].following is not Break.NONE
        end = next((end for end in range(at, len(tokens)) if tokens[end].following is not Break.NONE), len(tokens) - 1)
        if begins and tuple(token.text for token in tokens[at : end + 1]) in phrases:
            _carry(kept, tokens[end])
            at = end + 1
        else:
            kept.append(tokens[at])
            at += 1
    return kept


def _without_phrases(tokens: Sequence[Token], fillers: _Fillers) -> list[Token]:
    kept: list[Token] = []
    at = 0
    while at < len(tokens):
        length = next(
            (
                size
                for size in range(min(fillers.longest, len(tokens) - at), 1, -1)
                if tuple(token.text for token in tokens[at : at + size]) in fillers.anywhere
            ),
            0,
        )
        if length:
            _carry(kept, tokens[at + length - 1])
            at += length
        else:
            kept.append(tokens[at])
            at += 1
    return kept


def _without_repeats(tokens: Sequence[Token]) -> list[Token]:
    kept: list[Token] = []
    for token in tokens:
        kept.append(token)
        for size in range(1, LONGEST_REPEAT + 1):
            again, before = kept[-size:], kept[-2 * size : -size]
            same = len(before) == size and [each.text for each in again] == [each.text for each in before]
            if same and not any(each.text.isdigit() for each in again):
                del kept[-2 * size : -size]
                break
    return kept


def _without_echo(tokens: Sequence[Token], asked: Sequence[Sequence[str]]) -> list[Token]:
    echoed = [False] * len(tokens)
    repeated = False
    for question in asked:
        at_question = _said_of(tokens, question)
        repeated = repeated or (any(at_question) and sum(at_question) >= ECHO_SHARE * len(question))
        echoed = [one or other for one, other in zip(echoed, at_question, strict=True)]
    if not repeated:
        return list(tokens)
    kept: list[Token] = []
    for token, gone in zip(tokens, echoed, strict=True):
        if gone:
            _carry(kept, token)
        else:
            kept.append(token)
    return kept


def _said_of(tokens: Sequence[Token], question: Sequence[str]) -> list[bool]:
    """Return, for every token, whether it belongs to a run of words that the question has too."""
    said = [False] * len(tokens)
    least = min(LEAST_ECHO, len(question))
    runs = {tuple(question[at : at + least]) for at in range(len(question) - least + 1)} if question else set()
    for at in range(len(tokens) - least + 1):
        if tuple(token.text for token in tokens[at : at + least]) in runs:
            said[at : at + least] = [True] * least
    return said


def _carry(kept: list[Token], gone: Token) -> None:
    """Let the full stop after a word taken out stand after the word before it; its commas only set it off."""
    if kept and gone.following is Break.STOP:
        last = kept[-1]
        kept[-1] = Token(last.text, last.first_word, last.last_word, gone.following)
