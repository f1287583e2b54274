from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from fakes import DECISION, FakeEmbedder, FakeReader
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pilots import sample_attempt

from coach.content.encoder import Encoder
from coach.content.judge import Judge
from coach.domain.attempt import Attempt
from coach.domain.coverage import Coverage, Evidence, Verdict
from coach.domain.labels import Label
from coach.domain.rubric import KeyPoint, Rubric
from coach.domain.transcript import typed_transcript
from coach.practice.teaching.agreement import Agreement, count_agreement
from coach.practice.teaching.edits import Kind
from coach.practice.teaching.labelled import judge_labelled, measure_agreement
from coach.practice.teaching.propose import propose_changes
from coach.practice.teaching.trying import Proposal

JUDGE = Judge(Encoder(FakeEmbedder(), FakeReader()), replace(DECISION, made_from=0.5))
"""Sure of a point of which one wording of two was heard."""
SAID, NOT_SAID = Label.SAID, Label.NOT_SAID
FIRST = "lasso reaches exact zeros"
RUBRIC = Rubric(
    "l1",
    "What is lasso?",
    (
        KeyPoint("pull", f"{FIRST} because constant pull stays strong"),
        KeyPoint("sparse", "lasso drives many weights to zero", weight=2.0),
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
            weight=draw(st.sampled_from([0.1, 1.0, 3.0])),
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
        if len(set(wordings)) < len(wordings) or not all(wordings) or point.weight <= 0.0:
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
        assert sum(point.weight for point in new) == old.weight
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
