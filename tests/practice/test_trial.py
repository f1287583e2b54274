from pathlib import Path

import pytest
from fakes import NoMicrophone, fake_engines, silence, tone
from pilots import BANK

from coach.audio.hand_over import HandOver
from coach.errors import NoMicrophoneError
from coach.practice.trial import take_trial


def test_a_trial_is_heard_and_nothing_of_it_is_kept(tmp_path: Path) -> None:
    engines = fake_engines(tmp_path, BANK, said="one two three", samples=tone(2.0))
    trial = take_trial(engines, HandOver(), 1.5)
    assert trial.text == "one two three"
    assert len(trial.samples) == 24_000
    assert trial.peak == pytest.approx(0.2, abs=0.01)
    assert not trial.silent
    assert not engines.paths.recordings.exists()
    assert engines.history.count() == 0


def test_silence_is_called_silence(tmp_path: Path) -> None:
    trial = take_trial(fake_engines(tmp_path, BANK, samples=silence(2.0)), HandOver(), 1.0)
    assert (trial.silent, trial.text) == (True, "")


def test_without_a_microphone_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(NoMicrophoneError):
        take_trial(fake_engines(tmp_path, BANK, open_microphone=NoMicrophone()), HandOver())
