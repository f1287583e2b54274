from pathlib import Path

import numpy as np
import pytest
from fakes import tone

from coach.audio.read_audio import read_audio
from coach.bench.spoken_sentences import speak_near_words, speak_terms
from coach.bench.terms import NearWords, Term
from coach.speech.voice import Utterance


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
