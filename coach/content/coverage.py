"""Judges which key points an answer made: nearest passage against nearest wording, with an honest band of doubt."""

import numpy as np
import numpy.typing as npt

from coach.content.embedder import Embedder
from coach.content.nearness import Flags, Nearest, Nearness, compare, full_enough
from coach.content.passages import Passage, cut_passages
from coach.content.polarity import sides_with_mistake
from coach.content.tokens import matching_tokens
from coach.domain.coverage import Coverage, Evidence, PointCoverage, Verdict
from coach.domain.rubric import KeyPoint, Rubric
from coach.domain.transcript import Transcript

COVERED_FROM = 0.68
"""Cosine from which a point counts as covered. Chosen on the development answers so that few points that are only
mentioned, and few contradicted ones, come out covered; `tests/bench/judge_answers.py` prints what it costs."""

UNSURE_BAND = 0.10
"""Cosine below the threshold within which the verdict is unsure."""

RIVAL_LEAD = 0.03
"""By how much a passage may be nearer to another key point and still prove this one."""

MISTAKE_LEAD = 0.05
"""By how much a passage must be nearer to a wrong claim than it is to any point, and than any passage to this one."""

MISTAKE_FROM = 0.80
"""Cosine with a wrong claim from which it may count as said. High, because a false accusation costs more trust than a
miss: from 0.60 on, 5 of 12 accusations on the labelled answers were false."""

DOUBT_FROM = 0.60
"""Cosine with a wrong claim from which a point that looks covered is unsure."""

SLOPE = 11.0
"""Steepness of the probability over the cosine."""

EVEN_ODDS = 0.67
"""Cosine at which a point is as likely made as not; both are fitted by `tests/bench/judge_answers.py`."""

MOST_PROBABILITY = {Verdict.CONTRADICTED: 0.05, Verdict.UNSURE: 0.5}
"""Highest probability that the point was made, under a verdict that does not grant it."""


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
        One verdict for each key point, in the rubric's order. Covered: a passage is near enough to the point, in any of
        its wordings, and speaks for no other point more clearly. Unsure: nearly, or only the vectors speak for a
        contradiction. Contradicted: a passage is nearer to a wrong claim than any is to the right one, and its words
        side with the wrong claim too.
    """
    tokens = matching_tokens(transcript.words, rubric.aliases)
    asked = f"{rubric.question} {rubric.spoken}"
    passages = cut_passages(tokens, transcript.words, asked, typed=transcript.typed)
    if not passages:
        return Coverage(tuple(_nothing(point) for point in rubric.key_points))
    right, wrong = compare(rubric.key_points, passages, embedder)
    claims = np.max([nearness.by_passage for nearness in right], axis=0)
    full = full_enough(passages)
    points = []
    for point, own, mistakes in zip(rubric.key_points, right, wrong, strict=True):
        verdict, probability, shown = _weigh(point, own, claims, full)
        if mistakes is not None:
            verdict, shown = _doubt(verdict, shown, own, mistakes, claims=claims, full=full, question=asked)
            probability = min(probability, MOST_PROBABILITY.get(verdict, 1.0))
        points.append(
            PointCoverage(
                id=point.id,
                point=point.point,
                weight=point.weight,
                verdict=verdict,
                probability=probability,
                similarity=float(own.by_passage.max()),
                mistake_similarity=float(mistakes.by_passage.max()) if mistakes is not None else None,
                evidence=_evidence(shown.passage, transcript) if shown else None,
                closest_to=shown.wording if shown else "",
            )
        )
    return Coverage(tuple(points))


def _weigh(
    point: KeyPoint, own: Nearness, claims: npt.NDArray[np.float32], full: Flags
) -> tuple[Verdict, float, Nearest | None]:
    """Decide from nearness alone; gives the verdict, the probability that the point was made, and the evidence."""
    threshold = COVERED_FROM if point.threshold is None else point.threshold
    proof = own.nearest(full & (own.by_passage >= claims - RIVAL_LEAD))
    if proof and proof.cosine >= threshold:
        return Verdict.COVERED, _probability(proof.cosine), proof
    best = own.nearest()
    if best and best.cosine >= threshold - UNSURE_BAND:
        return Verdict.UNSURE, min(_probability(best.cosine), MOST_PROBABILITY[Verdict.UNSURE]), best
    return Verdict.MISSED, _probability(best.cosine if best else -1.0), None


def _probability(cosine: float) -> float:
    return float(1.0 / (1.0 + np.exp(-SLOPE * (cosine - EVEN_ODDS))))


def _doubt(
    verdict: Verdict,
    shown: Nearest | None,
    own: Nearness,
    mistakes: Nearness,
    *,
    claims: npt.NDArray[np.float32],
    full: Flags,
    question: str,
) -> tuple[Verdict, Nearest | None]:
    """Look for a wrong claim: contradicted on two votes, the vectors' and the words'; unsure on the first alone."""
    needed = np.maximum(claims, own.by_passage.max()) + MISTAKE_LEAD
    worst = mistakes.nearest(full & (mistakes.by_passage >= np.maximum(needed, DOUBT_FROM)))
    if worst is None:
        return verdict, shown
    if worst.cosine < MISTAKE_FROM:
        return (Verdict.UNSURE, worst) if verdict is Verdict.COVERED else (verdict, shown)
    sides = sides_with_mistake(worst.passage.text, worst.wording, own.wordings_near(worst.row), question)
    return (Verdict.CONTRADICTED if sides else Verdict.UNSURE), worst


def _nothing(point: KeyPoint) -> PointCoverage:
    return PointCoverage(point.id, point.point, point.weight, Verdict.MISSED, 0.0, 0.0, None, None, "")


def _evidence(passage: Passage, transcript: Transcript) -> Evidence:
    words = transcript.words[passage.first_word : passage.last_word + 1]
    return Evidence(
        text=" ".join(word.text for word in words),
        first_word=passage.first_word,
        last_word=passage.last_word,
        start=words[0].start,
        end=words[-1].end,
    )
