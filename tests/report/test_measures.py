"""The measures of delivery in words."""

from dataclasses import replace

from pilots import sample_attempt

from coach.domain.delivery import Delivery, Filler, FillerKind, Measure, PaceWindow, Pause, PausePlace, Phrase
from coach.domain.recording import ListeningQuality
from coach.domain.transcript import TimeSpan
from coach.report.measures import describe_briefly, describe_measures
from coach.scoring.trust import TRUSTED, Trust, trust

FULL = Delivery(
    total_seconds=40.0,
    speech_seconds=30.0,
    answer_seconds=37.5,
    spoken_words=80,
    words_per_minute=128.0,
    articulation_rate=160.0,
    pauses=(Pause(5.0, 5.4, PausePlace.INSIDE), Pause(10.0, 12.1), Pause(20.0, 20.5, PausePlace.INSIDE)),
    fillers=(),
    fillers_per_minute=0.0,
    time_to_first_word=0.8,
    syllables=120,
    syllables_per_second=3.2,
    articulation_syllables_per_second=4.0,
    pace_windows=(
        PaceWindow(TimeSpan(0.0, 10.0), 120.0),
        PaceWindow(TimeSpan(5.0, 15.0), 96.0),
        PaceWindow(TimeSpan(10.0, 20.0), 150.0),
    ),
    longest_stretch=TimeSpan(21.0, 35.5),
    hedges=tuple(Phrase(text, TimeSpan(1.0, 2.0), 0, 1) for text in ("maybe", "sort of", "Maybe,")),
    repetitions=(Phrase("the the", TimeSpan(3.0, 4.0), 2, 3),),
    false_starts=(Phrase("we use, we apply", TimeSpan(6.0, 7.0), 4, 7),),
)


def noise(decibels: float) -> ListeningQuality:
    return ListeningQuality(decibels, 0.0, 0.0, 0.9)


def lines(
    delivery: Delivery, trusted: Trust = TRUSTED, shown: frozenset[Measure] = frozenset(Measure)
) -> dict[str, str]:
    return {line.label: line.words for line in describe_measures(delivery, trusted, shown)}


def test_every_measure_is_said_with_its_unit() -> None:
    assert lines(FULL) == {
        "pace": "128 words a minute (comfortable), 160 without pauses",
        "syllables": "3.2 a second, 4.0 without pauses",
        "over time": "96 words a minute at its slowest (around 0:10), 150 at its fastest (around 0:15)",
        "length": "0:37, 80 % of it is speech, the first word after 0.8 s",
        "pauses": "1 over 1 s, the longest 2.1 s at 0:10, 2 of 0.25 to 1 s; 2 of 3 inside a clause",
        "stretch": "14.5 s without a pause, from 0:21",
        "fillers": "none heard; in trials with Whisper base 11 of 13 filled pauses were heard",
        "hedges": "3 (maybe ×2, sort of)",
        "repeats": "1 (the the)",
        "restarts": "1 (we use, we apply)",
    }


def test_the_length_is_that_of_what_was_said_however_long_the_recording_went_on() -> None:
    silent_end = replace(FULL, answer_seconds=27.0, total_seconds=90.0, speech_seconds=27.0)
    assert lines(silent_end)["length"] == (
        "0:27, 100 % of it is speech, the first word after 0.8 s; the recording went on to 1:30"
    )


def test_short_pauses_are_told_from_long_ones() -> None:
    short = replace(FULL, pauses=tuple(Pause(float(at), at + 0.5) for at in range(9)))
    assert lines(short)["pauses"] == "none over 1 s, 9 of 0.25 to 1 s; all between clauses"


def test_what_did_not_occur_takes_no_line_but_fillers_and_pauses_do() -> None:
    calm = replace(FULL, pauses=(), pace_windows=(), hedges=(), repetitions=(), false_starts=())
    assert list(lines(calm)) == ["pace", "syllables", "length", "pauses", "stretch", "fillers"]
    assert lines(calm)["pauses"] == "none over 1 s"


def test_an_attempt_from_before_a_measure_was_taken_claims_nothing_about_it() -> None:
    sample = sample_attempt().delivery
    assert sample is not None
    old = Delivery(
        sample.total_seconds, sample.speech_seconds, sample.answer_seconds, sample.spoken_words,
        sample.words_per_minute, sample.articulation_rate, sample.pauses, sample.fillers, sample.fillers_per_minute,
        sample.time_to_first_word,
    )  # fmt: skip
    assert lines(old)["pace"] == "81 words a minute (slow), 86 without pauses"
    assert lines(old)["pauses"] == "1 over 1 s, the longest 2.3 s at 0:20"
    assert lines(old)["fillers"].startswith("at least 2 (um, you know), 3 a minute; in trials")
    assert list(lines(old)) == ["pace", "length", "pauses", "fillers"]


def test_the_same_filler_is_named_once_with_its_number() -> None:
    sample = sample_attempt().delivery
    assert sample is not None
    um = sample.fillers[0]
    three = replace(sample, fillers=(um, replace(um, text="Um,"), um))
    assert lines(three)["fillers"].startswith("at least 3 (um ×3), 3 a minute;")


def test_fillers_that_cannot_be_relied_on_are_not_counted_and_the_reason_is_given() -> None:
    noisy = trust(noise(9.0), 30.0)
    assert lines(FULL, noisy)["fillers"] == ("not counted. There is a lot of noise: the speech is only 9 dB above it.")


def test_pauses_that_all_lie_between_clauses_are_said_to() -> None:
    between = replace(FULL, pauses=(Pause(5.0, 5.4), Pause(10.0, 12.1)))
    assert lines(between)["pauses"] == "1 over 1 s, the longest 2.1 s at 0:10, 1 of 0.25 to 1 s; all between clauses"


def test_an_answer_that_cannot_be_judged_gets_no_word_on_its_pace() -> None:
    assert "comfortable" not in lines(FULL, trust(replace(noise(2.0), word_probability=0.5), 30.0))["pace"]


def test_a_measure_that_is_switched_off_is_not_said() -> None:
    labels = {
        Measure.PACE: {"pace", "syllables", "over time"},
        Measure.PAUSES: {"pauses", "stretch"},
        Measure.FILLERS: {"fillers"},
        Measure.HEDGES: {"hedges"},
        Measure.REPETITIONS: {"repeats", "restarts"},
    }
    everything = set(lines(FULL))
    for measure, gone in labels.items():
        assert set(lines(FULL, shown=frozenset(Measure) - {measure})) == everything - gone
    assert lines(FULL, shown=frozenset()) == {"length": "0:37, 80 % of it is speech"}


def test_pace_and_fillers_a_minute_stand_in_one_line_and_only_what_is_shown_and_trusted() -> None:
    um = Filler("um", TimeSpan(1.0, 1.2), FillerKind.SOUND, 0, 0)
    some = replace(FULL, fillers=(um,), fillers_per_minute=1.5)
    assert describe_briefly(FULL, TRUSTED) == "128 words a minute (comfortable) · no fillers heard"
    assert describe_briefly(some, TRUSTED) == "128 words a minute (comfortable) · at least 2 fillers a minute"
    few = replace(some, fillers_per_minute=0.3)
    assert describe_briefly(few, TRUSTED).endswith("under 1 filler a minute")
    assert lines(few)["fillers"].startswith("at least 1 (um), under 1 a minute; ")
    assert describe_briefly(some, Trust(fillers=False)) == "128 words a minute (comfortable)"
    assert describe_briefly(some, TRUSTED, frozenset({Measure.FILLERS})) == "at least 2 fillers a minute"
    assert describe_briefly(some, TRUSTED, frozenset()) == ""
