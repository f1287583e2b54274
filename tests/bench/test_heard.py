from coach.bench.heard import Hypothesis, gaps
from coach.domain.timespan import TimeSpan
from coach.domain.transcript import Word

WORDS = (Word("So,", 0.0, 0.4), Word("Uhm...", 0.6, 1.0), Word("hm", 2.0, 2.2, spelled=False), Word("8", 2.1, 2.5))


def test_filled_pauses_count_however_they_were_found() -> None:
    heard = Hypothesis(WORDS, (), 3.0, 0.1)
    assert heard.verbatim == ["so", "um", "um", "eight"]
    assert heard.filler_times == (TimeSpan(0.6, 1.0), TimeSpan(2.0, 2.2))
    assert heard.text == "So, Uhm... hm 8"


def test_gaps_lie_between_words_that_do_not_overlap() -> None:
    assert gaps(WORDS, 0.25) == (TimeSpan(1.0, 2.0),)
