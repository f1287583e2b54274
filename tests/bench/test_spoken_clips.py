import sys
from pathlib import Path

import numpy as np
import pytest
from fakes import silence, tone

from coach.audio.read_audio import read_audio
from coach.audio.wav import write_wav
from coach.bench.spoken_clips import (
    PROGRAMS,
    ROOM_NOISE,
    SpeakingProgram,
    installed,
    pauses_in,
    speak_clips,
    speak_near_words,
    speak_terms,
)
from coach.bench.term_trial import NearWords, Term
from coach.domain.rubric import KeyPoint, Rubric
from coach.domain.transcript import TimeSpan
from coach.errors import AudioError
from coach.speech.voice import Utterance


class ToneVoice:
    """Says a second of a loud tone for each sentence, with a tenth of a second of silence around it."""

    name = "tone"

    def say(self, text: str) -> Utterance:
        return Utterance(np.concatenate((silence(0.1), tone(1.0, level=0.5), silence(0.1))), 16_000)


def test_the_silences_between_sentences_are_the_pauses(tmp_path: Path) -> None:
    rubric = Rubric("a", "Why?", (KeyPoint("k", "Because."),), model_answer="One is one. Two is two! Three?")
    (clip,) = speak_clips([rubric], ToneVoice(), tmp_path)
    assert clip.pauses is not None
    # half a second of silence, then a second of tone each, with 0.5 s and 0.9 s between
    assert [(pause.start, pause.end) for pause in clip.pauses] == [
        pytest.approx((1.5, 2.0), abs=0.011),
        pytest.approx((3.0, 3.9), abs=0.011),
    ]
    assert (clip.transcript, clip.question, clip.kind) == (rubric.model_answer, "a", "voice")
    sound = read_audio(clip.path)
    assert len(sound) == pytest.approx(16_000 * (0.5 + 3 + 0.5 + 0.9 + 0.4), abs=100)
    assert np.sqrt(np.mean(np.square(sound[:7000]))) == pytest.approx(ROOM_NOISE, rel=0.1)
    assert np.sqrt(np.mean(np.square(sound[9000:23000]))) == pytest.approx(0.08, rel=0.05)


def test_the_same_clip_has_the_same_noise(tmp_path: Path) -> None:
    rubric = Rubric("a", "Why?", (KeyPoint("k", "Because."),), model_answer="One.")
    first = speak_clips([rubric], ToneVoice(), tmp_path / "1")[0].path.read_bytes()
    assert speak_clips([rubric], ToneVoice(), tmp_path / "2")[0].path.read_bytes() == first


def test_a_silence_of_the_voice_itself_is_a_pause_and_a_closure_is_none() -> None:
    sound = np.concatenate((silence(1.0), tone(0.5), silence(0.3), tone(0.5), silence(0.1), tone(0.5), silence(1.0)))
    assert pauses_in(sound) == (TimeSpan(1.5, 1.8),)


def test_in_silence_there_is_no_pause() -> None:
    assert pauses_in(silence(2.0)) == ()


class LoudVoice:
    """Says a second of a very loud tone, and remembers the text."""

    name = "loud"

    def __init__(self) -> None:
        self.said: list[str] = []

    def say(self, text: str) -> Utterance:
        self.said.append(text)
        return Utterance(tone(1.0, level=0.9), 16_000)


def test_the_voice_reads_the_term_its_way_and_the_clip_has_the_sentence(tmp_path: Path) -> None:
    voice = LoudVoice()
    (clip,) = speak_terms([Term("activation-functions", "ReLU", "So ReLU.", say="ray loo")], voice, tmp_path)
    assert voice.said == ["So ray loo."]
    assert (clip.transcript, clip.question, clip.kind) == ("So ReLU.", "activation-functions", "loud")


def test_a_sentence_is_as_loud_as_at_a_good_microphone_in_a_quiet_room(tmp_path: Path) -> None:
    (clip,) = speak_near_words([NearWords("lora", "Laura.", "LoRA")], LoudVoice(), tmp_path)
    sound = read_audio(clip.path)
    assert len(sound) == 32_000  # half a second of silence on both sides
    assert np.sqrt(np.mean(np.square(sound[9_000:23_000]))) == pytest.approx(0.08, rel=0.05)
    assert np.sqrt(np.mean(np.square(sound[:7_000]))) == pytest.approx(0.001, rel=0.1)


def python(code: str) -> SpeakingProgram:
    return SpeakingProgram("a program", (sys.executable, "-c", code))


def test_a_program_is_given_the_text_and_the_file_and_no_shell(tmp_path: Path) -> None:
    write_wav(tmp_path / "tone.wav", tone(1.0))
    text = tmp_path / "text"
    code = (
        "import pathlib, shutil, sys\n"
        f"pathlib.Path({str(text)!r}).write_text(sys.stdin.read())\n"
        f"shutil.copy({str(tmp_path / 'tone.wav')!r}, sys.argv[1])"
    )
    said = python(code).say("so; $(rm -rf x) -o `y`")
    assert text.read_text() == "so; $(rm -rf x) -o `y`"
    assert len(said.samples) == said.sample_rate == 16_000


def test_a_program_that_fails_says_why() -> None:
    with pytest.raises(AudioError, match="no such voice"):
        python("import sys; sys.exit('no such voice')").say("so")
    with pytest.raises(AudioError, match="a program"):
        SpeakingProgram("a program", ("/nonexistent/program",)).say("so")


def test_a_program_that_writes_nothing_is_an_error() -> None:
    with pytest.raises(AudioError):
        python("pass").say("so")


def test_what_is_not_installed_is_named_once() -> None:
    there, missing = installed(PROGRAMS, lambda name: "/bin/espeak-ng" if name == "espeak-ng" else None)
    assert [each.name for each in there] == ["espeak-ng en-us"]
    assert missing == ("flite is not installed: its voices were left out.",)
    assert installed(PROGRAMS, lambda name: name) == (PROGRAMS, ())
