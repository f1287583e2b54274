from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
import pytest

from coach.domain.recording import SAMPLE_RATE, Samples
from coach.domain.rubric import Alias
from coach.domain.timespan import TimeSpan
from coach.domain.transcript import Word
from coach.speech.hearing import Decoded, hear, look_at
from coach.speech.terms import Terms
from coach.speech.transcriber import Heard, Segment

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
    heard = hear(segment((0.4, 1.6)), decoder)
    assert heard == Heard((Word("um,", 10.5, 11.0, 0.9), Word("Yes.", 11.0, 11.5, 0.9)))
    assert decoder.alone == []


def test_words_that_the_verbatim_pass_skipped_come_from_the_plain_one() -> None:
    verbatim = wrote(("so,", 0.0, 0.5), ("um...", 0.5, 1.0), ("it", 1.0, 1.3))
    plainly = wrote(("so", 0.0, 1.0), ("it", 1.0, 1.3), ("works", 2.0, 2.5), ("very", 3.5, 4.0), ("well", 4.5, 5.4))
    heard = hear(segment((0.0, 1.4), (2.0, 2.6), (3.4, 5.5)), ScriptedDecoder(verbatim, plainly))
    assert texts(heard.words) == "so um, it works very well"
    assert heard.unclear == ()


def test_a_loop_of_one_pass_is_not_believed() -> None:
    looping = wrote(*[("the", i * 0.1, i * 0.1 + 0.1) for i in range(10)])
    plainly = wrote(("the", 0.0, 0.4), ("mean", 0.5, 1.0))
    assert texts(hear(segment((0.0, 1.0)), ScriptedDecoder(looping, plainly)).words) == "the mean"


def test_what_neither_pass_covers_is_decoded_alone() -> None:
    half = wrote(("one", 0.0, 0.5), ("two", 0.5, 1.0))
    alone = wrote(("three", 0.5, 1.5), ("four", 2.0, 3.0), ("five", 3.5, 4.5))
    decoder = ScriptedDecoder(half, half, alone)
    heard = hear(segment((0.0, 6.0)), decoder)
    assert texts(heard.words) == "one two three four five"
    # The hole begins 0.2 s behind "two" and is decoded with 0.25 s before it, up to the segment's end.
    assert decoder.alone == [pytest.approx(6.0 - 1.2 + 0.25)]
    assert heard.words[2].start == pytest.approx(10.0 + 1.2 - 0.25 + 0.5)


def test_two_quick_words_that_were_skipped_are_looked_for() -> None:
    skipped = wrote(("than", 0.0, 0.3), ("he", 1.3, 1.5))
    alone = wrote(("it", 0.4, 0.6), ("was", 0.6, 0.8))
    heard = hear(segment((0.0, 1.5)), ScriptedDecoder(skipped, skipped, alone))
    assert texts(heard.words) == "than it was he"


def test_speech_that_nobody_understands_is_unclear() -> None:
    assert hear(segment((1.0, 4.0)), ScriptedDecoder((), (), ())) == Heard((), (TimeSpan(11.0, 14.0),))


def test_words_on_silence_are_not_believed() -> None:
    thanks = wrote(("yes.", 0.0, 0.5), ("Thank", 4.0, 4.3), ("you.", 4.3, 4.6))
    assert texts(hear(segment((0.0, 0.6)), ScriptedDecoder(thanks, thanks)).words) == "yes."


def test_words_where_speech_is_not_ruled_out_are_believed() -> None:
    words = wrote(("yes", 0.0, 0.5), ("softly", 2.0, 2.5))
    soft = segment((0.0, 0.6))
    soft = replace(soft, perhaps=(*soft.speech, TimeSpan(START + 1.9, START + 2.6)))
    assert texts(hear(soft, ScriptedDecoder(words, words)).words) == "yes softly"


def test_a_filler_made_of_a_blip_is_no_word() -> None:
    blip = wrote(("uh...", 1.9, 2.5))
    assert hear(segment((2.0, 2.2)), ScriptedDecoder(blip, ())) == Heard(())


def test_brackets_are_no_words() -> None:
    noted = wrote(("[BLANK_AUDIO]", 0.0, 0.5), ("yes", 0.5, 0.8))
    assert texts(hear(segment((0.0, 0.9)), ScriptedDecoder(noted, noted)).words) == "yes"


def test_a_glance_believes_no_loop() -> None:
    looping = wrote(*[("the", i * 0.1, i * 0.1 + 0.1) for i in range(10)], ("mean", 1.0, 1.4))
    assert texts(look_at(segment((0.0, 1.5)), ScriptedDecoder((), (), looping))) == "the mean"


def test_terms_that_cannot_be_weighed_cost_no_words() -> None:
    class Broken(ScriptedDecoder):
        def weigh(self, samples: Samples, texts: Sequence[str], spoken_about: str) -> Sequence[float]:
            raise RuntimeError("no memory")

    rack = wrote(("use", 0.0, 0.4), ("rack", 0.4, 0.8))
    known = Terms((Alias("RAG", ("rack",)),), str.lower)
    assert texts(hear(segment((0.0, 0.9)), Broken(rack, rack), known).words) == "use rack"
