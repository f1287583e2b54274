"""From signals to a verdict: probability first, then the votes that a contradiction needs, then one line saying why."""

from dataclasses import dataclass

from coach.content.numbers import Numbers
from coach.content.passages import Passage
from coach.content.signals import Signals
from coach.content.wordings import Wordings
from coach.domain.coverage import Verdict
from coach.domain.rubric import KeyPoint

NOTHING_NEAR = "nothing in the answer comes near it"
ONLY_MENTIONED = "its words turn up at most; nothing says it"
FEW_WORDS = 4
"""Content words that a passage needs to prove anything: "k-NN: classification" is near to much and claims little."""


@dataclass(frozen=True, slots=True)
class Votes:
    """Who says that the point was contradicted; both are needed."""

    vectors: bool
    """The answer comes nearer to a wrong claim than to the point."""
    words: bool
    """Read word by word, the passage says something else, agrees with the wrong claim, or turns the point round."""


@dataclass(frozen=True, slots=True)
class HalfMade:
    """How near an answer comes to either half of a point that makes two claims."""

    gap: float
    """Nearness of the nearer half less that of the other, 0.0 or more."""
    missing: str
    """The half that is farther away."""


@dataclass(frozen=True, slots=True)
class Decision:
    """The verdict on one point."""

    verdict: Verdict
    """The verdict."""
    probability: float
    """How likely the point was made, wholly or in part."""
    shown: Passage | None
    """The passage that proves it; None where nothing comes near."""
    closest_to: str
    """The wording that the passage is closest to; empty without one."""
    reason: str
    """One line saying why."""


def decide(
    point: KeyPoint,
    signals: Signals,
    wordings: Wordings,
    numbers: Numbers,
    *,
    similarity: float,
    votes: Votes,
    half: HalfMade | None,
    claims_enough: bool,
    on_topic: bool,
) -> Decision:
    """Decide on one point.

    Args:
        point: The key point; its own threshold, on the similarity, wins over the program's.
        signals: What speaks for and against it.
        wordings: The point's wordings.
        numbers: What turns signals into probabilities.
        similarity: How well the point is covered.
        votes: Who says that it was contradicted.
        half: How near its halves are; None where it is one claim.
        claims_enough: Whether the proof has words enough to claim anything.
        on_topic: Whether any point of the question is near enough for the answer to be one to it.
    """
    made, denied = numbers.made.probability(signals), numbers.contradicted.probability(signals)
    right = wordings.texts[signals.proof_wording]
    reached = made >= numbers.covered_from if point.threshold is None else similarity >= point.threshold
    if denied >= numbers.contradicted_from and not reached:
        return _against(signals, wordings, made, certain=votes.vectors and votes.words)
    if not reached:
        if made >= numbers.unsure_from:
            return Decision(Verdict.UNSURE, made, signals.proof, right, f"near, but not clear enough: {right}")
        mentioned = made >= numbers.unsure_from / 2.0
        return Decision(Verdict.MISSED, made, None, "", ONLY_MENTIONED if mentioned else NOTHING_NEAR)
    verdict, reason = Verdict.COVERED, f"closest to: {right}"
    if denied >= numbers.doubted_from:
        verdict, reason = Verdict.UNSURE, f"said, or the opposite; check: {right}"
    elif not on_topic:
        verdict, reason = Verdict.UNSURE, f"the answer hardly touches the question; nearest to: {right}"
    elif not claims_enough:
        verdict, reason = Verdict.UNSURE, f"too few words to prove: {right}"
    elif half is not None and half.gap >= numbers.half_gap:
        verdict, reason = Verdict.PARTLY, f"one half is there; not heard: {half.missing}"
    return Decision(verdict, made, signals.proof, right, reason)


def _against(signals: Signals, wordings: Wordings, made: float, *, certain: bool) -> Decision:
    """Accuse on two votes, and have the user check on one."""
    right, wrong = wordings.texts[signals.proof_wording], wordings.texts[signals.against_wording]
    if not certain:
        return Decision(Verdict.UNSURE, made, signals.against, wrong, f"may contradict it; check: {right}")
    if signals.named:
        return Decision(Verdict.CONTRADICTED, made, signals.against, wrong, f"closest to the wrong claim: {wrong}")
    return Decision(Verdict.CONTRADICTED, made, signals.against, wrong, f"turns round: {right}")
