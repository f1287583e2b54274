from coach.domain.rubric import KeyPoint, Rubric
from coach.practice.lint.doubt import place, quoted


def test_a_point_is_counted_from_one_and_its_id_follows() -> None:
    rubric = Rubric("l1", "Why?", (KeyPoint("a", "One."), KeyPoint("b", "Two.")))
    assert place(rubric, 1, ".also[3]") == "`key_points[2].also[3]` (b)"


def test_a_long_text_is_cut_between_words_and_lines_become_one_without_a_stop() -> None:
    assert quoted("two\nlines.") == '"two lines"'
    assert quoted("word " * 30) == f'"{"word " * 24}…"'
