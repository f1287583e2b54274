import numpy as np
import pytest
from fakes import tone

from coach.audio.stretch import stretch

RATE = 16_000


@pytest.mark.parametrize("speed", [0.75, 1.25, 1.5, 2.0])
def test_the_length_changes_and_the_pitch_does_not(speed: float) -> None:
    stretched = stretch(tone(4.0, hertz=440.0), RATE, speed)
    assert len(stretched) == pytest.approx(4.0 * RATE / speed, rel=0.02)
    loudest = np.abs(np.fft.rfft(stretched)).argmax() * RATE / len(stretched)
    assert loudest == pytest.approx(440.0, rel=0.01)


def test_the_usual_speed_changes_nothing() -> None:
    sound = tone(0.5)
    assert stretch(sound, RATE, 1.0) is sound


def test_no_sound_stays_none_and_a_strange_speed_is_refused() -> None:
    assert len(stretch(np.zeros(0, dtype=np.float32), RATE, 2.0)) == 0
    with pytest.raises(ValueError, match="not between"):
        stretch(tone(0.5), RATE, 3.0)
