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


def sides_with_mistake(evidence: str, mistake: str, point_wordings: Sequence[str], question: str) -> bool:
    """Say whether the wording of the evidence, not only its vector, agrees with the wrong claim.

    Args:
        evidence: Words of the answer.
        mistake: The wrong claim that is nearest to them.
        point_wordings: The right claim in all its wordings, nearest first.
        question: The question; its own words side with nobody.

    Returns:
        True when the evidence uses more of what sets the wrong claim apart than of what sets the right one apart,
        or when it turns the nearest right wording round by a negation, as the wrong claim does.
    """
    said = content_stems(evidence) - content_stems(question)
    right, wrong = content_stems(" ".join(point_wordings)), content_stems(mistake)
    only_wrong, only_right = said & (wrong - right), said & (content_stems(point_wordings[0]) - wrong)
    if only_wrong and len(only_wrong) >= len(only_right):
        return True
    odd = negations(evidence) % 2
    if odd == negations(mistake) % 2 != negations(point_wordings[0]) % 2:
        return True
    return _turned_round(said, wrong, content_stems(point_wordings[0]))


def _turned_round(said: frozenset[str], wrong: frozenset[str], right: frozenset[str]) -> bool:
    for left, other in ANTONYMS:
        for here, there in ((left, other), (other, left)):
            if said & here and wrong & here and right & there and not said & there:
                return True
    return False
