import pytest

from coach.delivery.clause import at_clause_start
from coach.delivery.spoken_words import spoken_words
from coach.domain.transcript import Word


@pytest.mark.parametrize(
    ("said", "starts"),
    [
        ("we fit", [True, False]),
        ("so we fit", [True, True, False]),
        ("it fell, we fit", [True, False, True, False]),
        ("if we fit", [True, False, False]),
    ],
)
def test_a_main_clause_begins_an_answer_or_follows_punctuation_or_a_coordinator(said: str, starts: list[bool]) -> None:
    spoken = spoken_words([Word(token, 0.0, 0.0) for token in said.split()])
    order = range(len(spoken.words))
    assert [at_clause_start(spoken, order, at) for at in order] == starts
