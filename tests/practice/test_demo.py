from dataclasses import replace
from pathlib import Path

import numpy as np
from fakes import FakeVoice, fake_engines

from coach.audio.hand_over import HandOver
from coach.bank.bank import load_bank
from coach.errors import WeightsError
from coach.paths import shipped_folder
from coach.practice.demo import DEMO_QUESTION, SAMPLE_ANSWER, demo_engines, sample_answer
from coach.practice.loading import Loading


def test_the_sample_is_spoken_with_its_silences() -> None:
    words = sum(len(sentence.split()) for sentence, _ in SAMPLE_ANSWER)
    seconds = 0.5 + 0.1 * words + sum(silence for _, silence in SAMPLE_ANSWER)
    assert abs(len(sample_answer(FakeVoice())) / 16_000 - seconds) < 0.01


def test_the_question_of_the_demonstration_is_shipped(tmp_path: Path) -> None:
    assert load_bank(shipped_folder("rubrics"), tmp_path).get(DEMO_QUESTION).id == DEMO_QUESTION


def test_the_demonstration_writes_only_into_its_own_folder(tmp_path: Path) -> None:
    engines = fake_engines(tmp_path / "home", load_bank(tmp_path, tmp_path))
    demo = demo_engines(engines, tmp_path / "demo")
    assert demo.paths.history.is_relative_to(tmp_path / "demo")
    assert demo.paths.recordings.is_relative_to(tmp_path / "demo")


def test_a_voice_that_fails_ends_the_recording_with_its_reason(tmp_path: Path) -> None:
    def fail(_say: object) -> FakeVoice:
        raise WeightsError("The voice is missing.")

    engines = replace(fake_engines(tmp_path, load_bank(tmp_path, tmp_path)), voice=Loading("voice", fail))
    hand_over = HandOver()
    demo_engines(engines, tmp_path).open_microphone().start(hand_over)
    assert list(hand_over.blocks()) == []
    assert "The voice is missing." in hand_over.problem


def test_the_sample_microphone_hands_over_sound_until_it_is_stopped(tmp_path: Path) -> None:
    demo = demo_engines(fake_engines(tmp_path, load_bank(tmp_path, tmp_path)), tmp_path)
    microphone, hand_over = demo.open_microphone(), HandOver()
    microphone.start(hand_over)
    first = next(iter(hand_over.blocks()))
    assert first.dtype == np.float32
    microphone.stop()
    microphone.stop()
    assert hand_over.closed
