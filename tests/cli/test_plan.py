"""`coach plan` and `coach mock` on the command line."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pilots import sample_attempt

from coach.bank.load import load_rubric
from coach.cli import main
from coach.domain.rubric import Difficulty
from coach.domain.sitting import Ask, Sitting, SittingKind
from coach.history.history import History
from coach.paths import find_paths
from coach.settings import load_settings

SHIPPED = Path(__file__).parents[2] / "rubrics"
LORA_POINTS = tuple(point.id for point in load_rubric(SHIPPED / "concepts" / "lora.toml").key_points)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("COACH_HOME", str(tmp_path))
    return tmp_path


def test_without_a_plan_it_says_how_to_begin_one(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan"]) == 0
    shown = capsys.readouterr().out
    assert "No plan has been started." in shown
    assert "coach plan --start today" in shown
    assert "LeetCode" in shown


def test_a_plan_is_begun_kept_and_shown_with_its_four_weeks(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", "--start", "today", "--minutes", "25"]) == 0
    shown = capsys.readouterr().out
    assert "Week 4" in shown
    assert "Started today, ends on" in shown
    assert load_settings(find_paths().settings).plan.minutes == 25.0
    assert main(["plan", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [week["number"] for week in told["plan"]["weeks"]] == [1, 2, 3, 4]
    assert sum(len(week["items"]) for week in told["plan"]["weeks"]) > 41
    assert sum(item["minutes"] for item in told["session"]["items"]) <= 25.0


def test_a_day_that_is_none_and_a_session_of_no_length_are_refused(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["plan", "--start", "soon"]) == 1
    assert '"soon" is not a date' in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main(["plan", "--minutes", "0"])


def test_what_is_due_is_explained_in_a_sentence(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    points = sample_attempt().coverage.points
    renamed = tuple(replace(point, id=name) for point, name in zip(points, LORA_POINTS, strict=False))
    coverage = replace(sample_attempt().coverage, points=renamed)
    history = History(find_paths().history)
    history.save(replace(sample_attempt(), question_id="lora", coverage=coverage))
    assert main(["plan"]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert "you missed it on 1 Mar" in shown
    assert not [name for name in LORA_POINTS if name in shown]
    assert "The next two weeks" in shown
    assert main(["plan", "--json"]) == 0
    outlook = json.loads(capsys.readouterr().out)["outlook"]
    assert len(outlook["days"]) == 14
    assert outlook["carried"] is True
    assert sum(day["points"] for day in outlook["days"]) > 0


def mock_of(home: Path) -> Sitting:
    sitting = Sitting(
        "s1",
        SittingKind.MOCK,
        datetime(2026, 3, 1, 9, 0, tzinfo=UTC),
        ("concepts",),
        10.0,
        Difficulty.MEDIUM,
        (Ask("l1-vs-l2", sample_attempt().id), Ask("lora", skipped=True)),
        datetime(2026, 3, 1, 9, 10, tzinfo=UTC),
    )
    history = History(find_paths().history)
    history.save(sample_attempt())
    history.save_sitting(sitting)
    return sitting


def test_mocks_are_listed_and_shown_as_text_and_as_json(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["mock", "--list"]) == 0
    assert "coach mock" in capsys.readouterr().out
    mock_of(home)
    assert main(["mock", "--list"]) == 0
    assert "1 of 2 answered" in capsys.readouterr().out
    assert main(["mock", "--show", "last"]) == 0
    shown = capsys.readouterr().out
    assert "Mean score 25 of 100; 1 skipped question counts as 0." in shown
    assert "[skipped]" in shown
    assert main(["mock", "--show", "s1", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["score"] == 25.0


def test_an_unknown_mock_or_round_is_an_error_with_the_way_out(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["mock", "--show", "nothing"]) == 1
    assert "coach mock --list" in capsys.readouterr().err
    assert main(["mock", "--show", "last"]) == 1
    assert main(["mock", "--rounds", "dsa"]) == 1
    assert "LeetCode" in capsys.readouterr().err
