import pytest

from coach.bench.word_errors import WordErrors, content_words, number_words, verbatim_words, whisper_words, word_errors


def test_errors_are_counted_by_kind() -> None:
    # the -> a; sat missing; down made up
    assert word_errors("the cat sat on it".split(), "a cat on it down".split()) == WordErrors(5, 1, 1, 1)
    assert WordErrors(5, 1, 1, 1).rate == pytest.approx(0.6)


def test_where_nothing_is_said_every_word_is_made_up() -> None:
    assert word_errors([], ["thank", "you"]) == WordErrors(0, 0, 0, 2)
    assert word_errors([], ["thank", "you"]).rate is None


def test_where_nothing_is_heard_every_word_is_missing() -> None:
    assert word_errors(["thank", "you"], []) == WordErrors(2, 0, 2, 0)
    assert word_errors(["no", "thank", "you"], []) == WordErrors(3, 0, 3, 0, 1)


def test_three_words_missing_in_a_row_are_a_lost_run_and_two_are_none() -> None:
    said = "a b c d e f g h i j k l".split()
    assert word_errors(said, "a e f i j k l".split()).lost_runs == 1  # b c d; g h
    assert word_errors(said, "a e f g k l".split()).lost_runs == 2  # b c d; h i j
    assert word_errors(said, "a x y z e f g h i j k l".split()).lost_runs == 0  # misheard, not lost
    assert word_errors(said, "a c e g i k".split()).lost_runs == 0


def test_the_rate_over_several_clips_is_that_of_all_their_words() -> None:
    both = WordErrors(10, 1, 0, 0, 1) + WordErrors(30, 0, 2, 1, 2)
    assert both.rate == pytest.approx(0.1)
    assert both.lost_runs == 3


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


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "zero"),
        (13, "thirteen"),
        (40, "forty"),
        (99, "ninety nine"),
        (100, "one hundred"),
        (1250, "one thousand two hundred fifty"),
        (300_007, "three hundred thousand seven"),
    ],
)
def test_whole_numbers_are_said_in_words(number: int, said: str) -> None:
    assert " ".join(number_words(number)) == said


def test_fillers_and_brackets_go_and_numbers_and_contractions_are_written_alike() -> None:
    assert whisper_words("Um, it's [uh] twenty-five, mm-hmm; er.") == ["it", "is", "25", "er"]
    assert whisper_words("It is 25 er") == ["it", "is", "25", "er"]


def test_a_text_of_fillers_alone_has_no_words() -> None:
    assert whisper_words("um, uh. hmm") == []


def test_an_ellipsis_at_the_end_leaves_the_dot_that_the_package_leaves() -> None:
    assert whisper_words("so... yes...") == ["so", "yes", "."]
