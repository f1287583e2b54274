import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from fakes import fake_engines, silence, tone

from coach.audio.wav import write_wav
from coach.bank.bank import load_bank
from coach.bench.clips import Clip
from coach.bench.listen_figures import OURS, OURS_LIVE, PLAIN_BEAM_1, PLAIN_BEAM_5
from coach.bench.listeners import Hypothesis, SystemRun
from coach.bench.needle import NeedleReading
from coach.bench.spoken_clips import WARNING
from coach.bench.term_trial import load_near_words, stands_in
from coach.cli import main
from coach.cli.bench_listen import run_latency, run_listen
from coach.cli.parser import build_parser
from coach.domain.transcript import TimeSpan, Word
from coach.errors import AudioError, CoachError
from coach.paths import shipped_folder
from coach.practice.engines import Engines
from coach.speech.voice import Utterance, Voice

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


class Hears:
    """Hears in every clip what is said there; plain hears no fillers and no word with a capital in it."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, int]] = []
        self.folders: set[Path] = set()

    def __call__(self, system: str, _arguments: argparse.Namespace, clips: Sequence[Clip]) -> SystemRun:
        self.asked.append((system, len(clips)))
        self.folders |= {clip.path.parent for clip in clips}
        return SystemRun(system, tuple(self._hear(system, clip) for clip in clips), 100.0)

    def _hear(self, system: str, clip: Clip) -> Hypothesis:
        assert clip.path.is_file()
        said = [word for word in clip.transcript.split() if system != PLAIN_BEAM_5 or (word != "um" and word.islower())]
        words = tuple(Word(each, float(at), at + 0.5) for at, each in enumerate(said))
        needle = (NeedleReading(12.0, 11.0, 60.0, 66.0),) if system == OURS_LIVE else ()
        return Hypothesis(words, (), 4.0, 0.4, (), 0.2, trusted="dB" not in clip.copy, needle=needle)


class HighVoice:
    """Says half a second of a tone."""

    name = "high voice"

    def say(self, text: str) -> Utterance:
        return Utterance(tone(0.5), 16_000)


class HoarseVoice:
    """Cannot speak."""

    name = "hoarse voice"

    def say(self, text: str) -> Utterance:
        raise AudioError("hoarse voice failed.")


def find_two(_engines: Engines, _folder: Path) -> tuple[tuple[Voice, ...], tuple[str, ...]]:
    return (HighVoice(), HoarseVoice()), ("flite is not installed.",)


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
    assert "ignored: speaker" in shown
    assert "in 0 of 2 clips" in shown


def test_listen_gives_every_clip_as_json_and_its_progress_elsewhere(
    clips: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_listen(parsed("listen", str(clips), "--json", "--whisper", "tiny.en"), hear) == 0
    captured = capsys.readouterr()
    shown = json.loads(captured.out)
    assert shown["weights"] == "tiny.en"
    assert [each["file"] for each in shown["clips"]] == ["a.wav", "b.wav"]
    assert shown["clips"][0]["systems"]["plain, beam 5"]["hypothesis"] == SAID
    assert shown["systems"]["plain, beam 1"]["kinds"]["all"]["words_from_nothing"] == 1
    assert "plain, beam 5" in captured.err


def test_degraded_copies_are_heard_by_ours_and_plain_with_five_beams(
    clips: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hears = Hears()
    assert run_listen(parsed("listen", str(clips), "--degrade"), hears) == 0
    # eleven of the clip with speech; the silent one has no copy with other people's talk
    assert hears.asked == [(OURS, 21), (PLAIN_BEAM_5, 21)]
    shown = capsys.readouterr().out
    (row,) = [line for line in shown.splitlines() if line.startswith("white noise 10 dB (2 clips)")]
    assert row.split()[6:9] == ["0.0", "%", "0.0"]
    assert "bench latency" in shown
    assert not any(folder.exists() for folder in hears.folders - {clips})


def test_trust_is_measured_on_our_own_listening_alone(clips: Path, capsys: pytest.CaptureFixture[str]) -> None:
    hears = Hears()
    assert run_listen(parsed("listen", str(clips), "--trust", "--json"), hears) == 0
    assert hears.asked == [(OURS, 30)]  # as it is and 29 steps; nobody speaks in the other clip
    table = json.loads(capsys.readouterr().out)["trust"]
    assert table["kinds"]["all"]["few_given"] == 6  # telephone, four tempos, as it is
    assert table["kinds"]["all"]["few_withheld"] == 24
    assert table["kinds"]["tempo"]["given_share"] == 1.0
    assert len(table["copies"]) == 30


def test_the_needle_is_read_at_the_speed_of_the_sound(clips: Path, capsys: pytest.CaptureFixture[str]) -> None:
    hears = Hears()
    assert run_listen(parsed("listen", str(clips), "--pace"), hears) == 0
    assert hears.asked == [(OURS_LIVE, 2)]
    assert "2 readings in 2 clips" in capsys.readouterr().out


def test_several_tables_come_in_one_output(clips: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_listen(parsed("listen", str(clips), "--pace", "--trust", "--degrade", "--json"), Hears()) == 0
    shown = json.loads(capsys.readouterr().out)
    assert list(shown) == ["weights", "remarks", "degraded", "trust", "pace"]
    assert any("ignored: speaker" in remark for remark in shown["remarks"])


def test_terms_are_said_by_every_voice_that_can(clips: Path, capsys: pytest.CaptureFixture[str]) -> None:
    hears = Hears()
    assert run_listen(parsed("listen", str(clips), "--terms", "--near", "7", "--json"), hears, find_two) == 0
    assert hears.asked == [(OURS, 47), (PLAIN_BEAM_5, 40)]
    shown = json.loads(capsys.readouterr().out)
    assert shown["terms"]["voices"].keys() == {"high voice"}
    assert shown["terms"]["voices"]["high voice"]["coach"] == 40
    assert shown["terms"]["voices"]["high voice"]["plain"] < 40  # it hears no capitals
    assert shown["near_words"]["voices"] == {"high voice": {"sentences": 7, "false": 0}}
    remarks = " ".join(shown["remarks"])
    assert "hoarse voice failed. This voice was left out." in remarks
    assert "flite is not installed." in remarks
    assert "recordings were not used" in remarks
    assert not any(folder.exists() for folder in hears.folders)


class HearsTermsEverywhere(Hears):
    """Hears "LoRA RAG model feature A/B test" behind everything, but plain only hears "model"."""

    def _hear(self, system: str, clip: Clip) -> Hypothesis:
        extra = "model" if system == PLAIN_BEAM_5 else "A/B test model feature"
        return Hypothesis(tuple(Word(each, 0.0, 0.1) for each in extra.split()), (), 1.0, 0.1)


def test_sentences_with_a_false_term_are_heard_by_plain_too(capsys: pytest.CaptureFixture[str]) -> None:
    near = load_near_words()[:4]
    hears = HearsTermsEverywhere()
    assert run_listen(parsed("listen", "--terms", "--near", "4", "--json"), hears, find_two) == 0
    false = json.loads(capsys.readouterr().out)["near_words"]["false"]
    expected = [each for each in near if stands_in(each.term, "A/B test model feature")]
    assert expected
    assert [(each["sentence"], each["term"]) for each in false] == [(each.sentence, each.term) for each in expected]
    assert [each["plain"]["written"] for each in false] == [each.term == "model" for each in expected]
    assert hears.asked[1] == (PLAIN_BEAM_5, 40 + len(expected))


def test_no_near_words_are_said_where_none_are_wanted(capsys: pytest.CaptureFixture[str]) -> None:
    hears = Hears()
    assert run_listen(parsed("listen", "--terms", "--near", "0"), hears, find_two) == 0
    assert hears.asked == [(OURS, 40), (PLAIN_BEAM_5, 40)]
    shown = capsys.readouterr().out
    assert "high voice" in shown
    assert "False terms" not in shown


@pytest.mark.parametrize("action", ["listen", "latency"])
def test_a_folder_without_a_manifest_is_an_error(
    action: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["bench", action, str(tmp_path)]) == 1
    assert "manifest.tsv" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [["bench"], ["bench", "listen", "--pause", "1"], ["bench", "latency", "--pause", "-1"]]
    + [["bench", "listen", "--near", "3"], ["bench", "listen", "--terms", "--near", "-1"]]
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
    assert any("nobody speaks in them: 1" in remark for remark in shown["remarks"])
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
    from coach.speech.voice import HibariVoice  # noqa: PLC0415

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
        assert figures["processor_seconds"] > 0
    assert shown["systems"][OURS]["kinds"]["all"]["pauses"]["found"] >= 1
    assert WARNING not in shown["remarks"]  # the clips come from a folder
