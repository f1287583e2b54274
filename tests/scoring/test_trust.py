from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.attempt import AnswerKind, Attempt
from coach.domain.coverage import Coverage, Evidence, PointCoverage, Verdict
from coach.domain.recording import ListeningQuality
from coach.domain.scorecard import Scorecard
from coach.domain.transcript import TimeSpan, Transcript, Word
from coach.report.scores import write_doubt
from coach.scoring.grade import best_score, score_coverage
from coach.scoring.trust import (
    NOT_COUNTED,
    NOT_JUDGED,
    NOT_MISSED,
    NOT_MISSED_OR_COUNTED,
    PART_MISSING,
    TRUSTED,
    Trust,
    doubt_missed,
    limit_verdicts,
    trust,
    trust_in,
    withhold_verdicts,
)

GOOD = ListeningQuality(signal_to_noise_db=30.0, clipped_share=0.0, uncovered_seconds=0.0, word_probability=0.9)


def test_a_typed_answer_and_one_heard_well_are_trusted_without_a_word() -> None:
    assert trust(None, 0.0) == trust(GOOD, 40.0) == Trust(points=True, fillers=True, reasons=())


@pytest.mark.parametrize(
    ("decibels", "points", "fillers"),
    [(15.0, True, True), (14.9, True, False), (-3.0, True, False)],
)
def test_noise_costs_the_fillers_and_not_the_points_while_the_words_are_sure(
    decibels: float, points: bool, fillers: bool
) -> None:
    judged = trust(replace(GOOD, signal_to_noise_db=decibels), 40.0)
    assert (judged.points, judged.fillers) == (points, fillers)


def test_a_reason_says_what_is_wrong_and_what_to_do() -> None:
    assert trust(replace(GOOD, signal_to_noise_db=9.2), 40.0).reasons == (
        "There is a lot of noise: the speech is only 9 dB above it. "
        "Move closer to the microphone, or to a quieter room.",
    )


def test_noise_that_could_not_be_measured_is_no_reason() -> None:
    assert trust(replace(GOOD, signal_to_noise_db=None, word_probability=None), 40.0) == Trust()


@pytest.mark.parametrize(
    ("uncovered", "points", "fillers", "said"),
    [(0.9, True, True, False), (1.0, True, True, True), (4.1, True, False, True), (8.1, False, False, True)],
)
def test_speech_without_words_is_told_and_a_fifth_of_it_leaves_the_points_open(
    uncovered: float, points: bool, fillers: bool, said: bool
) -> None:
    judged = trust(replace(GOOD, uncovered_seconds=uncovered), 40.0)
    assert (judged.points, judged.fillers, bool(judged.reasons)) == (points, fillers, said)


def test_a_short_answer_without_words_is_not_judged_however_short_it_is() -> None:
    judged = trust(replace(GOOD, uncovered_seconds=0.6), 0.6)
    assert not judged.points
    assert judged.reasons[0].startswith("0.6 s of your speech, 100 % of it, were not understood.")


@pytest.mark.parametrize(("probability", "trusted"), [(0.75, True), (0.74, False)])
def test_words_that_are_guesses_judge_nothing(probability: float, trusted: bool) -> None:
    judged = trust(replace(GOOD, word_probability=probability), 40.0)
    assert (judged.points, judged.fillers) == (trusted, trusted)


@pytest.mark.parametrize(
    ("clipped", "fillers", "said"), [(0.05, True, False), (0.06, True, True), (0.25, True, True), (0.26, False, True)]
)
def test_clipping_is_told_before_it_costs_the_fillers(clipped: float, fillers: bool, said: bool) -> None:
    judged = trust(replace(GOOD, clipped_share=clipped), 40.0)
    assert (judged.points, judged.fillers, bool(judged.reasons)) == (True, fillers, said)


@pytest.mark.parametrize(("dropped", "fillers"), [(1, True), (9, True), (10, False)])
def test_lost_sound_is_told_and_much_of_it_leaves_fillers_uncounted(dropped: int, fillers: bool) -> None:
    judged = trust(replace(GOOD, dropped_blocks=dropped), 40.0)
    assert (judged.points, judged.fillers) == (True, fillers)
    assert judged.reasons[0].startswith(f"{dropped} block{'' if dropped == 1 else 's'} of sound w")


def test_the_reason_that_costs_most_comes_first() -> None:
    judged = trust(ListeningQuality(9.0, 0.1, 0.0, 0.2), 40.0)
    assert [reason.split(":")[0] for reason in judged.reasons] == [
        "More than a quarter of the words may be wrong",
        "There is a lot of noise",
        "The recording is too loud",
    ]


def test_what_the_reasons_lead_to_is_said_in_one_sentence() -> None:
    assert trust(replace(GOOD, word_probability=0.5), 40.0).consequence == NOT_JUDGED
    assert trust(replace(GOOD, signal_to_noise_db=9.0), 40.0).consequence == NOT_COUNTED
    assert trust(replace(GOOD, clipped_share=0.1), 40.0).consequence == ""


@given(
    st.builds(
        ListeningQuality,
        st.none() | st.floats(-20, 60),
        st.floats(0, 1),
        st.floats(0, 600),
        st.none() | st.floats(0, 1),
        st.integers(0, 1000),
        st.floats(0.05, 600),
        st.floats(0, 1),
        st.booleans(),
    ),
    st.floats(0, 600),
)
def test_nothing_is_withheld_without_a_reason_and_fillers_go_before_points(
    quality: ListeningQuality, seconds: float
) -> None:
    judged = trust(quality, seconds)
    assert judged.reasons or (judged.points and judged.fillers and judged.missed)
    assert judged.points or not judged.fillers


def test_withheld_verdicts_are_unsure_and_keep_their_evidence() -> None:
    evidence = Evidence("it is sparse", 0, 2, 1.0, 2.0)
    points = tuple(
        PointCoverage(verdict, "A claim.", 1.0, verdict, probability, 0.5, None, evidence, "A claim.")
        for verdict, probability in zip(Verdict, (0.97, 0.6, 0.4, 0.1, 0.04), strict=True)
    )
    withheld = withhold_verdicts(Coverage(points)).points
    assert [point.verdict for point in withheld] == [Verdict.UNSURE] * 5
    assert [point.probability for point in withheld] == [0.5, 0.5, 0.4, 0.1, 0.04]
    assert all(point.evidence == evidence for point in withheld)


def attempt(score: int | None, quality: ListeningQuality | None) -> Attempt:
    return Attempt(
        id="a1",
        question_id="l1",
        question="Why L1?",
        answered_at=datetime(2026, 3, 1, 9, 0, tzinfo=UTC),
        kind=AnswerKind.SPOKEN,
        transcript=Transcript(()),
        delivery=None,
        coverage=Coverage(()),
        scorecard=Scorecard(score, ()),
        rubric_version="",
        weights={},
        listening=quality,
    )


def test_whether_an_attempt_was_judged_stays_as_it_was_decided_on_the_day() -> None:
    noisy = replace(GOOD, signal_to_noise_db=1.0)
    assert (trust_in(attempt(50, noisy)).points, trust_in(attempt(50, noisy)).fillers) == (True, False)
    assert (trust_in(attempt(None, GOOD)).points, trust_in(attempt(None, GOOD)).fillers) == (False, False)
    assert trust_in(attempt(50, None)) == Trust()


def one_of_each() -> Coverage:
    return Coverage(
        tuple(
            PointCoverage(verdict, "A claim.", 1.0, verdict, 0.6, 0.6, None, None, "", f"It is {verdict}.")
            for verdict in Verdict
        )
    )


def with_gaps(*seconds: float) -> Transcript:
    gaps = tuple(TimeSpan(10.0 * at, 10.0 * at + each) for at, each in enumerate(seconds))
    return Transcript((Word("zeros", 0.0, 0.5),), total_seconds=100.0, unclear=gaps)


def test_a_missed_point_may_lie_in_what_was_not_understood_and_every_other_verdict_stays() -> None:
    doubted = doubt_missed(one_of_each(), with_gaps(3.0, 9.0))
    for before, after in zip(one_of_each().points, doubted.points, strict=True):
        if before.verdict is Verdict.MISSED:
            assert after == replace(
                before,
                verdict=Verdict.UNSURE,
                probability=0.5,
                reason="12 s of your answer were not understood.",
            )
        else:
            assert after == before


@pytest.mark.parametrize(("gaps", "doubted"), [((), 0), ((1.9,), 0), ((1.0, 0.9), 0), ((2.0,), 1), ((1.0, 1.0), 1)])
def test_less_than_any_point_takes_to_say_makes_nothing_unsure(gaps: tuple[float, ...], doubted: int) -> None:
    after = doubt_missed(one_of_each(), with_gaps(*gaps))
    assert after.count(Verdict.UNSURE) == 1 + doubted
    assert after.count(Verdict.MISSED) == 1 - doubted


def test_the_score_says_what_the_points_in_doubt_could_add() -> None:
    points = tuple(
        PointCoverage(verdict, "A claim.", 1.0, verdict, 0.6, 0.6, None, None, "")
        for verdict in (Verdict.COVERED, Verdict.MISSED, Verdict.MISSED, Verdict.CONTRADICTED)
    )
    doubted = doubt_missed(Coverage(points), with_gaps(4.0))
    # 1 - 1/2 of 4 points are 12.5 of 100; both points in doubt would add 50.
    assert (score_coverage(doubted), best_score(doubted)) == (12, 62)
    assert write_doubt(12, doubted) == ", up to 62 with the 2 unsure points"


def test_without_a_word_no_verdict_stands() -> None:
    limited = limit_verdicts(one_of_each(), Transcript((), unclear=(TimeSpan(0.0, 1.0),)), TRUSTED)
    assert limited.count(Verdict.UNSURE) == len(Verdict)
    assert limit_verdicts(one_of_each(), with_gaps(), TRUSTED) == one_of_each()
    assert limit_verdicts(one_of_each(), with_gaps(), Trust(points=False)).count(Verdict.UNSURE) == len(Verdict)


@pytest.mark.parametrize(
    ("seconds", "share", "missed", "said"),
    [(0.04, 0.01, True, False), (0.1, 0.01, True, True), (3.0, 0.05, True, True), (3.0, 0.051, False, True)],
)
def test_what_could_not_be_read_is_told_and_more_than_a_twentieth_leaves_missed_points_open(
    seconds: float, share: float, missed: bool, said: bool
) -> None:
    judged = trust(replace(GOOD, unread_seconds=seconds, unread_share=share), 40.0)
    assert (judged.points, judged.fillers, judged.missed, bool(judged.reasons)) == (True, True, missed, said)


def test_a_recording_that_broke_off_leaves_missed_points_open() -> None:
    judged = trust(replace(GOOD, broken_off=True), 40.0)
    assert (judged.points, judged.fillers, judged.missed) == (True, True, False)
    assert judged.consequence == NOT_MISSED
    noisy = trust(replace(GOOD, broken_off=True, signal_to_noise_db=9.0), 40.0)
    assert noisy.consequence == NOT_MISSED_OR_COUNTED
    assert [reason.split(",")[0] for reason in noisy.reasons] == [
        "The recording was cut short",
        "There is a lot of noise: the speech is only 9 dB above it. Move closer to the microphone",
    ]


def test_where_part_of_the_answer_is_missing_only_missed_points_change() -> None:
    limited = limit_verdicts(one_of_each(), with_gaps(), Trust(missed=False))
    for before, after in zip(one_of_each().points, limited.points, strict=True):
        if before.verdict is Verdict.MISSED:
            assert after == replace(before, verdict=Verdict.UNSURE, probability=0.5, reason=PART_MISSING)
        else:
            assert after == before
