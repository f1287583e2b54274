from dataclasses import replace

from coach.domain.rubric import KeyPoint, Rubric
from coach.practice.lint import find_unknown_words
from coach.practice.unknown_words import list_doubtful_words


class FakePronouncer:
    """Knows the words given and how they sound; says every other word letter by letter, and capitals as well."""

    def __init__(self, known: dict[str, str], guesses: dict[str, str]) -> None:
        self._known = known
        self._guesses = guesses

    def unknown_words(self, text: str) -> tuple[str, ...]:
        words = [word.strip(".,?") for word in text.split()]
        return tuple(dict.fromkeys(word for word in words if word.lower() not in self._known and not word.isupper()))

    def pronounce(self, text: str) -> str:
        return self._known.get(text.lower()) or self._guesses.get(text, text)


VOICE = FakePronouncer(
    {
        "what": "wʌt",
        "is": "ɪz",
        "and": "ænd",
        "soft": "sˈɔft",
        "max": "mˈæks",
        "log": "lˈɔɡ",
        "its": "ɪts",
        "optimize": "ˈɑptəmˌIz",
        "boost": "bˈust",
        "lo": "lˈO",
        "naive": "nIˈiv",
        "xg": "ɛksʤi",
    },
    {
        "softmax": "sˈɔftmæks",
        "logits": "lˈɑʤɪts",
        "optimizer": "ˈɑptɪmˌIzəɹ",
        "XGBoost": "ˌɛksʤˈi bˈust",
        "LoRA": "lORA",
        "naïve": "nIˈiv",
    },
)
RUBRIC = Rubric("r", "What is log?", (KeyPoint("p", "It is soft."),))


def doubtful(text: str) -> tuple[str, ...]:
    return list_doubtful_words(text, VOICE)


def test_words_of_the_dictionary_and_words_in_capitals_are_fine() -> None:
    assert doubtful("What is its MAX and GPU?") == ()


def test_a_guess_that_sounds_like_two_known_words_in_one_is_fine_and_another_is_not() -> None:
    assert doubtful("softmax and logits") == ("logits",)


def test_a_regular_ending_on_a_known_word_is_fine_whatever_its_weak_vowels() -> None:
    assert doubtful("optimizer") == ()


def test_a_name_of_letters_and_a_word_is_fine_and_one_with_a_scrap_of_two_letters_is_not() -> None:
    assert doubtful("XGBoost and LoRA") == ("LoRA",)


def test_an_accent_makes_no_word_unknown() -> None:
    assert doubtful("naïve") == ()


def test_a_word_is_named_once_however_it_is_written() -> None:
    assert doubtful("Logits and logits") == ("Logits",)


def test_the_question_is_looked_at_only_where_nothing_is_written_as_it_sounds() -> None:
    asked = replace(RUBRIC, question="What is LoRA?")
    (doubt,) = find_unknown_words(asked, VOICE)
    assert doubt.what == '`question` has "LoRA", which is not in the voice\'s dictionary, so it guesses'
    assert 'write a line `spoken = "..."`' in doubt.hint
    assert list(find_unknown_words(replace(asked, spoken="What is log?"), VOICE)) == []
    (doubt,) = find_unknown_words(replace(asked, spoken="What is logits?"), VOICE)
    assert doubt.what.startswith('`spoken` has "logits"')


def test_the_model_answer_is_looked_at_too_and_many_words_are_counted() -> None:
    answer = "qa qb qc qd qe qf qg qh qi qj"
    (doubt,) = find_unknown_words(replace(RUBRIC, model_answer=answer), VOICE)
    assert doubt.what.startswith('`model_answer` has "qa", "qb"')
    assert '"qh" and 2 more, which are not' in doubt.what
