import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.content.evidence import TAGGED, tightest_run

CLAUSES = (range(0, 3), range(3, 6), range(6, 9))


def run(*tagged: float, clauses: tuple[range, ...] = CLAUSES) -> range | None:
    return tightest_run(np.array(tagged, dtype=np.float32), clauses)


@pytest.mark.parametrize(
    ("tagged", "shown"),
    [
        ((0, 0, 0, 1, 1, 1, 0, 0, 0), range(3, 6)),
        ((0, 0, 0, 1, 0, 1, 0, 0, 0), range(3, 6)),
        ((0, 0, 0, 1, 1, 1, 1, 1, 0), range(3, 9)),
        ((1, 1, 1, 0, 0, 0, 1, 1, 1), range(9)),  # 1.8 - 1.2 + 1.8 is more than 1.8
        ((1, 1, 1, 0, 0, 0, 0.5, 0.5, 0.5), range(3)),  # - 1.2 + 0.3 would be lost
    ],
)
def test_the_run_of_clauses_with_most_tagged_words_and_fewest_others_is_shown(
    tagged: tuple[float, ...], shown: range
) -> None:
    assert run(*tagged) == shown


def test_where_no_clause_is_tagged_enough_the_words_alone_are_shown() -> None:
    assert run(0, 0, 0, 0, 0.9, 0, 0, 0, 0) == range(4, 5)
    assert run(0, 0, 0.7, 0.7, 0, 0, 0, 0, 0) == range(2, 4)


def test_where_no_word_is_tagged_nothing_is_shown() -> None:
    assert run(*[TAGGED] * 9) is None
    assert run(clauses=()) is None


@given(st.lists(st.integers(1, 6), min_size=1, max_size=6), st.data())
def test_what_is_shown_is_whole_clauses_or_else_lies_within_the_tagged_words(
    lengths: list[int], data: st.DataObject
) -> None:
    ends = np.cumsum(lengths).tolist()
    clauses = tuple(range(end - length, end) for end, length in zip(ends, lengths, strict=True))
    tagged = data.draw(st.lists(st.sampled_from([0.0, 0.3, 0.5, 1.0]), min_size=ends[-1], max_size=ends[-1]))
    shown = run(*tagged, clauses=clauses)
    if shown is None:
        assert max(tagged) <= TAGGED
        return
    assert 0 <= shown.start < shown.stop <= ends[-1]
    whole = shown.start in {clause.start for clause in clauses} and shown.stop in ends
    assert whole or (tagged[shown.start] > TAGGED and tagged[shown.stop - 1] > TAGGED)
    assert sum(tagged[at] - TAGGED for at in shown) > 0
