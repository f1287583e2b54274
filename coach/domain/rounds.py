"""The rounds of an ML interview that can be practised here, and the one that cannot."""

from collections.abc import Mapping

ROUNDS: Mapping[str, str] = {
    "concepts": "ML concepts",
    "coding": "ML coding",
    "system-design": "ML system design",
    "behavioral": "Behavioral",
}
"""What each round is called, by the name of its folder, in the order in which a mock asks them."""

ELSEWHERE = (
    "The general-programming round (data structures and algorithms) is not practised here: it is judged by running "
    "code, not by listening. LeetCode or a blank editor is the place for it."
)
"""Said wherever rounds are chosen."""


def round_name(name: str) -> str:
    """Say what a round is called; the user's own rounds are called as their folders."""
    return ROUNDS.get(name, name)
