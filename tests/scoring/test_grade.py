from coach.domain.attempt import RecentSpeech
from coach.domain.coverage import Coverage, PointCoverage, Verdict
from coach.domain.rubric import KeyPoint, Rubric
from coach.domain.transcript import typed_transcript
from coach.scoring.grade import grade
from coach.scoring.trust import Trust

RUBRIC = Rubric("l1", "What is L1?", (KeyPoint("a", "A"),))
COVERED = Coverage((PointCoverage("a", "A", 1.0, Verdict.COVERED, 0.9, 0.9, None, None, "A"),))
NONE_BEFORE = RecentSpeech(0.0, 0.0, 0, 0)


def test_an_answer_that_cannot_be_judged_has_no_score() -> None:
    said = typed_transcript("it is sparse")
    assert grade(RUBRIC, said, COVERED, None, NONE_BEFORE).score == 100
    withheld = grade(
        RUBRIC, said, COVERED, None, NONE_BEFORE, trust=Trust(points=False, fillers=False, reasons=("Noise.",))
    )
    assert (withheld.score, withheld.advice) == (None, ("Noise.",))


def test_an_answer_without_a_word_has_no_score() -> None:
    assert grade(RUBRIC, typed_transcript(""), COVERED, None, NONE_BEFORE).score is None
