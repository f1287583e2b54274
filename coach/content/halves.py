"""Parts a point that makes two claims, so that an answer with only one of them can be told."""

from coach.content.content_words import STOPWORDS
from coach.content.plain_words import plain_words

PARTED_AT = frozenset("so because while whereas but which although and if when then".split())
"""Words at which a second claim may begin."""

LEAST_CONTENT = 3
"""Content words that each half needs to claim anything."""


def halves_of(point: str) -> tuple[str, str] | None:
    """Part a point where its two sides are most alike in length; None where it is one claim."""
    words = plain_words(point)
    heavy = [word not in STOPWORDS for word in words]
    best: tuple[int, int] | None = None
    for at in range(1, len(words)):
        if words[at] not in PARTED_AT:
            continue
        before, after = sum(heavy[:at]), sum(heavy[at:])
        if min(before, after) >= LEAST_CONTENT and (best is None or abs(before - after) < best[0]):
            best = (abs(before - after), at)
    if best is None:
        return None
    return " ".join(words[: best[1]]), " ".join(words[best[1] :])
