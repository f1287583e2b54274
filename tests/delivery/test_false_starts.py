import pytest

from coach.delivery.false_starts import find_false_starts, is_broken
from coach.delivery.repetitions import find_repetitions
from coach.domain.spelling import bare
from coach.domain.transcript import TimeSpan, Word


def spoken(text: str) -> tuple[Word, ...]:
    return tuple(Word(token, 0.3 * at, 0.3 * at + 0.3) for at, token in enumerate(text.split()))


def texts(text: str) -> list[str]:
    return [start.text for start in find_false_starts(spoken(text))]


def test_a_false_start_is_what_was_taken_back() -> None:
    (start,) = find_false_starts(spoken("so we use, we apply dropout"))
    assert (start.text, start.first_word, start.last_word) == ("we use", 1, 2)
    assert start.span == TimeSpan(0.3, pytest.approx(0.9))


def test_a_filler_inside_is_passed_over_and_none_stands_at_its_ends() -> None:
    (start,) = find_false_starts(spoken("we um use um we apply dropout"), fillers=frozenset({1, 3}))
    assert (start.text, start.first_word, start.last_word) == ("we um use", 0, 2)


def test_words_said_again_unchanged_are_a_repetition_and_no_false_start() -> None:
    words = spoken("we use, we use a penalty")
    repetitions = find_repetitions(words)
    assert [repetition.text for repetition in repetitions] == ["we use, we use"]
    assert find_false_starts(words, repetitions=repetitions) == ()


@pytest.mark.parametrize(
    "said",
    [
        "we train, we test",  # both stand for themselves
        "if we can, we should",  # the first depends on "if"
        "the ones we use, we keep",  # "we use" belongs to "the ones"
        "we use it. We apply it",  # two sentences
        "you decide as you go",  # a clause within
        "yes, it is, it has to",  # an answer
        "it is for it",  # "it" may be an object
        "we never take, we give",  # so do these two
        "we think we need it",  # a clause within
    ],
)
def test_clauses_that_stand_for_themselves_are_no_false_starts(said: str) -> None:
    assert texts(said) == []


def test_a_clause_that_breaks_off_behind_an_article_was_begun_anew() -> None:
    assert texts("we fit the we plot a tree") == ["we fit the"]


def test_a_verb_without_its_object_was_begun_anew_with_and_without_an_auxiliary() -> None:
    assert texts("we use we apply dropout") == ["we use"]
    assert texts("we can use, we can apply dropout") == ["we can use"]


def test_a_first_try_of_six_words_is_left_alone() -> None:
    assert texts("we then fit and plot the we stop") == []
    assert texts("we then fit plot the we stop") == ["we then fit plot the"]


@pytest.mark.parametrize(
    ("text", "following"),
    [
        ("m-", "median"),
        ("reg-", "noise"),
        ("kn", "know"),
        ("th", "the"),
        ("mon", "montreal"),
        ("th-the", ""),
        ("m-m-model", ""),
        ("overf...", "overfitting"),
        ("conv—", "convolution"),
    ],
)
def test_a_word_broken_off_is_recognised(text: str, following: str) -> None:
    assert is_broken(text, bare(text), following)


@pytest.mark.parametrize(
    ("text", "following"),
    [
        ("pre-", "and"),  # hangs by right
        ("the-", "the"),  # a repetition
        ("t-test", ""),  # a test
        ("re-represent", ""),  # a prefix
        ("so-so", ""),
        ("n", "neurons"),  # a number of them
        ("ML", "mlp"),  # an acronym
        ("Jon", "jonathan"),  # a name
        ("over", "overfitting"),  # a whole word
        ("in", "input"),
        ("prun", "pruning"),  # may be a form of the next word
        ("loss—", "losses"),  # a dash behind a whole word
        ("the", ""),
        ("10-", "100"),
    ],
)
def test_what_only_looks_broken_is_left_alone(text: str, following: str) -> None:
    assert not is_broken(text, bare(text), following)
