"""The words' own vote on a contradiction: a negation, an opposite, an exchange, or the wording of a wrong claim."""

from collections.abc import Sequence

from coach.content.content_words import NEGATORS, STOPWORDS, content_stems, stem
from coach.content.counterfactuals import compared_things
from coach.content.opposites import OPPOSITES
from coach.content.plain_words import plain_words

SCOPE = 6
"""Words after a negator that it turns round, unless the clause ends before."""

SCOPE_ENDS = frozenset("but because so whereas while since although though instead and or that which".split())
"""Words at which the reach of a negator ends."""

SHARED_FOR_TURN = 0.4
"""Share of a claim's content words that must have been said before a negation or an opposite in it means anything."""

TELLING_SHARE = 1 / 3
"""Share of the words that set a wrong claim apart which must have been said; fewer turn up in right answers too."""


def turned_round(said: str, claim: str, question: str) -> bool:
    """Say whether a passage makes a claim turned round: negated, with an opposite, or with the things exchanged.

    Args:
        said: A passage of the answer.
        claim: A wording of the key point.
        question: The question, for the things it compares.
    """
    saids, claims = plain_words(said), plain_words(claim)
    stems = {stem(word) for word in saids}
    telling = content_stems(claim)
    if not telling or len(telling & stems) < SHARED_FOR_TURN * len(telling):
        return False
    shared = telling & content_stems(said)
    return (
        bool((_negated_stems(saids) ^ _negated_stems(claims)) & shared)
        or _opposite_said(saids, claims)
        or _exchanged(saids, claims, question)
    )


def words_of_mistake(said: str, mistake: str, wordings: Sequence[str], question: str) -> bool:
    """Say whether a passage uses enough of what sets a wrong claim apart, and no less than of what sets the right one.

    Args:
        said: A passage of the answer.
        mistake: The wrong claim.
        wordings: The right claim in all its wordings, the nearest first.
        question: The question; its own words side with nobody.
    """
    asked = content_stems(question)
    stems = content_stems(said) - asked
    wrong, right = content_stems(mistake) - asked, content_stems(wordings[0]) - asked
    telling = wrong - content_stems(" ".join(wordings))
    told = stems & telling
    return bool(told) and len(told) >= TELLING_SHARE * len(telling) and len(told) >= len(stems & (right - wrong))


def _negated_stems(words: Sequence[str]) -> frozenset[str]:
    """Stems of the content words within the reach of an odd number of negators."""
    negated: set[str] = set()
    for at, word in enumerate(words):
        if word in NEGATORS:
            for later in words[at + 1 : at + 1 + SCOPE]:
                if later in SCOPE_ENDS:
                    break
                if later not in STOPWORDS:
                    negated ^= {stem(later)}
    return frozenset(negated)


def _opposite_said(saids: Sequence[str], claims: Sequence[str]) -> bool:
    spoken, claimed = set(saids), set(claims)
    return any(
        other in spoken and word not in spoken and other not in claimed
        for word in claimed
        for other in OPPOSITES.get(word, ())
    )


def _exchanged(saids: Sequence[str], claims: Sequence[str], question: str) -> bool:
    """Say whether the claim is about one of the things compared, and the passage says it of the other alone."""
    pair = compared_things(question)
    if pair is None:
        return False
    claimed, spoken = {each for each in pair if each in claims}, {each for each in pair if each in saids}
    return len(claimed) == 1 and len(spoken) == 1 and claimed != spoken
