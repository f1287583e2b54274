"""Judges which key points an answer made: nearest passage against nearest wording, with an honest band of doubt."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from coach.content.embedder import Embedder, Vectors
from coach.content.passages import Passage, cut_passages
from coach.content.polarity import sides_with_mistake
from coach.content.tokens import content_stems, matching_tokens
from coach.domain.coverage import Coverage, Evidence, PointCoverage, Verdict
from coach.domain.rubric import KeyPoint, Rubric
from coach.domain.transcript import Transcript

COVERED_FROM = 0.70
"""Cosine from which a point counts as covered. Chosen on the development answers so that few of the points that are only
mentioned, and few of the contradicted ones, come out covered; `tests/bench/judge_answers.py` prints what it costs."""

UNSURE_BAND = 0.10
"""Cosine below the threshold within which the verdict is unsure."""

PROOF_CONTENT_WORDS = 4
"""Content words that a passage needs to prove a point: "k-NN: classification" is near to much and claims little."""

MISTAKE_LEAD = 0.05
"""By how much a passage must be nearer to a wrong claim than any passage is to the right one before it counts."""

MISTAKE_FROM = 0.60
"""Cosine with a wrong claim from which it counts."""

SLOPE = 13.0
"""Steepness of the probability over the cosine."""

EVEN_ODDS = 0.66
"""Cosine at which a point is as likely made as not; both fitted by `tests/bench/judge_answers.py` on development answers."""

CONTRADICTION_PROBABILITY = 0.05
"""Probability that the point was made, where a contradiction was found."""


@dataclass(frozen=True, slots=True, eq=False)
class _Nearest:
    """The passage and wording that come closest to each other."""

    passage: Passage
    wording: str
    cosine: float


def rubric_texts(rubric: Rubric) -> tuple[str, ...]:
    """Every wording that a rubric is matched by; embedding them ahead of time makes judging faster."""
    return tuple(text for point in rubric.key_points for text in (point.point, *point.also, *point.mistakes))


def judge_coverage(rubric: Rubric, transcript: Transcript, embedder: Embedder) -> Coverage:
    """Judge an answer against its rubric.

    Args:
        rubric: The question and its key points.
        transcript: What was said, fillers marked.
        embedder: Turns passages and wordings into vectors.

    Returns:
        One verdict for each key point, in the rubric's order. Covered: a passage is near enough to the point or one of
        its other wordings. Unsure: nearly, or only the vectors or only the words speak for a contradiction.
        Contradicted: a passage is nearer to a wrong claim than any is to the right one, and its words side with it too.
    """
    tokens = matching_tokens(transcript.words, rubric.aliases)
    passages = cut_passages(tokens, transcript.words, rubric.question, typed=transcript.typed)
    vectors = embedder.embed([passage.text for passage in passages])
    points = []
    for point in rubric.key_points:
        if passages:
            points.append(_judge_point(point, rubric.question, passages, vectors, embedder, transcript))
        else:
            points.append(_verdict(point, Verdict.MISSED, 0.0, 0.0, None, None, transcript))
    return Coverage(tuple(points))


def _judge_point(
    point: KeyPoint,
    question: str,
    passages: Sequence[Passage],
    vectors: Vectors,
    embedder: Embedder,
    transcript: Transcript,
) -> PointCoverage:
    wordings = (point.point, *point.also)
    right = vectors @ embedder.embed(wordings).T
    best = _nearest(passages, wordings, right)
    verdict, shown = _nearness(point, passages, wordings, right, best)
    probability = float(1.0 / (1.0 + np.exp(-SLOPE * (best.cosine - EVEN_ODDS))))
    if not point.mistakes:
        return _verdict(point, verdict, probability, best.cosine, None, shown, transcript)

    wrong = vectors @ embedder.embed(point.mistakes).T
    worst = _nearest(passages, point.mistakes, wrong)
    if worst.cosine >= max(MISTAKE_FROM, best.cosine + MISTAKE_LEAD):
        row = passages.index(worst.passage)
        by_nearness = tuple(wordings[column] for column in np.argsort(-right[row]))
        full = len(content_stems(worst.passage.text)) >= PROOF_CONTENT_WORDS
        if full and sides_with_mistake(worst.passage.text, worst.wording, by_nearness, question):
            verdict, probability = Verdict.CONTRADICTED, CONTRADICTION_PROBABILITY
        else:
            verdict, probability = Verdict.UNSURE, min(probability, 0.5)
        shown = worst
    return _verdict(point, verdict, probability, best.cosine, worst.cosine, shown, transcript)


def _nearness(
    point: KeyPoint, passages: Sequence[Passage], wordings: Sequence[str], cosines: Vectors, best: _Nearest
) -> tuple[Verdict, _Nearest | None]:
    threshold = COVERED_FROM if point.threshold is None else point.threshold
    proofs = [row for row, passage in enumerate(passages) if len(content_stems(passage.text)) >= PROOF_CONTENT_WORDS]
    if proofs:
        proof = _nearest([passages[row] for row in proofs], wordings, cosines[proofs])
        if proof.cosine >= threshold:
            return Verdict.COVERED, proof
    if best.cosine >= threshold - UNSURE_BAND:
        return Verdict.UNSURE, best
    return Verdict.MISSED, None


def _nearest(passages: Sequence[Passage], wordings: Sequence[str], cosines: Vectors) -> _Nearest:
    row, column = np.unravel_index(int(np.argmax(cosines)), cosines.shape)
    return _Nearest(passages[int(row)], wordings[int(column)], float(cosines[row, column]))


def _verdict(
    point: KeyPoint,
    verdict: Verdict,
    probability: float,
    similarity: float,
    mistake_similarity: float | None,
    shown: _Nearest | None,
    transcript: Transcript,
) -> PointCoverage:
    return PointCoverage(
        id=point.id,
        point=point.point,
        weight=point.weight,
        verdict=verdict,
        probability=probability,
        similarity=similarity,
        mistake_similarity=mistake_similarity,
        evidence=_evidence(shown.passage, transcript) if shown else None,
        closest_to=shown.wording if shown else "",
    )


def _evidence(passage: Passage, transcript: Transcript) -> Evidence:
    words = transcript.words[passage.first_word : passage.last_word + 1]
    return Evidence(
        text=" ".join(word.text for word in words),
        first_word=passage.first_word,
        last_word=passage.last_word,
        start=words[0].start,
        end=words[-1].end,
    )
