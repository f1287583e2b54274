from coach.domain.timespan import TimeSpan
from coach.domain.transcript import Transcript
from coach.report.unclear import describe_unclear


def test_each_stretch_is_told_with_its_length_and_place() -> None:
    transcript = Transcript((), unclear=(TimeSpan(34.2, 37.2), TimeSpan(62.0, 70.5)))
    assert describe_unclear(transcript) == "Not understood: 3.0 s at 0:34, 8.5 s at 1:02."


def test_of_many_stretches_the_rest_are_counted() -> None:
    transcript = Transcript((), unclear=tuple(TimeSpan(10.0 * at, 10.0 * at + 1.0) for at in range(6)))
    assert describe_unclear(transcript) == (
        "Not understood: 1.0 s at 0:00, 1.0 s at 0:10, 1.0 s at 0:20, 1.0 s at 0:30, and 2 more."
    )


def test_what_is_too_short_for_any_point_is_not_told() -> None:
    assert describe_unclear(Transcript((), unclear=(TimeSpan(1.0, 2.9),))) == ""
