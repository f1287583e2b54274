from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.domain.recording import SAMPLE_RATE, Samples
from coach.domain.rubric import Alias
from coach.domain.transcript import TimeSpan, Word
from coach.speech.hearing import Decoded, fuse, glance_at, transcribe_segment
from coach.speech.terms import Terms
from coach.speech.transcriber import Segment, Transcription

START = 10.0
"""Where the segment lies in its recording, in seconds."""


class ScriptedDecoder:
    """Gives prepared answers: two passes over the whole segment, then one for each stretch that is decoded alone."""

    def __init__(self, verbatim: Decoded, plainly: Decoded, *alone: Decoded) -> None:
        self._both = (verbatim, plainly)
        self._alone = list(alone)
        self.alone: list[float] = []

    def both(self, samples: Samples) -> tuple[Decoded, Decoded]:
        return self._both

    def plainly(self, samples: Samples) -> Decoded:
        self.alone.append(len(samples) / SAMPLE_RATE)
        return self._alone.pop(0)


def wrote(*words: tuple[str, float, float]) -> Decoded:
    return tuple(Word(text, start, end, 0.9) for text, start, end in words)


def segment(*speech: tuple[float, float], seconds: float = 6.0) -> Segment:
    """A segment whose speech is given in seconds from its own start."""
    spans = tuple(TimeSpan(START + start, START + end) for start, end in speech)
    return Segment(np.zeros(round(seconds * SAMPLE_RATE), dtype=np.float32), START, spans)


def texts(words: Iterable[Word]) -> str:
    return " ".join(word.text for word in words)


def test_what_both_passes_heard_is_moved_to_the_recordings_time() -> None:
    decoder = ScriptedDecoder(wrote(("um...", 0.5, 1.0), ("yes", 1.0, 1.5)), wrote(("Yes.", 0.9, 1.5)))
    heard = transcribe_segment(segment((0.4, 1.6)), decoder)
    assert heard == Transcription((Word("um,", 10.5, 11.0, 0.9), Word("Yes.", 11.0, 11.5, 0.9)))
    assert decoder.alone == []


def test_words_that_the_verbatim_pass_skipped_come_from_the_plain_one() -> None:
    verbatim = wrote(("so,", 0.0, 0.5), ("um...", 0.5, 1.0), ("it", 1.0, 1.3))
    plainly = wrote(("so", 0.0, 1.0), ("it", 1.0, 1.3), ("works", 2.0, 2.5), ("very", 3.5, 4.0), ("well", 4.5, 5.4))
    heard = transcribe_segment(segment((0.0, 1.4), (2.0, 2.6), (3.4, 5.5)), ScriptedDecoder(verbatim, plainly))
    assert texts(heard.words) == "so um, it works very well"
    assert heard.unclear == ()


def test_a_loop_of_one_pass_is_not_believed() -> None:
    looping = wrote(*[("the", i * 0.1, i * 0.1 + 0.1) for i in range(10)])
    plainly = wrote(("the", 0.0, 0.4), ("mean", 0.5, 1.0))
    assert texts(transcribe_segment(segment((0.0, 1.0)), ScriptedDecoder(looping, plainly)).words) == "the mean"


def test_what_neither_pass_covers_is_decoded_alone() -> None:
    half = wrote(("one", 0.0, 0.5), ("two", 0.5, 1.0))
    alone = wrote(("three", 0.5, 1.5), ("four", 2.0, 3.0), ("five", 3.5, 4.5))
    decoder = ScriptedDecoder(half, half, alone)
    heard = transcribe_segment(segment((0.0, 6.0)), decoder)
    assert texts(heard.words) == "one two three four five"
    # The hole begins 0.2 s behind "two" and is decoded with 0.25 s before it, up to the segment's end.
    assert decoder.alone == [pytest.approx(6.0 - 1.2 + 0.25)]
    assert heard.words[2].start == pytest.approx(10.0 + 1.2 - 0.25 + 0.5)


def test_two_quick_words_that_were_skipped_are_looked_for() -> None:
    skipped = wrote(("than", 0.0, 0.3), ("he", 1.3, 1.5))
    alone = wrote(("it", 0.4, 0.6), ("was", 0.6, 0.8))
    heard = transcribe_segment(segment((0.0, 1.5)), ScriptedDecoder(skipped, skipped, alone))
    assert texts(heard.words) == "than it was he"


def test_speech_that_nobody_understands_is_unclear() -> None:
    assert transcribe_segment(segment((1.0, 4.0)), ScriptedDecoder((), (), ())) == Transcription(
        (), (TimeSpan(11.0, 14.0),)
    )


def test_words_on_silence_are_not_believed() -> None:
    thanks = wrote(("yes.", 0.0, 0.5), ("Thank", 4.0, 4.3), ("you.", 4.3, 4.6))
    assert texts(transcribe_segment(segment((0.0, 0.6)), ScriptedDecoder(thanks, thanks)).words) == "yes."


def test_words_where_speech_is_not_ruled_out_are_believed() -> None:
    words = wrote(("yes", 0.0, 0.5), ("softly", 2.0, 2.5))
    soft = segment((0.0, 0.6))
    soft = replace(soft, perhaps=(*soft.speech, TimeSpan(START + 1.9, START + 2.6)))
    assert texts(transcribe_segment(soft, ScriptedDecoder(words, words)).words) == "yes softly"


def test_a_filler_made_of_a_blip_is_no_word() -> None:
    blip = wrote(("uh...", 1.9, 2.5))
    assert transcribe_segment(segment((2.0, 2.2)), ScriptedDecoder(blip, ())) == Transcription(())


def test_brackets_are_no_words() -> None:
    noted = wrote(("[BLANK_AUDIO]", 0.0, 0.5), ("yes", 0.5, 0.8))
    assert texts(transcribe_segment(segment((0.0, 0.9)), ScriptedDecoder(noted, noted)).words) == "yes"


def test_a_glance_believes_no_loop() -> None:
    looping = wrote(*[("the", i * 0.1, i * 0.1 + 0.1) for i in range(10)], ("mean", 1.0, 1.4))
    assert texts(glance_at(segment((0.0, 1.5)), ScriptedDecoder((), (), looping))) == "the mean"


def test_terms_that_cannot_be_weighed_cost_no_words() -> None:
    class Broken(ScriptedDecoder):
        def weigh(self, samples: Samples, texts: Sequence[str], spoken_about: str) -> Sequence[float]:
            raise RuntimeError("no memory")

    rack = wrote(("use", 0.0, 0.4), ("rack", 0.4, 0.8))
    known = Terms((Alias("RAG", ("rack",)),), str.lower)
    assert texts(transcribe_segment(segment((0.0, 0.9)), Broken(rack, rack), known).words) == "use rack"


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
