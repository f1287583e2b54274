from coach.content.tokens import bare, content_stems, matching_tokens, negations
from coach.domain.rubric import Alias
from coach.domain.transcript import Word, typed_transcript

ALIASES = (Alias("RAG", ("rack", "r a g")), Alias("ROC-AUC", ("rock a u c",)))


def matched(text: str) -> list[str]:
    return [token.text for token in matching_tokens(typed_transcript(text).words, ALIASES)]


def test_a_misheard_term_is_restored_and_keeps_its_punctuation() -> None:
    assert matched("I use Rack, always") == ["I", "use", "RAG,", "always"]


def test_a_term_misheard_as_several_words_keeps_its_place_in_the_transcript() -> None:
    tokens = matching_tokens(typed_transcript("the rock A U C is high").words, ALIASES)
    assert [(token.text, token.first_word, token.last_word) for token in tokens] == [
        ("the", 0, 0),
        ("ROC-AUC", 1, 4),
        ("is", 5, 5),
        ("high", 6, 6),
    ]


def test_part_of_a_misheard_term_is_left_alone() -> None:
    assert matched("a rock fell") == ["a", "rock", "fell"]


def test_fillers_are_left_out_and_indices_still_point_into_the_transcript() -> None:
    words = (Word("um", 0, 1, filler=True), Word("bias", 1, 2))
    assert [(token.text, token.first_word) for token in matching_tokens(words, ())] == [("bias", 1)]


def test_bare_words_lose_case_and_punctuation() -> None:
    assert (bare("Don't,"), bare("ROC-AUC."), bare("—")) == ("dont", "rocauc", "")


def test_content_stems_ignore_small_words_and_endings() -> None:
    assert content_stems("The weights are not shrinking") == content_stems("weight shrink")


def test_negations_are_counted_with_and_without_apostrophe() -> None:
    assert negations("it doesn't, it does not, it never will") == 3
