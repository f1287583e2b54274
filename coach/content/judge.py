"""Judges which key points an answer made, with the words that prove it and an honest band of doubt."""

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from coach.content.clauses import cut_clauses
from coach.content.comparer import Comparer
from coach.content.content_words import content_stems
from coach.content.embedder import Embedder
from coach.content.nearness import Matrix, measure_nearness
from coach.content.numbers import Numbers
from coach.content.passages import Passage, Passages, cut_passages, read_passages
from coach.content.polarity import turned_round, words_of_mistake
from coach.content.remembering import RememberingEmbedder
from coach.content.rubric_vectors import RubricVectors
from coach.content.second_vote import CONTRADICTION, SecondVote
from coach.content.signals import Closely, Signals, gather_signals
from coach.content.tidying import tidy
from coach.content.tokens import Token, matching_tokens
from coach.content.verdicts import FEW_WORDS, NOTHING_NEAR, HalfMade, Votes, decide
from coach.content.word_weights import EVEN, WordWeights
from coach.content.wordings import PointPlaces, Wordings, list_wordings, sides_of
from coach.domain.coverage import Coverage, Evidence, PointCoverage, Verdict
from coach.domain.rubric import KeyPoint, Rubric
from coach.domain.transcript import Transcript

EVEN_ODDS = 0.5
"""Probability from which the model for natural language inference votes for a contradiction."""


@dataclass(frozen=True, slots=True, eq=False)
class ReadAnswer:
    """An answer measured against a rubric."""

    tokens: tuple[Token, ...]
    """Its words as they are matched."""
    passages: Passages
    """Its stretches, at least one."""
    wordings: Wordings
    """The rubric's wordings."""
    both: Matrix
    """Nearness of every passage to every wording."""
    closely: Closely | None
    """Compares word by word; None without a comparer."""
    claims: bool
    """Whether any passage claims something; otherwise the whole answer is the only one, for ranking alone."""


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
    ) -> None:
        """Put a judge together.

        Args:
            embedder: Texts to vectors.
            numbers: Fitted for this embedder, with or without its comparer.
            weights: How telling each word is.
            comparer: Trained together with the embedder; None where there is none.
            second_vote: A model for natural language inference that has a say about contradictions; None for none.
            folder: Where vectors of rubrics are kept between sittings; None keeps none.
        """
        self._embedder = RememberingEmbedder(embedder)
        self._rubrics = RubricVectors(embedder, folder)
        self._numbers = numbers
        self._weights = weights
        self._comparer = comparer
        self._second_vote = second_vote
        self.name = embedder.name if second_vote is None else f"{embedder.name}, {second_vote.name}"

    def prepare(self, rubric: Rubric) -> None:
        """Read every wording of a rubric ahead of time, which makes judging faster."""
        self._rubrics.of(list_wordings(rubric).words)

    def judge(self, rubric: Rubric, transcript: Transcript) -> Coverage:
        """Judge an answer against its rubric.

        Args:
            rubric: The question and its key points.
            transcript: What was said, fillers marked.

        Returns:
            One verdict for each key point, in the rubric's order. Contradicted takes two votes, the vectors' and the
            words'; one alone makes the point unsure.
        """
        answer = self.read(rubric, transcript)
        if answer is None:
            return Coverage(tuple(_nothing(point) for point in rubric.key_points))
        signals = [
            self._numbers.gated(gather_signals(at, answer.both, answer.passages, answer.closely))
            for at in answer.wordings.points
        ]
        if not answer.claims:
            ranked = zip(rubric.key_points, signals, strict=True)
            return Coverage(
                tuple(replace(_nothing(point), similarity=self._numbers.ranking.probability(s)) for point, s in ranked)
            )
        on_topic = max(each.near for each in signals) >= self._numbers.on_topic
        return Coverage(
            tuple(
                self._judge_point(point, at, each, answer, rubric, transcript, on_topic=on_topic)
                for point, at, each in zip(rubric.key_points, answer.wordings.points, signals, strict=True)
            )
        )

    def read(self, rubric: Rubric, transcript: Transcript) -> ReadAnswer | None:
        """Measure an answer against a rubric; None where it has no words."""
        asked = tuple(dict.fromkeys(text for text in (rubric.question, rubric.spoken) if text))
        tokens = tidy(matching_tokens(transcript.words, rubric.aliases), asked)
        # Encoded without a look at the punctuation, so that its loss changes as little as can be; where there is any,
        # its clauses are windows as well.
        clauses = cut_clauses(tokens, transcript.words, typed=transcript.typed, punctuated=False)
        marked = cut_clauses(tokens, transcript.words, typed=transcript.typed)
        cut = cut_passages(tokens, (clauses, marked), " ".join(asked))
        if not tokens:
            return None
        claims = bool(cut)
        if not claims:
            cut = (Passage(range(len(tokens)), " ".join(token.text for token in tokens)),)
        passages = read_passages(tokens, clauses, cut, self._embedder)
        wordings = list_wordings(rubric)
        readings = self._rubrics.of(wordings.words)
        both = measure_nearness(passages, wordings.words, readings, self._weights)
        closely = None
        if self._comparer is not None:
            closely = Closely(
                self._comparer,
                passages,
                self._comparer.project(passages.words),
                self._weights.of([token.text for token in tokens]),
                sides_of(wordings, readings, self._comparer, self._weights),
            )
        return ReadAnswer(tokens, passages, wordings, both, closely, claims)

    def _judge_point(  # noqa: PLR0917 - one of each
        self,
        point: KeyPoint,
        at: PointPlaces,
        signals: Signals,
        answer: ReadAnswer,
        rubric: Rubric,
        transcript: Transcript,
        *,
        on_topic: bool,
    ) -> PointCoverage:
        similarity = self._numbers.ranking.probability(signals)
        decision = decide(
            point,
            signals,
            answer.wordings,
            self._numbers,
            similarity=similarity,
            votes=self._votes(point, signals, answer.wordings, rubric.question),
            half=half_made(at, answer),
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
            mistake_similarity=(1.0 + signals.near_wrong) / 2.0 if len(at.wrong) else None,
            evidence=_evidence(decision.shown, answer.tokens, transcript) if decision.shown else None,
            closest_to=decision.closest_to,
            reason=decision.reason,
        )

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


def half_made(at: PointPlaces, answer: ReadAnswer) -> HalfMade | None:
    """Say how near an answer comes to either half of a point; None where the point is one claim."""
    if not len(at.halves):
        return None
    near = answer.both[:, at.halves].max(axis=0)
    return HalfMade(float(near.max() - near.min()), answer.wordings.texts[int(at.halves[int(np.argmin(near))])])


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
