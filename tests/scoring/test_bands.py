import pytest

from coach.domain.attempt import RecentSpeech
from coach.domain.delivery import Delivery
from coach.scoring.bands import FillerBand, PaceBand, filler_band, pace_band


def delivery(words_per_minute: float, seconds: float = 40.0, words: int = 100) -> Delivery:
    return Delivery(seconds, seconds, seconds, words, words_per_minute, words_per_minute, (), (), 0.0, 0.0)


@pytest.mark.parametrize(
    ("words_per_minute", "band"),
    [(109, PaceBand.SLOW), (110, PaceBand.QUIET), (170, PaceBand.QUIET), (171, PaceBand.FAST)],
)
def test_the_quiet_zone_of_the_pace_is_110_to_170(words_per_minute: float, band: PaceBand) -> None:
    assert pace_band(delivery(words_per_minute)) is band


def test_a_short_answer_gets_no_remark_on_its_pace() -> None:
    assert pace_band(delivery(250, seconds=19.0)) is PaceBand.TOO_SHORT
    assert pace_band(delivery(250, words=39)) is PaceBand.TOO_SHORT


@pytest.mark.parametrize(
    ("fillers", "band"), [(15, FillerBand.HARMLESS), (16, FillerBand.NOTICEABLE), (36, FillerBand.HARMFUL)]
)
def test_three_minutes_judge_fillers(fillers: int, band: FillerBand) -> None:
    assert filler_band(RecentSpeech(180.0, 180.0, fillers, 4)) is band


def test_less_than_three_minutes_judge_nothing() -> None:
    assert filler_band(RecentSpeech(179.0, 179.0, 100, 4)) is FillerBand.TOO_SHORT
