from pilots import rubric

from coach.ui.hints import Hints

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
    assert hints.text.endswith("(no more hints)")
    hints.reveal()
    assert hints.used == ("p1", "p3")
