import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from fakes import fake_engines, silence, tone

from coach.audio.wav import write_wav
from coach.bank.bank import load_bank
from coach.bench.clip import Clip
from coach.bench.heard import Hypothesis, SystemRun
from coach.bench.listen import OURS, PLAIN_BEAM_1, PLAIN_BEAM_5
from coach.bench.spoken_clips import WARNING
from coach.cli import main
from coach.cli.bench import run_listen
from coach.cli.bench_latency import run as run_latency
from coach.cli.parser import build_parser
from coach.domain.timespan import TimeSpan
from coach.domain.transcript import Word
from coach.errors import CoachError
from coach.paths import shipped_folder
from coach.practice.engines import Engines

SAID = "regularization adds a penalty on large weights"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("COACH_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def clips(tmp_path: Path) -> Path:
    folder = tmp_path / "clips"
    write_wav(folder / "a.wav", np.concatenate((tone(3.0), silence(1.0))))
    write_wav(folder / "b.wav", silence(1.0))
    (folder / "manifest.tsv").write_text(f"file\ttranscript\tspeaker\na.wav\tum {SAID}\tx\nb.wav\t\tx\n", "utf-8")
    return folder


def hear(system: str, _arguments: argparse.Namespace, clips: Sequence[Clip]) -> SystemRun:
    """Ours hears everything, plain leaves the filler out, and with one beam hears words in silence."""
    said = {OURS: f"um {SAID}", PLAIN_BEAM_5: SAID, PLAIN_BEAM_1: SAID}[system]
    words = tuple(Word(each, at * 0.4, at * 0.4 + 0.3) for at, each in enumerate(said.split()))
    nothing = (Word("you", 0.1, 0.2),) if system == PLAIN_BEAM_1 else ()
    speech = (TimeSpan(0.0, 3.0),)
    hypotheses = (Hypothesis(words, (), 4.0, 0.4, speech), Hypothesis(nothing, (), 1.0, 0.1))
    return SystemRun(system, hypotheses[: len(clips)], 123.4)


def parsed(*arguments: str) -> argparse.Namespace:
    return build_parser().parse_args(["--whisper", "base", "bench", *arguments])


def test_listen_prints_ours_beside_plain_whisper(clips: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_listen(parsed("listen", str(clips)), hear) == 0
    shown = capsys.readouterr().out
    (recall,) = [line for line in shown.splitlines() if line.startswith("  filler recall")][:1]
    assert recall.split()[2:] == ["1.00", "(1", "of", "1)", "0.00", "(0", "of", "1)", "0.00", "(0", "of", "1)"]
    assert "12.5 % (1 of 8)" in shown
    assert "123 MB" in shown
    assert "not read: speaker" in shown
    assert "in 0 of 2 clips" in shown


def test_listen_gives_every_clip_as_json_and_its_progress_elsewhere(
    clips: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_listen(parsed("listen", str(clips), "--json", "--accurate", "--whisper", "tiny.en"), hear) == 0
    captured = capsys.readouterr()
    shown = json.loads(captured.out)
    assert shown["weights"] == "tiny.en"
    assert shown["accurate"] is True
    assert [each["file"] for each in shown["clips"]] == ["a.wav", "b.wav"]
    assert shown["clips"][0]["systems"]["plain, beam 5"]["hypothesis"] == SAID
    assert shown["systems"]["plain, beam 1"]["kinds"]["all"]["words_from_nothing"] == 1
    assert "plain, beam 5" in captured.err


@pytest.mark.parametrize("action", ["listen", "latency"])
def test_a_folder_without_a_manifest_is_an_error(
    action: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["bench", action, str(tmp_path)]) == 1
    assert "manifest.tsv" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [["bench"], ["bench", "listen", "--pause", "1"], ["bench", "latency", "--pause", "-1"]]
    + [["bench", "latency", "--minutes", value] for value in ("0", "nan", "ten", "61")],
)
def test_a_usage_error_exits_with_two(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    assert "usage:" in capsys.readouterr().err


class Build:
    """Gives fake engines, new ones each time."""

    def __init__(self, home: Path) -> None:
        self._home = home

    def __call__(self, _arguments: argparse.Namespace) -> Engines:
        return fake_engines(self._home, load_bank(shipped_folder("rubrics"), self._home / "rubrics"), said=SAID)


def test_latency_plays_every_clip_with_speech_in_it(
    clips: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_latency(parsed("latency", str(clips), "--json", "--pause", "0.5"), Build(home), speed=20.0) == 0
    captured = capsys.readouterr()
    shown = json.loads(captured.out)
    (clip,) = shown["clips"]
    assert clip["name"] == "a.wav"
    assert clip["seconds"] == pytest.approx(3.0, abs=0.1)
    assert shown["dropped_blocks"] == 0
    assert shown["pause"] == 0.5
    assert any("left out: 1" in remark for remark in shown["remarks"])
    assert "1 of 2  a.wav" in captured.err
    assert not (home / "history.db").exists()


def test_latency_shows_a_table(clips: Path, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_latency(parsed("latency", str(clips)), Build(home), speed=20.0) == 0
    shown = capsys.readouterr().out
    assert "stopped after 1 s of silence" in shown
    assert "last word to transcript" in shown


def test_clips_too_long_to_be_waited_for_are_refused(clips: Path, home: Path) -> None:
    write_wav(clips / "b.wav", silence(121.0))
    with pytest.raises(CoachError, match=r"b\.wav lasts 121 s") as caught:
        run_latency(parsed("latency", str(clips)), Build(home))
    assert "--minutes" in caught.value.hint


def test_an_unknown_question_of_the_manifest_is_told_before_anything_is_played(clips: Path, home: Path) -> None:
    (clips / "manifest.tsv").write_text("file\ttranscript\tquestion\na.wav\tyes\tlorra\n", "utf-8")
    with pytest.raises(CoachError, match="lorra"):
        run_latency(parsed("latency", str(clips)), Build(home))


def test_where_nobody_speaks_there_is_no_latency(clips: Path, home: Path) -> None:
    (clips / "manifest.tsv").write_text("file\ttranscript\nb.wav\t\n", "utf-8")
    with pytest.raises(CoachError, match="speech"):
        run_latency(parsed("latency", str(clips)), Build(home), speed=20.0)


def test_minutes_are_recorded_in_one_take(clips: Path, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_latency(parsed("latency", str(clips), "--minutes", "0.1", "--json"), Build(home), speed=20.0) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["seconds"] == pytest.approx(6.0, abs=2.0)
    assert shown["dropped_blocks"] == 0
    assert shown["blocks"] >= 100


@pytest.mark.weights
def test_the_real_comparison_on_a_spoken_clip(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from coach.bench.spoken_clips import speak_clips  # noqa: PLC0415
    from coach.domain.rubric import KeyPoint, Rubric  # noqa: PLC0415
    from coach.speech.hibari_voice import HibariVoice  # noqa: PLC0415

    answer = "The model overfits when the data are few. More data help."
    rubric = Rubric("short", "Why?", (KeyPoint("k", "Because."),), model_answer=answer)
    (clip,) = speak_clips([rubric], HibariVoice(tmp_path / "voice"), tmp_path / "spoken")
    assert clip.pauses is not None
    pauses = ",".join(f"{pause.start}-{pause.end}" for pause in clip.pauses)
    manifest = f"file\ttranscript\tpauses\n{clip.name}\t{answer}\t{pauses}\n"
    (clip.path.parent / "manifest.tsv").write_text(manifest, "utf-8")
    assert main(["bench", "listen", str(clip.path.parent), "--whisper", "tiny.en", "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    for system in (OURS, PLAIN_BEAM_5, PLAIN_BEAM_1):
        figures = shown["systems"][system]["kinds"]["all"]
        assert figures["content"]["wer"] <= 0.2
        memory = shown["systems"][system]
        assert memory["peak_memory_mb"] - memory["memory_before_mb"] > 40  # the weights alone take as much
        assert figures["real_time_factor"] > 0
    assert shown["systems"][OURS]["kinds"]["all"]["pauses"]["found"] >= 1
    assert WARNING not in shown["remarks"]  # the clips come from a folder
