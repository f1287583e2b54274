from dataclasses import replace
from pathlib import Path

import pytest
from pilots import sample_attempt, small_attempt

from coach.bank.bank import load_bank
from coach.cli import main
from coach.domain.attempt import AnswerKind
from coach.domain.coverage import Label
from coach.domain.transcript import typed_transcript
from coach.history.history import History
from coach.history.shelves import Marks
from coach.paths import shipped_folder


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("COACH_HOME", str(tmp_path))
    return tmp_path


def test_stored_answers_are_judged_again_by_the_rubric_of_today(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    history = History(home / "history.db")
    said = "L1 regularization drives some weights to exactly zero, so it selects features."
    sample = replace(sample_attempt(), kind=AnswerKind.TYPED, delivery=None, listening=None)
    history.save(replace(sample, question_id="l1-vs-l2", transcript=typed_transcript(said)))
    history.save(replace(sample, id="gone", question_id="gone"))
    assert main(["history"]) == 0
    assert "judged by an earlier version of the rubric" in capsys.readouterr().out

    assert main(["rejudge", "--all", "--dry-run"]) == 0
    printed = capsys.readouterr()
    assert "l1-vs-l2: 1 answer judged by version" in printed.out
    assert "would change" in printed.out
    rubric = load_bank(shipped_folder("rubrics"), home / "none").get("l1-vs-l2")
    assert not [point.id for point in rubric.key_points if f" {point.id}:" in printed.out]
    assert any(point.point[:30] in printed.out for point in rubric.key_points)
    assert "gone: the question has left the bank; its answers keep their verdicts." in printed.err
    assert history.load(sample.id).earlier == ()

    assert main(["rejudge", "--question", "l1-vs-l2"]) == 0
    assert "verdicts changed" in capsys.readouterr().out
    after = history.load(sample.id)
    assert [each.rubric_version for each in after.earlier] == [sample.rubric_version]
    assert history.load("gone").earlier == ()
    assert main(["history", "--question", "l1-vs-l2"]) == 0
    assert f"{sample.scorecard.score} -> {after.scorecard.score}" in capsys.readouterr().out


def test_a_question_without_answers_or_without_a_file_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rejudge", "--question", "l1-vs-l2"]) == 0
    assert "no answers to that question" in capsys.readouterr().out
    assert main(["rejudge", "--question", "nothing"]) == 1
    with pytest.raises(SystemExit):
        main(["rejudge"])


def filled(home: Path) -> History:
    """Scores of 10 and 20 at a question of one round, typed; 50 at one of the other."""
    history = History(home / "history.db")
    for number in (1, 2):
        history.save(replace(small_attempt(number, typed=True), question_id="bias-variance"))
    history.save(replace(sample_attempt(), question_id="l1-vs-l2", labels={"correlated": Label.SAID}))
    return history


@pytest.mark.parametrize(
    ("options", "says", "question"),
    [
        (["--score", "<20"], "1 of 3 answers", "bias"),
        (["--score", ">=10", "--score", "<20"], "1 of 3 answers", "bias"),
        (["--verdict", "contradicted"], "1 of 3 answers", "L1 and L2"),
        (["--label", "said"], "1 of 3 answers", "L1 and L2"),
        (["--round", "concepts", "l1"], "1 of 3 answers", "L1 and L2"),
        (["--round", "coding"], "No answer matches.", ""),
        (["--question", "bias-variance"], "2 of 3 answers", "bias"),
        (["score<20"], "1 of 3 answers", "bias"),
        (["round:concepts", "l1", "label:said"], "1 of 3 answers", "L1 and L2"),
        (["is:archived"], "No answer matches.", ""),
        (["difference between"], "1 of 3 answers", "L1 and L2"),
        (["--limit", "1"], "The newest 1 of 3 answers; --limit shows more.", "L1 and L2"),
    ],
)
def test_the_list_is_filtered_as_on_the_screen(
    home: Path, capsys: pytest.CaptureFixture[str], options: list[str], says: str, question: str
) -> None:
    filled(home)
    assert main(["history", *options]) == 0
    printed = capsys.readouterr().out
    assert printed.rstrip().endswith(says)
    assert question in printed
    assert "20260201T" not in printed


def test_a_filter_that_means_nothing_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["history", "--round", "desert island"]) == 1
    assert "“round:desert island” is not known." in capsys.readouterr().err
    assert main(["history", "score>=6x"]) == 1
    assert "“score>=6x” is not a range of scores." in capsys.readouterr().err
    assert main(["history", "--question", "l1-vs-l3"]) == 1
    assert "l1-vs-l3" in capsys.readouterr().err


def test_archived_answers_are_listed_only_where_they_are_asked_for(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    history = filled(home)
    history.put(sample_attempt().id, Marks(archived_at=sample_attempt().answered_at))
    assert main(["history"]) == 0
    assert "L1 and L2" not in capsys.readouterr().out
    assert main(["history", "--archived"]) == 0
    assert "L1 and L2" in capsys.readouterr().out
    assert main(["history", "--deleted"]) == 0
    assert capsys.readouterr().out == "No answer matches.\n"
    assert main(["rejudge", "--question", "l1-vs-l2"]) == 0
    assert "no answers to that question" in capsys.readouterr().out


def test_what_is_filtered_is_exported_and_no_file_is_overwritten_unasked(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    filled(home)
    file = home / "answers.csv"
    assert main(["history", "--score", "<50", "--export", str(file)]) == 0
    assert capsys.readouterr().out == f"Wrote 2 answers to {file}\n"
    before = file.read_text(encoding="utf-8")
    assert main(["history", "--export", str(file)]) == 2
    assert "Add --force" in capsys.readouterr().err
    assert file.read_text(encoding="utf-8") == before
    assert main(["history", "--export", str(file), "--force"]) == 0
    assert len(file.read_text(encoding="utf-8").splitlines()) == 4
    assert main(["history", "--export", str(home / "answers.txt")]) == 1
