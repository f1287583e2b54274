import pytest
from fakes import tone

from coach.audio.file_microphone import FileMicrophone
from coach.audio.microphone import check_level, open_microphone
from coach.errors import NoMicrophoneError


def test_the_loudest_moment_of_a_tone_is_its_level() -> None:
    # A sine of amplitude 0.1 has a root mean square of 0.0707: -23.0 dB relative to full scale.
    heard = check_level(FileMicrophone(tone(1.0, level=0.1), speed=4.0), 0.3)
    assert heard.loudest_dbfs == pytest.approx(-23.0, abs=0.2)
    assert heard.seconds > 0.3
    assert not heard.clipped


def test_full_scale_is_called_clipped() -> None:
    assert check_level(FileMicrophone(tone(1.0, level=1.0), speed=4.0), 0.3).clipped


def test_a_microphone_that_no_device_is_named_after_is_refused() -> None:
    with pytest.raises(NoMicrophoneError) as caught:
        open_microphone("a name that no device has")
    assert caught.value.hint
