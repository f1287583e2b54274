import io
from pathlib import Path

import pytest
from anki_packages import BASIC, CLOZE, write_new

from coach.bank.load import load_rubric
from coach.cli import main
from coach.domain.rubric import KeyPoint, Rubric

MARKDOWN = """\
# Basics

## What is bias?

It is error from assumptions.

- Bias comes from assumptions.
- A biased model underfits.

## Nothing here?
"""


TABLE = "Karta,Svar,Typ\nVad är bias?,Ett fel,x\nVad är varians?,Spridning,y\n"


class Terminal(io.StringIO):
    """Standard input as if somebody sat there and typed."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("COACH_HOME", str(tmp_path / "home"))
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))
    return tmp_path / "home"


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "questions.md"
    path.write_text(MARKDOWN, encoding="utf-8")
    return str(path)


@pytest.fixture
def table(tmp_path: Path) -> str:
    path = tmp_path / "table.csv"
    path.write_text(TABLE, encoding="utf-8")
    return str(path)


def typed(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr("sys.stdin", Terminal(text))


def piped(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(text))


def saved(home: Path) -> list[str]:
    return sorted(path.stem for path in home.glob("rubrics/*/*.toml"))


PREVIEW = """\
line 3: What is bias?
  id: what-is-bias
  topic: Basics
  answer: It is error from assumptions.
  - Bias comes from assumptions.
  - A biased model underfits.

"""


def test_a_dry_run_shows_all_that_was_understood_and_saves_nothing(
    home: Path, file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["bank", "import", file, "--dry-run"]) == 1
    printed = capsys.readouterr()
    assert printed.out.startswith(PREVIEW)
    assert "Would save 1 question in" in printed.out
    assert printed.err == "line 10 could not be read, there are no key points: Nothing here?\n"
    assert not home.exists()


def test_the_same_is_shown_before_anything_is_saved_and_a_yes_saves_it(
    home: Path, file: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(monkeypatch, "y\n")
    assert main(["bank", "import", file]) == 1
    printed = capsys.readouterr()
    assert printed.out.startswith(PREVIEW + "saved: What is bias?\n")
    assert "Save 1 question in" in printed.err
    rubric = load_rubric(home / "rubrics" / "concepts" / "what-is-bias.toml")
    assert (rubric.topic, rubric.model_answer) == ("Basics", "It is error from assumptions.")
    assert [point.point for point in rubric.key_points] == ["Bias comes from assumptions.", "A biased model underfits."]
    assert main(["bank", "show", "what-is-bias"]) == 0


@pytest.mark.parametrize("answer", ["n\n", "\n", "", "yess\n"])
def test_anything_but_a_yes_saves_nothing(
    answer: str, home: Path, file: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(monkeypatch, answer)
    assert main(["bank", "import", file]) == 1
    assert "Nothing was saved." in capsys.readouterr().out
    assert saved(home) == []


def test_without_a_terminal_nothing_is_saved_unless_yes_is_said(
    home: Path, file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["bank", "import", file]) == 2
    printed = capsys.readouterr()
    assert printed.out.startswith(PREVIEW)
    assert "Add --yes" in printed.err
    assert saved(home) == []
    main(["bank", "import", file, "--yes"])
    assert saved(home) == ["what-is-bias"]


def test_a_question_that_is_there_or_stands_twice_in_the_file_is_not_taken_twice(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "twice.md"
    path.write_text("## Why is it so?\n- So\n## WHY is it so\n- Thus\n", encoding="utf-8")
    assert main(["bank", "import", str(path), "--yes"]) == 0
    assert "line 3: already on line 1: WHY is it so" in capsys.readouterr().out
    assert main(["bank", "import", str(path), "--yes"]) == 0
    assert "line 1: already in the bank: Why is it so?" in capsys.readouterr().out
    assert saved(home) == ["why-is-it-so"]


def test_a_column_that_says_nothing_of_itself_is_asked_about(
    home: Path, table: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(monkeypatch, "what?\nq\nanswer\n\ny\n")
    assert main(["bank", "import", table]) == 0
    printed = capsys.readouterr()
    assert printed.err.count("column 1, Karta (for instance: Vad är bias?): ") == 2
    assert "line 1: left out, all of column 3: Typ" in printed.err
    assert saved(home) == ["vad-ar-bias", "vad-ar-varians"]


def test_without_a_terminal_the_columns_are_named_and_can_be_said(
    home: Path, table: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["bank", "import", table, "--yes"]) == 1
    assert "1 “Karta”, 2 “Svar”, 3 “Typ”" in capsys.readouterr().err
    assert saved(home) == []
    assert main(["bank", "import", table, "--yes", "--columns=question,answer,-"]) == 0
    assert saved(home) == ["vad-ar-bias", "vad-ar-varians"]


def test_an_end_of_input_at_the_columns_saves_nothing(
    home: Path, table: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(monkeypatch, "q\n")
    assert main(["bank", "import", table]) == 1
    assert "Nothing was saved." in capsys.readouterr().out


def test_neighbouring_lines_that_could_not_be_read_for_one_reason_are_said_together(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "q.md"
    path.write_text("one\ntwo\nthree\n\nfive\n## Why?\n- So\n", encoding="utf-8")
    main(["bank", "import", str(path), "--dry-run"])
    assert capsys.readouterr().err == (
        "lines 1 to 3 could not be read, it belongs to no question (## begins one): one\n"
        "line 5 could not be read, it belongs to no question (## begins one): five\n"
    )


def test_nothing_in_a_file_steers_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "q.csv"
    path.write_text("question,answer,m\x1b[2J\nWhy?,So\x1b]0;x\x07,y\nHow?,So,\x9b2J\n", encoding="utf-8")
    main(["bank", "import", str(path), "--dry-run"])
    printed = capsys.readouterr()
    assert not {"\x1b", "\x07", "\x9b"} & set(printed.out + printed.err)


@pytest.mark.parametrize("round_", ["../elsewhere", "", "A B"])
def test_a_round_is_never_a_path(round_: str, file: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bank", "import", file, "--round", round_]) == 1
    assert "not a valid round name" in capsys.readouterr().err


def test_a_file_without_questions_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty.csv").write_text("", encoding="utf-8")
    assert main(["bank", "import", str(tmp_path / "empty.csv")]) == 1
    assert "The file contains no questions." in capsys.readouterr().err


def test_questions_are_written_to_standard_output_or_to_a_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["bank", "export", "l1-vs-l2"]) == 0
    assert "## What is the difference between L1 and L2" in capsys.readouterr().out
    out = tmp_path / "all.txt"
    assert main(["bank", "export", "--form", "anki", "--output", str(out)]) == 0
    assert "Wrote 41 questions" in capsys.readouterr().out
    assert out.read_text(encoding="utf-8").startswith("#separator:tab\n")
    assert main(["bank", "export", "l1-vs-l3"]) == 1


def test_a_file_is_overwritten_only_after_a_yes_or_with_force(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "mine.md"
    out.write_text("my notes", encoding="utf-8")
    command = ["bank", "export", "l1-vs-l2", "--output", str(out)]
    assert main(command) == 2
    assert "Add --force" in capsys.readouterr().err
    typed(monkeypatch, "n\n")
    assert main(command) == 1
    assert out.read_text(encoding="utf-8") == "my notes"
    typed(monkeypatch, "yes\n")
    assert main(command) == 0
    assert "Overwrite it?" in capsys.readouterr().err
    assert out.read_text(encoding="utf-8") != "my notes"
    out.write_text("my notes", encoding="utf-8")
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert main([*command, "--force"]) == 0
    assert out.read_text(encoding="utf-8") != "my notes"


def test_a_broken_file_of_that_name_is_not_in_the_way_of_the_others(
    home: Path, file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = home / "rubrics" / "concepts" / "what-is-bias.toml"
    broken.parent.mkdir(parents=True)
    broken.write_text("id =", encoding="utf-8")
    main(["bank", "import", file, "--yes"])
    assert "saved: What is bias?" in capsys.readouterr().out
    assert broken.with_name("what-is-bias-2.toml").exists()
    assert broken.read_text(encoding="utf-8") == "id ="


@pytest.mark.parametrize("force", [[], ["--force"]])
def test_what_is_no_ordinary_file_is_not_written_over(
    force: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["bank", "export", "--output", str(tmp_path), *force]) == 1
    assert "is not an ordinary file" in capsys.readouterr().err
    assert main(["bank", "export", "--output", str(tmp_path / ("a" * 300)), *force]) == 1
    assert "cannot be written" in capsys.readouterr().err


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


def test_a_question_is_drafted_line_by_line(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    piped(monkeypatch, ANSWERS)
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
    piped(monkeypatch, "\nWhy\x1b?\nWhy?\n\n\n9\nnan inf\n60 30\n\n\nBecause.\nBecause.\n\n\n\n\n")
    assert main(["bank", "new", "my-own"]) == 0
    said = capsys.readouterr().out
    for part in (
        "is empty",
        "control character",
        "not a time range",
        "the second is not larger",
        "at least one",
        "repeats the",
    ):
        assert part in said
    rubric = load_rubric(home / "rubrics" / "concepts" / "my-own.toml")
    assert (rubric.question, rubric.key_points) == ("Why?", (KeyPoint("because", "Because."),))


def test_stopping_half_way_writes_nothing(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    piped(monkeypatch, "Why?\n")
    assert main(["bank", "new", "my-own"]) == 130
    assert "nothing was written" in capsys.readouterr().out
    assert not home.exists()


@pytest.mark.parametrize(("question_id", "message"), [("l1-vs-l2", "already"), ("No Good", "lowercase letters")])
def test_the_id_is_looked_at_first(question_id: str, message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bank", "new", question_id]) == 1
    assert message in capsys.readouterr().err


def test_a_broken_file_of_that_name_is_not_asked_about_in_vain(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = home / "rubrics" / "concepts" / "mine.toml"
    broken.parent.mkdir(parents=True)
    broken.write_text("id =", encoding="utf-8")
    assert main(["bank", "new", "mine"]) == 1
    assert "already" in capsys.readouterr().err


def test_an_anki_package_is_shown_note_by_note_and_saved(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    notes = [
        ("Basic", ("What is bias?", "Error from<br>assumptions."), "ML"),
        ("Basic", ("Nothing?", ""), "ML"),
        ("Basic", ("Nothing<br>here?", ""), "ML"),
        ("Basic", ("WHAT is bias", "the same"), "ML"),
        ("Cloze", ("Variance is {{c1::scatter}}", ""), ""),
    ]
    path = write_new(tmp_path / "deck.apkg", {**BASIC, **CLOZE}, notes, media=1)
    assert main(["bank", "import", str(path), "--yes"]) == 1
    printed = capsys.readouterr()
    assert "1 media file of the package was left out." in printed.out
    assert "note 1: What is bias?\n  id: what-is-bias\n  topic: ML\n  answer: Error from" in printed.out
    assert "note 4: already in note 1: WHAT is bias" in printed.out
    assert "note 5: Fill in: Variance is …" in printed.out
    assert printed.err == "notes 2 to 3 could not be read, there are no key points: Nothing? ML\n"
    assert len(saved(home)) == 2


def test_a_package_that_is_broken_is_named_with_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "deck.apkg"
    path.write_bytes(b"PK\x03\x04 and nothing more")
    assert main(["bank", "import", str(path)]) == 1
    printed = capsys.readouterr()
    assert f"{path} is no Anki package, or not a whole one." in printed.err
    assert "choose File, Export" in printed.err


@pytest.mark.parametrize("notes", [[], ["--notes", "point"]])
def test_questions_are_exported_as_a_package_that_reads_back(
    notes: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(tmp_path / "out.apkg")
    assert main(["bank", "export", "lora", "attention", "--apkg", path, *notes]) == 0
    assert capsys.readouterr().out == f"Wrote 2 questions to {path}\n"
    assert main(["bank", "import", path, "--dry-run"]) == 0
    assert "already in the bank" in capsys.readouterr().out
    assert main(["bank", "export", "lora", "--apkg", path]) == 2
    assert "Add --force" in capsys.readouterr().err


@pytest.mark.parametrize(
    "options",
    [
        ["--apkg", "a.apkg", "--form", "csv"],
        ["--apkg", "a.apkg", "--output", "b.md"],
        ["--apkg", "a.zip"],
        ["--notes", "point"],
    ],
)
def test_options_that_do_not_go_together_are_a_usage_error(
    options: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as caught:
        main(["bank", "export", *options])
    assert caught.value.code == 2
    assert list(tmp_path.iterdir()) == []
