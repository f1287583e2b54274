"""What the user says about a verdict that the judge got wrong."""

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum

from coach.domain.coverage import Coverage, Verdict


class Label(StrEnum):
    """The user's own word on a key point; it overrules the verdict."""

    SAID = "said"
    """I did say that."""
    NOT_SAID = "not said"
    """I did not say that."""


STANDS_FOR: Mapping[Label, Verdict] = {Label.SAID: Verdict.COVERED, Label.NOT_SAID: Verdict.MISSED}
"""The verdict that each label puts in place of the judge's."""


def overrule(coverage: Coverage, labels: Mapping[str, Label]) -> Coverage:
    """Put the user's word in place of the judge's verdicts; everything else about the points stays.

    Args:
        coverage: What the judge decided.
        labels: By key point id; ids that are not in the coverage do nothing.
    """
    return Coverage(
        tuple(
            replace(point, verdict=STANDS_FOR[labels[point.id]]) if point.id in labels else point
            for point in coverage.points
        )
    )
