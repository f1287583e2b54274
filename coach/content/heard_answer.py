"""An answer, cut and encoded, ready to be set beside key points."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from coach.content.clauses import cut_clauses
from coach.content.comparer import Comparer
from coach.content.embedder import Embedder
from coach.content.passages import Passage, Passages, cut_passages, read_passages
from coach.content.tidying import tidy
from coach.content.tokens import Token, matching_tokens
from coach.content.word_weights import WordWeights
from coach.domain.rubric import Rubric
from coach.domain.transcript import Transcript


@dataclass(frozen=True, slots=True, eq=False)
class HeardAnswer:
    """What a judge knows of an answer before it looks at any key point."""

    tokens: tuple[Token, ...]
    """Its words as they are matched, at least one."""
    passages: Passages
    """Its stretches, at least one."""
    claims: bool
    """Whether any passage claims something; otherwise the whole answer is the only one, for ranking alone."""
    projected: npt.NDArray[np.float32] | None
    """Its words as the comparer projects them, shape (tokens, width); None without a comparer."""
    weights: npt.NDArray[np.float32]
    """How telling each word is, shape (tokens,)."""


def hear_answer(
    rubric: Rubric, transcript: Transcript, embedder: Embedder, weights: WordWeights, comparer: Comparer | None
) -> HeardAnswer | None:
    """Tidy, cut and encode an answer; None where it has no words.

    Args:
        rubric: Only its question and its aliases matter.
        transcript: What was said, fillers marked.
        embedder: Encodes each clause once.
        weights: How telling each word is.
        comparer: Trained together with the embedder; None where there is none.
    """
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
    passages = read_passages(tokens, clauses, cut, embedder)
    projected = None if comparer is None else comparer.project(passages.words)
    return HeardAnswer(tokens, passages, claims, projected, weights.of([token.text for token in tokens]))
