import pytest

from coach.delivery.pace import measure_pace


def test_ninety_words_in_forty_five_seconds_are_one_hundred_and_twenty_a_minute() -> None:
    pace = measure_pace(90, answer_seconds=45.0, speech_seconds=36.0)
    assert pace.speech_rate == pytest.approx(120.0)
    assert pace.articulation_rate == pytest.approx(150.0)


def test_too_little_speech_gives_no_rate() -> None:
    assert measure_pace(2, answer_seconds=0.3, speech_seconds=0.3).speech_rate == 0.0
