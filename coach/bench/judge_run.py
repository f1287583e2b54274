"""Has a judge judge every case, times each, and sees what changes when the same answer is said otherwise."""

import random
import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from coach.bench.judge_cases import JudgeCase, words_of
from coach.bench.judge_figures import LabelledVerdict, outcome
from coach.domain.coverage import Coverage
from coach.domain.rubric import Alias, Rubric
from coach.domain.transcript import Transcript, typed_transcript
from coach.scoring.grade import score_coverage

FILLERS = ("um,", "uh,", "you know,", "like,", "I mean,")
"""What is put in after a word."""

FILLED_SHARE = 0.12
"""Share of the words that get a filler."""

GOOD, HALF, WRONG = "good", "half", "wrong"
"""Names of the three answers to a question."""

Clock = Callable[[], float]
"""Seconds since some moment."""

Way = Callable[[Rubric, str], str]
"""Takes a question and an answer to it, and gives the answer said otherwise, always the same for the same answer."""


class AnswerJudge(Protocol):
    """Decides which key points an answer made."""

    def prepare(self, rubric: Rubric) -> None:
        """Do ahead of time whatever needs the rubric alone."""
        ...

    def judge(self, rubric: Rubric, transcript: Transcript) -> Coverage:
        """Return one verdict for each key point, in the rubric's order."""
        ...


@dataclass(frozen=True, slots=True)
class JudgedCase:
    """A case with what a judge made of it."""

    case: JudgeCase
    """The case."""
    coverage: Coverage
    """The verdicts."""
    seconds: float
    """How long the answer took, its rubric being prepared."""
    flipped: Mapping[str, int]
    """For each way that changes the answer: how many of its points came out otherwise, of three outcomes."""


def judge_cases(
    judge: AnswerJudge,
    cases: Sequence[JudgeCase],
    clock: Clock = time.perf_counter,
    ways: Mapping[str, Way] | None = None,
) -> Iterator[JudgedCase]:
    """Judge every case as a typed answer, in order.

    To warm up, the first answer is judged once before, back to front, so that a judge that remembers what it has read
    gains nothing from it.

    Args:
        judge: Prepared with each rubric before the clock starts, as in a sitting.
        cases: May be none.
        clock: Gives seconds.
        ways: The answer is also said in each of these, by name; one more judgement each, which is not timed.
    """
    for case in cases[:1]:
        judge.prepare(case.rubric)
        judge.judge(case.rubric, typed_transcript(" ".join(reversed(case.answer.split()))))
    for case in cases:
        transcript = typed_transcript(case.answer)
        judge.prepare(case.rubric)
        start = clock()
        coverage = judge.judge(case.rubric, transcript)
        seconds = clock() - start
        said_otherwise = {name: way(case.rubric, case.answer) for name, way in (ways or {}).items()}
        flipped = {
            name: _flips(coverage, judge.judge(case.rubric, typed_transcript(text)))
            for name, text in said_otherwise.items()
            if text != case.answer
        }
        yield JudgedCase(case, coverage, seconds, flipped)


def labelled_verdicts(judged: Iterable[JudgedCase]) -> list[LabelledVerdict]:
    """Return every key point that has a label, with its verdict."""
    found = []
    for case, coverage in ((each.case, each.coverage) for each in judged):
        spans = case.spans or (None,) * len(coverage.points)
        for label, span, point in zip(case.labels or (), spans, coverage.points, strict=case.labels is not None):
            if label is not None:
                shown = point.evidence
                found.append(
                    LabelledVerdict(
                        label,
                        point.verdict,
                        point.probability,
                        span=words_of(case.answer, span) if span else None,
                        evidence=range(shown.first_word, shown.last_word + 1) if shown else None,
                    )
                )
    return found


def share_flipped(judged: Sequence[JudgedCase], way: str) -> float | None:
    """Return the share of points that come out otherwise; None where the way changes no answer.

    Args:
        judged: All cases; those that the way does not change say nothing.
        way: Its name.
    """
    changed = [each for each in judged if way in each.flipped]
    points = sum(len(each.coverage.points) for each in changed)
    return sum(each.flipped[way] for each in changed) / points if points else None


@dataclass(frozen=True, slots=True)
class OrderFigures:
    """How well scores tell answers of one question apart; equal scores do not."""

    triples: int
    """Questions with a good, a half and a wrong answer."""
    good_above_wrong: int
    """Questions whose good answer scores above the wrong one."""
    in_order: int
    """Questions whose half answer also scores below the good one and above the wrong one."""


def measure_order(judged: Sequence[JudgedCase]) -> OrderFigures:
    """Compare the scores of the answers to each question; a question that lacks one of the three says nothing."""
    scores: dict[str, dict[str, int]] = {}
    for each in judged:
        scores.setdefault(each.case.rubric.id, {})[each.case.name] = score_coverage(each.coverage)
    triples = [
        (named[GOOD], named[HALF], named[WRONG]) for named in scores.values() if named.keys() >= {GOOD, HALF, WRONG}
    ]
    return OrderFigures(
        triples=len(triples),
        good_above_wrong=sum(good > wrong for good, _, wrong in triples),
        in_order=sum(good > half > wrong for good, half, wrong in triples),
    )


def _flips(before: Coverage, after: Coverage) -> int:
    pairs = zip(before.points, after.points, strict=True)
    return sum(outcome(one.verdict) is not outcome(other.verdict) for one, other in pairs)


def bare(_rubric: Rubric, text: str) -> str:
    """Leave out punctuation and case, as some speech recognition does."""
    return re.sub(r"[^\w\s]", "", re.sub("[-–—]", " ", text)).lower()


def in_another_order(_rubric: Rubric, text: str) -> str:
    """Shuffle the sentences."""
    sentences = re.split(r"(?<=[.?!])\s+", text)
    random.Random(text).shuffle(sentences)  # noqa: S311 - not for secrets
    return " ".join(sentences)


def with_fillers(_rubric: Rubric, text: str) -> str:
    """Put in fillers."""
    rng = random.Random(text)  # noqa: S311 - not for secrets
    return " ".join(f"{word} {rng.choice(FILLERS)}" if rng.random() < FILLED_SHARE else word for word in text.split())


def after_the_question(rubric: Rubric, text: str) -> str:
    """Put the question in front of the answer."""
    return f"{rubric.to_say} {text}"


def misheard(rubric: Rubric, text: str) -> str:
    """Put what speech recognition may make of a term in the term's place; it is judged as it stands."""
    rng = random.Random(text)  # noqa: S311 - not for secrets
    for alias in rubric.aliases:
        text = _mishear(text, alias, rng)
    return text


WAYS: Mapping[str, Way] = {
    "bare": bare,
    "in_another_order": in_another_order,
    "with_fillers": with_fillers,
    "after_the_question": after_the_question,
    "misheard": misheard,
}
"""Every way, by its name."""


def _mishear(text: str, alias: Alias, rng: random.Random) -> str:
    return re.sub(rf"\b{re.escape(alias.term)}\b", lambda _found: rng.choice(alias.heard), text, flags=re.I)
