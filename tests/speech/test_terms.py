import re
from collections.abc import Sequence

import pytest

from coach.domain.rubric import Alias
from coach.domain.transcript import TimeSpan, Word
from coach.speech.terms import Terms, with_terms

SOUNDS = {
    "rack": "ɹæk",
    "rag": "ɹæɡ",
    "ray": "ɹA",
    "lou": "lu",
    "relu": "ɹAlu",
    "k": "kA",
    "means": "minz",
    "key": "ki",
    "kmeans": "kAminz",
}
"""How some words sound; others sound as they are written."""


def pronounce(text: str) -> str:
    return "".join(SOUNDS.get(word, word) for word in re.sub("[^a-z ]", "", text.lower()).split())


def terms(*aliases: Alias, on_subject: int = 2) -> Terms:
    return Terms(aliases, pronounce, lambda _text: on_subject)


RAG, RELU, K_MEANS = Alias("RAG", ("rack",)), Alias("ReLU", ()), Alias("k-means", ())


def said(text: str) -> list[Word]:
    return [Word(token, i * 0.4, i * 0.4 + 0.4, 0.8) for i, token in enumerate(text.split())]


class Scales:
    """Finds the texts with one wording likelier than all others by so much, and remembers what it weighed."""

    def __init__(self, wording: str, margin: float) -> None:
        self._wording = wording
        self._margin = margin
        self.weighed: list[str] = []
        self.stretch = TimeSpan(0.0, 0.0)
        self.spoken_about = ""

    def __call__(self, stretch: TimeSpan, texts: Sequence[str], spoken_about: str) -> Sequence[float]:
        self.weighed, self.spoken_about, self.stretch = list(texts), spoken_about, stretch
        return [-20.0 + self._margin * (self._wording in text) for text in texts]


def heard(text: str, known: Terms, scales: Scales) -> str:
    return " ".join(word.text for word in with_terms(said(text), known, scales))


def test_a_term_is_written_where_it_fits_the_sound_better() -> None:
    scales = Scales("RAG", 2.6)
    assert heard("I would use rack, here", terms(RAG), scales) == "I would use RAG, here"
    assert scales.weighed[0] == "I would use rack, here"
    assert scales.spoken_about == "RAG"


def test_a_term_is_written_in_the_rubrics_spelling_whichever_spelling_won() -> None:
    assert heard("start with ray lou here", terms(RELU), Scales("relu", 5.0)) == "start with ReLU here"
    assert heard("run key means first", terms(K_MEANS), Scales("k means", 5.0)) == "run k-means first"


@pytest.mark.parametrize(("on_subject", "margin"), [(0, 8.0), (1, 5.0), (2, 2.5), (9, 2.5)])
def test_the_further_off_the_subject_the_surer_it_must_be(on_subject: int, margin: float) -> None:
    known = terms(RAG, on_subject=on_subject)
    assert heard("the rack in the cellar", known, Scales("RAG", margin)) == "the RAG in the cellar"
    assert heard("the rack in the cellar", known, Scales("RAG", margin - 0.1)) == "the rack in the cellar"


def test_what_does_not_sound_like_a_term_is_not_weighed() -> None:
    scales = Scales("RAG", 50.0)
    assert heard("nothing of that sort was said", terms(RAG), scales) == "nothing of that sort was said"
    assert scales.weighed == []


def test_a_term_that_was_written_in_another_spelling_stays_as_it_was_heard() -> None:
    scales = Scales("k-means", 50.0)
    assert heard("run K means or KMeans", terms(K_MEANS), scales) == "run K means or KMeans"


def test_the_term_takes_the_time_of_its_words_and_is_as_sure_as_the_least_sure() -> None:
    words = said("start with ray lou.")
    words[2:] = [Word("ray", 0.8, 1.2, 0.9), Word("lou.", 1.3, 1.6, 0.3)]
    term = with_terms(words, terms(RELU), Scales("relu", 5.0))[-1]
    assert term == Word("ReLU.", 0.8, 1.6, 0.3)


def test_only_what_is_near_is_weighed_with_it() -> None:
    scales = Scales("RAG", 2.6)
    before, behind = " ".join(["before"] * 10), " ".join(["behind"] * 10)
    assert heard(f"{before} rack {behind}", terms(RAG), scales).split()[10] == "RAG"
    assert scales.weighed[0] == " ".join([*["before"] * 7, "rack", *["behind"] * 7])
    assert (scales.stretch.start, scales.stretch.end) == pytest.approx((1.2 - 0.25, 7.2 + 0.25))


def test_words_far_apart_are_no_term() -> None:
    words = [Word("ray", 0.0, 0.4), Word("lou", 2.0, 2.4)]
    assert with_terms(words, terms(RELU), Scales("relu", 50.0)) == words


def test_of_two_terms_for_the_same_words_the_surer_one_is_written() -> None:
    class Both(Scales):
        def __call__(self, stretch: TimeSpan, texts: Sequence[str], spoken_about: str) -> Sequence[float]:
            return [-20.0 + 9.0 * ("RAG" in text) + 4.0 * ("ragged" in text) for text in texts]

    known = terms(RAG, Alias("ragged", ("rack",)))
    assert heard("use rack here", known, Both("", 0.0)) == "use RAG here"


def test_nothing_said_is_nothing_written() -> None:
    assert with_terms([], terms(RAG), Scales("RAG", 50.0)) == []
