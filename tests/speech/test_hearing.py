from collections.abc import Iterable

import numpy as np
import pytest

from coach.domain.recording import SAMPLE_RATE, Samples
from coach.domain.timespan import TimeSpan
from coach.domain.transcript import Word
from coach.speech.hearing import Decoded, hear
from coach.speech.transcriber import Heard, Segment

START = 10.0
"""Where the segment lies in its recording, in seconds."""


class ScriptedDecoder:
    """Gives prepared answers, one a call, and remembers what it was asked for."""

    def __init__(self, *answers: Decoded) -> None:
        self._answers = list(answers)
        self.asked: list[tuple[float, bool]] = []

    def __call__(self, samples: Samples, careful: bool) -> Decoded:
        self.asked.append((len(samples) / SAMPLE_RATE, careful))
        return self._answers.pop(0)


def wrote(*words: tuple[str, float, float], cut_short: bool = False) -> Decoded:
    return Decoded(tuple(Word(text, start, end, 0.9) for text, start, end in words), cut_short)


def segment(*speech: tuple[float, float], seconds: float = 6.0) -> Segment:
    """A segment whose speech is given in seconds from its own start."""
    spans = tuple(TimeSpan(START + start, START + end) for start, end in speech)
    return Segment(np.zeros(round(seconds * SAMPLE_RATE), dtype=np.float32), START, spans)


def texts(words: Iterable[Word]) -> str:
    return " ".join(word.text for word in words)


def test_a_sound_decoding_is_taken_at_once_and_moved_to_the_recordings_time() -> None:
    decode = ScriptedDecoder(wrote(("um,", 0.5, 1.0), ("yes.", 1.0, 1.5)))
    assert hear(segment((0.4, 1.6)), decode) == Heard((Word("um,", 10.5, 11.0, 0.9), Word("yes.", 11.0, 11.5, 0.9)))
    assert decode.asked == [(6.0, False)]


def test_a_lost_stretch_is_decoded_again_and_the_fillers_of_the_first_try_are_kept() -> None:
    first = wrote(("so,", 0.0, 0.5), ("um...", 0.5, 1.0), ("it", 1.0, 1.3))
    second = wrote(("so", 0.0, 1.0), ("it", 1.0, 1.3), ("works", 2.0, 3.0), ("very", 3.5, 4.0), ("well", 4.5, 6.0))
    decode = ScriptedDecoder(first, second)
    heard = hear(segment((0.0, 6.0)), decode)
    assert texts(heard.words) == "so um... it works very well"
    assert heard.unclear == ()
    assert decode.asked == [(6.0, False), (6.0, True)]


def test_a_loop_is_decoded_again() -> None:
    first = wrote(*[("the", i * 0.1, i * 0.1 + 0.1) for i in range(38)], cut_short=True)
    second = wrote(("the", 0.0, 0.4), ("mean", 0.5, 1.0))
    decode = ScriptedDecoder(first, second)
    assert texts(hear(segment((0.0, 1.0), (3.0, 3.5)), decode).words) == "the mean"


def test_what_stays_uncovered_is_decoded_alone() -> None:
    half = wrote(("one", 0.0, 0.5), ("two", 0.5, 1.0))
    alone = wrote(("three", 0.5, 1.5), ("four", 2.0, 3.0), ("five", 3.5, 4.5))
    decode = ScriptedDecoder(half, half, alone)
    heard = hear(segment((0.0, 6.0)), decode)
    assert texts(heard.words) == "one two three four five"
    # The hole begins 0.35 s behind "two" and is decoded with 0.25 s before it, up to the segment's end.
    assert decode.asked[2] == (pytest.approx(6.0 - 1.35 + 0.25), True)
    assert heard.words[2].start == pytest.approx(10.0 + 1.35 - 0.25 + 0.5)


def test_speech_that_nobody_understands_is_unclear() -> None:
    decode = ScriptedDecoder(wrote(), wrote(), wrote())
    assert hear(segment((1.0, 4.0)), decode) == Heard((), (TimeSpan(11.0, 14.0),))


def test_words_on_silence_are_not_believed() -> None:
    decode = ScriptedDecoder(wrote(("yes.", 0.0, 0.5), ("Thank", 4.0, 4.3), ("you.", 4.3, 4.6)))
    assert texts(hear(segment((0.0, 0.6)), decode).words) == "yes."


def test_a_filler_made_of_a_blip_is_no_word() -> None:
    assert hear(segment((2.0, 2.2)), ScriptedDecoder(wrote(("uh...", 1.9, 2.5)))) == Heard(())


def test_brackets_are_no_words() -> None:
    decode = ScriptedDecoder(wrote(("[BLANK_AUDIO]", 0.0, 0.5), ("yes", 0.5, 0.8)))
    assert texts(hear(segment((0.0, 0.9)), decode).words) == "yes"
