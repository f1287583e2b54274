from hypothesis import given
from hypothesis import strategies as st

from coach.content.bert import TOKENS_AT_ONCE, batches


@given(st.lists(st.integers(min_value=2, max_value=512), max_size=60))
def test_each_text_is_run_once_beside_others_of_its_length_and_no_more_than_fit(lengths: list[int]) -> None:
    found = list(batches(lengths))
    assert sorted(place for batch in found for place in batch) == list(range(len(lengths)))
    for batch in found:
        assert len(batch) * max(lengths[place] for place in batch) <= TOKENS_AT_ONCE
    by_length = [lengths[place] for batch in found for place in batch]
    assert by_length == sorted(by_length)
