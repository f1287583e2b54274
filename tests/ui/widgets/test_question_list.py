import pytest
from pilots import L1

from coach.ui.widgets.question_list import matches


@pytest.mark.parametrize("wanted", ["", "regular", "L2 l1", "FUNDAMENTALS", "l1-vs", "  difference   between "])
def test_a_question_is_found_by_words_of_its_text_topic_or_id(wanted: str) -> None:
    assert matches(L1, wanted)


@pytest.mark.parametrize("wanted", ["boost", "l1 boost", "[bold]"])
def test_every_word_of_a_search_must_occur(wanted: str) -> None:
    assert not matches(L1, wanted)
