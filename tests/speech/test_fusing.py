from hypothesis import given, settings
from hypothesis import strategies as st

from coach.domain.transcript import Word
from coach.speech.fusing import fuse


def said(text: str, probability: float = 0.9, start: float = 0.0, step: float = 0.3) -> list[Word]:
    """Words one after the other, each lasting `step` seconds."""
    return [Word(token, start + i * step, start + (i + 1) * step, probability) for i, token in enumerate(text.split())]


def fused(verbatim: list[Word], plainly: list[Word]) -> str:
    return " ".join(word.text for word in fuse(verbatim, plainly))


def test_where_both_agree_the_plain_spelling_is_taken_with_the_fillers_of_the_other() -> None:
    heard = fuse(said("so um it works"), [Word("So", 0.0, 0.6, 0.8), *said("it works.", 0.8, 0.6)])
    assert " ".join(word.text for word in heard) == "So um it works."


def test_a_word_has_the_time_that_both_give_it() -> None:
    (word,) = fuse([Word("mean", 1.0, 4.3)], [Word("mean", 1.2, 1.7)])
    assert (word.start, word.end) == (1.2, 1.7)


def test_of_two_wordings_the_surer_one_is_taken() -> None:
    verbatim = [*said("we have"), *said("variants", 0.4, 0.6), *said("here", start=0.9)]
    assert fused(verbatim, said("we have variance here")) == "we have variance here"
    assert fused(
        said("we have variants here"), [*said("we have"), *said("various", 0.4, 0.6), *said("here", start=0.9)]
    ) == ("we have variants here")


def test_restarts_that_only_the_verbatim_pass_wrote_are_kept() -> None:
    verbatim = said("in a in a in a sort of summary")
    plainly = [*said("in a", start=1.2), *said("sort of summary", start=1.8)]
    assert fused(verbatim, plainly) == "in a in a in a sort of summary"


def test_guesses_that_only_the_verbatim_pass_wrote_are_not_believed() -> None:
    verbatim = [*said("so"), *said("the", 0.06, 0.3), *said("model", start=0.6)]
    assert fused(verbatim, [*said("so"), *said("model", start=0.6)]) == "so model"


def test_what_the_verbatim_pass_skipped_comes_from_the_plain_one_without_its_made_up_fillers() -> None:
    verbatim = [Word("so,", 0.0, 0.3, 0.1), Word("um...", 0.3, 9.0, 0.1)]
    plainly = said("queue rabbit or kafka it depends on what you have", 0.7)
    assert fused(verbatim, plainly) == "queue rabbit or kafka it depends on what you have"


def test_a_verbatim_pass_that_goes_round_in_circles_is_not_believed() -> None:
    verbatim = said("the time and um and um and and um and um and um and and um")
    assert fused(verbatim, said("the time and give it to the model", 0.5)) == "the time and give it to the model"


def test_what_the_plain_pass_heard_fully_is_not_lost_to_one_sure_word() -> None:
    verbatim = [*said("we"), Word("it,", 0.3, 0.6, 0.95), *said("end", start=1.5)]
    plainly = [*said("we"), *said("regularise the weights", 0.85, 0.3), *said("end", start=1.5)]
    assert fused(verbatim, plainly) == "we regularise the weights end"


def test_what_only_the_plain_pass_wrote_needs_some_sureness() -> None:
    around = said("so"), said("model", start=1.2)
    for probability, expected in ((0.05, "so model"), (0.4, "so thanks for watching model")):
        thanks = said("thanks for watching", probability, 0.3)
        assert fused([*around[0], *around[1]], [*around[0], *thanks, *around[1]]) == expected


def test_a_sure_filler_stays_among_words_of_the_other_pass() -> None:
    verbatim = [Word("um,", 0.0, 0.4, 0.97), *said("a vast forest", 0.2, 0.4)]
    assert fused(verbatim, said("random forests are bagged", 0.8, 0.4)) == "um, random forests are bagged"


def test_an_unsure_filler_stands_for_no_word_and_a_sure_one_does() -> None:
    for probability, expected in ((0.02, "go up there"), (0.6, "go uh, there")):
        verbatim = [*said("go"), Word("uh...", 0.3, 0.6, probability), *said("there", start=0.6)]
        assert fused(verbatim, said("go up there")) == expected


def test_the_same_word_at_times_that_differ_is_not_doubled() -> None:
    assert fused(said("not going to speak", start=2.0), said("not going to speak", start=3.5)) == "not going to speak"


def test_dots_behind_words_become_commas() -> None:
    assert fused(said("and... so..."), []) == "and, so,"


words = st.lists(st.tuples(st.sampled_from(["um", "the", "a", "model", "fits"]), st.floats(0.0, 1.0)), max_size=12).map(
    lambda drawn: [Word(text, i * 0.3, i * 0.3 + 0.3, sure) for i, (text, sure) in enumerate(drawn)]
)


@settings(deadline=None, database=None)
@given(words, words)
def test_nothing_is_made_up_and_what_both_wrote_stays(verbatim: list[Word], plainly: list[Word]) -> None:
    heard = fuse(verbatim, plainly)
    written = {word.text for word in [*verbatim, *plainly]}
    assert all(word.text.rstrip(",") in written for word in heard)
