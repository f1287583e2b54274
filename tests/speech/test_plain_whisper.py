from collections.abc import Callable
from pathlib import Path

import pytest

from coach.domain.recording import Samples
from coach.errors import WeightsError
from coach.speech.plain_whisper import PlainWhisper


@pytest.mark.weights
def test_a_sentence_comes_back_with_times(base_folder: Path, spoken: Callable[[str], Samples]) -> None:
    sound = spoken("The model overfits when the data are few.")
    words = PlainWhisper(base_folder, "base", beam_size=1).transcribe(sound)
    assert [word.text.strip(".,").lower() for word in words][:3] == ["the", "model", "overfits"]
    assert all(0 <= word.start <= word.end <= len(sound) / 16_000 for word in words)


def test_a_folder_without_weights_is_named(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match=str(tmp_path)):
        PlainWhisper(tmp_path, "nothing", beam_size=1)
