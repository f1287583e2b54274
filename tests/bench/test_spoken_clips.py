from pathlib import Path

import numpy as np
import pytest
from fakes import silence, tone

from coach.audio.read_audio import read_audio
from coach.bench.spoken_clips import NOISE, pauses_in, speak_clips
from coach.domain.rubric import KeyPoint, Rubric
from coach.domain.timespan import TimeSpan
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
    assert np.sqrt(np.mean(np.square(sound[:7000]))) == pytest.approx(NOISE, rel=0.1)
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
