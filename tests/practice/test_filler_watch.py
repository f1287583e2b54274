"""A tone at each filler, once."""

import numpy as np

from coach.domain.transcript import Word
from coach.domain.word_lists import DEFAULT_LISTS
from coach.practice.filler_watch import TONE_RATE, TONE_SECONDS, FillerWatch, filler_tone


def words(text: str) -> tuple[Word, ...]:
    return tuple(Word(each, 0.5 * at, 0.5 * at + 0.4) for at, each in enumerate(text.split()))


def test_each_filler_counts_once_however_often_the_words_are_looked_at() -> None:
    watch = FillerWatch(DEFAULT_LISTS)
    assert watch.look(words("so the model um learns")) == 1
    assert watch.look(words("so the model um learns")) == 0
    assert watch.look(words("so the model um learns the uh noise um")) == 2
    assert watch.fillers == 3


def test_a_filler_that_recognition_takes_back_and_gives_again_counts_once() -> None:
    watch = FillerWatch(DEFAULT_LISTS)
    assert watch.look(words("the model um")) == 1
    assert watch.look(words("the model and")) == 0
    assert watch.look(words("the model um")) == 0


def test_speech_without_fillers_makes_no_tone() -> None:
    assert FillerWatch(DEFAULT_LISTS).look(words("the model learns the noise")) == 0


def test_the_tone_is_short_never_loud_and_begins_and_ends_in_silence() -> None:
    tone = filler_tone()
    assert len(tone) == round(TONE_SECONDS * TONE_RATE)
    assert 0.2 < float(np.abs(tone).max()) <= 0.25
    assert abs(float(tone[0])) < 0.001
    assert abs(float(tone[-1])) < 0.001
