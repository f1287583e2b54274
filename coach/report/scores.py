"""What is said of a score that may have changed since the day of the answer, and of what the user did about it."""

from collections.abc import Mapping

from coach.domain.attempt import Attempt, AttemptSummary
from coach.domain.coverage import Coverage, Verdict
from coach.scoring.grade import best_score
from coach.wording import count, plural

SIGNS: Mapping[Verdict, str] = {
    Verdict.COVERED: "✓",
    Verdict.PARTLY: "◐",
    Verdict.UNSURE: "?",
    Verdict.MISSED: "✗",
    Verdict.CONTRADICTED: "!",
}
"""One character for each verdict, so that colour never carries it alone."""

OLD_RUBRIC = "*"
"""Stands behind a score that another version of the rubric gave than today's."""

EXPLAINED = "* judged by an earlier version of the rubric; `coach rejudge` judges it by the current one"
"""What the sign means."""


def is_old(summary: AttemptSummary, versions: Mapping[str, str]) -> bool:
    """Return whether an attempt was judged by another version of its rubric than today's.

    Args:
        summary: The attempt.
        versions: Today's version of each question in the bank; an attempt at another question is never old.
    """
    return versions.get(summary.question_id, summary.rubric_version) != summary.rubric_version


def write_doubt(score: int, coverage: Coverage) -> str:
    """Write what the unsure points could make of a score: `, up to 67 with the 2 unsure points`; empty without any.

    Args:
        score: The score, 0 to 100.
        coverage: The verdicts that it comes from.
    """
    unsure, best = coverage.count(Verdict.UNSURE), best_score(coverage)
    if not unsure or best <= score:
        return ""
    return f", up to {best} with the {plural(unsure, 'unsure point', f'{unsure} unsure points')}"


def write_scores(summary: AttemptSummary, versions: Mapping[str, str], *, arrow: str, none: str) -> str:
    """Write the score of the day and that of now: `72`, or `67→72` where it was judged again, `72*` where it is old.

    Args:
        summary: The attempt.
        versions: Today's version of each question in the bank.
        arrow: Stands between the two.
        none: Stands for a score where the answer could not be judged.
    """
    first, now = (none if score is None else str(score) for score in (summary.first_score, summary.score))
    told = now if first == now else f"{first}{arrow}{now}"
    return told + (OLD_RUBRIC if is_old(summary, versions) else "")


def describe_revisions(attempt: Attempt) -> str:
    """Return in one line what the user had and changed; empty where there is nothing to say."""
    parts = []
    if attempt.hints:
        parts.append(f"{count(len(attempt.hints), 'hint')} used")
    if attempt.labels:
        parts.append(f"{count(len(attempt.labels), 'verdict')} overruled by you")
    if attempt.heard:
        parts.append("words corrected by you; O shows them as they were heard")
    return " · ".join(parts)
