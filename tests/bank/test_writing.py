from pathlib import Path

from hypothesis import given
from rubric_strategies import rubrics

from coach.bank.bank import load_bank
from coach.bank.load import parse_rubric
from coach.bank.writing import rubric_toml
from coach.domain.rubric import KeyPoint, Rubric
from coach.paths import shipped_folder


@given(rubrics())
def test_what_is_written_reads_as_the_same_question(rubric: Rubric) -> None:
    assert parse_rubric(rubric_toml(rubric), Path("q.toml")) == rubric


def test_shipped_questions_survive_being_written() -> None:
    for rubric in load_bank(shipped_folder("rubrics"), Path("none")).rubrics:
        assert parse_rubric(rubric_toml(rubric), Path(f"{rubric.id}.toml")) == rubric


def test_what_goes_without_saying_is_left_out() -> None:
    text = rubric_toml(Rubric("q", "Why?", (KeyPoint("a", "Because."),)))
    assert text == (
        'id = "q"\nquestion = "Why?"\nseconds = [30, 60]\n\n[[key_points]]\nid = "a"\npoint = "Because."\nweight = 1\n'
    )
