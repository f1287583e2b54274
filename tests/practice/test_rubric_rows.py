import pytest

from coach.domain.rubric import Alias, Difficulty, FollowUp, KeyPoint, Rubric
from coach.errors import RubricError
from coach.practice.rubric_rows import Part, Row, change_row, delete_row, list_rows, new_row

RUBRIC = Rubric(
    "q",
    "Why?",
    (
        KeyPoint("a", "One.", also=("Uno.", "Eins."), mistakes=("Zero.",), threshold=0.5),
        KeyPoint("b", "Two.", importance=2.0),
    ),
    aliases=(Alias("RAG", ("rack",)),),
    follow_ups=(FollowUp("a", "And one?"),),
)


def test_points_stand_below_the_question_and_open_to_their_wordings() -> None:
    closed = list_rows(RUBRIC, ())
    assert [row.part for row in closed[:3]] == [Part.QUESTION, Part.POINT, Part.POINT]
    assert [row.part for row in closed[3:]] == [
        Part.SPOKEN,
        Part.TOPIC,
        Part.CHAPTER,
        Part.DIFFICULTY,
        Part.SECONDS,
        Part.MODEL_ANSWER,
        Part.REFERENCE,
        Part.ALIAS,
    ]
    opened = list_rows(RUBRIC, {"a"})
    assert [(row.part, row.text) for row in opened[2:8]] == [
        (Part.IMPORTANCE, "1"),
        (Part.THRESHOLD, "0.5"),
        (Part.ALSO, "Uno."),
        (Part.ALSO, "Eins."),
        (Part.MISTAKE, "Zero."),
        (Part.FOLLOW_UP, "And one?"),
    ]


def test_what_every_row_says_can_be_typed_back_unchanged() -> None:
    for row in list_rows(RUBRIC, {"a", "b"}):
        assert change_row(RUBRIC, row, row.text) == RUBRIC, row


@pytest.mark.parametrize(
    ("row", "text", "expected"),
    [
        (Row(Part.QUESTION, ""), " How\tnow? ", lambda r: r.question == "How now?"),
        (Row(Part.SECONDS, ""), "20 to 40", lambda r: r.seconds == (20.0, 40.0)),
        (Row(Part.DIFFICULTY, ""), "Hard", lambda r: r.difficulty is Difficulty.HARD),
        (Row(Part.REFERENCE, ""), "if x:\n    y()\n", lambda r: r.reference == "if x:\n    y()"),
        (Row(Part.FOLLOW_UP, "", "b"), "And two?", lambda r: r.follow_ups[1:] == (FollowUp("b", "And two?"),)),
        (Row(Part.FOLLOW_UP, "", "a"), "Why one?", lambda r: r.follow_ups == (FollowUp("a", "Why one?"),)),
        (Row(Part.FOLLOW_UP, "", "a"), "", lambda r: r.follow_ups == ()),
        (Row(Part.MODEL_ANSWER, ""), "One. \n\nTwo.\n", lambda r: r.model_answer == "One.\n\nTwo."),
        (Row(Part.IMPORTANCE, "", "b"), "1,5", lambda r: r.key_points[1].importance == 1.5),
        (Row(Part.THRESHOLD, "", "a"), "", lambda r: r.key_points[0].threshold is None),
        (Row(Part.ALSO, "", "b", 0), "Due.", lambda r: r.key_points[1].also == ("Due.",)),
        (Row(Part.MISTAKE, "", "a", 0), "None.", lambda r: r.key_points[0].mistakes == ("None.",)),
        (Row(Part.ALIAS, "", "", 1), "L1 = L one", lambda r: r.aliases[1] == Alias("L1", ("L one",))),
        (Row(Part.POINT, ""), "Three.", lambda r: r.key_points[2].point == "Three."),
    ],
)
def test_a_row_takes_what_was_typed(row: Row, text: str, expected) -> None:  # type: ignore[no-untyped-def]
    assert expected(change_row(RUBRIC, row, text))


@pytest.mark.parametrize(
    ("row", "text", "message"),
    [
        (Row(Part.IMPORTANCE, "", "a"), "heavy", "not a number"),
        (Row(Part.SECONDS, ""), "30", "not a time range"),
        (Row(Part.ALSO, "", "a", 0), " ", "cannot be empty"),
        (Row(Part.IMPORTANCE, "", "gone"), "1", "is gone"),
    ],
)
def test_what_cannot_be_is_said(row: Row, text: str, message: str) -> None:
    with pytest.raises(RubricError, match=message):
        change_row(RUBRIC, row, text)


def test_rows_are_taken_out_where_they_may_be_missing() -> None:
    assert delete_row(RUBRIC, Row(Part.ALSO, "", "a", 0)).key_points[0].also == ("Eins.",)
    assert delete_row(RUBRIC, Row(Part.THRESHOLD, "", "a")).key_points[0].threshold is None
    assert delete_row(RUBRIC, Row(Part.ALIAS, "", "", 0)).aliases == ()
    assert [point.id for point in delete_row(RUBRIC, Row(Part.POINT, "", "a")).key_points] == ["b"]
    with pytest.raises(RubricError, match="cannot be deleted"):
        delete_row(RUBRIC, Row(Part.QUESTION, ""))


def test_a_new_row_stands_after_the_last_of_its_part_and_a_new_wording_needs_a_key_point() -> None:
    point = Row(Part.POINT, "One.", "a")
    assert new_row(RUBRIC, point, Part.ALSO) == Row(Part.ALSO, "", "a", 2)
    assert new_row(RUBRIC, point, Part.ALIAS) == Row(Part.ALIAS, "", "", 1)
    assert new_row(RUBRIC, point, Part.POINT) == Row(Part.POINT, "")
    assert new_row(RUBRIC, Row(Part.QUESTION, "Why?"), Part.MISTAKE) is None
