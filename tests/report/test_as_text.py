"""The report for a terminal without colour."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from coach.domain.attempt import AnswerKind, Attempt, AttemptSummary
from coach.domain.coverage import Coverage, Evidence, PointCoverage, Verdict
from coach.domain.delivery import Delivery, Filler, FillerKind, Measure, Pause
from coach.domain.recording import ListeningQuality
from coach.domain.scorecard import Scorecard
from coach.domain.transcript import TimeSpan, Transcript, Word, typed_transcript
from coach.report.as_text import attempt_as_text, describe_unclear, history_as_text
from coach.scoring.trust import trust


def point(point_id: str, claim: str, verdict: Verdict, weight: float, evidence: Evidence | None) -> PointCoverage:
    return PointCoverage(point_id, claim, weight, verdict, 0.5, 0.5, None, evidence, "")


ATTEMPT = Attempt(
    id="a1",
    question_id="l1",
    question="What does L1 do?",
    answered_at=datetime(2026, 3, 1, 9, 0, tzinfo=UTC),
    kind=AnswerKind.SPOKEN,
    transcript=Transcript(
        (
            Word("Um,", 0.5, 0.8, filler=True),
            Word("it", 62.9, 63.0),
            Word("zeroes", 63.0, 63.4),
            Word("weights.", 63.4, 64.0),
        ),
        (TimeSpan(0.5, 0.8), TimeSpan(62.9, 65.9)),
        66.0,
        (TimeSpan(64.5, 65.9),),
    ),
    delivery=Delivery(
        66.0, 3.3, 65.4, 3, 131.6, 162.4, (Pause(0.8, 62.9),),
        (Filler("Um", TimeSpan(0.5, 0.8), FillerKind.SOUND, 0, 0),), 1.0, 0.5,
    ),
    coverage=Coverage(
        (
            point("a", "L1 zeroes weights.", Verdict.COVERED, 2.0, Evidence("it zeroes weights.", 1, 3, 62.9, 64.0)),
            point("b", "L1 is the lasso.", Verdict.UNSURE, 1.0, None),
            point("c", "L1 selects features.", Verdict.MISSED, 1.0, None),
            point("d", "L2 only shrinks.", Verdict.CONTRADICTED, 0.5, None),
        )
    ),
    scorecard=Scorecard(57, ("Say that L2 only shrinks.", "Name the lasso.")),
    rubric_version="0123456789ab",
    weights={},
    dropped_blocks=1,
    problem="The microphone was unplugged.",
)  # fmt: skip

REPORT = """\
What does L1 do?
Score 57 of 100, up to 61 with the unsure point
score = 100 x (covered + partly / 2 - contradicted / 2) / all points, by weight, at
least 0

What to do next
1. Say that L2 only shrinks.
2. Name the lasso.

Key points
✓ covered: L1 zeroes weights. (weight 2)
  1:02 “it zeroes weights.”
? unsure: L1 is the lasso.
✗ missed: L1 selects features.
! contradicted: L2 only shrinks. (weight 0.5)

Your answer
‹Um,› [pause, 62.1 s] it zeroes weights. [unclear, 1.4 s]

How you said it
Pace: 132 words a minute (too short to tell), 162 without pauses
Length: 1:05, 5 % of it is speech, the first word after 0.5 s
Pauses: 1 over 1 s, the longest 62.1 s at 0:00
Fillers: at least 1 (um), 1 a minute; in trials with Whisper base 11 of 13 filled pauses
were heard

Problems
- The microphone was unplugged.
- 1 block of sound was lost while recording; words may be missing."""


def test_a_spoken_attempt_reads_from_the_score_to_the_problems() -> None:
    assert attempt_as_text(ATTEMPT) == REPORT


def test_a_typed_attempt_shows_no_times_and_no_delivery() -> None:
    typed = replace(
        ATTEMPT, kind=AnswerKind.TYPED, transcript=typed_transcript("It zeroes weights."), delivery=None,
        dropped_blocks=0, problem="",
    )  # fmt: skip
    report = attempt_as_text(typed)
    assert "  “it zeroes weights.”" in report
    assert "Your answer\nIt zeroes weights." in report
    assert report.endswith("It zeroes weights.")


def test_the_words_that_decided_are_quoted_once_with_their_time() -> None:
    covered = replace(ATTEMPT.coverage.points[0], reason="You said: “it zeroes weights.”")
    asked = replace(ATTEMPT.coverage.points[1], reason="Did you say this?")
    attempt = replace(ATTEMPT, coverage=Coverage((covered, asked)))
    assert (
        "✓ covered: L1 zeroes weights. (weight 2)\n  1:02 You said: “it zeroes weights.”\n"
        "? unsure: L1 is the lasso.\n  Did you say this?\n"
    ) in attempt_as_text(attempt)


EARLIER = replace(
    ATTEMPT,
    coverage=Coverage(
        (
            replace(ATTEMPT.coverage.points[0], reason="closest to: “L1 makes weights vanish”"),
            replace(
                ATTEMPT.coverage.points[1],
                evidence=Evidence("Um, it", 0, 1, 0.5, 63.0),
                reason="closest to: “L1 is called lasso”",
            ),
        )
    ),
)
"""An attempt of an earlier version, whose reasons name the nearest wording and not what was said."""


def test_an_attempt_of_an_earlier_version_shows_the_time_of_a_point_once_beside_the_words() -> None:
    report = attempt_as_text(EARLIER)
    assert (
        "✓ covered: L1 zeroes weights. (weight 2)\n"
        "  1:02 “it zeroes weights.”\n"
        "  closest to: “L1 makes weights vanish”\n"
        "? unsure: L1 is the lasso.\n"
        "  0:00 “Um, it”\n"
        "  closest to: “L1 is called lasso”\n"
    ) in report
    assert report.count("1:02") == 1


def test_a_typed_attempt_of_an_earlier_version_shows_no_time_and_both_lines() -> None:
    typed = replace(EARLIER, kind=AnswerKind.TYPED, transcript=typed_transcript("It zeroes weights."), delivery=None)
    report = attempt_as_text(typed)
    assert "  “it zeroes weights.”\n  closest to: “L1 makes weights vanish”\n" in report
    assert "1:02" not in report


def test_an_answer_in_which_nothing_was_heard_says_so() -> None:
    report = attempt_as_text(replace(ATTEMPT, transcript=Transcript((), total_seconds=5.0), delivery=None))
    assert "Your answer\nNo speech was heard." in report


@pytest.mark.parametrize("width", [40, 88])
def test_no_line_is_wider_than_asked_for(width: int) -> None:
    words = tuple(Word(f"word{at}" + "x" * (at % 60), at, at + 0.5) for at in range(120))
    long = replace(ATTEMPT, question="Why " * 60, transcript=Transcript(words), scorecard=Scorecard(1, ("do " * 90,)))
    lines = attempt_as_text(long, width=width).splitlines()
    assert max(len(line) for line in lines) <= width
    assert any(len(line) > width - 12 for line in lines)


def test_text_of_people_cannot_steer_the_terminal() -> None:
    nasty = "a\x1b[2Jb\x07"
    odd = replace(
        ATTEMPT,
        question=nasty,
        transcript=Transcript((Word(nasty, 0.0, 1.0, filler=True),)),
        scorecard=Scorecard(0, (nasty,)),
        coverage=Coverage((point("a", nasty, Verdict.COVERED, 1.0, Evidence(nasty, 0, 0, 0.0, 1.0)),)),
        problem=nasty,
    )
    report = attempt_as_text(odd)
    assert "\x1b" not in report
    assert "\x07" not in report
    assert report.count("a␛[2Jb�") == 6


def test_an_answer_heard_too_badly_gives_the_reason_once_and_no_number() -> None:
    noise = ListeningQuality(3.0, 0.0, 0.0, 0.5)
    deaf = replace(ATTEMPT, listening=noise, scorecard=Scorecard(None, ("Speak up.",)))
    report = attempt_as_text(deaf, width=200)
    assert "Score" not in report
    assert "\nThis answer was heard too badly to be judged.\n\nHow well you were heard\n- More than a quarter" in report
    assert "Fillers: not counted. More than a quarter of the words may be wrong" in report
    told = replace(deaf, scorecard=Scorecard(None, trust(deaf.listening, 3.3).reasons))
    assert "How well you were heard" not in attempt_as_text(told)


def test_fillers_that_are_not_counted_and_what_to_watch_stand_before_the_advice() -> None:
    noisy = replace(ATTEMPT, listening=ListeningQuality(9.0, 0.06, 0.0, 0.9, dropped_blocks=1))
    report = attempt_as_text(noisy, width=200)
    heard = report[report.index("How well you were heard") : report.index("What to do next")].strip().splitlines()
    assert heard[1] == "Fillers are not counted in this answer."
    assert [line[:24] for line in heard[2:]] == [
        "- There is a lot of nois",
        "- The recording is too l",
        "- 1 block of sound was l",
    ]
    assert report.count("1 block of sound") == 1


def test_what_is_switched_off_is_not_reported() -> None:
    report = attempt_as_text(ATTEMPT, shown=frozenset({Measure.PACE}))
    assert [line.split(":")[0] for line in report.splitlines() if line.startswith(("Pace", "Pauses", "Fillers"))] == [
        "Pace"
    ]


def test_a_filled_pause_that_was_heard_and_not_spelled_stands_in_brackets() -> None:
    words = (Word("uh", 0.5, 0.8, filler=True, spelled=False), Word("zeroes", 1.0, 1.4))
    report = attempt_as_text(replace(ATTEMPT, transcript=Transcript(words), delivery=None))
    assert "Your answer\n[uh] zeroes\n" in report


def summary(kind: AnswerKind, score: int | None, question: str, seconds: float, pace: float | None) -> AttemptSummary:
    verdicts = {Verdict.COVERED: 3, Verdict.UNSURE: 0, Verdict.MISSED: 1, Verdict.CONTRADICTED: 1}
    moment = datetime(2026, 3, 1, 9, 5, tzinfo=UTC)
    return AttemptSummary("a1", "l1", question, moment, kind, score, score, "v1", verdicts, seconds, pace)


def test_the_history_is_a_table_in_the_order_given() -> None:
    lines = [
        summary(AnswerKind.SPOKEN, 100, "Why L1?", 65.4, 131.6),
        summary(AnswerKind.TYPED, 7, "Why\x1b L2?", 0.0, None),
        summary(AnswerKind.FILE, None, "Why L3?", 5.0, 90.0),
    ]
    local = datetime(2026, 3, 1, 9, 5, tzinfo=UTC).astimezone().strftime("%Y-%m-%d %H:%M")
    assert history_as_text(lines, {}).splitlines() == [
        "When              Score  Covered  Length  Pace  Question",
        f"{local}    100   3 of 5    1:05   132  Why L1?",
        f"{local}      7   3 of 5   typed     -  Why␛ L2?",
        f"{local}      -   3 of 5    0:05    90  Why L3?",
    ]


def test_an_empty_history_says_how_to_begin() -> None:
    assert history_as_text([], {}) == "No attempts yet. Start one with: coach"


def test_what_was_not_understood_is_told_with_its_place() -> None:
    longer = replace(ATTEMPT.transcript, unclear=(TimeSpan(64.5, 67.0),))
    report = attempt_as_text(replace(ATTEMPT, transcript=longer))
    assert "How well you were heard\n- Not understood: 2.5 s at 1:04." in report


def test_each_stretch_is_told_with_its_length_and_place() -> None:
    transcript = Transcript((), unclear=(TimeSpan(34.2, 37.2), TimeSpan(62.0, 70.5)))
    assert describe_unclear(transcript) == "Not understood: 3.0 s at 0:34, 8.5 s at 1:02."


def test_of_many_stretches_the_rest_are_counted() -> None:
    transcript = Transcript((), unclear=tuple(TimeSpan(10.0 * at, 10.0 * at + 1.0) for at in range(6)))
    assert describe_unclear(transcript) == (
        "Not understood: 1.0 s at 0:00, 1.0 s at 0:10, 1.0 s at 0:20, 1.0 s at 0:30, and 2 more."
    )


def test_what_is_too_short_for_any_point_is_not_told() -> None:
    assert describe_unclear(Transcript((), unclear=(TimeSpan(1.0, 2.9),))) == ""
