from coach.content.tokens import Break, matching_tokens
from coach.domain.rubric import Alias
from coach.domain.transcript import Word, typed_transcript

ALIASES = (Alias("RAG", ("rack", "r a g")), Alias("ROC-AUC", ("rock a u c",)))


def matched(text: str) -> list[str]:
    return [token.text for token in matching_tokens(typed_transcript(text).words, ALIASES)]


def test_a_misheard_term_is_restored_and_keeps_its_punctuation() -> None:
    tokens = matching_tokens(typed_transcript("I use Rack, always").words, ALIASES)
    assert [(token.text, token.following) for token in tokens] == [
        ("i", Break.NONE),
        ("use", Break.NONE),
        ("rag", Break.COMMA),
        ("always", Break.NONE),
    ]


def test_a_term_misheard_as_several_words_keeps_its_place_in_the_transcript() -> None:
    tokens = matching_tokens(typed_transcript("the rock A U C is high").words, ALIASES)
    assert [(token.text, token.first_word, token.last_word) for token in tokens] == [
        ("the", 0, 0),
        ("roc", 1, 4),
        ("auc", 1, 4),
        ("is", 5, 5),
        ("high", 6, 6),
    ]


def test_part_of_a_misheard_term_is_left_alone() -> None:
    assert matched("a rock fell") == ["a", "rock", "fell"]


def test_a_mark_on_a_word_makes_no_difference() -> None:
    words = (Word("so", 0, 1, filler=True), Word("bias", 1, 2))
    assert [(token.text, token.first_word) for token in matching_tokens(words, ())] == [("so", 0), ("bias", 1)]


def test_a_quotation_mark_after_the_full_stop_does_not_hide_it() -> None:
    tokens = matching_tokens(typed_transcript('he said "stop." Then').words, ())
    assert [token.following for token in tokens] == [Break.NONE, Break.NONE, Break.STOP, Break.NONE]
