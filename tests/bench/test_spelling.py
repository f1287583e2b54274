import pytest

from coach.bench.spelling import content_words, verbatim_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Uh, so — Ummm... the ER hm?", "um so um the um um"),
        ("I’m ill-disposed, y'know.", "i'm ill disposed you know"),
        ("Mr. Dashwood's 8% of 1,250", "mister dashwood's eight percent of one thousand two hundred fifty"),
        ("0.05 & 2+2", "zero point zero five and two plus two"),
        ("12345678", "12345678"),
        ("OK. “Right”", "okay right"),
        ("to err is human, ERM is a term", "to err is human erm is a term"),
        ("♪ ... ♪", ""),
        ("Naïve Bayes, a café", "naive bayes a cafe"),
    ],
)
def test_texts_are_written_alike(text: str, words: str) -> None:
    assert " ".join(verbatim_words(text)) == words


def test_filled_pauses_are_left_out_of_the_content() -> None:
    assert content_words("Um, so, uh, yes") == ["so", "yes"]
