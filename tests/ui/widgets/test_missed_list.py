from pilots import L1, ROC, bank

from coach.domain.coverage import Verdict
from coach.domain.progress import Missed
from coach.ui.widgets.missed_list import describe_missed, join_with_bank


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


def test_a_row_names_the_point_how_often_it_was_missed_what_to_reread_and_the_question() -> None:
    point = join_with_bank([missed("l1-vs-l2", "p1", 3)], bank(L1))[0]
    first, second = describe_missed(point, 100).plain.split("\n")
    assert first.startswith("✗  L1 regularization drives some weights to exactly zero")
    assert first.rstrip().endswith("3 of 5  Chapter 9")
    assert second.strip() == L1.question
