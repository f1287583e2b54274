from pathlib import Path

from fakes import fake_judge

from coach.bank.bank import Bank, keep_bank, load_bank
from coach.practice.lint.lint_files import files_below, files_of_bank, lint_files

JUDGE = fake_judge()
LASSO = "lasso drives many weights exactly to zero"


def put(folder: Path, name: str, answer: str = LASSO) -> Path:
    path = folder / f"{name}.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        f'id = "{path.stem}"\nquestion = "Why?"\nmodel_answer = "{answer}"\n[[key_points]]\nid = "sparse"\n'
        f'point = "{LASSO}"\n'
    )
    return path


def test_a_broken_file_is_passed_over_and_the_others_are_tried(tmp_path: Path) -> None:
    good, below = put(tmp_path, "good"), put(tmp_path, "concepts/below")
    (tmp_path / "bad.toml").write_text("[")
    assert [file.path for file in files_below(tmp_path)] == [good, below]
    assert files_below(tmp_path / "bad.toml") == ()
    assert files_below(tmp_path / "missing.toml") == ()


def test_a_shipped_question_that_the_users_replaces_is_not_tried(tmp_path: Path) -> None:
    put(tmp_path / "shipped", "concepts/one")
    own = put(tmp_path / "own", "one")
    assert [file.path for file in files_of_bank(load_bank(tmp_path / "shipped", tmp_path / "own"))] == [own]


def test_a_broken_file_is_not_tried_in_the_last_version_that_could_be_read(tmp_path: Path) -> None:
    put(tmp_path / "shipped", "concepts/one")
    own = put(tmp_path / "own", "two")
    keep_bank(load_bank(tmp_path / "shipped", tmp_path / "own"), tmp_path / "own")
    own.write_text("[")
    bank = load_bank(tmp_path / "shipped", tmp_path / "own")
    assert len(bank.entries) == 2
    assert [file.rubric.id for file in files_of_bank(bank)] == ["one"]


def test_each_question_is_one_step_with_warnings_that_name_the_file(tmp_path: Path) -> None:
    put(tmp_path, "a")
    lacking = put(tmp_path, "b", "Large trees overfit badly.")
    first, second = lint_files(files_below(tmp_path), Bank(()), JUDGE, None)
    assert first.findings == ()
    (finding,) = second.findings
    assert (second.path, finding.path, finding.is_error) == (lacking, lacking, False)
    assert finding.message.startswith(f"{lacking}: `key_points[1]` (sparse) is missed in")
    assert finding.message.endswith(".")
    assert finding.hint


def test_the_bank_lends_its_model_answers_and_the_file_itself_is_never_its_own_foreign_answer(tmp_path: Path) -> None:
    mine = put(tmp_path / "mine", "one")
    for name in ("one", "two", "three"):
        put(tmp_path / "bank", f"concepts/{name}")
    (linted,) = lint_files(files_below(mine), load_bank(tmp_path / "bank", tmp_path / "none"), JUDGE, None)
    assert linted.findings == ()
    put(tmp_path / "bank", "concepts/four")
    (linted,) = lint_files(files_below(mine), load_bank(tmp_path / "bank", tmp_path / "none"), JUDGE, None)
    assert "among 3 model answers" in linted.findings[0].message
