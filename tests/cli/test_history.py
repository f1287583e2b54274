from dataclasses import replace
from pathlib import Path

import pytest
from pilots import sample_attempt

from coach.cli import main
from coach.domain.attempt import AnswerKind
from coach.domain.transcript import typed_transcript
from coach.history.history import History


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
