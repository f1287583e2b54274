from pilots import L1, ROC, bank

from coach.domain.coverage import Verdict
from coach.domain.progress import Missed
from coach.practice.missed_points import join_with_bank


def missed(question: str, point: str, times: int) -> Missed:
    return Missed(question, point, Verdict.MISSED, times, 5)


def test_what_is_missed_most_comes_first_and_what_left_the_bank_is_left_out() -> None:
    points = join_with_bank(
        [
            missed("l1-vs-l2", "p1", 2),
            missed("roc-auc", "p1", 4),
            missed("l1-vs-l2", "gone", 5),
            missed("gone", "p1", 5),
        ],
        bank(L1, ROC),
    )
    assert [(point.question_id, point.times) for point in points] == [("roc-auc", 4), ("l1-vs-l2", 2)]
