"""Which weights judge what was said, in words for the commands; loads and downloads none."""

from coach.cli.finding import Finding
from coach.errors import CoachError
from coach.paths import Paths
from coach.settings import Settings
from coach.weights.differences import is_intact, shipped_difference
from coach.weights.standing import standing


def judge_choice(paths: Paths, settings: Settings) -> tuple[Finding, ...]:
    """Say which embedder and which reader judge answers, and who has a second vote.

    Args:
        paths: Where downloads are kept.
        settings: What the user chose.
    """
    found = (_embedder(settings.weights.embedder, paths), _reader())
    second = _second_vote(settings.weights.second_vote, paths)
    return found if second is None else (*found, second)


def _embedder(choice: str, paths: Paths) -> Finding:
    try:
        found = standing("embedder", choice, paths.weights)
    except CoachError as error:
        return Finding(False, error.message, error.hint)
    return Finding(True, f"embedder {found.name}, {found.words}")


def _reader() -> Finding:
    try:
        reader = shipped_difference()
    except CoachError as error:
        return Finding(False, error.message, error.hint)
    if not is_intact(reader):
        return Finding(
            False, f"reader {reader.name}, {reader.path}, is missing or damaged", "Install the program again."
        )
    return Finding(True, f"reader {reader.name}, made of {reader.base}")


def _second_vote(choice: str, paths: Paths) -> Finding | None:
    if not choice:
        return None
    try:
        found = standing("nli", choice, paths.weights)
    except CoachError as error:
        return Finding(False, error.message, f'{error.hint} Or write second_vote = "" in {paths.settings}.'.lstrip())
    return Finding(True, f"second vote about contradictions: {found.name}, {found.words}")
