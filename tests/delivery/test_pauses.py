from coach.delivery.pauses import silent_pauses
from coach.domain.timespan import TimeSpan


def test_only_silences_of_a_quarter_second_or_more_between_speech_are_pauses() -> None:
    speech = (TimeSpan(1.0, 2.0), TimeSpan(2.2, 3.0), TimeSpan(4.5, 5.0))
    assert silent_pauses(speech) == (TimeSpan(3.0, 4.5),)


def test_a_pause_inside_a_word_is_not_counted() -> None:
    assert silent_pauses((TimeSpan(0.0, 4.0),)) == ()


def test_silence_before_and_after_the_answer_is_no_pause() -> None:
    assert silent_pauses(()) == ()
