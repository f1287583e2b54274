from pathlib import Path

import pytest

from coach.bench.clip import Clip
from coach.bench.figures import add_up, measure_clip
from coach.bench.filler_hits import FillerHits
from coach.bench.heard import Hypothesis
from coach.bench.word_errors import WordErrors
from coach.domain.timespan import TimeSpan
from coach.domain.transcript import Word


def clip(said: str, **known: object) -> Clip:
    return Clip("a.wav", Path("a.wav"), said, **known)  # type: ignore[arg-type]


def heard(text: str, **known: object) -> Hypothesis:
    words = tuple(Word(each, float(at), at + 0.5) for at, each in enumerate(text.split()))
    return Hypothesis(words, known.get("pauses", ()), 10.0, 2.0, processor_seconds=3.0)  # type: ignore[arg-type]


def test_a_missed_filler_is_an_error_in_the_verbatim_words_only() -> None:
    figures = measure_clip(clip("so um the model"), heard("so the model"), ())
    assert figures.verbatim == WordErrors(4, 0, 1, 0)
    assert figures.content == WordErrors(3, 0, 0, 0)
    assert figures.fillers == FillerHits(1, 0, 0)
    assert figures.timed_clips == 0


def test_where_the_manifest_has_times_fillers_are_compared_by_time() -> None:
    elsewhere = clip("so um the model", filler_times=(TimeSpan(5.0, 5.4),))
    figures = measure_clip(elsewhere, heard("so um the model"), ())
    assert figures.fillers == FillerHits(1, 1, 0)
    assert figures.timed_clips == 1
    assert figures.false_fillers_per_100_words == pytest.approx(100 / 3)


def test_fillers_are_made_up_where_the_reference_has_none() -> None:
    with_one = measure_clip(clip("so um the model"), heard("um so um the model"), ())
    assert (with_one.fluent_words, with_one.made_up_fillers) == (0, 0)
    assert with_one.made_up_fillers_per_500_words is None
    without = measure_clip(clip("so the model is big"), heard("so um the uh model is big"), ())
    assert (without.fluent_words, without.made_up_fillers) == (5, 2)
    assert (with_one + without).made_up_fillers_per_500_words == pytest.approx(200.0)
    assert measure_clip(clip(""), heard("um"), ()).made_up_fillers == 0  # that is a word from nothing


def test_words_are_compared_a_second_time_as_whisper_normalizer_writes_them() -> None:
    figures = measure_clip(clip("um it's twenty five er"), heard("it is 25"), ())
    assert figures.whispers == WordErrors(4, 0, 1, 0)  # er
    assert figures.content.errors == 2  # it's: it, is; er is a filler
    assert measure_clip(clip("um"), heard("so"), ()).whispers == WordErrors()  # nothing is left of the reference


def test_words_where_nobody_speaks_are_counted_apart() -> None:
    figures = measure_clip(clip(""), heard("thank you"), (TimeSpan(0.0, 9.0),))
    assert figures.words_from_nothing == 2
    assert figures.empty_clips == 1
    assert figures.verbatim == WordErrors()
    assert figures.uncovered_seconds == 0.0


def test_pauses_are_compared_only_where_they_are_known() -> None:
    found = heard("so the", pauses=(TimeSpan(1.0, 2.0),))
    assert measure_clip(clip("so the"), found, ()).paused_clips == 0
    assert measure_clip(clip("so the"), found, ()).pauses.false == 0
    assert measure_clip(clip("so the", pauses=()), found, ()).pauses.false == 1


def test_figures_of_clips_add_up_and_the_longest_loss_is_kept() -> None:
    lost = measure_clip(clip("so the"), heard("so"), (TimeSpan(0.0, 4.0),))  # covered until 0.85 s
    short = measure_clip(clip("so the"), heard("so the"), (TimeSpan(0.0, 2.0),))
    both = add_up([lost, short])
    assert both.clips == 2
    assert both.longest_uncovered == pytest.approx(3.15)
    assert both.uncovered_seconds == pytest.approx(3.15)
    assert both.real_time_factor == pytest.approx(0.2)
    assert both.processor_seconds == pytest.approx(6.0)
    assert both.content.reference == 4
