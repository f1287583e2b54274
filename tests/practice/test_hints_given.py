from pilots import rubric

from coach.practice.hints_given import Hints

QUESTION = rubric(
    "dropout", "What is dropout?", "It prevents co-adaptation of neurons", "Dropout is", "It averages networks"
)


def test_each_hint_names_the_next_point_that_has_one() -> None:
    hints = Hints(QUESTION)
    assert (hints.used, hints.text) == ((), "")
    hints.reveal()
    assert hints.used == ("p1",)
    hints.reveal()
    assert hints.used == ("p1", "p3")
    assert hints.text.endswith("no more hints")
    hints.reveal()
    assert hints.used == ("p1", "p3")


def test_the_last_hint_stands_alone_and_says_how_many_there_are() -> None:
    hints = Hints(QUESTION)
    hints.reveal()
    hints.reveal()
    assert hints.text == "averages, networks · 2 of 2, no more hints"


def test_a_question_without_a_hint_says_so_when_asked() -> None:
    hints = Hints(rubric("dropout", "What is dropout?", "Dropout is"))
    assert hints.text == ""
    hints.reveal()
    assert (hints.used, hints.text) == ((), "none for this question")
