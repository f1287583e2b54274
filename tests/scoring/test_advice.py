from dataclasses import replace

from coach.domain.attempt import RecentSpeech
from coach.domain.coverage import Coverage, PointCoverage, Verdict
from coach.domain.delivery import Delivery, Measure, PaceWindow, Pause
from coach.domain.rubric import KeyPoint, Rubric
from coach.domain.transcript import TimeSpan, Transcript, typed_transcript
from coach.scoring.advice import advise
from coach.scoring.trust import NO_SPEECH, UNCLEAR_SPEECH, Trust

RUBRIC = Rubric("l1", "What is L1?", (KeyPoint("a", "A"),), chapter="Chapter 9")
NONE_BEFORE = RecentSpeech(0.0, 0.0, 0, 0)
CALM = Delivery(45.0, 40.0, 44.0, 100, 136.0, 150.0, (), (), 0.0, 0.5)


def coverage(*verdicts: tuple[str, Verdict, float]) -> Coverage:
    return Coverage(
        tuple(
            PointCoverage(name, f"Claim {name}.", weight, verdict, 0.5, 0.5, None, None, "")
            for name, verdict, weight in verdicts
        )
    )


def advice(judged: Coverage, delivery: Delivery | None = CALM, recent: RecentSpeech = NONE_BEFORE) -> tuple[str, ...]:
    return advise(RUBRIC, typed_transcript("something was said"), judged, delivery, recent)


def test_a_contradiction_comes_before_a_miss_and_a_miss_before_a_doubt() -> None:
    said = advice(
        coverage(
            ("u", Verdict.UNSURE, 2.0),
            ("m", Verdict.MISSED, 1.0),
            ("c", Verdict.CONTRADICTED, 0.5),
            ("k", Verdict.COVERED, 1.0),
        )
    )
    assert said == ("Put this right: Claim c.", "Add this: Claim m.", "Did you make this point? Claim u.")


def test_the_heaviest_missed_point_comes_first() -> None:
    said = advice(
        coverage(("a", Verdict.MISSED, 1.0), ("b", Verdict.MISSED, 2.0), *((x, Verdict.COVERED, 1.0) for x in "cd"))
    )
    assert said == ("Add this: Claim b.", "Add this: Claim a.")


def test_the_chapter_is_named_when_most_points_are_missed() -> None:
    said = advice(coverage(("a", Verdict.MISSED, 1.0), ("b", Verdict.MISSED, 2.0), ("c", Verdict.COVERED, 1.0)))
    assert said[0] == "Reread Chapter 9, then begin with: Claim b."


def test_delivery_gets_a_word_beside_many_missed_points_and_there_are_never_more_than_three() -> None:
    hasty = replace(CALM, words_per_minute=200.0)
    said = advice(coverage(*((name, Verdict.MISSED, 1.0) for name in "abcdef")), hasty)
    assert len(said) == 3
    assert said[2] == "Slow down: 200 words a minute is much faster than the comfortable 110 to 170."


def test_too_fast_an_answer_is_told_where_it_was_fastest() -> None:
    windows = tuple(
        PaceWindow(TimeSpan(at, at + 10.0), rate) for at, rate in ((0.0, 160.0), (20.0, 212.0), (30.0, 180.0))
    )
    said = advice(coverage(("a", Verdict.COVERED, 1.0)), replace(CALM, words_per_minute=177.0, pace_windows=windows))
    assert said[0].endswith("comfortable 110 to 170. You were fastest from 0:20 to 0:30, at 212.")


def test_a_complete_calm_answer_is_told_so() -> None:
    assert advice(coverage(("a", Verdict.COVERED, 1.0))) == (
        "Every point is there. Say it again in fewer words, or move on to the next question.",
    )


def test_a_long_silence_is_named_with_its_time() -> None:
    halting = replace(CALM, pauses=(Pause(10.0, 11.0), Pause(62.0, 65.1)))
    assert advice(coverage(("a", Verdict.COVERED, 1.0)), halting) == (
        "Think aloud instead of falling silent: you said nothing for 3.1 s at 1:02.",
    )


def test_fillers_are_spoken_of_only_over_three_minutes() -> None:
    covered = coverage(("a", Verdict.COVERED, 1.0))
    assert "filler" not in advice(covered, CALM, RecentSpeech(100.0, 100.0, 40, 2))[0]
    assert (
        "at least 13 a minute over your last 5 answers" in advice(covered, CALM, RecentSpeech(180.0, 180.0, 39, 5))[0]
    )


def test_an_answer_far_outside_its_window_is_told_so() -> None:
    covered = coverage(("a", Verdict.COVERED, 1.0))
    assert advice(covered, replace(CALM, answer_seconds=24.0)) == (
        "Say more: 24 s is short for an answer of 30 to 60 s.",
    )
    assert advice(covered, replace(CALM, answer_seconds=66.0)) == (
        "Keep it shorter: 66 s is long for an answer of 30 to 60 s.",
    )
    assert "Every point" in advice(covered, replace(CALM, answer_seconds=64.0))[0]


def test_silence_is_told_how_to_be_heard() -> None:
    assert advise(RUBRIC, Transcript(()), coverage(("a", Verdict.MISSED, 1.0)), CALM, NONE_BEFORE) == (NO_SPEECH,)


def test_speech_without_words_is_not_called_silence() -> None:
    mumbled = Transcript((), (TimeSpan(0.0, 2.0),), 2.0, unclear=(TimeSpan(0.0, 2.0),))
    assert advise(RUBRIC, mumbled, coverage(("a", Verdict.MISSED, 1.0)), CALM, NONE_BEFORE) == (UNCLEAR_SPEECH,)


def test_an_answer_that_cannot_be_judged_gets_the_reasons_and_nothing_about_its_points() -> None:
    trust = Trust(points=False, fillers=False, reasons=("a", "b", "c", "d"))
    missed = coverage(("m", Verdict.MISSED, 1.0))
    hasty = replace(CALM, words_per_minute=200.0)
    said = advise(RUBRIC, typed_transcript("something"), missed, hasty, NONE_BEFORE, trust=trust)
    assert said == ("a", "b", "c")


def test_fillers_that_are_not_counted_are_not_spoken_of() -> None:
    many = RecentSpeech(180.0, 180.0, 39, 5)
    trust = Trust(fillers=False, reasons=("There is much noise.",))
    covered = coverage(("a", Verdict.COVERED, 1.0))
    said = advise(RUBRIC, typed_transcript("something"), covered, CALM, many, trust=trust)
    assert said == ("Every point is there. Say it again in fewer words, or move on to the next question.",)


def test_a_measure_that_is_switched_off_gives_no_advice_and_the_others_still_do() -> None:
    covered = coverage(("a", Verdict.COVERED, 1.0))
    halting = replace(CALM, words_per_minute=200.0, pauses=(Pause(62.0, 65.1),))
    many = RecentSpeech(180.0, 180.0, 39, 5)
    about = {Measure.PACE: "Slow down", Measure.FILLERS: "Pause in silence", Measure.PAUSES: "Think aloud"}
    for off, words in about.items():
        shown = frozenset(Measure) - {off}
        said = advise(RUBRIC, typed_transcript("something"), covered, halting, many, shown=shown)
        assert len(said) == 2
        assert not any(advice.startswith(words) for advice in said)
