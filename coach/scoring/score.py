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
    return _score(coverage, unsure=0.0)


def best_score(coverage: Coverage) -> int:
    """Work out the score, 0 to 100, should every point that is unsure turn out to be covered."""
    return _score(coverage, unsure=1.0)


def _score(coverage: Coverage, unsure: float) -> int:
    total = sum(point.weight for point in coverage.points)
    if total <= 0:
        return 0
    worth = {
        Verdict.COVERED: 1.0,
        Verdict.PARTLY: PARTLY_WORTH,
        Verdict.CONTRADICTED: -CONTRADICTION_COST,
        Verdict.UNSURE: unsure,
    }
    earned = sum(point.weight * worth.get(point.verdict, 0.0) for point in coverage.points)
    return round(100 * max(0.0, earned) / total)
