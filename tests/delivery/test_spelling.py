import pytest

from coach.delivery.spelling import spelled_syllables


@pytest.mark.parametrize(
    ("word", "syllables"),
    [
        ("scale", 1),  # silent e
        ("variable", 4),  # but not behind a consonant and l
        ("used", 1),
        ("added", 2),  # ed is said behind t and d
        ("nodes", 1),
        ("losses", 2),  # es is said behind s
        ("baseline", 2),  # silent e inside a compound
        ("bias", 2),  # two vowels said apart
        ("partial", 2),  # said together
        ("layer", 2),  # y between vowels parts them
        ("algorithm", 4),  # thm has a vowel of its own
        ("sequence", 2),  # the u of qu is none
        ("rhythm", 2),
        ("hmm", 1),
        ("'", 0),
    ],
)
def test_each_rule_counts_its_word(word: str, syllables: int) -> None:
    assert spelled_syllables(word) == syllables
