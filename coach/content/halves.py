"""Parts a point that makes two claims, so that an answer with only one of them can be told."""

from coach.content.words import STOPWORDS, plain_words

JOINING = frozenset("and but so because while whereas although then".split())
"""Words that join a second claim to the first, and say nothing where it stands alone."""

PARTED_AT = frozenset("so because while whereas but which although and if when then".split())
"""Words at which a second claim may begin."""

LEAST_CONTENT = 3
"""Content words that each half needs to claim anything."""


def claims_of(text: str) -> tuple[str, str] | None:
    """Return the two claims of a point as sentences, in its own spelling; None where it makes one."""
    halves = _halves_of(text)
    if halves is None:
        return None
    words = text.split()
    before = tuple(halves[0].split(" "))
    at = next((at for at in range(1, len(words)) if plain_words(" ".join(words[:at])) == before), None)
    first, second = (words[:at], words[at:]) if at is not None else (halves[0].split(" "), halves[1].split(" "))
    if plain_words(second[0])[:1] and plain_words(second[0])[0] in JOINING:
        second = second[1:]
    return _sentence(first), _sentence(second)


def _sentence(words: list[str]) -> str:
    text = " ".join(words).rstrip(",;:.–—- ")
    return f"{text[:1].upper()}{text[1:]}."


def _halves_of(point: str) -> tuple[str, str] | None:
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
