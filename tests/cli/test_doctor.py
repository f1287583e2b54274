from pathlib import Path

import pytest

from coach.audio.microphone import LevelCheck
from coach.cli import main
from coach.cli.doctor import judge_level


@pytest.mark.parametrize(
    ("heard", "good", "word"),
    [
        (LevelCheck(3.0, -20.0, False, 0, ""), True, "-20 dBFS"),
        (LevelCheck(3.0, -50.0, False, 0, ""), False, "quiet"),
        (LevelCheck(3.0, -90.0, False, 0, ""), False, "silent"),
        (LevelCheck(3.0, -1.0, True, 0, ""), False, "too loud"),
        (LevelCheck(3.0, -20.0, False, 2, ""), False, "2 blocks lost"),
        (LevelCheck(1.0, -20.0, False, 0, "It was unplugged."), False, "unplugged"),
    ],
)
def test_a_microphone_check_says_what_is_wrong_and_what_to_do(heard: LevelCheck, good: bool, word: str) -> None:
    finding = judge_level("desk", heard)
    assert finding.good is good
    assert word in finding.what
    assert bool(finding.advice) is not good


def test_the_doctor_names_broken_settings_and_questions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COACH_HOME", str(tmp_path))
    (tmp_path / "coach.toml").write_text("[voice]\nspeed = 9\n")
    (tmp_path / "rubrics").mkdir()
    (tmp_path / "rubrics" / "mine.toml").write_text('id = "yours"\n')
    assert main(["doctor", "--quick"]) == 1
    said = capsys.readouterr().out
    assert "voice.speed" in said
    assert "mine.toml" in said
    assert "weights base" in said
