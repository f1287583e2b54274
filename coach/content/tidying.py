"""Takes out of an answer what says nothing: fillers, restarts and the repeated question."""

from collections.abc import Sequence

from coach.content.plain_words import plain_words
from coach.content.tokens import Break, Token

FILLERS = frozenset("um umm uh uhh uhm er erm ehm eh ah hmm hm mm mhm like basically literally".split())
"""Single words that are left out wherever they stand; "like" goes also where it compares, which costs little."""

FILLER_PHRASES = frozenset(
    tuple(phrase.split())
    for phrase in (
        "you know",
        "i mean",
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
"""Phrases that are left out wherever they stand."""

LONGEST_REPEAT = 4
"""Words of the longest beginning that is taken for a restart when it is said twice in a row."""

LEAST_ECHO = 6
"""Words in a row that are taken for the question when it has them too; of a shorter question, all of it."""

ECHO_SHARE = 0.6
"""Share of the question that must be there to be taken for its repetition; "softmax of Q K transpose" is an answer."""


def tidy(tokens: Sequence[Token], asked: Sequence[str]) -> tuple[Token, ...]:
    """Leave out what claims nothing.

    Args:
        tokens: The answer.
        asked: The question, in each way it is put.

    Returns:
        The tokens that are left, in order, with the full stops that stood after those taken out.
    """
    kept = _without_fillers(tokens)
    kept = _without_repeats(kept)
    return tuple(_without_echo(kept, [plain_words(question) for question in asked]))


def _without_fillers(tokens: Sequence[Token]) -> list[Token]:
    """Leave single words out first, so that one inside a phrase does not hide the phrase."""
    words: list[Token] = []
    for token in tokens:
        if token.text in FILLERS:
            _carry(words, token)
        else:
            words.append(token)
    return _without_phrases(words)


def _without_phrases(tokens: Sequence[Token]) -> list[Token]:
    kept: list[Token] = []
    at = 0
    longest = max(len(phrase) for phrase in FILLER_PHRASES)
    while at < len(tokens):
        length = next(
            (
                size
                for size in range(min(longest, len(tokens) - at), 1, -1)
                if tuple(token.text for token in tokens[at : at + size]) in FILLER_PHRASES
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
    """Say of every token whether it belongs to a run of words that the question has too."""
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
