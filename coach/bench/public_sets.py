"""The public sets of graded answers and matched arguments, and how well the judge's similarity ranks them."""

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from coach.bench.judge_cases import JudgeCase, Record, read_records
from coach.bench.judge_run import JudgedCase
from coach.domain.rubric import KeyPoint, Rubric
from coach.errors import CoachError

GRADED = {"SciEntsBank": "semeval2013-scientsbank", "Beetle": "semeval2013-beetle"}
"""The sets of graded answers, and what the names of their files begin with."""

UNSEEN, TRAINING = "test-unseen-questions.jsonl", "train.jsonl"
"""What the names end with; the first is taken where it is there."""

ARGUMENTS = "argkp2021-train.jsonl"
"""The file of matched arguments."""

CORRECT, _, CONTRADICTORY = GRADES = ("correct", "incorrect", "contradictory")
"""What a teacher may say of an answer."""

ONE_IN = 5
"""Of a training part one question in five is measured, chosen by a hash of its name: all would take too long."""

_FLATTERED = "The reader was trained on the training part of {}, so the figures on it flatter the reader."

_HINT = "Name the folder of the public sets, and fetch a damaged file again."


@dataclass(frozen=True, slots=True)
class GradedAnswer:
    """A student's answer with a teacher's grade (SemEval-2013 Task 7)."""

    question_id: str
    """Unique within its set."""
    question: str
    """The question."""
    references: tuple[str, ...]
    """Right answers; at least one."""
    answer: str
    """What the student wrote."""
    label: str
    """`correct`, `incorrect` or `contradictory`."""


@dataclass(frozen=True, slots=True)
class ArgumentPair:
    """An argument and a key point that sums it up, or does not (ArgKP-2021)."""

    topic: str
    """What is argued about."""
    argument: str
    """One person's argument."""
    key_point: str
    """A short claim."""
    match: bool
    """Whether the claim sums the argument up."""


@dataclass(frozen=True, slots=True)
class PublicSets:
    """What a folder holds of the public sets."""

    graded: dict[str, tuple[GradedAnswer, ...]]
    """Graded answers, by what they are: `Beetle, unseen questions`."""
    arguments: dict[str, tuple[ArgumentPair, ...]]
    """Matched arguments, in the same way."""
    remarks: tuple[str, ...]
    """What must be known to read figures on them."""


@dataclass(frozen=True, slots=True)
class ArgumentGroup:
    """The arguments of one side of one topic, each against all of that side's key points."""

    cases: tuple[JudgeCase, ...]
    """An argument each."""
    matches: frozenset[tuple[str, str]]
    """Pairs of an argument and the id of a key point that sums it up; a pair that nobody labelled is not in it."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """One thing that was ranked."""

    score: float
    """Higher comes first."""
    wanted: bool
    """Whether it should come first."""


def load_public_sets(folder: Path) -> PublicSets:
    """Read the public sets that are in a folder.

    Args:
        folder: Holds `semeval2013-scientsbank-test-unseen-questions.jsonl` or, failing that,
            `semeval2013-scientsbank-train.jsonl`, the same for `beetle`, and `argkp2021-train.jsonl`; not all need be
            there.

    Raises:
        CoachError: None of them is there, or one is damaged; names file, line and key.
    """
    graded, arguments, trained_on = {}, {}, []
    for name, beginning in GRADED.items():
        unseen, training = folder / f"{beginning}-{UNSEEN}", folder / f"{beginning}-{TRAINING}"
        if unseen.exists():
            graded[f"{name}, unseen questions"] = read_graded_answers(unseen)
        elif training.exists():
            answers = tuple(each for each in read_graded_answers(training) if one_in_five(each.question_id))
            graded[f"{name}, a fifth of the training questions"] = answers
            trained_on.append(name)
    if (folder / ARGUMENTS).exists():
        pairs = tuple(each for each in read_argument_pairs(folder / ARGUMENTS) if one_in_five(each.topic))
        arguments["ArgKP-2021, a fifth of the topics"] = pairs
    if not graded and not arguments:
        names = [f"{beginning}-{end}" for beginning in GRADED.values() for end in (UNSEEN, TRAINING)]
        raise CoachError(f"{folder} holds none of the public sets.", f"They are {', '.join((*names, ARGUMENTS))}.")
    return PublicSets(graded, arguments, tuple(_FLATTERED.format(name) for name in trained_on))


def read_graded_answers(path: Path) -> tuple[GradedAnswer, ...]:
    """Read one set of graded answers.

    Raises:
        CoachError: The file cannot be read, or a line is not as it must be; names file, line and key.
    """
    return tuple(
        GradedAnswer(
            question_id=row.text("question_id"),
            question=row.text("question"),
            references=_references(row),
            answer=row.text("answer"),
            label=row.one_of("label", GRADES),
        )
        for row in read_records(path, _HINT)
    )


def read_argument_pairs(path: Path) -> tuple[ArgumentPair, ...]:
    """Read pairs of argument and key point.

    Raises:
        CoachError: The file cannot be read, or a line is not as it must be; names file, line and key.
    """
    return tuple(
        ArgumentPair(
            topic=row.text("topic"),
            argument=row.text("argument"),
            key_point=row.text("key_point"),
            match=bool(row.one_of("match", (0, 1))),
        )
        for row in read_records(path, _HINT)
    )


def one_in_five(key: str) -> bool:
    """Return whether a question, or a topic of arguments, is measured.

    Args:
        key: The question's id, or the topic.
    """
    return int(hashlib.sha256(key.encode()).hexdigest(), 16) % ONE_IN == 0


def graded_cases(answers: Sequence[GradedAnswer]) -> tuple[JudgeCase, ...]:
    """Make a case of each answer: every reference answer is one key point."""
    return tuple(
        JudgeCase(each.question_id, _rubric(each.question_id, each.question, each.references), each.answer)
        for each in answers
    )


def correct_area(answers: Sequence[GradedAnswer], judged: Sequence[JudgedCase]) -> float | None:
    """Return the area under the curve of correct answers against the rest, by the nearest reference's similarity."""
    return area_under_curve(
        [Ranked(_best(case), each.label == CORRECT) for each, case in zip(answers, judged, strict=True)]
    )


def contradictory_area(answers: Sequence[GradedAnswer], judged: Sequence[JudgedCase]) -> float | None:
    """Return the area under the curve of contradictory answers against the rest, by the similarity turned round."""
    return area_under_curve(
        [Ranked(-_best(case), each.label == CONTRADICTORY) for each, case in zip(answers, judged, strict=True)]
    )


def argument_groups(pairs: Sequence[ArgumentPair]) -> tuple[ArgumentGroup, ...]:
    """Put arguments together by topic and side, in the order in which they come.

    Only arguments and key points of one side were ever paired, so that whatever is paired, directly or by way of
    others, is of one side.
    """
    by_topic: dict[str, list[ArgumentPair]] = defaultdict(list)
    for pair in pairs:
        by_topic[pair.topic].append(pair)
    return tuple(_group(side) for topic in by_topic.values() for side in _sides(topic))


def mean_average_precision(groups: Sequence[ArgumentGroup], judged: Sequence[Sequence[JudgedCase]]) -> float | None:
    """Return the strict figure of the shared task on key point matching (KPA-2021).

    Of each side of each topic: every argument goes with its most similar key point, the most similar half of the
    arguments is kept, and the average precision of their matches is taken, a pair that nobody labelled being no match.

    Args:
        groups: One for each side.
        judged: The cases of each group, judged.

    Returns:
        The mean over the groups; None where there is none with two arguments.
    """
    precisions = []
    for group, cases in zip(groups, judged, strict=True):
        ranked = []
        for each in cases:
            best = max(each.coverage.points, key=lambda point: point.similarity)
            ranked.append(Ranked(best.similarity, (each.case.answer, best.id) in group.matches))
        precision = average_precision(top_half(ranked))
        if precision is not None:
            precisions.append(precision)
    return sum(precisions) / len(precisions) if precisions else None


def area_under_curve(ranked: Sequence[Ranked]) -> float | None:
    """Return the area under the receiver operating characteristic.

    That is the chance that a wanted thing scores higher than another one, a tie being worth half; None where all are
    wanted, or none is.
    """
    wanted = sum(1 for each in ranked if each.wanted)
    others = len(ranked) - wanted
    if not wanted or not others:
        return None
    won, below = 0.0, 0
    for tied in _by_score(ranked):
        wanted_here = sum(1 for each in tied if each.wanted)
        others_here = len(tied) - wanted_here
        won += wanted_here * (below + others_here / 2.0)
        below += others_here
    return won / (wanted * others)


def average_precision(ranked: Sequence[Ranked]) -> float | None:
    """Return the mean, over the wanted things, of the precision among all that score as high or higher.

    0.0 where none is wanted; None where there is nothing at all.
    """
    if not ranked:
        return None
    seen = hits = 0
    total = 0.0
    for tied in reversed(_by_score(ranked)):
        wanted_here = sum(1 for each in tied if each.wanted)
        seen += len(tied)
        hits += wanted_here
        total += wanted_here * hits / seen
    return total / hits if hits else 0.0


def top_half(ranked: Sequence[Ranked]) -> tuple[Ranked, ...]:
    """Return the half that scores highest, rounded down; of a tie at the cut, those that come first."""
    return tuple(sorted(ranked, key=lambda each: -each.score)[: len(ranked) // 2])


def _by_score(ranked: Sequence[Ranked]) -> list[list[Ranked]]:
    """Put together what scores the same, lowest first."""
    groups: dict[float, list[Ranked]] = {}
    for each in sorted(ranked, key=lambda each: each.score):
        groups.setdefault(each.score, []).append(each)
    return list(groups.values())


def _references(row: Record) -> tuple[str, ...]:
    references = row.texts("references")
    if not references:
        raise row.wrong("references", "it is not a list of strings with at least one")
    return references


def _sides(pairs: Sequence[ArgumentPair]) -> list[list[ArgumentPair]]:
    """Put together what shares an argument or a key point, directly or by way of others."""
    sides: list[tuple[set[str], set[str]]] = []
    for pair in pairs:
        arguments, key_points = {pair.argument}, {pair.key_point}
        others = []
        for side in sides:
            if pair.argument in side[0] or pair.key_point in side[1]:
                arguments |= side[0]
                key_points |= side[1]
            else:
                others.append(side)
        sides = [*others, (arguments, key_points)]
    first = {pair.argument: at for at, pair in reversed(list(enumerate(pairs)))}
    sides.sort(key=lambda side: min(first[argument] for argument in side[0]))
    return [[pair for pair in pairs if pair.argument in arguments] for arguments, _ in sides]


def _group(pairs: Sequence[ArgumentPair]) -> ArgumentGroup:
    topic = pairs[0].topic
    rubric = _rubric(topic, topic, tuple(dict.fromkeys(pair.key_point for pair in pairs)))
    ids = {point.point: point.id for point in rubric.key_points}
    return ArgumentGroup(
        cases=tuple(JudgeCase(topic, rubric, argument) for argument in dict.fromkeys(p.argument for p in pairs)),
        matches=frozenset((pair.argument, ids[pair.key_point]) for pair in pairs if pair.match),
    )


def _rubric(name: str, question: str, claims: Sequence[str]) -> Rubric:
    points = tuple(KeyPoint(str(number), claim) for number, claim in enumerate(claims, start=1))
    return Rubric(name, question, points)


def _best(judged: JudgedCase) -> float:
    return max(point.similarity for point in judged.coverage.points)
