"""What is said about hints, labels and corrections of an attempt."""

from coach.domain.attempt import Attempt


def describe_revisions(attempt: Attempt) -> str:
    """Say in one line what the user had and changed; empty where there is nothing to say."""
    parts = []
    if attempt.hints:
        parts.append(f"{_count(len(attempt.hints), 'hint')} shown while answering")
    if attempt.labels:
        parts.append(f"{_count(len(attempt.labels), 'verdict')} overruled by you")
    if attempt.heard:
        parts.append("words corrected by you; O shows them as they were heard")
    return " · ".join(parts)


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"
