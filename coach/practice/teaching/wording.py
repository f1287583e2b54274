"""Counts in words."""


def answers(number: int) -> str:
    """Count answers: `1 answer`."""
    return f"{number} answer{'' if number == 1 else 's'}"


def labels(number: int) -> str:
    """Count labels: `1 label`."""
    return f"{number} label{'' if number == 1 else 's'}"
