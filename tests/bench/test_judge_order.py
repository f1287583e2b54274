from coach.bench.judge_cases import JudgeCase
from coach.bench.judge_order import OrderFigures, measure_order
from coach.bench.judge_run import JudgedCase
from coach.domain.coverage import Coverage, PointCoverage, Verdict
from coach.domain.rubric import KeyPoint, Rubric

COVERED, PARTLY, MISSED = Verdict.COVERED, Verdict.PARTLY, Verdict.MISSED


def judged(question: str, name: str, verdict: Verdict) -> JudgedCase:
    point = PointCoverage("k", "claim", 1.0, verdict, 0.5, 0.5, None, None, "")
    case = JudgeCase(name, Rubric(question, "?", (KeyPoint("k", "claim"),)), "", name=name)
    return JudgedCase(case, Coverage((point,)), 0.0, {})


def triple(question: str, good: Verdict, half: Verdict, wrong: Verdict) -> list[JudgedCase]:
    return [judged(question, "wrong", wrong), judged(question, "good", good), judged(question, "half", half)]


def test_a_higher_score_is_needed_and_a_tie_is_not_enough() -> None:
    figures = measure_order(
        [
            *triple("in order", COVERED, PARTLY, MISSED),
            *triple("half as good", COVERED, COVERED, MISSED),
            *triple("half as wrong", COVERED, MISSED, MISSED),
            *triple("all the same", PARTLY, PARTLY, PARTLY),
            *triple("turned round", MISSED, PARTLY, COVERED),
        ]
    )
    assert figures == OrderFigures(triples=5, good_above_wrong=3, in_order=1)


def test_a_question_without_all_three_says_nothing() -> None:
    assert measure_order([*triple("a", COVERED, PARTLY, MISSED)[:2], judged("b", "", COVERED)]) == OrderFigures(0, 0, 0)
