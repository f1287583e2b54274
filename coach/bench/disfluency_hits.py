"""Filled and silent pauses found, missed and made up; loops that nobody said; speech that no word covers.

Whatever is compared by time or by word is paired one to one, as many as possible.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from coach.bench.word_errors import FILLER, added
from coach.domain.transcript import TimeSpan

HIT_WITHIN = 0.3
"""Seconds between a filled pause that was said and one that was heard, up to which they are the same."""

LEAST_PAUSE = 0.3
"""Seconds above which a pause must be found, and from which one that is not there counts as false."""

EXACT_WITHIN = 0.1
"""Seconds by which the start and the end of an exact find are off at most."""

LEAST_COPIES = 3
"""Copies in a row that make a loop."""

LONGEST_LOOP = 12
"""Words of the longest loop that is looked for."""

REACH = 0.35
"""Seconds that a word reaches beyond its times, which are that coarse at worst."""

LONGEST_WORD = 1.6
"""Seconds that a word can cover: alignment stretches the last word before a lost stretch over all of it."""

LEAST_UNCOVERED = 0.3
"""Seconds from which a stretch without words counts; shorter ones are breaths and slack in the times."""

_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class FillerHits:
    """Counts that add up over clips."""

    said: int = 0
    """Filled pauses in the reference."""
    heard: int = 0
    """Filled pauses in the transcript."""
    hits: int = 0
    """Those that are the same, one to one."""

    @property
    def false(self) -> int:
        """Heard, but not said."""
        return self.heard - self.hits

    @property
    def precision(self) -> float | None:
        """Share of those heard that were said; None where none was heard."""
        return self.hits / self.heard if self.heard else None

    @property
    def recall(self) -> float | None:
        """Share of those said that were heard; None where none was said."""
        return self.hits / self.said if self.said else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall; None where none was said or heard."""
        return 2 * self.hits / (self.said + self.heard) if self.said + self.heard else None

    def __add__(self, other: "FillerHits") -> "FillerHits":
        return added(self, other)


@dataclass(frozen=True, slots=True)
class PauseHits:
    """Counts that add up over clips."""

    said: int = 0
    """Pauses of the reference that are longer than LEAST_PAUSE."""
    found: int = 0
    """Those of them that were found."""
    false: int = 0
    """Pauses found, longer than LEAST_PAUSE, where the reference has none of any length."""
    errors: tuple[float, ...] = ()
    """Seconds by which the start and the end of each pause found are off, two numbers a pause."""

    @property
    def recall(self) -> float | None:
        """Share of the reference's pauses found; None where it has none."""
        return self.found / self.said if self.said else None

    @property
    def exact(self) -> int:
        """How many were found with both start and end within EXACT_WITHIN seconds."""
        return sum(1 for pair in zip(self.errors[::2], self.errors[1::2], strict=True) if max(pair) <= EXACT_WITHIN)

    @property
    def median_error(self) -> float | None:
        """Median of `errors`, in seconds; None where nothing was found."""
        return median(self.errors) if self.errors else None

    @property
    def worst_error(self) -> float | None:
        """Largest of `errors`, in seconds; None where nothing was found."""
        return max(self.errors, default=None)

    def __add__(self, other: "PauseHits") -> "PauseHits":
        return added(self, other)


def hits_by_time(said: Sequence[TimeSpan], heard: Sequence[TimeSpan]) -> FillerHits:
    """Compare by time: a hit when the middles are at most HIT_WITHIN apart.

    Args:
        said: Each filled pause of the reference. One without a length is a single moment, and nobody knows whether
            its beginning or its middle was noted; it is hit where either is near enough.
        heard: Each filled pause of the transcript.
    """
    candidates = [[place for place, each in enumerate(said) if _near(each, span)] for span in heard]
    return FillerHits(len(said), len(heard), len(most_pairs(candidates)))


def hits_by_alignment(said: Sequence[str], heard: Sequence[str]) -> FillerHits:
    """Compare by place among the words, where the reference has no times: a hit when the word alignment pairs them.

    Args:
        said: The words of the reference, from `verbatim_words`.
        heard: The words of the transcript, normalised alike.
    """
    pairs = equal_words(said, heard, FILLER)
    hits = sum(1 for place, _ in pairs if said[place] == FILLER)
    return FillerHits(said.count(FILLER), heard.count(FILLER), hits)


def pause_hits(said: Sequence[TimeSpan], heard: Sequence[TimeSpan]) -> PauseHits:
    """Compare pauses: each is paired with the one that it shares most time with, one to one.

    Args:
        said: Every pause of the reference, in order.
        heard: Every pause found, in order.
    """
    shared = sorted(
        (-each.overlap(other), row, column)
        for row, each in enumerate(said)
        for column, other in enumerate(heard)
        if each.overlap(other) > 0
    )
    partner: dict[int, int] = {}
    for _, row, column in shared:
        if row not in partner and column not in partner.values():
            partner[row] = column
    long_ones = [row for row, each in enumerate(said) if each.seconds > LEAST_PAUSE]
    errors: list[float] = []
    for row in long_ones:
        if row in partner:
            found = heard[partner[row]]
            errors += (abs(found.start - said[row].start), abs(found.end - said[row].end))
    touched = {column for _, _, column in shared}
    false = sum(1 for column, each in enumerate(heard) if each.seconds > LEAST_PAUSE and column not in touched)
    return PauseHits(len(long_ones), len(errors) // 2, false, tuple(errors))


def count_loops(reference: Sequence[str], heard: Sequence[str]) -> int:
    """Count runs of three or more copies that the reference does not have.

    A run is forgiven where the reference repeats the same words, fewer than three times less often.

    Args:
        reference: What was said, normalised.
        heard: What the recogniser wrote, normalised alike.
    """
    loops = at = 0
    while at < len(heard):
        length, copies = _longest_run(heard, at)
        if copies < LEAST_COPIES:
            at += 1
            continue
        said = _most_copies(reference, heard[at : at + length])
        if said < LEAST_COPIES or copies >= said + LEAST_COPIES:
            loops += 1
        at += length * copies
    return loops


def uncovered(speech: Sequence[TimeSpan], words: Sequence[TimeSpan]) -> tuple[TimeSpan, ...]:
    """Return the stretches of speech that no word covers.

    Args:
        speech: Where the voice-activity detector heard speech, in order.
        words: When each word was said.
    """
    covers = sorted((word.start - REACH, min(word.end, word.start + LONGEST_WORD) + REACH) for word in words)
    holes: list[TimeSpan] = []
    for stretch in speech:
        at = stretch.start
        for start, end in covers:
            if start >= stretch.end:
                break
            if start > at:
                holes.append(TimeSpan(at, start))
            at = max(at, end)
        if at < stretch.end:
            holes.append(TimeSpan(at, stretch.end))
    return tuple(hole for hole in holes if hole.seconds >= LEAST_UNCOVERED)


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


def _near(said: TimeSpan, heard: TimeSpan) -> bool:
    apart = [abs((heard.start + heard.end) / 2 - (said.start + said.end) / 2)]
    if said.seconds == 0:
        apart.append(abs(heard.start - said.start))
    return min(apart) <= HIT_WITHIN + _ROUNDING


def _longest_run(words: Sequence[str], at: int) -> tuple[int, int]:
    """Find how many words from `at` on are repeated, and how often, covering most; (1, 1) where nothing is."""
    runs = [(length, _copies(words, at, words[at : at + length])) for length in range(1, LONGEST_LOOP + 1)]
    repeated = [(length * copies, -length, copies) for length, copies in runs if copies >= LEAST_COPIES]
    if not repeated:
        return 1, 1
    _, length, copies = max(repeated)
    return -length, copies


def _copies(words: Sequence[str], at: int, pattern: Sequence[str]) -> int:
    copies = 0
    while list(words[at : at + len(pattern)]) == list(pattern):
        copies += 1
        at += len(pattern)
    return copies


def _most_copies(words: Sequence[str], pattern: Sequence[str]) -> int:
    return max((_copies(words, at, pattern) for at in range(len(words))), default=0)
