import pytest
from fakes import NUMBERS, FakeEmbedder
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.content.judge import Judge
from coach.domain.coverage import PointCoverage, Verdict
from coach.domain.rubric import Alias, KeyPoint, Rubric
from coach.domain.transcript import Transcript, Word, typed_transcript

POINT = KeyPoint(
    "sparse",
    "lasso drives many weights exactly to zero",
    also=("lasso picks features automatically for you",),
    mistakes=("lasso keeps every single feature dense",),
)
RUBRIC = Rubric("l1", "What is lasso?", (POINT,))
JUDGE = Judge(FakeEmbedder(), NUMBERS)


def judged(text: str, rubric: Rubric = RUBRIC) -> PointCoverage:
    return JUDGE.judge(rubric, typed_transcript(text)).points[0]


def test_a_point_said_in_its_own_words_is_covered_with_the_sentence_as_evidence() -> None:
    point = judged("Let me think about it. Lasso drives many weights exactly to zero. That was all today.")
    assert point.verdict is Verdict.COVERED
    assert point.evidence is not None
    assert point.evidence.text == "Lasso drives many weights exactly to zero."
    assert (point.evidence.first_word, point.evidence.last_word) == (5, 11)
    assert (point.closest_to, point.reason) == (POINT.point, f"closest to: {POINT.point}")
    assert point.probability > 0.9


def test_another_wording_of_the_point_covers_it_too() -> None:
    point = judged("lasso picks features automatically for you")
    assert (point.verdict, point.closest_to) == (Verdict.COVERED, POINT.also[0])


def test_talk_about_something_else_is_missed_and_has_no_evidence() -> None:
    point = judged("Dropout switches random units off during training.")
    assert (point.verdict, point.evidence, point.closest_to) == (Verdict.MISSED, None, "")
    assert point.reason == "nothing in the answer comes near it"


def test_a_wrong_claim_is_contradicted_on_two_votes_and_shown() -> None:
    point = judged("Well lasso keeps every single feature dense")
    assert point.verdict is Verdict.CONTRADICTED
    assert point.evidence is not None
    assert point.closest_to == POINT.mistakes[0]
    assert point.reason == f"closest to the wrong claim: {POINT.mistakes[0]}"


def test_nothing_is_covered_by_nothing() -> None:
    for text in ("", "fine", "What is lasso?", "um", "🙂 🙂", "é à ü", "lasso"):
        assert judged(text).verdict is Verdict.MISSED, text


def test_one_telling_word_is_missed_but_ranked_above_a_foreign_one() -> None:
    near, far = judged("lasso"), judged("umbrella")
    assert (near.verdict, far.verdict) == (Verdict.MISSED, Verdict.MISSED)
    assert near.similarity > far.similarity


def test_too_few_words_prove_nothing() -> None:
    short = Rubric("q", "Why?", (KeyPoint("a", "ridge sparse zero"),))
    assert judged("ridge sparse zero", short).verdict is Verdict.UNSURE


def test_a_point_of_two_claims_is_made_in_part_by_one_of_them() -> None:
    point = KeyPoint("two", "lasso zeroes small weights so unimportant columns vanish completely", threshold=0.3)
    part = judged("lasso zeroes small weights", Rubric("q", "Why?", (point,)))
    assert part.verdict is Verdict.PARTLY
    assert part.reason == "one half is there; not heard: so unimportant columns vanish completely"
    whole = judged(f"{point.point}", Rubric("q", "Why?", (point,)))
    assert whole.verdict is Verdict.COVERED


def test_a_points_own_threshold_wins() -> None:
    strict = Rubric("l1", "What is lasso?", (KeyPoint("sparse", POINT.point, threshold=1.0),))
    assert judged(POINT.point, strict).verdict is not Verdict.COVERED


def test_a_point_in_symbols_alone_is_missed() -> None:
    assert (
        judged("lasso is sparse and that is all", Rubric("q", "?", (KeyPoint("a", "∑ → ∞"),))).verdict is Verdict.MISSED
    )


def test_a_misheard_term_is_restored_before_judging() -> None:
    rubric = Rubric("l1", "What is it?", (POINT,), aliases=(Alias("lasso", ("last so",)),))
    assert judged("last so drives many weights exactly to zero", rubric).verdict is Verdict.COVERED


def test_evidence_knows_when_it_was_said() -> None:
    words = tuple(Word(text, float(at), at + 0.9) for at, text in enumerate(POINT.point.split()))
    point = JUDGE.judge(RUBRIC, Transcript(words)).points[0]
    assert point.evidence is not None
    assert (point.evidence.start, point.evidence.end) == (0.0, 6.9)


@pytest.mark.parametrize("points", [1, 40])
def test_long_answers_and_rubrics_of_any_size_are_judged(points: int) -> None:
    rubric = Rubric("q", "Why?", tuple(KeyPoint(str(at), f"claim number {at} about weights") for at in range(points)))
    assert len(JUDGE.judge(rubric, typed_transcript("some words about weights. " * 500)).points) == points


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=200))
def test_any_text_gets_a_verdict_with_numbers_in_their_range(text: str) -> None:
    point = judged(text)
    assert 0.0 <= point.probability <= 1.0
    assert 0.0 <= point.similarity <= 1.0
    assert (point.evidence is None) == (point.verdict is Verdict.MISSED)
