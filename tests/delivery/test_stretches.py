from coach.delivery.stretches import longest_stretch
from coach.domain.timespan import TimeSpan


def test_silences_too_short_for_a_pause_do_not_end_a_stretch() -> None:
    # 0.2 s of silence is no pause, 0.3 s is one: 0 to 4.0 s against 4.3 to 8.0 s.
    speech = (TimeSpan(0.0, 2.0), TimeSpan(2.2, 4.0), TimeSpan(4.3, 8.0))
    assert longest_stretch(speech) == TimeSpan(0.0, 4.0)


def test_of_equal_stretches_the_first_is_given() -> None:
    assert longest_stretch((TimeSpan(0.0, 2.0), TimeSpan(3.0, 5.0))) == TimeSpan(0.0, 2.0)


def test_silence_has_no_stretch() -> None:
    assert longest_stretch(()) is None
