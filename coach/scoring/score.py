"""The one number: the weighted share of key points covered."""

from coach.domain.coverage import Coverage, Verdict

FORMULA = "score = 100 x (covered + partly / 2 - contradicted / 2) / all points, by weight, at least 0"
"""The formula in words, as it is printed under the score."""

PARTLY_WORTH = 0.5
"""Share of a point's weight that half a point earns."""

CONTRADICTION_COST = 0.5
"""Share of a point's weight that a contradiction takes away: a wrong claim is worse than a missing one."""


def score_coverage(coverage: Coverage) -> int:
    """Work out the score, 0 to 100; a point that is unsure counts as not covered until it is sure."""
    total = sum(point.weight for point in coverage.points)
    if total <= 0:
        return 0
    worth = {Verdict.COVERED: 1.0, Verdict.PARTLY: PARTLY_WORTH, Verdict.CONTRADICTED: -CONTRADICTION_COST}
    earned = sum(point.weight * worth.get(point.verdict, 0.0) for point in coverage.points)
    return round(100 * max(0.0, earned) / total)
