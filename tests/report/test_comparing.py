from dataclasses import replace

from pilots import sample_attempt

from coach.domain.attempt import AnswerKind
from coach.domain.coverage import Coverage, Label, Verdict
from coach.domain.delivery import Pause
from coach.domain.scorecard import Scorecard
from coach.domain.transcript import typed_transcript
from coach.report.comparing import Change, compare

EARLIER = sample_attempt()
"""Covered, unsure, contradicted, missed; 50 points, 81 words a minute, two fillers, one pause."""


def test_points_are_matched_by_id_and_their_verdicts_ranked() -> None:
    points = EARLIER.coverage.points
    verdicts = (Verdict.MISSED, Verdict.PARTLY, Verdict.CONTRADICTED, Verdict.COVERED)
    later = replace(
        EARLIER,
        coverage=Coverage(
            tuple(replace(point, verdict=verdict) for point, verdict in zip(points, verdicts, strict=True))
        ),
    )
    comparison = compare(EARLIER, later)
    assert [each.change for each in comparison.points] == [Change.LOST, Change.GAINED, Change.SAME, Change.GAINED]
    assert comparison.count(Change.GAINED) == 2


def test_what_the_user_said_about_a_verdict_counts() -> None:
    later = replace(EARLIER, labels={"correlated": Label.SAID})
    assert compare(EARLIER, later).points[3].change is Change.GAINED


def test_points_that_only_one_attempt_has_are_named_as_such() -> None:
    points = EARLIER.coverage.points
    one, two = replace(EARLIER, coverage=Coverage(points[:2])), replace(EARLIER, coverage=Coverage(points[1:3]))
    assert [(each.point[:2], each.change) for each in compare(one, two).points] == [
        ("L2", Change.SAME),
        ("L2", Change.NEW),
        ("L1", Change.GONE),
    ]


def test_numbers_come_with_their_difference_in_words() -> None:
    assert EARLIER.delivery is not None
    later = replace(
        EARLIER,
        scorecard=Scorecard(72, ()),
        delivery=replace(EARLIER.delivery, words_per_minute=120.6, fillers=()),
    )
    told = {each.label: (each.before, each.after, each.difference) for each in compare(EARLIER, later).numbers}
    assert told["score"] == ("50", "72", "+22")
    assert told["words a minute"] == ("81", "121", "+40")
    assert told["fillers"] == ("2", "0", "-2")
    assert told["pauses over 1 s"] == ("1", "1", "")
    assert told["shorter pauses"] == ("0", "0", "")


def test_short_pauses_are_counted_apart_and_the_length_is_that_of_what_was_said() -> None:
    assert EARLIER.delivery is not None
    pauses = (*EARLIER.delivery.pauses, *(Pause(float(at), at + 0.4) for at in range(12)))
    later = replace(EARLIER, delivery=replace(EARLIER.delivery, answer_seconds=27.0, total_seconds=90.0, pauses=pauses))
    told = {each.label: (each.before, each.after, each.difference) for each in compare(EARLIER, later).numbers}
    assert told["pauses over 1 s"] == ("1", "1", "")
    assert told["shorter pauses"] == ("0", "12", "+12")
    assert told["length"][1] == "0:27"


def test_what_was_not_measured_is_a_dash() -> None:
    typed = replace(EARLIER, kind=AnswerKind.TYPED, transcript=typed_transcript("so"), delivery=None)
    unjudged = replace(typed, scorecard=Scorecard(None, ()))
    told = {each.label: (each.before, each.after, each.difference) for each in compare(EARLIER, unjudged).numbers}
    assert told["score"] == ("50", "–", "")
    assert told["words a minute"] == ("81", "–", "")
    assert [each.label for each in compare(typed, typed).numbers] == ["score", "words"]
