"""Makes two key points of one that makes two claims."""

from collections.abc import Collection

from coach.bank.fields import ID_LENGTH
from coach.content.content_words import content_stems
from coach.content.halves import claims_of
from coach.domain.rubric import KeyPoint


def split_point(point: KeyPoint, taken: Collection[str]) -> tuple[KeyPoint, KeyPoint] | None:
    """Split a key point in two, each with half its weight and without its threshold.

    A wording, right or wrong, goes to the claim that it shares more words with, and to the first where it shares as
    many with both. That is crude: a wording that makes both claims proves only one of them afterwards.

    Args:
        point: The key point.
        taken: Ids of the rubric, its own included.

    Returns:
        None where it makes one claim only, or where half of it is known as a mistake.
    """
    claims = claims_of(point.point)
    weight = point.weight / 2.0
    if claims is None or weight <= 0.0:
        return None
    known = {claim.casefold() for claim in claims}
    if len(known) == 1 or any(mistake.casefold() in known for mistake in point.mistakes):
        return None
    ids = _new_ids(point.id, taken)
    also = [(wording, _nearer(wording, claims)) for wording in point.also if wording.casefold() not in known]
    mistakes = [(wording, _nearer(wording, claims)) for wording in point.mistakes]
    first, second = (
        KeyPoint(
            id=ids[half],
            point=claims[half],
            weight=weight,
            also=tuple(wording for wording, at in also if at == half),
            mistakes=tuple(wording for wording, at in mistakes if at == half),
        )
        for half in (0, 1)
    )
    return first, second


def _nearer(wording: str, claims: tuple[str, str]) -> int:
    stems = content_stems(wording)
    first, second = (len(stems & content_stems(claim)) for claim in claims)
    return 1 if second > first else 0


def _new_ids(point_id: str, taken: Collection[str]) -> tuple[str, str]:
    found: list[str] = []
    number = 0
    while len(found) < 2:  # noqa: PLR2004 - a half each
        number += 1
        ending = f"-{number}"
        candidate = f"{point_id[: ID_LENGTH - len(ending)]}{ending}"
        if candidate not in taken:
            found.append(candidate)
    return found[0], found[1]
