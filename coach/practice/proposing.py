"""Proposes changes to a rubric out of the user's labels; nothing changes by itself.

For each key point whose labels and verdicts differ, three learners look for a change: another wording out of the
user's own sentences, a threshold between what was said and what was not, a split where only half of the point is heard.
A change is tried out on the labels that it was made from, and on each label without a look at that label.
"""

import math
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Protocol, TypeVar

from coach.domain.attempt import Attempt
from coach.domain.coverage import Coverage, Evidence, Label, Verdict
from coach.domain.rubric import KeyPoint, Rubric
from coach.domain.spelling import wording_key
from coach.practice.agreement import (
    CREDITED,
    Agreement,
    Labelled,
    Stance,
    count_agreement,
    stance_of,
    with_remark,
    write_counts,
)
from coach.practice.suggested_edits import AddAlso, Edit, Kind, MoveThreshold, SplitPoint, own_sentence, split_point
from coach.wording import count

MOST_TRIED = 3
"""Sentences that are tried, those nearest to the point first; each costs one judging of every labelled answer."""

_BESIDE = 0.02
"""Distance of a threshold to the nearest probability where all labels are of one kind: they tell where the line is not,
and a line far away from them would be a guess."""

_HALVES = "a label on the whole point is held against both halves, and no longer counts once it is split"
"""What is said of a split's figures."""

JudgeAttempt = Callable[[Rubric, Attempt], Coverage]
"""Judges a stored attempt under a rubric."""

FindNearest = Callable[[Rubric, Attempt], tuple[Evidence | None, ...]]
"""Gives the passage of an attempt that is nearest to each key point, in the rubric's order; None where none is."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change to one key point that the user may accept."""

    edit: Edit
    """The change."""
    reason: str
    """Why, in one sentence with counts."""
    attempts: tuple[Attempt, ...]
    """The answers that support it."""
    before: Agreement
    """Labels on the point that the judge agrees with now."""
    after: Agreement
    """The same with the change; it flatters, because the change was made from these labels."""
    left_out: Agreement
    """The same, each answer judged with the change that the other answers alone support, if any."""

    @property
    def point(self) -> str:
        """The key point's id."""
        return self.edit.point

    def change(self, rubric: Rubric) -> Rubric:
        """Make the change; all other points stay as they are."""
        return self.edit.apply(rubric)

    @property
    def won(self) -> tuple[int, int]:
        """What it wins, leave-one-out and then as it was made; larger is better."""
        now = self.before.balance
        return self.left_out.balance - now, self.after.balance - now


def propose_changes(
    rubric: Rubric, attempts: Iterable[Attempt], judge: JudgeAttempt, nearest: FindNearest
) -> tuple[Proposal, ...]:
    """Propose changes to a question's key points.

    Args:
        rubric: The question's rubric as it is.
        attempts: Answers to the question; only those with labels are judged.
        judge: Judges an attempt under a rubric.
        nearest: Finds the passages of an attempt nearest to the key points.

    Returns:
        At most one change of each kind for each key point, the one that wins most leave-one-out first, then the one
        that wins most on the labels it was made from. Each stands by itself: two of them together are untried.
    """
    labelled = judge_labelled(rubric, attempts, judge)
    found = list(_proposals(labelled, _JudgedOnce(rubric, judge, nearest)))
    return tuple(sorted(found, key=lambda proposal: proposal.won, reverse=True))


def describe(proposal: Proposal) -> str:
    """Return what a proposal does to the agreement with the labels on its point, in one line.

    `agreement 5 of 9 now, 8 of 9 with it, 6 of 9 leave-one-out`; below eight labels the same in brackets, after the
    remark that it is too early to tell.
    """
    now, then, out = (write_counts(each) for each in (proposal.before, proposal.after, proposal.left_out))
    text = with_remark(f"agreement {now} now, {then} with it, {out} leave-one-out", proposal.before)
    return f"{text}; {_HALVES}" if proposal.edit.kind is Kind.SPLIT else text


@dataclass(frozen=True, slots=True)
class Case:
    """One attempt with labels, as one key point sees it."""

    attempt: Attempt
    """The attempt."""
    label: Label | None
    """The user's word on the point; None where only other points of the attempt have one."""
    verdict: Verdict
    """The judge's verdict on the point under the rubric at hand."""
    probability: float
    """How well the point is covered under the rubric at hand, 0.0 to 1.0."""

    @property
    def agrees(self) -> bool:
        """Whether the verdict agrees with the label, or there is none to agree with."""
        return self.label is None or stance_of(self.label, self.verdict) is Stance.AGREES


def judge_labelled(rubric: Rubric, attempts: Iterable[Attempt], judge: JudgeAttempt) -> tuple[Labelled, ...]:
    """Judge the attempts that carry labels; the others are left out.

    Args:
        rubric: The rubric to judge them under.
        attempts: Answers to its question.
        judge: Judges one.
    """
    return tuple(Labelled(attempt, judge(rubric, attempt)) for attempt in attempts if attempt.labels)


def cases_of(point_id: str, labelled: Iterable[Labelled]) -> tuple[Case, ...]:
    """Look at attempts from one key point, which their rubric must have."""
    found = []
    for each in labelled:
        point = next(point for point in each.coverage.points if point.id == point_id)
        found.append(Case(each.attempt, each.attempt.labels.get(point_id), point.verdict, point.probability))
    return tuple(found)


class _JudgedOnce:
    """What the judge says about labelled attempts, as far as it was asked."""

    def __init__(self, rubric: Rubric, judge: JudgeAttempt, nearest: FindNearest) -> None:
        """Begin with nothing asked.

        Args:
            rubric: The rubric as it is.
            judge: Judges an attempt.
            nearest: Finds the passages nearest to the key points.
        """
        self.rubric = rubric
        self._judge = judge
        self._nearest = nearest
        self._known: dict[tuple[str, Edit], Coverage] = {}
        self._passages: dict[str, dict[str, Evidence | None]] = {}

    def under(self, edit: Edit, case: Case) -> Coverage:
        """Judge a case under a change."""
        key = (case.attempt.id, edit)
        if key not in self._known:
            self._known[key] = self._judge(edit.apply(self.rubric), case.attempt)
        return self._known[key]

    def verdict(self, edit: Edit, case: Case) -> Verdict:
        """Judge a case under a change that keeps its point."""
        return next(point.verdict for point in self.under(edit, case).points if point.id == edit.point)

    def passage(self, point_id: str, case: Case) -> Evidence | None:
        """Return the passage of a case that is nearest to a key point."""
        if case.attempt.id not in self._passages:
            ids = [point.id for point in self.rubric.key_points]
            found = self._nearest(self.rubric, case.attempt)
            self._passages[case.attempt.id] = dict(zip(ids, found, strict=True))
        return self._passages[case.attempt.id][point_id]


def _proposals(labelled: tuple[Labelled, ...], judged: _JudgedOnce) -> Iterator[Proposal]:
    for point in judged.rubric.key_points:
        cases = cases_of(point.id, labelled)
        if all(case.agrees and case.verdict is not Verdict.PARTLY for case in cases):
            continue
        found = (
            _try_out(_FromSentences(point, judged), cases),
            _try_out(_FromProbabilities(point, judged), cases),
            _try_out(_FromHalves(point, judged), cases),
        )
        yield from (proposal for proposal in found if proposal is not None)


_Change = TypeVar("_Change", bound=Edit)
"""The kind of change that a learner makes."""


class _Learner(Protocol[_Change]):
    """Makes one kind of change to one key point out of labels."""

    def learn(self, cases: Sequence[Case]) -> _Change | None:
        """Return the change that some cases support most; None where they support none."""
        ...

    def verdict(self, case: Case, edit: _Change) -> Verdict:
        """Return what the judge makes of a case, whether the change was learned from it or not."""
        ...

    def concerned(self, cases: Sequence[Case]) -> tuple[Case, ...]:
        """Return the cases that support a change of this kind."""
        ...

    def reason(self, cases: Sequence[Case]) -> str:
        """Return in one sentence, with counts, why the change is worth a look."""
        ...


def _try_out(learner: _Learner[_Change], cases: Sequence[Case]) -> Proposal | None:
    """Learn a change and measure what it does; None where the cases support none.

    Args:
        learner: Makes the change.
        cases: Every attempt with labels, seen from the learner's key point.
    """
    edit = learner.learn(cases)
    if edit is None:
        return None
    return Proposal(
        edit=edit,
        reason=learner.reason(cases),
        attempts=tuple(case.attempt for case in learner.concerned(cases)),
        before=_agreement(cases, lambda case: case.verdict),
        after=_agreement(cases, lambda case: learner.verdict(case, edit)),
        left_out=_agreement(cases, lambda case: _without_it(learner, case, cases)),
    )


def _without_it(learner: _Learner[_Change], case: Case, cases: Sequence[Case]) -> Verdict:
    edit = learner.learn([other for other in cases if other is not case])
    return case.verdict if edit is None else learner.verdict(case, edit)


def _agreement(cases: Sequence[Case], verdict: Callable[[Case], Verdict]) -> Agreement:
    """Count how far verdicts agree with the labels of cases; cases without a label are left out."""
    return count_agreement([(case.label, verdict(case)) for case in cases if case.label is not None])


def _balance(cases: Sequence[Case], verdict: Callable[[Case], Verdict]) -> int:
    """Count the labels that verdicts agree with, less those that they say the opposite of."""
    return sum(stance_of(case.label, verdict(case)) for case in cases if case.label is not None)


class _FromSentences:
    """Learns an `also` wording."""

    def __init__(self, point: KeyPoint, judged: _JudgedOnce) -> None:
        """Take the key point.

        Args:
            point: The key point.
            judged: Judges, under its rubric.
        """
        self._point = point
        self._judged = judged
        self._known = {_key(wording) for wording in (point.point, *point.also, *point.mistakes)}

    def learn(self, cases: Sequence[Case]) -> AddAlso | None:
        """Return the sentence that wins most, the nearest of several; None where none wins anything."""

        def reached(edit: AddAlso) -> int:
            return _balance(cases, lambda case: self.verdict(case, edit))

        best = max(self._candidates(cases), key=reached, default=None)
        if best is None or reached(best) <= _balance(cases, lambda case: case.verdict):
            return None
        return best

    def verdict(self, case: Case, edit: AddAlso) -> Verdict:
        """Judge the case with the sentence among the wordings."""
        return self._judged.verdict(edit, case)

    def concerned(self, cases: Sequence[Case]) -> tuple[Case, ...]:
        """Return the cases in which the user said it and the judge did not hear it."""
        return tuple(case for case in cases if case.label is Label.SAID and case.verdict not in CREDITED)

    def reason(self, cases: Sequence[Case]) -> str:
        """Count how often it was said, and heard."""
        said = [case for case in cases if case.label is Label.SAID]
        heard = len(said) - len(self.concerned(cases))
        return f"You said it in {count(len(said), 'answer')}; the judge heard it in {heard or 'none'}."

    def _candidates(self, cases: Sequence[Case]) -> list[AddAlso]:
        found: dict[str, AddAlso] = {}
        for case in sorted(self.concerned(cases), key=lambda case: -case.probability):
            sentence = self._sentence(case)
            if sentence is not None and _key(sentence) not in self._known:
                found.setdefault(_key(sentence), AddAlso(self._point.id, sentence))
            if len(found) == MOST_TRIED:
                break
        return list(found.values())

    def _sentence(self, case: Case) -> str | None:
        passage = self._judged.passage(self._point.id, case)
        if passage is None:
            return None
        return own_sentence(case.attempt.transcript.words[passage.first_word : passage.last_word + 1])


def _key(wording: str) -> str:
    """Return what a wording and a spoken sentence that says the same have in common: a sentence ends in a sign."""
    return wording_key(wording).rstrip(".!? ")


class _FromProbabilities:
    """Learns a threshold.

    A threshold decides only whether the point is reached, so two verdicts on an answer tell the one under any: one
    with a threshold that everything reaches, one with a threshold that nothing does.
    """

    def __init__(self, point: KeyPoint, judged: _JudgedOnce) -> None:
        """Take the key point.

        Args:
            point: The key point.
            judged: Judges, under its rubric.
        """
        self._point = point
        self._judged = judged
        self._always = MoveThreshold(point.id, point.threshold, 0.0)
        self._never = MoveThreshold(point.id, point.threshold, math.inf)

    def learn(self, cases: Sequence[Case]) -> MoveThreshold | None:
        """Return the threshold that wins most, in the middle of the widest gap; None where none wins anything."""
        told = sorted((case for case in cases if case.label is not None), key=lambda case: case.probability)
        if all(case.agrees for case in told):
            return None
        places = [case.probability for case in told]
        missed = self._running(told, self._never)
        made = self._running(told, self._always)

        def reached(threshold: float) -> int:
            at = bisect_left(places, threshold)
            return missed[at] + made[-1] - made[at]

        least = _balance(told, lambda case: case.verdict) + 1
        one_kind = len({case.label for case in told}) == 1
        cuts = _past(places, told[0].label) if one_kind else _cuts(places)
        if not one_kind:  # where to cover all, or none, agrees better, the probability does not part them
            least = max(least, made[-1], missed[-1])
        best = max(cuts, key=lambda cut: (reached(cut[0]), cut[1]), default=None)
        if best is None or reached(best[0]) < least:
            return None
        return MoveThreshold(self._point.id, self._point.threshold, best[0])

    def verdict(self, case: Case, edit: MoveThreshold) -> Verdict:
        """Judge the case with a threshold."""
        return self._judged.verdict(self._always if case.probability >= edit.threshold else self._never, case)

    def concerned(self, cases: Sequence[Case]) -> tuple[Case, ...]:
        """Return the cases whose label the verdict does not agree with."""
        return tuple(case for case in cases if not case.agrees)

    def reason(self, cases: Sequence[Case]) -> str:
        """Count how often the judge is too strict, and too generous."""
        wrong = self.concerned(cases)
        strict = sum(case.label is Label.SAID for case in wrong)
        generous = sum(case.label is Label.NOT_SAID and case.verdict in CREDITED for case in wrong)
        doubtful = len(wrong) - strict - generous
        parts = [
            f"you said it in {count(strict, 'answer')} where the judge did not hear it" if strict else "",
            f"you did not say it in {count(generous, 'answer')} where the judge heard it" if generous else "",
            f"you did not say it in {count(doubtful, 'answer')} where the judge is unsure" if doubtful else "",
        ]
        text = "; ".join(part for part in parts if part)
        return f"{text[:1].upper()}{text[1:]}."

    def _running(self, told: Sequence[Case], edit: MoveThreshold) -> list[int]:
        stands = (stance_of(case.label, self._judged.verdict(edit, case)) for case in told if case.label is not None)
        return list(accumulate(stands, initial=0))


def _cuts(places: Sequence[float]) -> Iterator[tuple[float, float]]:
    """Yield thresholds that part some similarities, in ascending order, each with the width of its gap."""
    for low, high in pairwise(places):
        middle = round((low + high) / 2, 2)
        if low < middle <= high and middle > 0.0:  # rounding must not carry it out of the gap
            yield middle, high - low


def _past(places: Sequence[float], label: Label | None) -> Iterator[tuple[float, float]]:
    """Yield the threshold just past similarities that all have the same label, with the distance."""
    if label is Label.SAID:
        threshold = round(places[0] - _BESIDE, 2)
        if threshold > 0.0:
            yield threshold, _BESIDE
    else:
        threshold = min(1.0, round(places[-1] + _BESIDE, 2))
        if threshold > places[-1]:
            yield threshold, _BESIDE


class _FromHalves:
    """Learns a split.

    A label on the whole point does not say which half was meant. It is held against both: covered are the halves
    together where both are, missed where neither is, and where they differ nothing agrees with it.
    """

    def __init__(self, point: KeyPoint, judged: _JudgedOnce) -> None:
        """Take the key point.

        Args:
            point: The key point.
            judged: Judges, under its rubric.
        """
        points = judged.rubric.key_points
        halves = split_point(point, frozenset(each.id for each in points))
        self._judged = judged
        self._at = next(at for at, each in enumerate(points) if each.id == point.id)
        self._edit = None if halves is None else SplitPoint(point.id, halves[0].point, halves[1].point)

    def learn(self, cases: Sequence[Case]) -> SplitPoint | None:
        """Return the split where an answer supports it and the labels do not speak against it."""
        edit = self._edit
        if edit is None or not self.concerned(cases):
            return None
        now = _agreement(cases, lambda case: case.verdict)
        then = _agreement(cases, lambda case: self.verdict(case, edit))
        return edit if then.agreeing >= now.agreeing and then.balance >= now.balance else None

    def verdict(self, case: Case, edit: SplitPoint) -> Verdict:
        """Judge the case by both halves together."""
        both = self._halves(case, edit)
        credited = [verdict in CREDITED for verdict in both]
        if all(credited):
            return Verdict.COVERED
        return Verdict.UNSURE if any(credited) or Verdict.UNSURE in both else Verdict.MISSED

    def concerned(self, cases: Sequence[Case]) -> tuple[Case, ...]:
        """Return the cases in which one half was heard: by the verdict, or where a label differs, by the halves."""
        return tuple(case for case in cases if case.verdict is Verdict.PARTLY or self._differs(case))

    def reason(self, cases: Sequence[Case]) -> str:
        """Count the answers with one half."""
        return f"It makes two claims, and in {count(len(self.concerned(cases)), 'answer')} only one of them was heard."

    def _differs(self, case: Case) -> bool:
        if case.agrees or self._edit is None:
            return False
        first, second = (verdict in CREDITED for verdict in self._halves(case, self._edit))
        return first is not second

    def _halves(self, case: Case, edit: SplitPoint) -> tuple[Verdict, Verdict]:
        points = self._judged.under(edit, case).points
        return points[self._at].verdict, points[self._at + 1].verdict
