from collections.abc import Sequence
from dataclasses import replace

from fakes import fake_judge
from pilots import sample_attempt

from coach.domain.attempt import Attempt
from coach.domain.coverage import Coverage, Evidence, Verdict
from coach.domain.labels import Label
from coach.domain.rubric import KeyPoint, Rubric
from coach.domain.transcript import typed_transcript
from coach.practice.teaching.agreement import Agreement
from coach.practice.teaching.edits import Kind, SplitPoint
from coach.practice.teaching.propose import propose_changes
from coach.practice.teaching.trying import Proposal

JUDGE = fake_judge()
FIRST, SECOND = "lasso reaches exact zeros", "constant pull stays strong"
PULL = KeyPoint("pull", f"{FIRST} because {SECOND}", weight=3.0, threshold=0.1)
OTHER = KeyPoint("other", "ridge keeps every feature around")
RUBRIC = Rubric("l1", "What is lasso?", (OTHER, PULL))
SAID, NOT_SAID = Label.SAID, Label.NOT_SAID


def answer(text: str, **labels: Label) -> Attempt:
    return replace(sample_attempt(), id=text, transcript=typed_transcript(text), labels=labels)


def judged(rubric: Rubric, attempt: Attempt) -> Coverage:
    return JUDGE.judge(rubric, attempt.transcript)


def nearest(rubric: Rubric, attempt: Attempt) -> tuple[Evidence | None, ...]:
    return JUDGE.nearest(rubric, attempt.transcript)


def split(attempts: Sequence[Attempt], rubric: Rubric = RUBRIC) -> Proposal | None:
    found = propose_changes(rubric, attempts, judged, nearest)
    return next((each for each in found if each.edit.kind is Kind.SPLIT), None)


def test_a_half_that_passed_for_the_whole_speaks_for_a_split() -> None:
    half, whole = answer(FIRST, pull=NOT_SAID), answer(PULL.point, pull=SAID)
    assert judged(RUBRIC, half).points[1].verdict in {Verdict.COVERED, Verdict.PARTLY}
    found = split([half, whole])
    assert found is not None
    assert found.edit == SplitPoint("pull", "Lasso reaches exact zeros.", "Constant pull stays strong.")
    assert found.reason == "It makes two claims, and in 1 answer only one of them was heard."
    assert found.attempts == (half,)
    # One half without the other agrees with no label on the whole: from the opposite to unsure.
    assert (found.before, found.after) == (Agreement(1, 2), Agreement(1, 2, unsure=1))
    assert found.left_out == found.before  # nothing else speaks for it
    assert found.change(RUBRIC).key_points == (
        OTHER,
        KeyPoint("pull-1", "Lasso reaches exact zeros.", 1.5),
        KeyPoint("pull-2", "Constant pull stays strong.", 1.5),
    )


def test_a_verdict_of_partly_speaks_for_a_split_even_where_nobody_put_a_label_on_the_point() -> None:
    partly = answer(FIRST, other=NOT_SAID)
    found = propose_changes(RUBRIC, [partly], judged, nearest)
    assert judged(RUBRIC, partly).points[1].verdict is Verdict.PARTLY
    (only,) = found
    assert only.attempts == (partly,)
    assert only.before == only.after == only.left_out == Agreement(0, 0)


def test_a_point_that_was_missed_as_a_whole_is_not_split() -> None:
    assert split([answer("penalties silence useless inputs completely", pull=SAID)]) is None


def test_a_split_that_labels_speak_against_is_not_proposed() -> None:
    # The user says of both halves that they made the point: after a split neither would be enough.
    said = [answer(text, pull=SAID) for text in (f"{FIRST} easily", f"{FIRST} often", f"{FIRST} always")]
    found = propose_changes(RUBRIC, said, judged, nearest)
    assert [judged(RUBRIC, each).points[1].verdict for each in said] == [Verdict.PARTLY] * 3
    assert found == ()


def test_a_point_that_makes_one_claim_is_never_split() -> None:
    single = replace(
        RUBRIC, key_points=(OTHER, replace(PULL, point="lasso drives many weights to zero", threshold=0.01))
    )
    assert split([answer("lasso drives", pull=NOT_SAID), answer("many weights", pull=NOT_SAID)], single) is None


def test_a_split_that_loses_a_label_is_not_proposed_for_one_less_of_the_opposite() -> None:
    told = [answer(f"{FIRST} easily", pull=SAID), answer(f"{FIRST} often", pull=NOT_SAID)]
    found = propose_changes(RUBRIC, told, judged, nearest)
    assert Kind.SPLIT not in {each.edit.kind for each in found}
