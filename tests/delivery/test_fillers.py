import pytest

from coach.delivery.fillers import find_fillers, mark_fillers
from coach.domain.delivery import FillerKind
from coach.domain.transcript import Transcript, Word
from coach.domain.word_lists import WordLists


def spoken(text: str, gap_before: dict[int, float] | None = None) -> tuple[Word, ...]:
    """Words of 0.3 s each, one right after another, with longer silences before some of them."""
    words, at = [], 0.0
    for index, token in enumerate(text.split()):
        at += (gap_before or {}).get(index, 0.0)
        words.append(Word(token, at, at + 0.3))
        at += 0.3
    return tuple(words)


def texts(text: str, gap_before: dict[int, float] | None = None) -> list[str]:
    return [filler.text for filler in find_fillers(spoken(text, gap_before))]


@pytest.mark.parametrize(
    "sound", ["um", "Um,", "UMM,", "UH", "uh...", "uhm", "Ummm", "er", "erm,", "ah", "hmm", "mm", "uh-uh", "eh"]
)
def test_a_filled_pause_is_found_in_any_lengthening(sound: str) -> None:
    assert len(texts(f"bias is {sound} an error")) == 1


@pytest.mark.parametrize("word", ["umbrella", "her", "ham", "err", "ERM", "HMM", "a", "oh", "human", "hum", "error"])
def test_a_word_that_only_looks_like_a_filled_pause_is_none(word: str) -> None:
    assert texts(f"we minimize {word} here") == []


def test_like_between_commas_is_a_filler() -> None:
    assert texts("it is, like, a penalty") == ["like"]


def test_like_with_a_meaning_is_no_filler() -> None:
    assert texts("a model like this one, I like it") == []


def test_like_between_two_silences_is_a_filler() -> None:
    assert texts("it is like a penalty", {2: 0.4, 3: 0.4}) == ["like"]


def test_like_after_a_silence_only_is_no_filler() -> None:
    assert texts("it is like a penalty", {2: 0.4}) == []


def test_so_opening_an_answer_counts_only_when_set_off() -> None:
    assert texts("So, bias is an error") == ["So"]
    assert texts("So bias is an error") == []


def test_right_as_a_tag_counts_and_right_as_an_adjective_does_not() -> None:
    assert texts("it shrinks them, right? and the right answer is this") == ["right"]


def test_you_know_counts_without_commas() -> None:
    assert texts("variance is you know the spread") == ["you know"]


@pytest.mark.parametrize(
    "text",
    [
        "if you know the prior you can use it",
        "you know whether it converged",
        "what I mean is the average",
        "as you know, it overfits",
        "does not mean you. Know your data",
    ],
)
def test_you_know_and_i_mean_taken_literally_are_no_fillers(text: str) -> None:
    assert texts(text) == []


def test_i_mean_before_a_comma_counts() -> None:
    assert texts("I mean, it is biased") == ["I mean"]


def test_a_filler_knows_its_kind_time_and_words() -> None:
    (phrase, sound) = find_fillers(spoken("bias, you know, um the error"))
    assert (phrase.kind, phrase.first_word, phrase.last_word) == (FillerKind.PHRASE, 1, 2)
    assert (phrase.span.start, round(phrase.span.end, 6)) == (0.3, 0.9)
    assert (sound.kind, sound.first_word) == (FillerKind.SOUND, 3)


def test_marking_touches_filler_words_only() -> None:
    marked = mark_fillers(Transcript(spoken("um it is, you know, bias")))
    assert [word.filler for word in marked.words] == [True, False, False, True, True, False]
    assert marked.text == "um it is, you know, bias"


def test_no_words_have_no_fillers() -> None:
    assert find_fillers(()) == ()


def test_a_filled_pause_found_by_its_sound_is_a_filler_like_any_other() -> None:
    (filler,) = find_fillers((Word("bias", 0.0, 0.3), Word("m", 0.3, 0.7, spelled=False)))
    assert (filler.text, filler.kind, filler.first_word) == ("m", FillerKind.SOUND, 1)


def test_the_users_phrases_replace_the_default_ones_and_may_be_long() -> None:
    lists = WordLists(filler_phrases=("at the end of the day",))
    (filler,) = find_fillers(spoken("you know, at the End of the day, it fits"), lists)
    assert (filler.text, filler.first_word, filler.last_word) == ("at the End of the day", 2, 7)


def test_the_users_set_off_words_count_only_when_set_off() -> None:
    lists = WordLists(set_off_fillers=("in fact",))
    assert [filler.text for filler in find_fillers(spoken("so, in fact, it is in fact flat"), lists)] == ["in fact"]


def test_the_users_filled_pauses_come_beside_the_spellings_of_um() -> None:
    lists = WordLists(filled_pauses=("Este",))
    assert [filler.kind for filler in find_fillers(spoken("este, um, bias"), lists)] == [FillerKind.SOUND] * 2


def test_empty_lists_leave_filled_pauses_only() -> None:
    lists = WordLists(filler_phrases=(), set_off_fillers=())
    assert [filler.text for filler in find_fillers(spoken("So, um, I mean, you know, bias"), lists)] == ["um"]


def test_marking_follows_the_users_lists() -> None:
    marked = mark_fillers(Transcript(spoken("you know, bias")), WordLists(filler_phrases=()))
    assert not any(word.filler for word in marked.words)
