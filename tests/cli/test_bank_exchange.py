from pathlib import Path

import pytest

from coach.bank.load import load_rubric
from coach.cli import main

MARKDOWN = """\
# Basics

## What is bias?

It is error from assumptions.

- Bias comes from assumptions.
- A biased model underfits.

## Nothing here?
"""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("COACH_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "questions.md"
    path.write_text(MARKDOWN, encoding="utf-8")
    return str(path)


def test_questions_are_taken_and_what_could_not_be_read_is_said(
    home: Path, file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["bank", "import", file]) == 1
    printed = capsys.readouterr()
    assert "taken: What is bias?" in printed.out
    assert printed.err == "line 10 could not be read, there are no key points: Nothing here?\n"
    rubric = load_rubric(home / "rubrics" / "concepts" / "what-is-bias.toml")
    assert (rubric.topic, rubric.model_answer) == ("Basics", "It is error from assumptions.")
    assert [point.point for point in rubric.key_points] == ["Bias comes from assumptions.", "A biased model underfits."]
    assert main(["bank", "show", "what-is-bias"]) == 0


def test_a_question_that_is_there_is_not_taken_twice(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["bank", "import", file])
    main(["bank", "import", file])
    assert "is there already: What is bias?" in capsys.readouterr().out


def test_a_dry_run_writes_nothing(home: Path, file: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["bank", "import", file, "--dry-run"])
    assert "would be taken: What is bias?" in capsys.readouterr().out
    assert not home.exists()


@pytest.mark.parametrize("round_", ["../elsewhere", "", "A B"])
def test_a_round_is_never_a_path(round_: str, file: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bank", "import", file, "--round", round_]) == 1
    assert "no name of a round" in capsys.readouterr().err


def test_a_file_without_questions_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty.csv").write_text("", encoding="utf-8")
    assert main(["bank", "import", str(tmp_path / "empty.csv")]) == 1
    assert "The file holds no questions." in capsys.readouterr().err


def test_questions_are_written_to_standard_output_or_to_a_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["bank", "export", "l1-vs-l2"]) == 0
    assert "## What is the difference between L1 and L2" in capsys.readouterr().out
    out = tmp_path / "all.txt"
    assert main(["bank", "export", "--form", "anki", "--output", str(out)]) == 0
    assert "41 questions written" in capsys.readouterr().out
    assert out.read_text(encoding="utf-8").startswith("#separator:tab\n")
    assert main(["bank", "export", "l1-vs-l3"]) == 1


def test_a_broken_file_of_that_name_is_not_in_the_way_of_the_others(
    home: Path, file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = home / "rubrics" / "concepts" / "what-is-bias.toml"
    broken.parent.mkdir(parents=True)
    broken.write_text("id =", encoding="utf-8")
    main(["bank", "import", file])
    assert "taken: What is bias?" in capsys.readouterr().out
    assert broken.with_name("what-is-bias-2.toml").exists()
    assert broken.read_text(encoding="utf-8") == "id ="


def test_what_is_no_ordinary_file_is_not_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bank", "export", "--output", str(tmp_path)]) == 1
    assert "is not an ordinary file" in capsys.readouterr().err
