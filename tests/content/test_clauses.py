from coach.content.clauses import LONGEST_CLAUSE, cut_clauses
from coach.content.tokens import matching_tokens
from coach.domain.transcript import Word, typed_transcript


def clauses(text: str) -> list[str]:
    words = typed_transcript(text).words
    tokens = matching_tokens(words)
    return [" ".join(tokens[at].text for at in each) for each in cut_clauses(tokens, words, typed=True)]


def test_full_stops_and_commas_cut() -> None:
    assert clauses("Bias is error from assumptions, variance is error from samples. Both hurt the model.") == [
        "bias is error from assumptions",
        "variance is error from samples",
        "both hurt the model",
    ]


def test_a_connective_cuts_where_there_is_no_punctuation() -> None:
    assert clauses("a rigid model misses the real pattern because its assumptions are far too simple") == [
        "a rigid model misses the real pattern",
        "because its assumptions are far too simple",
    ]


def test_a_list_stays_together() -> None:
    assert clauses("we measure precision and recall and accuracy") == ["we measure precision and recall and accuracy"]


def timed(text: str, *, pause_before: int, pause: float, filler: str = "") -> tuple[Word, ...]:
    words, at = [], 0.0
    for number, each in enumerate(text.split()):
        if number and number % pause_before == 0:
            if filler:
                words.append(Word(filler, at + 0.1, at + pause - 0.1, filler=True))
            at += pause
        words.append(Word(each, at, at + 0.3))
        at += 0.3
    return tuple(words)


SPEECH = "bagging trains many models separately boosting corrects earlier mistakes instead"


def test_a_pause_cuts_and_a_filler_in_it_does_not() -> None:
    silent = timed(SPEECH, pause_before=5, pause=0.6)
    filled = timed(SPEECH, pause_before=5, pause=0.6, filler="um")
    assert [len(each) for each in cut_clauses(matching_tokens(silent), silent, typed=False)] == [5, 5]
    assert len(cut_clauses(matching_tokens(filled), filled, typed=False)) == 1


def test_hesitant_speech_is_not_cut_into_single_words() -> None:
    words = timed(SPEECH, pause_before=1, pause=0.8)
    assert min(len(each) for each in cut_clauses(matching_tokens(words), words, typed=False)) >= 4


def test_what_nothing_cuts_is_cut_by_length_and_nothing_is_lost() -> None:
    words = typed_transcript("word " * 100).words
    tokens = matching_tokens(words)
    pieces = cut_clauses(tokens, words, typed=True)
    assert [at for piece in pieces for at in piece] == list(range(100))
    assert max(len(piece) for piece in pieces) <= LONGEST_CLAUSE


def test_no_words_make_no_clause() -> None:
    assert cut_clauses((), (), typed=True) == ()
