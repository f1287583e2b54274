"""Terms of the field in an answer to somebody outside it."""

from coach.domain.skills import Term
from coach.domain.transcript import Transcript, Word, typed_transcript
from coach.skills.jargon import find_terms


def terms(text: str) -> list[str]:
    return [term.text for term in find_terms(typed_transcript(text))]


def test_terms_are_listed_once_in_the_order_in_which_they_came() -> None:
    said = "The gradient of the loss function, and um the learning rate times that gradient, prevents overfitting."
    assert terms(said) == ["gradient", "loss function", "learning rate", "overfitting"]


def test_plain_words_are_no_terms() -> None:
    assert terms("Imagine you teach a child to sort fruit, and it only ever saw red apples.") == []


def test_a_term_comes_with_the_time_at_which_it_was_first_said() -> None:
    words = (Word("so", 0.0, 0.4), Word("Softmax,", 1.5, 2.0), Word("softmax", 3.0, 3.5))
    assert find_terms(Transcript(words)) == (Term("softmax", 1.5),)
