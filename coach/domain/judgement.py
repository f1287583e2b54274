"""What was decided about an attempt at one time, by one version of its rubric."""

from dataclasses import dataclass

from coach.domain.coverage import Coverage


@dataclass(frozen=True, slots=True)
class Judgement:
    """Verdicts that have been replaced by later ones."""

    rubric_version: str
    """The version of the rubric that judged."""
    coverage: Coverage
    """Which key points were made, as the judge decided then."""
    score: int | None
    """0 to 100, with the labels of that time; None where the answer was heard too badly to be judged."""
    embedder: str
    """The weights that judged."""
