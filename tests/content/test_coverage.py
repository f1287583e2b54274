from fakes import FakeEmbedder

from coach.content.coverage import judge_coverage
from coach.domain.coverage import PointCoverage, Verdict
from coach.domain.rubric import KeyPoint, Rubric
from coach.domain.transcript import Transcript, Word, typed_transcript

POINT = KeyPoint(
    "sparse",
    "lasso drives many weights exactly to zero",
    also=("lasso picks features automatically for you",),
    mistakes=("lasso keeps every single feature dense",),
)
RUBRIC = Rubric("l1", "What is lasso?", (POINT,))


def judged(text: str, rubric: Rubric = RUBRIC) -> PointCoverage:
    return judge_coverage(rubric, typed_transcript(text), FakeEmbedder()).points[0]


def test_a_point_said_in_its_own_words_is_covered_with_the_sentence_as_evidence() -> None:
    point = judged("Let me think about it. Lasso drives many weights exactly to zero. That was all today.")
    assert point.verdict is Verdict.COVERED
    assert point.evidence is not None
    assert point.evidence.text == "Lasso drives many weights exactly to zero."
    assert (point.evidence.first_word, point.evidence.last_word) == (5, 11)
    assert point.closest_to == POINT.point
    assert point.probability > 0.9


def test_another_wording_of_the_point_covers_it_too() -> None:
    point = judged("lasso picks features automatically for you")
    assert (point.verdict, point.closest_to) == (Verdict.COVERED, POINT.also[0])


def test_half_of_the_words_are_unsure() -> None:
    assert judged("lasso drives many weights somewhere far below zero").verdict is Verdict.UNSURE


def test_a_passage_too_short_to_prove_anything_is_unsure_at_even_odds() -> None:
    short = Rubric("q", "Why?", (KeyPoint("a", "lasso sparse zero"),))
    point = judged("lasso sparse zero", short)
    assert (point.verdict, point.probability) == (Verdict.UNSURE, 0.5)


def test_talk_about_something_else_is_missed_and_has_no_evidence() -> None:
    point = judged("Dropout switches random units off during training.")
    assert (point.verdict, point.evidence, point.closest_to) == (Verdict.MISSED, None, "")


def test_a_wrong_claim_is_contradicted_and_shown() -> None:
    point = judged("Well lasso keeps every single feature dense")
    assert point.verdict is Verdict.CONTRADICTED
    assert point.evidence is not None
    assert point.closest_to == POINT.mistakes[0]
    assert point.mistake_similarity is not None
    assert point.mistake_similarity > point.similarity


def test_nothing_is_covered_by_nothing() -> None:
    for text in ("", "fine", "What is lasso?", "um", "🙂 🙂", "é à ü"):
        assert judged(text).verdict is Verdict.MISSED, text


def test_a_points_own_threshold_wins() -> None:
    strict = Rubric("l1", "What is lasso?", (KeyPoint("sparse", POINT.point, threshold=1.0),))
    assert judged("surely lasso drives many weights exactly to zero", strict).verdict is Verdict.UNSURE


def test_evidence_knows_when_it_was_said() -> None:
    words = tuple(Word(text, float(at), at + 0.9) for at, text in enumerate(POINT.point.split()))
    point = judge_coverage(RUBRIC, Transcript(words), FakeEmbedder()).points[0]
    assert point.evidence is not None
    assert (point.evidence.start, point.evidence.end) == (0.0, 6.9)
