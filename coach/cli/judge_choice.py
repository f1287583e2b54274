"""Which weights judge what was said, in words for the commands; loads and downloads none."""

from coach.cli.finding import Finding
from coach.errors import CoachError
from coach.paths import Paths
from coach.settings import Settings
from coach.weights.differences import ShippedDifference, difference_for, is_intact
from coach.weights.standing import standing


def judge_choice(paths: Paths, settings: Settings) -> tuple[Finding, ...]:
    """Say which embedder compares answers, whether a difference belongs to it, and who has a second vote.

    Args:
        paths: Where downloads are kept.
        settings: What the user chose.
    """
    embedder = _embedder(settings.weights.embedder, paths)
    second = _second_vote(settings.weights.second_vote, paths)
    return (embedder,) if second is None else (embedder, second)


def _embedder(choice: str, paths: Paths) -> Finding:
    try:
        found = standing("embedder", choice, paths.weights)
        difference = difference_for(found.folder) if found.folder else None
    except CoachError as error:
        return Finding(False, error.message, error.hint)
    what = f"embedder {found.name}, {found.words}"
    if difference is None:
        return Finding(True, what)
    if not is_intact(difference):
        return Finding(False, f"{what}; {_damaged(difference)}", "Install the program again.")
    return Finding(True, f"{what}, with the difference {difference.name}")


def _second_vote(choice: str, paths: Paths) -> Finding | None:
    if not choice:
        return None
    try:
        found = standing("nli", choice, paths.weights)
    except CoachError as error:
        return Finding(False, error.message, f'{error.hint} Or write second_vote = "" in {paths.settings}.'.lstrip())
    return Finding(True, f"second vote about contradictions: {found.name}, {found.words}")


def _damaged(difference: ShippedDifference) -> str:
    return f"its difference {difference.name}, {difference.path}, is missing or damaged"
