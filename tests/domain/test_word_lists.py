import pytest

from coach.domain.word_lists import is_filled_pause


@pytest.mark.parametrize(
    "text", ["um", "Um...", "uh,", "uhm", "ummm", "UMM,", "er", "erm", "mm", "mhm", "Hmm.", "ah", "eh", "uh-uh", "uh—"]
)
def test_a_filled_pause_is_known_by_its_sound(text: str) -> None:
    assert is_filled_pause(text)


@pytest.mark.parametrize(
    "text", ["I'm", "a", "her", "them", "hum", "sum", "err", "error", "ERM", "HMM,", "MM", "um-brella", "", "..."]
)
def test_a_word_is_no_filled_pause(text: str) -> None:
    assert not is_filled_pause(text)
