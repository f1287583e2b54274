"""In how many questions the good answer scores above the wrong one, and the half one between them."""

from collections.abc import Sequence
from dataclasses import dataclass

from coach.bench.judge_run import JudgedCase
from coach.scoring.score import score_coverage

GOOD, HALF, WRONG = "good", "half", "wrong"
"""Names of the three answers to a question."""


@dataclass(frozen=True, slots=True)
class OrderFigures:
    """How well scores tell answers of one question apart; equal scores do not."""

    triples: int
    """Questions with a good, a half and a wrong answer."""
    good_above_wrong: int
    """Questions whose good answer scores above the wrong one."""
    in_order: int
    """Questions whose half answer also scores below the good one and above the wrong one."""


def measure_order(judged: Sequence[JudgedCase]) -> OrderFigures:
    """Compare the scores of the answers to each question; a question that lacks one of the three says nothing."""
    scores: dict[str, dict[str, int]] = {}
    for each in judged:
        scores.setdefault(each.case.rubric.id, {})[each.case.name] = score_coverage(each.coverage)
    triples = [
        (named[GOOD], named[HALF], named[WRONG]) for named in scores.values() if named.keys() >= {GOOD, HALF, WRONG}
    ]
    return OrderFigures(
        triples=len(triples),
        good_above_wrong=sum(good > wrong for good, _, wrong in triples),
        in_order=sum(good > half > wrong for good, half, wrong in triples),
    )
