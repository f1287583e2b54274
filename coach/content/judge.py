"""Judges which key points an answer made, with the words that prove it and an honest band of doubt."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from coach.content.comparer import Comparer
from coach.content.content_words import content_stems
from coach.content.embedder import Embedder
from coach.content.heard_answer import HeardAnswer, hear_answer
from coach.content.kept_readings import ANSWERS, POINTS, KeptEmbedder, KeptReadings
from coach.content.numbers import Numbers
from coach.content.passages import Passage
from coach.content.polarity import turned_round, words_of_mistake
from coach.content.remembering import RememberingEmbedder
from coach.content.second_vote import CONTRADICTION, SecondVote
from coach.content.signals import Signals
from coach.content.tokens import Token
from coach.content.verdicts import FEW_WORDS, NOTHING_NEAR, Votes, decide
from coach.content.weighing import ReadPoint, Weighed, read_point, weigh
from coach.content.word_weights import EVEN, WordWeights
from coach.content.wordings import Wordings, list_wordings
from coach.domain.coverage import Coverage, Evidence, PointCoverage, Verdict
from coach.domain.rubric import KeyPoint, Rubric
from coach.domain.transcript import Transcript

POINTS_IN_MEMORY = 120
"""Key points whose vectors stay in memory, about 400 kB each."""

EVEN_ODDS = 0.5
"""Probability from which the model for natural language inference votes for a contradiction."""


class Judge:
    """An embedder with everything that turns nearness into verdicts; safe to use from several threads."""

    def __init__(
        self,
        embedder: Embedder,
        numbers: Numbers,
        *,
        weights: WordWeights = EVEN,
        comparer: Comparer | None = None,
        second_vote: SecondVote | None = None,
        folder: Path | None = None,
        answers: Path | None = None,
    ) -> None:
        """Put a judge together.

        Args:
            embedder: Texts to vectors.
            numbers: Fitted for this embedder, with or without its comparer.
            weights: How telling each word is.
            comparer: Trained together with the embedder; None where there is none.
            second_vote: A model for natural language inference that has a say about contradictions; None for none.
            folder: Where vectors of rubrics are kept between sittings; None keeps none.
            answers: Where vectors of stored answers are kept between sittings; None keeps none.
        """
        self._embedder = RememberingEmbedder(embedder)
        self._points = KeptReadings(self._embedder, folder, POINTS)
        self._read = lru_cache(POINTS_IN_MEMORY)(self._read_point)
        self._stored = KeptEmbedder(self._embedder, KeptReadings(self._embedder, answers, ANSWERS))
        self._numbers = numbers
        self._weights = weights
        self._comparer = comparer
        self._second_vote = second_vote
        self.name = embedder.name if second_vote is None else f"{embedder.name}, {second_vote.name}"

    def prepare(self, rubric: Rubric) -> None:
        """Read every wording of a rubric ahead of time, which makes judging faster."""
        for point in rubric.key_points:
            self.read(rubric.question, point)

    def judge(self, rubric: Rubric, transcript: Transcript) -> Coverage:
        """Judge an answer against its rubric.

        Args:
            rubric: The question and its key points.
            transcript: What was said, fillers marked.

        Returns:
            One verdict for each key point, in the rubric's order. Contradicted takes two votes, the vectors' and the
            words'; one alone makes the point unsure.
        """
        return self.conclude(rubric, transcript, *self.weigh_all(rubric, transcript))

    def weigh_all(self, rubric: Rubric, transcript: Transcript) -> tuple[HeardAnswer | None, tuple[Weighed, ...]]:
        """Hear an answer and weigh it against every key point; no words, nothing to weigh."""
        heard = self.hear(rubric, transcript)
        if heard is None:
            return None, ()
        return heard, tuple(self.weigh(heard, self.read(rubric.question, point)) for point in rubric.key_points)

    def hear(self, rubric: Rubric, transcript: Transcript, *, stored: bool = False) -> HeardAnswer | None:
        """Cut and encode an answer; None where it has no words.

        Args:
            rubric: Only its question and its aliases matter.
            transcript: What was said, fillers marked.
            stored: Whether the answer is one of the history, whose vectors are worth keeping between sittings.
        """
        embedder = self._stored if stored else self._embedder
        return hear_answer(rubric, transcript, embedder, self._weights, self._comparer)

    def read(self, question: str, point: KeyPoint) -> ReadPoint:
        """Encode a key point's wordings, or remember them; its weight and its threshold make no difference."""
        return self._read(question, replace(point, id="", weight=1.0, threshold=None))

    def weigh(self, heard: HeardAnswer, point: ReadPoint) -> Weighed:
        """Weigh an answer against one key point; depends on nothing but the two."""
        return weigh(heard, point, self._weights, self._comparer)

    def conclude(
        self, rubric: Rubric, transcript: Transcript, heard: HeardAnswer | None, weighed: Sequence[Weighed]
    ) -> Coverage:
        """Decide on every key point.

        Args:
            rubric: The question and its key points.
            transcript: What was said.
            heard: The answer, as it was heard; None where it has no words.
            weighed: Weighed against each key point, in the rubric's order; none where there are no words.
        """
        if heard is None:
            return Coverage(tuple(_nothing(point) for point in rubric.key_points))
        weighed = [replace(each, signals=self._numbers.gated(each.signals)) for each in weighed]
        if not heard.claims:
            ranked = zip(rubric.key_points, weighed, strict=True)
            return Coverage(
                tuple(
                    replace(_nothing(point), similarity=self._numbers.ranking.probability(each.signals))
                    for point, each in ranked
                )
            )
        on_topic = max(each.signals.near for each in weighed) >= self._numbers.on_topic
        return Coverage(
            tuple(
                self._conclude_point(point, each, rubric.question, heard, transcript, on_topic=on_topic)
                for point, each in zip(rubric.key_points, weighed, strict=True)
            )
        )

    def nearest(self, rubric: Rubric, transcript: Transcript) -> tuple[Evidence | None, ...]:
        """Give the passage of an answer that speaks most for each key point, whatever the verdict; None without words.

        Args:
            rubric: The question and its key points.
            transcript: What was said, fillers marked.
        """
        return self.nearest_of(rubric, transcript, *self.weigh_all(rubric, transcript))

    @staticmethod
    def nearest_of(
        rubric: Rubric, transcript: Transcript, heard: HeardAnswer | None, weighed: Sequence[Weighed]
    ) -> tuple[Evidence | None, ...]:
        """Do the same for an answer that was weighed already; arguments as for `conclude`."""
        if heard is None or not heard.claims:
            return (None,) * len(rubric.key_points)
        return tuple(_evidence(each.signals.proof, heard.tokens, transcript) for each in weighed)

    def _conclude_point(
        self,
        point: KeyPoint,
        weighed: Weighed,
        question: str,
        heard: HeardAnswer,
        transcript: Transcript,
        *,
        on_topic: bool,
    ) -> PointCoverage:
        signals, wordings = weighed.signals, weighed.wordings
        similarity = self._numbers.ranking.probability(signals)
        decision = decide(
            point,
            signals,
            wordings,
            self._numbers,
            similarity=similarity,
            votes=self._votes(point, signals, wordings, question),
            half=weighed.half,
            on_topic=on_topic,
            claims_enough=len(content_stems(signals.proof.text)) >= FEW_WORDS,
        )
        return PointCoverage(
            id=point.id,
            point=point.point,
            weight=point.weight,
            verdict=decision.verdict,
            probability=decision.probability,
            similarity=similarity,
            mistake_similarity=(1.0 + signals.near_wrong) / 2.0 if len(wordings.wrong) else None,
            evidence=_evidence(decision.shown, heard.tokens, transcript) if decision.shown else None,
            closest_to=decision.closest_to,
            reason=decision.reason,
        )

    def _read_point(self, question: str, point: KeyPoint) -> ReadPoint:
        return read_point(list_wordings(point, question), self._points, self._weights, self._comparer)

    def _votes(self, point: KeyPoint, signals: Signals, wordings: Wordings, question: str) -> Votes:
        """Ask the vectors, then the words: the comparer and the wording, or in their place the second model, if any."""
        said, wrong = signals.against.text, wordings.texts[signals.against_wording]
        if self._second_vote is not None:
            if signals.lead >= 0.0:  # the other vote is missing already
                return Votes(vectors=False, words=False)
            odds = self._second_vote.votes([(said, point.point)])[0]
            return Votes(vectors=True, words=bool(odds[CONTRADICTION] >= EVEN_ODDS))
        words = (
            signals.otherwise > 0.0
            or signals.agrees > 0.0
            or turned_round(said, point.point, question)
            or (signals.named and words_of_mistake(said, wrong, (point.point, *point.also), question))
        )
        return Votes(vectors=signals.lead < 0.0, words=words)


def _nothing(point: KeyPoint) -> PointCoverage:
    return PointCoverage(
        point.id, point.point, point.weight, Verdict.MISSED, 0.0, 0.0, None, None, "", reason=NOTHING_NEAR
    )


def _evidence(passage: Passage, tokens: tuple[Token, ...], transcript: Transcript) -> Evidence:
    first, last = tokens[passage.tokens.start].first_word, tokens[passage.tokens.stop - 1].last_word
    words = transcript.words[first : last + 1]
    return Evidence(
        text=" ".join(word.text for word in words),
        first_word=first,
        last_word=last,
        start=words[0].start,
        end=words[-1].end,
    )
