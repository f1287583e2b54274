"""The second vote on a contradiction: do the words themselves side with the wrong claim?"""

from collections.abc import Sequence

from coach.content.tokens import content_stems, negations

ANTONYMS = tuple(
    (frozenset(left.split()), frozenset(right.split()))
    for left, right in (
        (
            "increase increas raise rais higher more larger grow",
            "decrease decreas reduce reduc lower less smaller shrink",
        ),
        ("up", "down"),
        ("high large big strong", "low small little weak"),
        ("same equal identical", "different unlike"),
        ("parallel independent simultaneous", "sequential"),
        ("supervis", "unsupervis"),
        ("label", "unlabel"),
        ("linear", "nonlinear"),
        ("positive", "negative"),
        ("true", "false"),
        ("simple simpler", "complex complicat"),
        ("fast faster quick", "slow slower"),
        ("always", "never"),
        ("before", "after"),
        ("best better good", "worst worse bad"),
    )
)
"""Stems that turn a claim round when one stands for the other."""


TELLING_SHARE = 1 / 3
"""Share of the words that set a wrong claim apart which must have been said; fewer turn up in right answers too."""

SAME_SUBJECT_SHARE = 0.5
"""Share of the right claim's words that must have been said before a negation or an opposite in it means anything."""


def sides_with_mistake(evidence: str, mistake: str, point_wordings: Sequence[str], question: str) -> bool:
    """Say whether the wording of the evidence, not only its vector, agrees with the wrong claim.

    Args:
        evidence: Words of the answer.
        mistake: The wrong claim that is nearest to them.
        point_wordings: The right claim in all its wordings, nearest first.
        question: The question; its own words side with nobody.

    Returns:
        True when the evidence uses enough of what sets the wrong claim apart, and no less of it than of what sets the
        right one apart; or when it makes the right claim turned round, as the wrong claim does, by a negation or an
        opposite.
    """
    asked = content_stems(question)
    said = content_stems(evidence) - asked
    wrong, nearest = content_stems(mistake) - asked, content_stems(point_wordings[0]) - asked
    telling = wrong - content_stems(" ".join(point_wordings))
    told = said & telling
    if told and len(told) >= TELLING_SHARE * len(telling) and len(told) >= len(said & (nearest - wrong)):
        return True
    if len(said & nearest) < SAME_SUBJECT_SHARE * len(nearest):
        return False
    odd = negations(evidence) % 2
    if odd == negations(mistake) % 2 != negations(point_wordings[0]) % 2:
        return True
    return _turned_round(said, wrong, nearest)


def _turned_round(said: frozenset[str], wrong: frozenset[str], right: frozenset[str]) -> bool:
    for left, other in ANTONYMS:
        for here, there in ((left, other), (other, left)):
            if said & here and wrong & here and right & there and not said & there:
                return True
    return False
