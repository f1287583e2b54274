"""Pairs what was heard with what was said: one to one, as many as possible."""

from collections.abc import Sequence


def most_pairs(candidates: Sequence[Sequence[int]]) -> dict[int, int]:
    """Pair as many as possible (augmenting paths).

    Args:
        candidates: For each item on the left, the items on the right that it may be paired with.

    Returns:
        Right item to left item.
    """
    partner: dict[int, int] = {}

    def place(left: int, tried: set[int]) -> bool:
        for right in candidates[left]:
            if right not in tried:
                tried.add(right)
                if right not in partner or place(partner[right], tried):
                    partner[right] = left
                    return True
        return False

    for left in range(len(candidates)):
        place(left, set())
    return partner


def equal_words(reference: Sequence[str], heard: Sequence[str], favourite: str) -> list[tuple[int, int]]:
    """Align two texts with the fewest errors; of several such alignments, the one with most equal words.

    Args:
        reference: What was said.
        heard: What the recogniser wrote.
        favourite: A word that is rather aligned with itself than another, other things being even.

    Returns:
        Index in the reference and index in what was heard, for every word that is equal in both.
    """
    columns = len(heard) + 1
    # Errors first; then equal words, as a negative number, the favourite counting double.
    best = [[(column, 0) for column in range(columns)]]
    for row, said in enumerate(reference, start=1):
        line = [(row, 0)]
        above = best[-1]
        for column, word in enumerate(heard, start=1):
            errors, equal = above[column - 1]
            here = (errors, equal - 1 - (said == favourite)) if said == word else (errors + 1, equal)
            deleted, inserted = above[column], line[-1]
            line.append(min(here, (deleted[0] + 1, deleted[1]), (inserted[0] + 1, inserted[1])))
        best.append(line)
    pairs: list[tuple[int, int]] = []
    row, column = len(reference), len(heard)
    while row and column:
        same = reference[row - 1] == heard[column - 1]
        errors, equal = best[row - 1][column - 1]
        gain = 1 + (reference[row - 1] == favourite)
        if best[row][column] == ((errors, equal - gain) if same else (errors + 1, equal)):
            row, column = row - 1, column - 1
            if same:
                pairs.append((row, column))
        elif best[row][column] == (best[row - 1][column][0] + 1, best[row - 1][column][1]):
            row -= 1
        else:
            column -= 1
    return pairs[::-1]
