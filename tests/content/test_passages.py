import numpy as np
from fakes import FakeEmbedder

from coach.content.clauses import cut_clauses
from coach.content.passages import Passage, Passages, cut_passages, read_passages
from coach.content.tokens import Token, matching_tokens
from coach.domain.transcript import typed_transcript

TEXT = "Lasso zeroes weights here, ridge shrinks weights there. Both add a penalty to the loss."


def prepared(text: str, question: str = "") -> tuple[tuple[Token, ...], tuple[range, ...], tuple[Passage, ...]]:
    words = typed_transcript(text).words
    tokens = matching_tokens(words, ())
    clauses = cut_clauses(tokens, words, typed=True)
    return tokens, clauses, cut_passages(tokens, (clauses,), question)


def test_windows_hold_one_to_three_clauses() -> None:
    _, clauses, passages = prepared(TEXT)
    assert len(clauses) == 3
    assert [(each.tokens.start, each.tokens.stop) for each in passages] == [
        (0, 4),
        (0, 8),
        (0, 15),
        (4, 8),
        (4, 15),
        (8, 15),
    ]


def test_what_only_repeats_the_question_claims_nothing() -> None:
    assert prepared("What is lasso regression?", "What is lasso regression?")[2] == ()


def test_a_passages_vector_is_that_of_its_words() -> None:
    tokens, clauses, cut = prepared(TEXT)
    passages: Passages = read_passages(tokens, clauses, cut, FakeEmbedder())
    whole = FakeEmbedder().embed([cut[2].text])[0]
    assert np.allclose(passages.wholes[2], whole, atol=1e-6)


def test_an_encoder_that_does_not_pool_words_reads_each_passage() -> None:
    class Other(FakeEmbedder):
        pools_words = False

    tokens, clauses, cut = prepared(TEXT)
    other = read_passages(tokens, clauses, cut, Other())
    assert np.allclose(other.wholes, read_passages(tokens, clauses, cut, FakeEmbedder()).wholes, atol=1e-6)
