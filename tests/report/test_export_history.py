import csv
import json
import os
import stat
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pilots import BANK, BIAS, L1, sample_attempt, small_attempt

from coach.bank.bank import Bank
from coach.domain.attempt import AnswerKind
from coach.domain.coverage import Label
from coach.domain.filtering import AttemptFilter, ScoreRange
from coach.domain.transcript import typed_transcript
from coach.errors import CoachError
from coach.history.database import writing
from coach.history.history import History
from coach.report.as_json import attempt_as_json
from coach.report.export_history import ExportForm, export_history, propose_file

EVERYTHING = AttemptFilter()


@pytest.fixture
def history(tmp_path: Path) -> History:
    history = History(tmp_path / "history.db")
    history.save(replace(small_attempt(2), answered_at=sample_attempt().answered_at.replace(month=2)))
    history.save(replace(sample_attempt(), labels={"correlated": Label.SAID}))
    return history


def said(history: History, question: str, words: str) -> None:
    typed = replace(sample_attempt(), kind=AnswerKind.TYPED, delivery=None, listening=None)
    history.save(replace(typed, id="odd", question_id="odd", question=question, transcript=typed_transcript(words)))


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_json_holds_everything_newest_first(history: History, tmp_path: Path) -> None:
    path = tmp_path / "answers.json"
    done = export_history(EVERYTHING, path, history, BANK)
    assert (done.path, done.answers, done.damaged) == (path, 2, 0)
    first, second = json.loads(path.read_text(encoding="utf-8"))
    assert (first["question"], first["score"], first["answered_at"]) == (L1.question, 50, "2026-03-01T09:00:00+00:00")
    assert first["assessment"] == json.loads(json.dumps(attempt_as_json(history.load(first["id"]))))
    assert second["question_id"] == BIAS.id


def test_only_what_is_filtered_is_written(history: History, tmp_path: Path) -> None:
    path = tmp_path / "low.json"
    assert export_history(AttemptFilter(scores=ScoreRange(0, 49)), path, history, BANK).answers == 1
    assert [each["score"] for each in json.loads(path.read_text(encoding="utf-8"))] == [20]
    assert export_history(AttemptFilter(words=("none",)), tmp_path / "no.json", history, BANK).answers == 0
    assert json.loads((tmp_path / "no.json").read_text(encoding="utf-8")) == []


def test_a_table_has_a_row_for_each_answer(history: History, tmp_path: Path) -> None:
    path = tmp_path / "answers.CSV"
    export_history(EVERYTHING, path, history, Bank(tuple(replace(each, round="coding") for each in BANK.entries)))
    first, second = rows(path)
    assert (first["question"], first["round"], first["score"], first["your labels"]) == (
        L1.question,
        "coding",
        "50",
        "1",
    )
    assert (first["covered"], first["missed"], first["words a minute"]) == ("2", "0", "81")
    assert second["answer"] == "variance"


@pytest.mark.parametrize("begins", ["=", "+", "-", "@", " =", "＝"])
def test_no_cell_becomes_a_formula(history: History, tmp_path: Path, begins: str) -> None:
    said(history, f'{begins}HYPERLINK("x")', f"{begins.strip()}1+1 said")
    path = tmp_path / "answers.csv"
    export_history(AttemptFilter(words=("HYPERLINK",)), path, history, BANK)
    (row,) = rows(path)
    assert row["question"] == f'\'{begins}HYPERLINK("x")'
    assert row["answer"] == f"'{begins.strip()}1+1 said"


def test_markdown_reads_as_it_was_said(history: History, tmp_path: Path) -> None:
    said(history, "Why <b>*this*</b>?", "- [x](http://y) _so_ # no")
    path = tmp_path / "answers.md"
    export_history(EVERYTHING, path, history, BANK)
    text = path.read_text(encoding="utf-8")
    assert "## Why \\<b\\>\\*this\\*\\</b\\>?" in text
    assert "\\- \\[x\\](http://y) \\_so\\_ \\# no" in text
    assert "**50 of 100**, up to 55" in text
    assert "covered: With correlated features" in text
    assert "(your word; the judge said missed)" in text


def test_what_was_said_cannot_steer_whoever_reads_the_file(history: History, tmp_path: Path) -> None:
    said(history, "q", "a\x1b[2Jb \ud800")
    for form in ExportForm:
        path = tmp_path / f"answers{form.value}"
        export_history(AttemptFilter(question_id="odd"), path, history, BANK)
        text = path.read_text(encoding="utf-8")
        assert "\x1b" not in text


@pytest.mark.skipif(os.name != "posix", reason="rights of files")
def test_the_file_is_its_owners_only(history: History, tmp_path: Path) -> None:
    path = tmp_path / "answers.md"
    export_history(EVERYTHING, path, history, BANK)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_file_that_is_there_is_replaced_only_where_that_is_wanted(history: History, tmp_path: Path) -> None:
    path = tmp_path / "answers.md"
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(CoachError, match="already exists"):
        export_history(EVERYTHING, path, history, BANK)
    assert path.read_text(encoding="utf-8") == "mine"
    export_history(EVERYTHING, path, history, BANK, over=True)
    assert path.read_text(encoding="utf-8") != "mine"
    assert [each.name for each in tmp_path.iterdir() if "coach-part" in each.name] == []


def test_a_name_that_says_nothing_of_the_form_is_refused(history: History, tmp_path: Path) -> None:
    with pytest.raises(CoachError, match=r"answers\.docx") as caught:
        export_history(EVERYTHING, tmp_path / "answers.docx", history, BANK)
    assert ".csv for a spreadsheet" in caught.value.hint


def test_a_damaged_answer_is_left_out_and_counted(history: History, tmp_path: Path) -> None:
    with writing(history.path) as connection:
        connection.execute("UPDATE words SET probability = 'x' WHERE position = 3")
    done = export_history(EVERYTHING, tmp_path / "answers.md", history, BANK)
    assert (done.answers, done.damaged) == (1, 1)


def test_a_name_that_is_free_is_proposed_among_the_documents(tmp_path: Path) -> None:
    day = date(2026, 3, 1)
    assert propose_file(ExportForm.CSV, day, tmp_path) == tmp_path / "coach-answers-2026-03-01.csv"
    (tmp_path / "Documents").mkdir()
    (tmp_path / "Documents" / "coach-answers-2026-03-01.csv").touch()
    assert propose_file(ExportForm.CSV, day, tmp_path) == tmp_path / "Documents" / "coach-answers-2026-03-01-2.csv"
