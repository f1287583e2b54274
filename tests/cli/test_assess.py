"""`coach assess` where there is nothing to judge."""

import json
from pathlib import Path

import numpy as np
import pytest
from fakes import silence

from coach.audio.read_audio import LONGEST_MINUTES
from coach.audio.wav import write_wav
from coach.cli import main
from coach.cli.assess import refuse_without_words
from coach.domain.recording import SAMPLE_RATE
from coach.domain.transcript import TimeSpan, Transcript, Word, typed_transcript
from coach.errors import CoachError


def test_speech_that_nobody_understood_is_told_apart_from_silence() -> None:
    with pytest.raises(CoachError, match=r"No speech was heard in a\.wav, so nothing was judged or saved"):
        refuse_without_words(Transcript((), total_seconds=5.0), "a.wav")
    with pytest.raises(CoachError, match=r"Speech was heard in a\.wav, but none of it could be understood"):
        refuse_without_words(Transcript((), unclear=(TimeSpan(0.0, 3.0),)), "a.wav")
    with pytest.raises(CoachError, match=r"There are no words in a\.txt"):
        refuse_without_words(typed_transcript(" "), "a.txt")
    refuse_without_words(Transcript((Word("so", 0.0, 0.3),), unclear=(TimeSpan(1.0, 3.0),)), "a.wav")


@pytest.mark.weights
@pytest.mark.parametrize("options", [[], ["--json"], ["--no-save"]])
@pytest.mark.parametrize("level", [0.0, 0.003])
def test_silence_is_an_error_without_score_or_verdict_and_leaves_nothing(
    level: float,
    options: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("COACH_HOME", str(tmp_path / "home"))
    noise = np.random.default_rng(0).normal(0.0, 1.0, 5 * SAMPLE_RATE).astype(np.float32)
    write_wav(tmp_path / "silent.wav", silence(5.0) + np.float32(level) * noise)
    assert main(["assess", str(tmp_path / "silent.wav"), "--question", "lora", *options]) == 1
    told = capsys.readouterr()
    if "--json" in options:
        printed = json.loads(told.out)
        assert (printed["score"], printed["coverage"], printed["listening"]["trusted_points"]) == (None, [], False)
        assert printed["score_reason"].startswith("No speech was heard.")
    else:
        assert told.out == ""
    assert f"coach: No speech was heard in {tmp_path / 'silent.wav'}" in told.err
    assert not (tmp_path / "home" / "history.db").exists()
    assert not any((tmp_path / "home" / "recordings").glob("*"))


def test_an_empty_text_gives_no_score_and_the_reason_as_json(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COACH_HOME", str(tmp_path / "home"))
    (tmp_path / "empty.txt").write_text(" \n")
    assert main(["assess", "--text", str(tmp_path / "empty.txt"), "--question", "lora", "--json"]) == 1
    told = capsys.readouterr()
    printed = json.loads(told.out)
    assert (printed["score"], printed["coverage"], printed["listening"]) == (None, [], None)
    assert printed["score_reason"] == "Nothing was typed. Answer in three or four sentences."
    assert "coach: There are no words in" in told.err
    assert not (tmp_path / "home" / "history.db").exists()


def test_the_help_says_how_long_a_file_may_be(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["assess", "--help"])
    assert f"{LONGEST_MINUTES} minutes at most" in " ".join(capsys.readouterr().out.split())
