"""Two attempts at one question beside each other: what was gained, and what was lost."""

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby

from coach.content.words import STOPWORDS
from coach.domain.attempt import Attempt
from coach.domain.coverage import Verdict
from coach.domain.delivery import Delivery
from coach.domain.spelling import letters
from coach.domain.transcript import Word
from coach.report.marking import LONG_PAUSE_SECONDS
from coach.wording import clock

WORTH = {
    Verdict.CONTRADICTED: -1,
    Verdict.MISSED: 0,
    Verdict.UNSURE: 1,
    Verdict.PARTLY: 2,
    Verdict.COVERED: 3,
}
"""The order of the verdicts, from the worst to the best."""


LEAST_SMALL_WORDS = 3
"""Small words in a row from which they count as the same although nothing but small words is."""


class Change(StrEnum):
    """What became of a key point."""

    GAINED = "gained"
    LOST = "lost"
    SAME = "same"
    NEW = "new"
    """Only the later attempt was judged on it."""
    GONE = "gone"
    """Only the earlier attempt was judged on it."""


@dataclass(frozen=True, slots=True)
class PointChange:
    """One key point in both attempts."""

    point: str
    """Its claim, as the later attempt has it where it does."""
    before: Verdict | None
    """In the earlier attempt, labels included; None where it was not judged on it."""
    after: Verdict | None
    """In the later attempt, labels included; None where it was not judged on it."""

    @property
    def change(self) -> Change:
        """What became of it."""
        if self.before is None:
            return Change.NEW
        if self.after is None:
            return Change.GONE
        step = WORTH[self.after] - WORTH[self.before]
        return Change.SAME if step == 0 else Change.GAINED if step > 0 else Change.LOST


@dataclass(frozen=True, slots=True)
class NumberChange:
    """One number in both attempts, in words."""

    label: str
    """What is measured."""
    before: str
    """In the earlier attempt; a dash where it is not known."""
    after: str
    """In the later attempt; a dash where it is not known."""
    difference: str
    """With its sign; empty where one is not known or nothing changed."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one attempt side by side of which the same is to be said."""

    first_word: int
    """Index of its first word in the transcript."""
    last_word: int
    """Index of its last word in the transcript."""
    differs: bool
    """Whether the other attempt lacks them here: of the earlier one they were dropped, of the later added."""

    @property
    def words(self) -> int:
        """How many there are."""
        return self.last_word - self.first_word + 1


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that differs."""

    points: tuple[PointChange, ...]
    """In the later attempt's order; those that only the earlier one has come last."""
    numbers: tuple[NumberChange, ...]
    """Score, length from the first word to the last, pace, fillers, pauses."""
    before: tuple[Run, ...] = ()
    """All words of the earlier attempt, in order."""
    after: tuple[Run, ...] = ()
    """All words of the later attempt, in order."""

    def count(self, change: Change) -> int:
        """How many points changed in this way."""
        return sum(1 for point in self.points if point.change is change)


def compare(earlier: Attempt, later: Attempt) -> Comparison:
    """Compare two attempts at one question; what the user said about the verdicts counts."""
    before = {point.id: point for point in earlier.effective_coverage.points}
    after = {point.id: point for point in later.effective_coverage.points}
    points = [
        PointChange(point.point, before[id_].verdict if id_ in before else None, point.verdict)
        for id_, point in after.items()
    ]
    points += [PointChange(point.point, point.verdict, None) for id_, point in before.items() if id_ not in after]
    runs = compare_words(earlier.transcript.words, later.transcript.words)
    return Comparison(tuple(points), tuple(_numbers(earlier, later)), *runs)


def compare_words(before: Sequence[Word], after: Sequence[Word]) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """Set two answers beside each other word by word, by their letters alone.

    Two that were said afresh share little but small words here and there; where only such words are the same between
    two changes, they belong to the change, so that what is read is whole phrases.

    Returns:
        The runs of each.
    """
    texts = [letters(word.text) for word in before]
    blocks = SequenceMatcher(None, texts, [letters(word.text) for word in after], autojunk=False).get_matching_blocks()
    same: tuple[set[int], set[int]] = set(), set()
    for block in blocks:
        words = texts[block.a : block.a + block.size]
        if block.size >= LEAST_SMALL_WORDS or not STOPWORDS.issuperset(words):
            same[0].update(range(block.a, block.a + block.size))
            same[1].update(range(block.b, block.b + block.size))
    return _runs(len(before), same[0]), _runs(len(after), same[1])


def _runs(words: int, same: Container[int]) -> tuple[Run, ...]:
    groups = ((differs, list(group)) for differs, group in groupby(range(words), lambda at: at not in same))
    return tuple(Run(group[0], group[-1], differs) for differs, group in groups)


def _numbers(earlier: Attempt, later: Attempt) -> Iterator[NumberChange]:
    yield _number("score", earlier.scorecard.score, later.scorecard.score)
    if earlier.transcript.typed and later.transcript.typed:
        yield _number("words", len(earlier.transcript.words), len(later.transcript.words))
        return
    times = [each.delivery.answer_seconds if each.delivery else None for each in (earlier, later)]
    before, after = ("–" if time is None else clock(time) for time in times)
    whole = [None if time is None else int(time) for time in times]  # as a clock cuts them
    yield NumberChange("length", before, after, _step(whole[0], whole[1], " s"))
    for label, measured in _MEASURED.items():
        numbers = [measured(each.delivery) if each.delivery else None for each in (earlier, later)]
        yield _number(label, *numbers)


def _long_pauses(delivery: Delivery) -> int:
    return sum(1 for pause in delivery.pauses if pause.seconds > LONG_PAUSE_SECONDS)


_MEASURED: Mapping[str, Callable[[Delivery], float]] = {
    "words a minute": lambda delivery: delivery.words_per_minute,
    "fillers": lambda delivery: len(delivery.fillers),
    f"pauses over {LONG_PAUSE_SECONDS:g} s": _long_pauses,
    "shorter pauses": lambda delivery: len(delivery.pauses) - _long_pauses(delivery),
}


def _number(label: str, before: float | None, after: float | None) -> NumberChange:
    texts = ["–" if number is None else f"{number:.0f}" for number in (before, after)]
    return NumberChange(label, texts[0], texts[1], _step(before, after))


def _step(before: float | None, after: float | None, unit: str = "") -> str:
    if before is None or after is None or round(after) == round(before):
        return ""
    return f"{round(after) - round(before):+d}{unit}"
