import math
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

import pytest
from fakes import DECISION, FakeEmbedder, FakeReader, fake_judge
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pilots import sample_attempt

from coach.content.encoder import Encoder
from coach.content.judge import Judge
from coach.domain.attempt import Attempt
from coach.domain.coverage import Coverage, Evidence, Label, PointCoverage, Verdict
from coach.domain.rubric import KeyPoint, Rubric
from coach.domain.transcript import Word, typed_transcript
from coach.practice.agreement import Agreement, count_agreement, measure_agreement
from coach.practice.proposing import MOST_TRIED, Proposal, cases_of, describe, judge_labelled, propose_changes
from coach.practice.suggested_edits import AddAlso, Edit, Kind, MoveThreshold, SplitPoint

JUDGE = Judge(Encoder(FakeEmbedder(), FakeReader()), replace(DECISION, made_from=0.5))
"""Sure of a point of which one wording of two was heard."""
SAID, NOT_SAID = Label.SAID, Label.NOT_SAID
FIRST = "lasso reaches exact zeros"
RUBRIC = Rubric(
    "l1",
    "What is lasso?",
    (
        KeyPoint("pull", f"{FIRST} because constant pull stays strong"),
        KeyPoint("sparse", "lasso drives many weights to zero", importance=2.0),
    ),
)
WORDS = "lasso ridge zeros weights pull drives keeps exact constant strong feature because so um while never".split()
ANSWERS = st.lists(st.sampled_from(WORDS), min_size=4, max_size=14).map(" ".join)
"""Answers out of few words, so that they are near to something by chance."""
LABELS = st.dictionaries(
    st.sampled_from(["p", "p-1", "q", "gone"]), st.sampled_from([SAID, SAID, NOT_SAID]), min_size=1, max_size=4
)


def answer(text: str, labels: dict[str, Label], number: int = 0) -> Attempt:
    return replace(sample_attempt(), id=f"a{number}", transcript=typed_transcript(text), labels=labels)


@lru_cache(5_000)
def judged_text(rubric: Rubric, text: str) -> Coverage:
    return JUDGE.judge(rubric, typed_transcript(text))


@lru_cache(5_000)
def nearest_in_text(rubric: Rubric, text: str) -> tuple[Evidence | None, ...]:
    return JUDGE.nearest(rubric, typed_transcript(text))


def judged(rubric: Rubric, attempt: Attempt) -> Coverage:
    return judged_text(rubric, attempt.transcript.text)


def nearest(rubric: Rubric, attempt: Attempt) -> tuple[Evidence | None, ...]:
    return nearest_in_text(rubric, attempt.transcript.text)


def proposed(attempts: Sequence[Attempt], rubric: Rubric = RUBRIC) -> tuple[Proposal, ...]:
    return propose_changes(rubric, attempts, judged, nearest)


@st.composite
def rubrics(draw: st.DrawFn) -> Rubric:
    """A rubric of three points, the first of which may well be taken apart, with ids that a split would like to use."""
    half = st.lists(st.sampled_from(WORDS[:11]), min_size=3, max_size=5).map(" ".join)
    first = f"{draw(half)} because {draw(half)}"
    texts = draw(st.lists(ANSWERS, min_size=4, max_size=4, unique=True))
    wordings = [text for text in texts if text not in {first, f"{first}."}]
    known = draw(st.integers(0, len(wordings)))
    points = (
        KeyPoint(
            "p",
            first,
            importance=draw(st.sampled_from([0.1, 1.0, 3.0])),
            also=tuple(wordings[:known]),
            mistakes=tuple(wordings[known:]),
            threshold=draw(st.sampled_from([None, None, 0.3, 0.7])),
        ),
        KeyPoint("p-1", draw(ANSWERS)),
        KeyPoint("q", f"{draw(half)} so {draw(half)}"),
    )
    return Rubric("any", "What is it?", points)


def attempts_of(given: list[tuple[str, dict[str, Label]]]) -> list[Attempt]:
    return [answer(text, labels, number) for number, (text, labels) in enumerate(given)]


def valid(rubric: Rubric) -> bool:
    """Whether a question's file with this rubric would be read."""
    ids = [point.id for point in rubric.key_points]
    for point in rubric.key_points:
        wordings = [wording.casefold() for wording in (point.point, *point.also, *point.mistakes)]
        if len(set(wordings)) < len(wordings) or not all(wordings) or point.importance <= 0.0:
            return False
        if point.threshold is not None and not 0.0 <= point.threshold <= 1.0:
            return False
    return len(set(ids)) == len(ids)


MANY = st.lists(st.tuples(ANSWERS, LABELS), min_size=1, max_size=6)
SOME = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@SOME
@given(rubrics(), MANY)
def test_a_proposal_never_makes_an_invalid_rubric_and_leaves_the_other_points_alone(
    rubric: Rubric, told: list[tuple[str, dict[str, Label]]]
) -> None:
    if not valid(rubric):
        return
    for proposal in proposed(attempts_of(told), rubric):
        changed = proposal.change(rubric)
        assert valid(changed)
        assert changed.version != rubric.version
        others = [point for point in rubric.key_points if point.id != proposal.point]
        new = [point for point in changed.key_points if point not in others]
        assert [point for point in changed.key_points if point in others] == others
        assert len(new) == (2 if proposal.edit.kind is Kind.SPLIT else 1)
        (old,) = (point for point in rubric.key_points if point.id == proposal.point)
        assert sum(point.importance for point in new) == old.importance
        assert replace(changed, key_points=rubric.key_points) == rubric
        gone = replace(rubric, key_points=tuple(others))
        assert proposal.change(gone) == gone


@SOME
@given(rubrics(), MANY)
def test_what_a_proposal_promises_is_what_judging_again_gives(
    rubric: Rubric, told: list[tuple[str, dict[str, Label]]]
) -> None:
    attempts = attempts_of(told)
    for proposal in proposed(attempts, rubric):
        assert proposal.before == on_point(rubric, proposal.point, attempts)
        assert proposal.after == on_point(proposal.change(rubric), proposal.point, attempts)


@SOME
@given(rubrics(), MANY)
def test_leaving_one_out_is_to_propose_without_it_and_to_judge_it_with_that(
    rubric: Rubric, told: list[tuple[str, dict[str, Label]]]
) -> None:
    attempts = attempts_of(told)
    for proposal in proposed(attempts, rubric):
        kind, point = proposal.edit.kind, proposal.point
        agreeing = unsure = 0
        for one in attempts:
            others = proposed([other for other in attempts if other is not one], rubric)
            same = [each for each in others if (each.edit.kind, each.point) == (kind, point)]
            alone = on_point(same[0].change(rubric) if same else rubric, point, [one])
            agreeing, unsure = agreeing + alone.agreeing, unsure + alone.unsure
        assert (proposal.left_out.agreeing, proposal.left_out.unsure) == (agreeing, unsure)


def on_point(rubric: Rubric, point_id: str, attempts: Sequence[Attempt]) -> Agreement:
    """The agreement on one point, or on both halves of it once it is split, counted anew."""
    told = [attempt for attempt in attempts if point_id in attempt.labels]
    return count_agreement([(each.labels[point_id], verdict_on(rubric, point_id, each)) for each in told])


def verdict_on(rubric: Rubric, point_id: str, attempt: Attempt) -> Verdict:
    """The verdict on a point of the rubrics here; of two halves the one that they agree on, else unsure."""
    verdicts = {each.id: each.verdict for each in judged(rubric, attempt).points}
    if point_id in verdicts:
        return verdicts[point_id]
    known = {"p", "p-1", "q"}
    first, second = (verdict for new, verdict in verdicts.items() if new not in known)
    heard = [verdict in {Verdict.COVERED, Verdict.PARTLY} for verdict in (first, second)]
    if heard[0] is not heard[1] or (not heard[0] and Verdict.UNSURE in {first, second}):
        return Verdict.UNSURE
    return Verdict.COVERED if heard[0] else Verdict.MISSED


def test_the_change_that_wins_most_on_answers_left_out_comes_first() -> None:
    own = "penalties silence useless inputs completely"
    found = proposed(
        [
            answer(own, {"sparse": SAID}, 1),
            answer(f"Okay. {own}", {"sparse": SAID}, 2),
            answer("ten columns disappear right away", {"pull": SAID}, 3),
            answer("dropout switches random units off", {"sparse": NOT_SAID, "pull": NOT_SAID}, 4),
        ]
    )
    assert [(each.point, each.edit.kind, each.won) for each in found][:2] == [
        ("sparse", Kind.ALSO, (4, 4)),
        ("pull", Kind.ALSO, (0, 2)),
    ]
    assert [each.won for each in found] == sorted((each.won for each in found), reverse=True)


def test_labels_that_the_judge_agrees_with_teach_nothing() -> None:
    attempts = [
        answer("lasso drives many weights to zero", {"sparse": SAID}),
        answer("dropout", {"sparse": NOT_SAID}, 1),
    ]
    assert proposed(attempts) == ()
    assert measure_agreement(judge_labelled(RUBRIC, attempts, judged)) == Agreement(2, 2)


def test_labels_on_points_that_are_gone_and_answers_without_labels_teach_nothing() -> None:
    assert proposed([answer("penalties silence useless inputs", {"old": SAID}), answer(FIRST, {}, 1)]) == ()
    assert proposed([]) == ()


POINT = KeyPoint("sparse", "lasso drives many weights exactly to zero")
SPARSE_RUBRIC = Rubric("l1", "What is lasso?", (POINT, KeyPoint("other", "ridge keeps every feature around")))
OWN = "penalties silence useless inputs completely"


def about_sparse(text: str, label: Label | None, number: int = 0) -> Attempt:
    labels = {} if label is None else {"sparse": label}
    return replace(sample_attempt(), id=f"{text} {number}", transcript=typed_transcript(text), labels=labels)


def also(attempts: Sequence[Attempt], rubric: Rubric = SPARSE_RUBRIC) -> Proposal | None:
    found = propose_changes(rubric, attempts, judged, nearest)
    return next((each for each in found if each.edit.kind is Kind.ALSO), None)


def test_a_sentence_of_ones_own_that_the_judge_did_not_hear_becomes_a_wording() -> None:
    heard = about_sparse("lasso drives many weights exactly to zero", SAID)
    own = about_sparse(f"so um {OWN}", SAID)
    found = also([heard, own, about_sparse("dropout switches random units off", NOT_SAID)])
    assert found is not None
    assert found.edit == AddAlso("sparse", "Penalties silence useless inputs completely.")
    assert found.reason == "You said it in 2 answers; the judge heard it in 1."
    assert found.attempts == (own,)
    assert found.change(SPARSE_RUBRIC).key_points == (
        replace(POINT, also=("Penalties silence useless inputs completely.",)),
        SPARSE_RUBRIC.key_points[1],
    )


def test_a_sentence_that_helps_only_its_own_answer_wins_nothing_leave_one_out() -> None:
    found = also([about_sparse(OWN, SAID), about_sparse("dropout switches random units off", NOT_SAID)])
    assert found is not None
    assert found.reason == "You said it in 1 answer; the judge heard it in none."
    assert found.before == Agreement(1, 2)
    assert found.after == Agreement(2, 2)
    assert found.left_out == Agreement(1, 2)
    assert found.won == (0, 2)  # from saying the opposite to agreeing is two steps


def test_a_sentence_said_in_two_answers_helps_the_one_that_is_left_out() -> None:
    found = also(
        [
            about_sparse(OWN, SAID),
            about_sparse(f"Okay. {OWN}", SAID),
            about_sparse("dropout switches random units off", NOT_SAID),
        ]
    )
    assert found is not None
    assert (found.before, found.after, found.left_out) == (Agreement(1, 3), Agreement(3, 3), Agreement(3, 3))


def test_a_sentence_that_was_not_said_to_make_the_point_as_often_as_it_was_is_not_proposed() -> None:
    assert also([about_sparse(OWN, SAID), about_sparse(f"yes {OWN}", NOT_SAID)]) is None


def test_the_sentence_that_wins_most_is_taken_before_one_that_is_nearer_to_the_point() -> None:
    nearer = "lasso silences weights nobody needs"
    found = also([about_sparse(nearer, SAID), *(about_sparse(OWN, SAID, number) for number in range(3))])
    assert found is not None
    assert found.edit.added == ("Penalties silence useless inputs completely.",)
    assert (found.before.agreeing, found.after.agreeing, found.left_out.agreeing) == (0, 3, 3)


def test_words_marked_as_fillers_are_left_out_of_the_wording() -> None:
    texts = ["penalties", "silence", "right", "useless", "inputs", "completely"]
    words = tuple(Word(text, at, at + 0.5, filler=text == "right") for at, text in enumerate(texts))
    spoken = replace(sample_attempt(), labels={"sparse": SAID})
    found = also([replace(spoken, transcript=replace(spoken.transcript, words=words, unclear=()))])
    assert found is not None
    assert found.edit.added == ("Penalties silence useless inputs completely.",)


def test_a_wording_that_is_known_right_or_wrong_is_never_proposed() -> None:
    strict = replace(POINT, threshold=1.0)
    for known in (replace(strict, also=(f"{OWN}!",)), replace(strict, mistakes=(OWN.upper(),))):
        assert also([about_sparse(OWN, SAID)], replace(SPARSE_RUBRIC, key_points=(known,))) is None


def test_an_answer_that_claims_nothing_gives_no_wording() -> None:
    assert also([about_sparse("", SAID), about_sparse("zero", SAID)]) is None


def test_only_labelled_answers_are_judged_and_few_sentences_tried() -> None:
    asked: list[tuple[Rubric, str]] = []

    def counted(rubric: Rubric, attempt: Attempt) -> Coverage:
        asked.append((rubric, attempt.id))
        return judged(rubric, attempt)

    verbs = ("silence", "delete", "remove", "drop", "cancel", "cut", "kill", "mute", "bury", "hide")
    attempts = [about_sparse(f"penalties {verb} useless inputs completely or {verb} columns", SAID) for verb in verbs]
    unlabelled = [about_sparse(f"nothing labelled {number}", None) for number in range(20)]
    propose_changes(SPARSE_RUBRIC, [*attempts, *unlabelled], counted, nearest)
    assert {attempt for _, attempt in asked} == {attempt.id for attempt in attempts}
    assert len(asked) == len(set(asked))
    wordings = {rubric.key_points[0].also for rubric, _ in asked if rubric.key_points[0].also}
    assert len(wordings) == MOST_TRIED + 1  # while one of them is left out, the next one takes its place


def test_the_sentence_nearest_to_the_point_is_tried_first() -> None:
    near = "lasso silences weights nobody needs"
    found = also([about_sparse(OWN, SAID), about_sparse(near, SAID)])
    assert found is not None
    assert found.edit.added == ("Lasso silences weights nobody needs.",)


ONE_POINT = Rubric("l1", "What is L1?", (KeyPoint("p", "L1 makes weights zero", threshold=0.5),))


def by_probability(rubric: Rubric, attempt: Attempt) -> Coverage:
    """A judge by the threshold alone; the probability is the attempt's number of dropped blocks, in hundredths."""
    (point,) = rubric.key_points
    assert point.threshold is not None
    probability = attempt.dropped_blocks / 100
    verdict = Verdict.COVERED if probability >= point.threshold else Verdict.MISSED
    return Coverage((PointCoverage(point.id, point.point, 1.0, verdict, probability, 0.5, None, None, ""),))


def nothing_near(rubric: Rubric, attempt: Attempt) -> tuple[Evidence | None, ...]:
    return (None,) * len(rubric.key_points)


def proposed_at(*told: tuple[int, Label], rubric: Rubric = ONE_POINT) -> Proposal | None:
    """What is learned from answers with these similarities, in hundredths, and labels."""
    attempts = [
        replace(sample_attempt(), id=f"a{at}", dropped_blocks=hundredths, labels={"p": label})
        for at, (hundredths, label) in enumerate(told)
    ]
    found = propose_changes(rubric, attempts, by_probability, nothing_near)
    return found[0] if found else None


def threshold(proposal: Proposal | None) -> float:
    assert proposal is not None
    assert isinstance(proposal.edit, MoveThreshold)
    return proposal.edit.threshold


def test_the_threshold_lies_in_the_middle_of_the_gap_between_the_two_kinds() -> None:
    found = proposed_at((20, NOT_SAID), (30, NOT_SAID), (42, SAID), (60, SAID))
    assert threshold(found) == 0.36
    assert found is not None
    assert found.reason == "You said it in 1 answer where the judge did not hear it."
    assert [attempt.id for attempt in found.attempts] == ["a2"]
    assert (found.before, found.after) == (Agreement(3, 4), Agreement(4, 4))
    # Without 0.42 the others agree with the judge as it is: nothing is learned, and 0.42 stays missed. Without any
    # other one, the line still lies on the right side of it.
    assert found.left_out == Agreement(3, 4)


def test_of_two_gaps_that_win_as_much_the_wider_is_taken() -> None:
    found = proposed_at((10, NOT_SAID), (30, SAID), (45, NOT_SAID), (47, SAID), (49, SAID), (90, SAID))
    assert threshold(found) == 0.2  # 0.46 has one label against it too, 0.30, and its gap is 0.02 wide


def test_a_judge_that_is_too_generous_gets_a_higher_threshold() -> None:
    found = proposed_at((55, NOT_SAID), (61, NOT_SAID), (79, SAID), (30, SAID))
    assert threshold(found) == 0.7
    assert found is not None
    assert found.reason == (
        "You said it in 1 answer where the judge did not hear it; you did not say it in 2 answers where the judge "
        "heard it."
    )
    assert (found.before.agreeing, found.after.agreeing) == (1, 3)


def test_labels_of_one_kind_move_the_threshold_just_past_them() -> None:
    assert threshold(proposed_at((40, SAID), (60, SAID))) == 0.38
    assert threshold(proposed_at((55, NOT_SAID), (61, NOT_SAID))) == 0.63


def test_a_threshold_never_leaves_its_range() -> None:
    assert proposed_at((1, SAID), (2, SAID)) is None
    assert proposed_at((100, NOT_SAID)) is None
    assert threshold(proposed_at((99, NOT_SAID))) == 1.0


def test_a_gap_that_two_decimals_cannot_part_is_passed_over() -> None:
    rubric = Rubric("l1", "What is L1?", (KeyPoint("p", "L1 makes weights zero", threshold=0.9),))
    assert threshold(proposed_at((50, NOT_SAID), (51, SAID), rubric=rubric)) == 0.51
    assert proposed_at((50, NOT_SAID), (50, SAID), rubric=rubric) is None


def test_labels_that_agree_and_labels_that_no_line_parts_teach_nothing() -> None:
    assert proposed_at((30, NOT_SAID), (60, SAID)) is None
    assert proposed_at((30, SAID), (60, NOT_SAID)) is None
    assert proposed_at((30, SAID), (40, SAID), (48, SAID), (60, NOT_SAID)) is None  # all or nothing parts nothing


def test_a_left_out_answer_is_judged_by_the_line_that_the_others_draw() -> None:
    told = [(10, NOT_SAID), (20, NOT_SAID), (30, SAID), (36, SAID), (45, SAID), (60, SAID)]
    found = proposed_at(*told)
    assert threshold(found) == 0.25
    assert found is not None
    # Without 0.20 the line is at 0.20 and takes it in; without 0.30 it is at 0.28 and keeps 0.30.
    assert (found.before.agreeing, found.after.agreeing, found.left_out.agreeing) == (3, 6, 5)


def test_no_more_than_three_judgings_an_answer_are_needed() -> None:
    asked: list[tuple[str, float | None]] = []

    def judged(rubric: Rubric, attempt: Attempt) -> Coverage:
        asked.append((attempt.id, rubric.key_points[0].threshold))
        return by_probability(rubric, attempt)

    attempts = [
        replace(sample_attempt(), id=f"a{at}", dropped_blocks=at, labels={"p": SAID if at > 40 else NOT_SAID})
        for at in range(100)
    ]
    (found,) = propose_changes(ONE_POINT, attempts, judged, nothing_near)
    assert threshold(found) == pytest.approx(0.41, abs=0.01)
    assert len(asked) == len(set(asked)) == 300
    assert {each for _, each in asked} == {0.5, 0.0, math.inf}


PLAIN_JUDGE = fake_judge()
SECOND = "constant pull stays strong"
PULL = KeyPoint("pull", f"{FIRST} because {SECOND}", importance=3.0, threshold=0.1)
OTHER = KeyPoint("other", "ridge keeps every feature around")
PULL_RUBRIC = Rubric("l1", "What is lasso?", (OTHER, PULL))


def labelled_on(text: str, **labels: Label) -> Attempt:
    return replace(sample_attempt(), id=text, transcript=typed_transcript(text), labels=labels)


def judged_plainly(rubric: Rubric, attempt: Attempt) -> Coverage:
    return PLAIN_JUDGE.judge(rubric, attempt.transcript)


def nearest_plainly(rubric: Rubric, attempt: Attempt) -> tuple[Evidence | None, ...]:
    return PLAIN_JUDGE.nearest(rubric, attempt.transcript)


def split(attempts: Sequence[Attempt], rubric: Rubric = PULL_RUBRIC) -> Proposal | None:
    found = propose_changes(rubric, attempts, judged_plainly, nearest_plainly)
    return next((each for each in found if each.edit.kind is Kind.SPLIT), None)


def test_a_half_that_passed_for_the_whole_speaks_for_a_split() -> None:
    half, whole = labelled_on(FIRST, pull=NOT_SAID), labelled_on(PULL.point, pull=SAID)
    assert judged_plainly(PULL_RUBRIC, half).points[1].verdict in {Verdict.COVERED, Verdict.PARTLY}
    found = split([half, whole])
    assert found is not None
    assert found.edit == SplitPoint("pull", "Lasso reaches exact zeros.", "Constant pull stays strong.")
    assert found.reason == "It makes two claims, and in 1 answer only one of them was heard."
    assert found.attempts == (half,)
    # One half without the other agrees with no label on the whole: from the opposite to unsure.
    assert (found.before, found.after) == (Agreement(1, 2), Agreement(1, 2, unsure=1))
    assert found.left_out == found.before  # nothing else speaks for it
    assert found.change(PULL_RUBRIC).key_points == (
        OTHER,
        KeyPoint("pull-1", "Lasso reaches exact zeros.", 1.5),
        KeyPoint("pull-2", "Constant pull stays strong.", 1.5),
    )


def test_a_verdict_of_partly_speaks_for_a_split_even_where_nobody_put_a_label_on_the_point() -> None:
    partly = labelled_on(FIRST, other=NOT_SAID)
    found = propose_changes(PULL_RUBRIC, [partly], judged_plainly, nearest_plainly)
    assert judged_plainly(PULL_RUBRIC, partly).points[1].verdict is Verdict.PARTLY
    (only,) = found
    assert only.attempts == (partly,)
    assert only.before == only.after == only.left_out == Agreement(0, 0)


def test_a_point_that_was_missed_as_a_whole_is_not_split() -> None:
    assert split([labelled_on("penalties silence useless inputs completely", pull=SAID)]) is None


def test_a_split_that_labels_speak_against_is_not_proposed() -> None:
    # The user says of both halves that they made the point: after a split neither would be enough.
    said = [labelled_on(text, pull=SAID) for text in (f"{FIRST} easily", f"{FIRST} often", f"{FIRST} always")]
    found = propose_changes(PULL_RUBRIC, said, judged_plainly, nearest_plainly)
    assert [judged_plainly(PULL_RUBRIC, each).points[1].verdict for each in said] == [Verdict.PARTLY] * 3
    assert found == ()


def test_a_point_that_makes_one_claim_is_never_split() -> None:
    single = replace(
        PULL_RUBRIC, key_points=(OTHER, replace(PULL, point="lasso drives many weights to zero", threshold=0.01))
    )
    assert (
        split(
            [
                labelled_on("lasso drives", pull=NOT_SAID),
                labelled_on("many weights", pull=NOT_SAID),
            ],
            single,
        )
        is None
    )


def test_a_split_that_loses_a_label_is_not_proposed_for_one_less_of_the_opposite() -> None:
    told = [labelled_on(f"{FIRST} easily", pull=SAID), labelled_on(f"{FIRST} often", pull=NOT_SAID)]
    found = propose_changes(PULL_RUBRIC, told, judged_plainly, nearest_plainly)
    assert Kind.SPLIT not in {each.edit.kind for each in found}


ALSO = AddAlso("p", "A.")


def proposal(before: Agreement, after: Agreement, left_out: Agreement, edit: Edit = ALSO) -> Proposal:
    return Proposal(edit, "", (sample_attempt(),), before, after, left_out)


def test_a_proposal_says_all_three_counts() -> None:
    given = proposal(Agreement(5, 9), Agreement(8, 9), Agreement(6, 9, unsure=2))
    assert describe(given) == "agreement 5 of 9 now, 8 of 9 with it, 6 of 9 (2 unsure) leave-one-out"


def test_below_eight_labels_it_says_first_that_it_is_too_early_to_tell() -> None:
    given = proposal(Agreement(1, 3), Agreement(3, 3), Agreement(1, 3))
    assert describe(given) == (
        "too early to tell: 3 labels, 8 needed (agreement 1 of 3 now, 3 of 3 with it, 1 of 3 leave-one-out)"
    )


def test_a_split_says_what_becomes_of_the_labels() -> None:
    nothing = Agreement(0, 0)
    assert describe(proposal(nothing, nothing, nothing, SplitPoint("p", "A.", "B."))) == (
        "too early to tell: no labels, 8 needed; a label on the whole point is held against both halves, and no longer "
        "counts once it is split"
    )


STORED_RUBRIC = Rubric("l1-vs-l2", "What is the difference?", (KeyPoint("l1-sparse", "L1 makes zeros"),))


def as_stored(rubric: Rubric, attempt: Attempt) -> Coverage:
    """The verdicts of the sample attempt: covered, unsure, contradicted, missed."""
    return attempt.coverage


def test_only_attempts_with_labels_are_judged() -> None:
    asked: list[str] = []

    def counted(rubric: Rubric, attempt: Attempt) -> Coverage:
        asked.append(attempt.id)
        return attempt.coverage

    labelled = replace(sample_attempt(), id="with", labels={"l1-sparse": Label.SAID})
    found = judge_labelled(STORED_RUBRIC, [sample_attempt(), labelled], counted)
    assert [each.attempt.id for each in found] == asked == ["with"]


def test_the_labels_of_all_points_are_counted_and_those_of_points_that_are_gone_apart() -> None:
    labels = {"l1-sparse": Label.SAID, "l2-shrinks": Label.SAID, "correlated": Label.SAID, "old-point": Label.SAID}
    other = {"l2-never-zero": Label.NOT_SAID}
    attempts = [replace(sample_attempt(), labels=labels), replace(sample_attempt(), labels=other)]
    found = measure_agreement(judge_labelled(STORED_RUBRIC, attempts, as_stored))
    # covered and contradicted agree, unsure is open, missed is against, and one point is gone
    assert found == Agreement(agreeing=2, labels=4, unsure=1, gone=1)


def test_a_point_sees_every_labelled_attempt_with_its_own_label_only() -> None:
    attempt = replace(sample_attempt(), labels={"l1-sparse": Label.NOT_SAID})
    labelled = judge_labelled(STORED_RUBRIC, [attempt], as_stored)
    (case,) = cases_of("l1-sparse", labelled)
    assert (case.label, case.probability, case.agrees) == (Label.NOT_SAID, 0.97, False)
    (other,) = cases_of("correlated", labelled)
    assert (other.label, other.agrees) == (None, True)
