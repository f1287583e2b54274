from dataclasses import replace

from pilots import sample_attempt

from coach.domain.attempt import AnswerKind
from coach.domain.coverage import Coverage, Label, Verdict
from coach.domain.delivery import Pause
from coach.domain.scorecard import Scorecard
from coach.domain.transcript import Word, typed_transcript
from coach.report.comparing import Change, Run, compare, compare_words

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
    assert told["length"] == ("0:39", "0:27", "-12 s")


def test_what_was_not_measured_is_a_dash() -> None:
    typed = replace(EARLIER, kind=AnswerKind.TYPED, transcript=typed_transcript("so"), delivery=None)
    unjudged = replace(typed, scorecard=Scorecard(None, ()))
    told = {each.label: (each.before, each.after, each.difference) for each in compare(EARLIER, unjudged).numbers}
    assert told["score"] == ("50", "–", "")
    assert told["words a minute"] == ("81", "–", "")
    assert [each.label for each in compare(typed, typed).numbers] == ["score", "words"]


def said(text: str) -> tuple[Word, ...]:
    return typed_transcript(text).words


def marked(text: str, runs: tuple[Run, ...]) -> str:
    """The words with brackets around those that differ."""
    pieces = [" ".join(text.split()[run.first_word : run.last_word + 1]) for run in runs]
    return " ".join(f"[{piece}]" if run.differs else piece for piece, run in zip(pieces, runs, strict=True))


def test_words_that_were_dropped_and_added_are_found_whatever_their_case_and_punctuation() -> None:
    before, after = "So L1 makes some weights zero.", "L1 drives weights, slowly, to zero"
    runs = compare_words(said(before), said(after))
    assert marked(before, runs[0]) == "[So] L1 [makes some] weights zero."
    assert marked(after, runs[1]) == "L1 [drives] weights, [slowly, to] zero"


def test_small_words_between_two_changes_belong_to_the_change_unless_they_are_many() -> None:
    before, after = "trees vote and the forest averages", "rows sum and the column divides"
    assert marked(before, compare_words(said(before), said(after))[0]) == f"[{before}]"
    before, after = "trees vote when they are the same", "rows sum when they are the other"
    assert marked(before, compare_words(said(before), said(after))[0]) == "[trees vote] when they are the [same]"


def test_the_same_words_are_one_run_and_no_words_are_none() -> None:
    assert compare_words(said("L1 makes zeros"), said("L1 makes zeros")) == ((Run(0, 2, False),),) * 2
    assert compare_words((), said("L1")) == ((), (Run(0, 0, True),))
    assert Run(3, 5, True).words == 3
