"""Cuts an answer into clauses, by punctuation where there is any, and by pauses, connectives and length where not."""

from collections.abc import Sequence
from itertools import pairwise

from coach.content.content_words import STOPWORDS
from coach.content.tokens import Break, Token
from coach.domain.transcript import Word

LONGEST_CLAUSE = 22
"""Words after which a clause is cut where nothing else cuts it: unscripted speech has no reliable punctuation."""

PAUSE_SECONDS = 0.5
"""Silence that ends a clause."""

CONNECTIVES = frozenset(
    "and but so because whereas while which since although though then unlike however therefore otherwise if when "
    "meaning instead also plus".split()
)
"""Words that begin a new clause once the running one is long enough."""

CLAUSE_BEFORE_CONNECTIVE = 6
"""Words that a clause holds before a connective ends it: "precision and recall" is no clause."""

CLAUSE_BEFORE_COMMA = 4
"""Words that a clause holds before a comma or a silence ends it: lists stay together, and hesitant speech too."""

LEAST_LEFT = 3
"""Content words of a clause; a shorter piece goes to the one before."""


def cut_clauses(
    tokens: Sequence[Token], words: Sequence[Word], *, typed: bool, punctuated: bool = True
) -> tuple[range, ...]:
    """Cut an answer into clauses.

    Args:
        tokens: The answer as it is matched.
        words: The transcript's words, for the silences between them.
        typed: Whether the words have no times.
        punctuated: Whether punctuation counts; without it, an answer is cut alike whether or not there is any.

    Returns:
        The clauses as ranges of tokens, in order, without gaps.
    """
    pieces: list[range] = []
    begin = 0
    for at in range(1, len(tokens)):
        before, length = tokens[at - 1], at - begin
        comma = punctuated and before.following is Break.COMMA and length >= CLAUSE_BEFORE_COMMA
        opens = tokens[at].text in CONNECTIVES and length >= CLAUSE_BEFORE_CONNECTIVE
        paused = not typed and length >= CLAUSE_BEFORE_COMMA and _silence(words, before, tokens[at]) >= PAUSE_SECONDS
        stops = punctuated and before.following is Break.STOP
        if stops or comma or opens or paused or length >= LONGEST_CLAUSE:
            pieces.append(range(begin, at))
            begin = at
    if tokens:
        pieces.append(range(begin, len(tokens)))
    joined: list[range] = []
    for piece in pieces:
        follows = bool(joined) and not (punctuated and tokens[piece.start - 1].following is Break.STOP)
        if follows and _light(tokens, piece) and len(joined[-1]) + len(piece) <= LONGEST_CLAUSE:
            joined[-1] = range(joined[-1].start, piece.stop)
        else:
            joined.append(piece)
    return tuple(joined)


def _light(tokens: Sequence[Token], piece: range) -> bool:
    return sum(1 for at in piece if tokens[at].text not in STOPWORDS) < LEAST_LEFT


def _silence(words: Sequence[Word], before: Token, after: Token) -> float:
    """Give the longest silence between two tokens; fillers between them are no silence."""
    between = words[before.last_word : after.first_word + 1]
    return max((later.start - earlier.end for earlier, later in pairwise(between)), default=0.0)
