import io
from pathlib import Path

import pytest

from coach.bank.load import load_rubric
from coach.cli import main
from coach.domain.rubric import KeyPoint, Rubric

ANSWERS = """\
Why is it so?

Chapter 1
20 40
It follows from the data.
The data say so.
It follows from the model.

It follows from the data,
not from the model.

"""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("COACH_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def typed(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(text))


def test_a_question_is_drafted_line_by_line(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(monkeypatch, ANSWERS)
    assert main(["bank", "new", "my-own"]) == 0
    assert "Written to" in capsys.readouterr().out
    assert load_rubric(home / "rubrics" / "concepts" / "my-own.toml") == Rubric(
        "my-own",
        "Why is it so?",
        (
            KeyPoint(
                "it-follows-from-the-data",
                "It follows from the data.",
                also=("The data say so.",),
                mistakes=("It follows from the model.",),
            ),
        ),
        chapter="Chapter 1",
        seconds=(20.0, 40.0),
        model_answer="It follows from the data,\nnot from the model.",
    )


def test_what_cannot_be_is_asked_for_again(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(monkeypatch, "\nWhy\x1b?\nWhy?\n\n\n9\nnan inf\n60 30\n\n\nBecause.\nBecause.\n\n\n\n\n")
    assert main(["bank", "new", "my-own"]) == 0
    said = capsys.readouterr().out
    for part in (
        "is empty",
        "control character",
        "no window of time",
        "does not increase",
        "at least one",
        "repeats the",
    ):
        assert part in said
    rubric = load_rubric(home / "rubrics" / "concepts" / "my-own.toml")
    assert (rubric.question, rubric.key_points) == ("Why?", (KeyPoint("because", "Because."),))


def test_stopping_half_way_writes_nothing(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(monkeypatch, "Why?\n")
    assert main(["bank", "new", "my-own"]) == 130
    assert "nothing was written" in capsys.readouterr().out
    assert not home.exists()


@pytest.mark.parametrize(("question_id", "message"), [("l1-vs-l2", "already"), ("No Good", "small letters")])
def test_the_id_is_looked_at_first(question_id: str, message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bank", "new", question_id]) == 1
    assert message in capsys.readouterr().err


def test_a_broken_file_of_that_name_is_not_asked_about_in_vain(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = home / "rubrics" / "concepts" / "mine.toml"
    broken.parent.mkdir(parents=True)
    broken.write_text("id =", encoding="utf-8")
    assert main(["bank", "new", "mine"]) == 1
    assert "already" in capsys.readouterr().err
