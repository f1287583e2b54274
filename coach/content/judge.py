"""Judges which key points an answer made: similarity proposes, a reader decides, the words that decided are shown."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from coach.content.decision import Chances, Decision, Signals
from coach.content.encoder import Encoder, Vectors
from coach.content.halves import claims_of
from coach.content.reader import CONTRADICTED, COVERED, MISSED, PARTLY, Entailment, Numbers, Pair
from coach.content.said import Said, cut_passages, text_of, what_was_said, whole_passage
from coach.content.second_vote import CONTRADICTION, SecondVote
from coach.content.words import NEGATORS, STOPWORDS, plain_words
from coach.domain.coverage import Coverage, Evidence, PointCoverage, Verdict
from coach.domain.rubric import KeyPoint, Rubric
from coach.domain.transcript import Transcript
from coach.domain.word_lists import DEFAULT_LISTS, WordLists

ALSO_READ, MISTAKES_READ = 1, 1
"""Paraphrases and wrong claims of a point that are read beside it, those nearest to the answer; each costs time. On
1,740 labelled points, each hand judged with numbers fitted on the others, macro-F1 was .607 without a paraphrase, .614
with one and .602 with two."""

EVEN = 0.5
"""Probability from which a wrong claim is taken to be made, or the second model agrees to a contradiction."""

TAGGED = 0.4
"""Probability from which a word speaks for being shown, and below which it speaks against."""

MOSTLY = 0.5
"""Share of a clause that must be in the run for the rest of it to be shown as well."""

LEAST_WORDS = 4
"""Words of a run that can stand alone; a shorter one is shown with its clause."""

VERBATIM, VERBATIM_WORDS = 0.85, 5
"""Share of a wording's telling words that must be said in their order, nothing telling between them, for it to be said
word for word; and how many it must have."""

NOT_HEARD = "Not heard."
"""Why a point is missed."""

NOT_HEARD_NEAR = "Not heard; in an answer this long, only the part closest to this point was read."
"""Why a point of a long answer is missed."""


@dataclass(frozen=True, slots=True, eq=False)
class PreparedAnswer:
    """An answer with the stretches of it that are compared with key points."""

    said: Said
    """The answer."""
    passages: tuple[range, ...]
    """The stretches, as places of its words; none where no stretch claims anything."""
    vectors: Vectors
    """Of the stretches, shape (passages, d)."""


@dataclass(frozen=True, slots=True, eq=False)
class AnswerToJudge:
    """An answer that is to be judged."""

    rubric: Rubric
    """The key points; its question is the one that the answer was prepared for."""
    answer: PreparedAnswer
    """The answer."""


@dataclass(frozen=True, slots=True)
class Near:
    """What comes nearest to a key point by similarity."""

    cosine: float
    """-1.0 to 1.0."""
    words: range
    """The nearest passage."""
    wording: str
    """The wording that it is nearest to."""


@dataclass(frozen=True, slots=True, eq=False)
class Weighed:
    """What an answer says for and against one key point, before anything is decided."""

    right: Sequence[Entailment]
    """Of the point and its paraphrases, at least one."""
    wrong: Sequence[Entailment]
    """Of the wrong claims that it names; may be none."""
    near: Near
    """What comes nearest."""
    verbatim: range | None = None
    """Where the point is said word for word, although the reader takes it for its opposite; None everywhere else."""

    @property
    def signals(self) -> Signals:
        """What the decision is made from; who says a point word for word does not deny it."""
        chances = _mean_chances(self.right)
        made, contradicted = float(chances[COVERED] + chances[PARTLY]), float(chances[CONTRADICTED])
        missed, near = float(chances[MISSED]), self.near.cosine
        if self.verbatim is not None:
            return Signals(contradicted, 0.0, missed, made, mistaken=0.0, near=near)
        mistaken = max((_made(entailment) for entailment in self.wrong), default=0.0)
        return Signals(made, float(chances[PARTLY]), missed, contradicted, mistaken, near)


class Judge:
    """An encoder with everything that turns its numbers into verdicts; safe to use from several threads."""

    def __init__(
        self,
        encoder: Encoder,
        decision: Decision,
        second_vote: SecondVote | None = None,
        lists: WordLists = DEFAULT_LISTS,
    ) -> None:
        """Put a judge together.

        Args:
            encoder: Embeds and reads.
            decision: Fitted for it.
            second_vote: A model for natural language inference; where there is one, a point is called contradicted
                only if it agrees.
            lists: Which words are fillers, and so claim nothing.
        """
        self._lists = lists
        self._encoder = encoder
        self._decision = decision
        self._second_vote = second_vote
        self.name = encoder.name if second_vote is None else f"{encoder.name}, {second_vote.name}"

    def with_lists(self, lists: WordLists) -> Self:
        """Return the same judge for somebody with other fillers; it costs nothing and shares what was read."""
        other = copy(self)
        other._lists = lists
        return other

    def prepare(self, rubric: Rubric) -> None:
        """Embed every wording of a rubric ahead of time, which makes judging faster."""
        self._encoder.embed([text for point in rubric.key_points for text in (*_right(point), *point.mistakes)])

    def read_ahead(self, rubric: Rubric, transcript: Transcript) -> None:
        """Read what is settled of an answer that goes on: the parts that further words hardly ever change."""
        (answer,) = self.prepare_answers(rubric, [transcript])
        if not answer.passages:
            return
        claims = [claim for point in rubric.key_points for claim in self._choose_right(point, answer)]
        words, settled = answer.said.words, answer.said.parts[:-1]
        self._encoder.read(
            [
                Pair(claim, words[part.start : part.stop])
                for claim, parts in self._parts_to_read(answer, claims).items()
                for part in parts
                if part in settled
            ]
        )

    def judge(self, rubric: Rubric, transcript: Transcript) -> Coverage:
        """Judge an answer against its rubric.

        Args:
            rubric: The question and its key points.
            transcript: What was said, fillers marked.

        Returns:
            One verdict for each key point, in the rubric's order. Each depends on the answer and on that point alone.
        """
        (answer,) = self.prepare_answers(rubric, [transcript])
        return self.judge_each([AnswerToJudge(rubric, answer)])[0]

    def prepare_answers(self, rubric: Rubric, transcripts: Sequence[Transcript]) -> tuple[PreparedAnswer, ...]:
        """Prepare answers to a question; they may be judged on any key points.

        Args:
            rubric: Only its question matters.
            transcripts: What was said, fillers marked.
        """
        question = f"{rubric.question} {rubric.spoken}"
        said = [what_was_said(rubric, transcript, self._lists) for transcript in transcripts]
        passages = [cut_passages(each, question) or whole_passage(each) for each in said]
        vectors = self._encoder.embed(
            [text_of(each, words) for each, cut in zip(said, passages, strict=True) for words in cut]
        )
        ends = np.cumsum([len(cut) for cut in passages])
        return tuple(
            PreparedAnswer(each, cut, vectors[end - len(cut) : end])
            for each, cut, end in zip(said, passages, ends, strict=True)
        )

    def judge_each(self, asked: Sequence[AnswerToJudge]) -> tuple[Coverage, ...]:
        """Judge many answers together, which is quicker than one after the other; each gets what it gets alone."""
        weighed = self._weigh(asked, self._may_turn)
        verdicts = [
            [self._decide(point, each.signals) for point, each in zip(one.rubric.key_points, found, strict=False)]
            for one, found in zip(asked, weighed, strict=True)
        ]
        partly = [
            [point for point, verdict in zip(one.rubric.key_points, some, strict=False) if verdict is Verdict.PARTLY]
            for one, some in zip(asked, verdicts, strict=True)
        ]
        halves = self._missing_halves([(one.answer, points) for one, points in zip(asked, partly, strict=True)])
        return tuple(self._cover(*each) for each in zip(asked, weighed, verdicts, halves, strict=True))

    def measure(self, rubric: Rubric, transcript: Transcript) -> tuple[Signals, ...]:
        """Return what the decision on each key point is made from, for fitting it; none where nothing is claimed."""
        (answer,) = self.prepare_answers(rubric, [transcript])
        (weighed,) = self._weigh([AnswerToJudge(rubric, answer)], lambda *_: True)
        return tuple(each.signals for each in weighed)

    def nearest(self, rubric: Rubric, transcript: Transcript) -> tuple[Evidence | None, ...]:
        """Return the passage nearest to each key point by similarity, whatever the verdict; None where none is."""
        (answer,) = self.prepare_answers(rubric, [transcript])
        near = self.near(AnswerToJudge(rubric, answer))
        return tuple(answer.said.quote(each.words) for each in near) or (None,) * len(rubric.key_points)

    def near(self, asked: AnswerToJudge) -> tuple[Near, ...]:
        """Return what comes nearest to each key point by similarity; none where the answer claims nothing."""
        points = asked.rubric.key_points if asked.answer.passages else ()
        return tuple(self._nearest_to(point, asked.answer) for point in points)

    def too_far(self, near: Near) -> bool:
        """Whether nothing that was said is near enough to a point to make it, whatever the reader says."""
        return near.cosine < self._decision.near_from

    def nearness(self, texts: Sequence[str], others: Sequence[str]) -> tuple[float, ...]:
        """Return the cosine of each text with the nearest of others, -1.0 to 1.0."""
        return tuple(float(near) for near in (self._encoder.embed(texts) @ self._encoder.embed(others).T).max(axis=1))

    def _weigh(
        self, asked: Sequence[AnswerToJudge], needs_wrong: Callable[[KeyPoint, Weighed], bool]
    ) -> list[tuple[Weighed, ...]]:
        """Read answers beside every key point, and beside the wrong claims of those points that need them.

        Returns:
            For each answer one for each key point, or none where nothing is claimed.
        """
        points = [one.rubric.key_points if one.answer.passages else () for one in asked]
        right = [
            [self._choose_right(point, one.answer) for point in some] for one, some in zip(asked, points, strict=True)
        ]
        entailments = self._read([(one.answer, _joined(claims)) for one, claims in zip(asked, right, strict=True)])
        weighed = [
            [
                self._weigh_right(point, one.answer, [read[claim] for claim in claims])
                for point, claims in zip(some, claims_of_each, strict=True)
            ]
            for one, some, claims_of_each, read in zip(asked, points, right, entailments, strict=True)
        ]
        wrong = [
            [
                self._choose_wrong(point, one.answer) if needs_wrong(point, each) else []
                for point, each in zip(some, found, strict=True)
            ]
            for one, some, found in zip(asked, points, weighed, strict=True)
        ]
        entailments = self._read([(one.answer, _joined(claims)) for one, claims in zip(asked, wrong, strict=True)])
        return [
            tuple(
                replace(each, wrong=[read[claim] for claim in claims])
                for each, claims in zip(found, claims_of_each, strict=True)
            )
            for found, claims_of_each, read in zip(weighed, wrong, entailments, strict=True)
        ]

    def _weigh_right(self, point: KeyPoint, answer: PreparedAnswer, right: Sequence[Entailment]) -> Weighed:
        chances, verbatim = _mean_chances(right), None
        if chances[CONTRADICTED] > chances[COVERED] + chances[PARTLY]:
            found = (said_word_for_word(wording, answer.said.words) for wording in _right(point))
            verbatim = next(filter(None, found), None)
        return Weighed(right, (), self._nearest_to(point, answer), verbatim)

    def _may_turn(self, point: KeyPoint, weighed: Weighed) -> bool:
        """Whether a wrong claim could change what is decided on a point, or the words that are shown for it."""
        least = self._decide(point, weighed.signals)
        most = self._decide(point, replace(weighed.signals, mistaken=1.0))
        return least is not most or most in (Verdict.CONTRADICTED, Verdict.UNSURE)

    def _choose_right(self, point: KeyPoint, answer: PreparedAnswer) -> list[str]:
        """Choose what is read for a point: itself, and the paraphrase nearest to the answer."""
        return [point.point, *self._nearest_of(point.also, answer, ALSO_READ)]

    def _choose_wrong(self, point: KeyPoint, answer: PreparedAnswer) -> list[str]:
        """Choose which wrong claims of a point are read: those nearest to the answer."""
        return self._nearest_of(point.mistakes, answer, MISTAKES_READ)

    def _nearest_of(self, wordings: Sequence[str], answer: PreparedAnswer, most: int) -> list[str]:
        told = [wording for wording in wordings if plain_words(wording)]
        if len(told) <= most:
            return told
        cosines = (answer.vectors @ self._encoder.embed(told).T).max(axis=0)
        return [told[at] for at in sorted(np.argsort(-cosines, kind="stable")[:most])]

    def _read(self, asked: Sequence[tuple[PreparedAnswer, Sequence[str]]]) -> list[dict[str, Entailment]]:
        """Read answers beside claims; of one in several parts each, and then put the parts together."""
        to_read = [self._parts_to_read(answer, claims) for answer, claims in asked]
        pairs = [
            Pair(claim, words[part.start : part.stop])
            for words, parts_by_claim in zip([answer.said.words for answer, _ in asked], to_read, strict=True)
            for claim, parts in parts_by_claim.items()
            for part in parts
        ]
        entailments = iter(self._encoder.read(pairs))
        return [
            {
                claim: _whole([next(entailments) for _ in parts], parts, len(answer.said.tokens))
                for claim, parts in parts_by_claim.items()
            }
            for (answer, _), parts_by_claim in zip(asked, to_read, strict=True)
        ]

    def _parts_to_read(self, answer: PreparedAnswer, claims: Iterable[str]) -> dict[str, tuple[range, ...]]:
        """Return which parts of an answer are read beside each claim: all, or of a long one the nearest."""
        asked, parts = list(dict.fromkeys(claims)), answer.said.parts
        if not (asked and answer.said.long):
            return dict.fromkeys(asked, parts)
        nearest = (answer.vectors @ self._encoder.embed(asked).T).argmax(axis=0)
        return {
            claim: (max(parts, key=lambda part, words=answer.passages[at]: _shared(part, words)),)  # type: ignore[misc]
            for claim, at in zip(asked, nearest, strict=True)
        }

    def _nearest_to(self, point: KeyPoint, answer: PreparedAnswer) -> Near:
        wordings = _right(point)
        cosines = answer.vectors @ self._encoder.embed(wordings).T
        passage, wording = divmod(int(cosines.argmax()), len(wordings))
        return Near(float(cosines[passage, wording]), answer.passages[passage], wordings[wording])

    def _cover(
        self, asked: AnswerToJudge, weighed: Sequence[Weighed], verdicts: Sequence[Verdict], halves: Mapping[str, str]
    ) -> Coverage:
        points, left_out = asked.rubric.key_points, asked.answer.said.left_out
        if not weighed:
            return Coverage(tuple(_doubted(_nothing_said(point), left_out) for point in points))
        return Coverage(
            tuple(
                _doubted(self._conclude(point, verdict, each, asked.answer, halves.get(point.point, "")), left_out)
                for point, verdict, each in zip(points, verdicts, weighed, strict=True)
            )
        )

    def _conclude(
        self, point: KeyPoint, verdict: Verdict, weighed: Weighed, answer: PreparedAnswer, half: str
    ) -> PointCoverage:
        said = answer.said
        signals = weighed.signals
        chances = self._decision.weigh(signals)
        words = _shown(verdict, chances, weighed, said)
        evidence = said.quote(words) if words is not None else None
        if verdict is Verdict.CONTRADICTED and not self._agrees(point, evidence):
            verdict = Verdict.UNSURE
        return PointCoverage(
            id=point.id,
            point=point.point,
            importance=point.importance,
            verdict=verdict,
            probability=chances.made,
            similarity=chances.made,
            mistake_similarity=signals.mistaken if weighed.wrong else None,
            evidence=evidence,
            closest_to=weighed.near.wording if evidence is not None else "",
            reason=_reason(verdict, chances, evidence, half, NOT_HEARD_NEAR if said.long else NOT_HEARD),
        )

    def _decide(self, point: KeyPoint, signals: Signals) -> Verdict:
        chances = self._decision.weigh(signals)
        verdict = self._decision.decide(chances, signals)
        return verdict if point.threshold is None else self._under_threshold(point.threshold, verdict, chances, signals)

    def _under_threshold(self, threshold: float, verdict: Verdict, chances: Chances, signals: Signals) -> Verdict:
        """Let the user's own threshold decide whether a point is reached, and the decision all the rest."""
        if chances.contradicted > chances.made:
            return verdict
        if chances.made >= threshold:
            return self._decision.how_much(signals)
        return Verdict.MISSED

    def _agrees(self, point: KeyPoint, evidence: Evidence | None) -> bool:
        if self._second_vote is None:
            return True
        if evidence is None:
            return False
        return bool(self._second_vote.votes([(evidence.text, point.point)])[0][CONTRADICTION] >= EVEN)

    def _missing_halves(self, asked: Sequence[tuple[PreparedAnswer, Sequence[KeyPoint]]]) -> list[dict[str, str]]:
        """Return the claim that was not heard of points that make two, by the point's text, where that is clear."""
        claims = [{point.point: claims_of(point.point) or () for point in points} for _, points in asked]
        entailments = self._read(
            [(answer, _joined(each.values())) for (answer, _), each in zip(asked, claims, strict=True)]
        )
        missing = [
            {point: [claim for claim in halves if _made(read[claim]) < EVEN] for point, halves in each.items()}
            for each, read in zip(claims, entailments, strict=True)
        ]
        return [{point: halves[0] for point, halves in each.items() if len(halves) == 1} for each in missing]


def _joined(claims: Iterable[Sequence[str]]) -> list[str]:
    return [claim for some in claims for claim in some]


def _right(point: KeyPoint) -> tuple[str, ...]:
    """Return every wording of a point that has words, and the point itself."""
    return (point.point, *(also for also in point.also if plain_words(also)))


def _whole(entailments: Sequence[Entailment], parts: Sequence[range], words: int) -> Entailment:
    """Put the entailments of an answer's parts together: the part that touches the claim most decides."""
    part, decides = min(zip(parts, entailments, strict=True), key=lambda each: float(each[1].chances[MISSED]))
    supports, contradicts = np.zeros(words, dtype=np.float32), np.zeros(words, dtype=np.float32)
    supports[part.start : part.stop] = decides.supports
    contradicts[part.start : part.stop] = decides.contradicts
    return Entailment(decides.chances, supports, contradicts)


def _shared(part: range, words: range) -> int:
    """Count the words that a part has of a passage."""
    return len(range(max(part.start, words.start), min(part.stop, words.stop)))


def _doubted(point: PointCoverage, left_out: str) -> PointCoverage:
    """Make a missed point unsure where something of the answer was not read: it may have been in that."""
    if point.verdict is not Verdict.MISSED or not left_out:
        return point
    return replace(point, verdict=Verdict.UNSURE, reason=left_out)


def _mean_chances(entailments: Sequence[Entailment]) -> Numbers:
    return np.asarray(np.mean([each.chances for each in entailments], axis=0), dtype=np.float32)


def _made(entailment: Entailment) -> float:
    return float(entailment.chances[COVERED] + entailment.chances[PARTLY])


def _shown(verdict: Verdict, chances: Chances, weighed: Weighed, said: Said) -> range | None:
    """Find the words from which the verdict was made; none for a point that was missed."""
    if verdict is Verdict.MISSED:
        return None
    if weighed.verbatim is not None:
        return weighed.verbatim
    if chances.contradicted > chances.made:
        tagged = _mean([(float(each.chances[CONTRADICTED]), each.contradicts) for each in weighed.right])
        for mistake in weighed.wrong:
            if _made(mistake) >= EVEN:
                tagged = np.maximum(tagged, mistake.supports)
    else:
        tagged = _mean([(_made(each), each.supports) for each in weighed.right])
    return tightest_run(tagged, said.marked)


def _mean(weighted: Sequence[tuple[float, Numbers]]) -> Numbers:
    total = sum(weight for weight, _ in weighted)
    # Where no wording is believed at all, nothing is divided by nothing, and no word stands out.
    return np.asarray(sum(weight * values for weight, values in weighted) / max(total, 1e-9), dtype=np.float32)


def said_word_for_word(wording: str, words: Sequence[str]) -> range | None:
    """Find a wording in an answer: its telling words in their order, a few left out, and no other ones between them.

    Args:
        wording: Of a key point.
        words: The answer's plain words.

    Returns:
        The places from its first telling word to its last; None where it is not there.
    """
    wanted = [word for word in plain_words(wording) if word not in STOPWORDS]
    telling = [(at, word) for at, word in enumerate(words) if word not in STOPWORDS]
    if len(wanted) < VERBATIM_WORDS:
        return None
    for first in range(len(telling)):
        place, found = 0, []
        for at, word in telling[first:]:
            if word not in wanted[place:]:
                break
            place = wanted.index(word, place) + 1
            found.append((at, word))
        negated = {word for word in wanted if word in NEGATORS} <= {word for _, word in found}
        if negated and len(found) >= VERBATIM * len(wanted):
            return range(found[0][0], found[-1][0] + 1)
    return None


def tightest_run(tagged: Numbers, clauses: Sequence[range]) -> range | None:
    """Find the words that are shown.

    Args:
        tagged: For each word the probability that it belongs to the evidence, shape (words,).
        clauses: The answer's clauses, in order, without gaps.

    Returns:
        The run in which most words are tagged and fewest are not, filled up to the ends of the clauses that are mostly
        in it; None where no word is tagged.
    """
    run = _best_run([float(each) - TAGGED for each in tagged])
    if run is None:
        return None
    first = next(clause for clause in clauses if run.start in clause)
    last = next(clause for clause in clauses if run.stop - 1 in clause)
    short = len(run) < LEAST_WORDS
    start = first.start if short or _share(first, run) >= MOSTLY else run.start
    stop = last.stop if short or _share(last, run) >= MOSTLY else run.stop
    return range(start, stop)


def _share(clause: range, run: range) -> float:
    return len(range(max(clause.start, run.start), min(clause.stop, run.stop))) / len(clause)


def _best_run(gains: Sequence[float]) -> range | None:
    """Return the run with the greatest sum (Kadane's algorithm); None where no sum is above 0."""
    best, found = 0.0, None
    running, start = 0.0, 0
    for at, gain in enumerate(gains):
        if running <= 0.0:
            running, start = 0.0, at
        running += gain
        if running > best:
            best, found = running, range(start, at + 1)
    return found


def _reason(verdict: Verdict, chances: Chances, evidence: Evidence | None, half: str, not_heard: str) -> str:
    """Return why in one line, with the words where there are any."""
    quote = f"“{evidence.text}”" if evidence is not None else ""
    if verdict is Verdict.MISSED:
        return not_heard
    if verdict is Verdict.CONTRADICTED:
        return f"You said the opposite: {quote}" if quote else "You said the opposite."
    if verdict is Verdict.UNSURE:
        opposite = chances.contradicted > chances.made
        doubt = "Did you say this? It may have been the opposite." if opposite else "Did you say this?"
        return f"{doubt} {quote}" if quote else doubt
    if verdict is Verdict.COVERED:
        return f"You said: {quote}" if quote else ""
    missing = f"Only half of it; not heard: {half}" if half else "Only half of it was heard."
    return f"{missing} You said: {quote}" if quote else missing


def _nothing_said(point: KeyPoint) -> PointCoverage:
    return PointCoverage(
        point.id, point.point, point.importance, Verdict.MISSED, 0.0, 0.0, None, None, "", reason=NOT_HEARD
    )
