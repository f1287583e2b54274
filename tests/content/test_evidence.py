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
        ((0, 0, 0, 1, 1, 1, 1, 1, 0), range(3, 9)),  # two of three words of the last clause
        ((0, 0, 1, 1, 1, 1, 1, 1, 0), range(2, 9)),  # one of three of the first: the rest stays away
        ((1, 1, 1, 0, 0, 0, 1, 1, 1), range(9)),  # 1.8 - 1.2 + 1.8 is more than 1.8
        ((1, 1, 1, 0, 0, 0, 0.5, 0.5, 0.5), range(3)),  # - 1.2 + 0.3 would be lost
    ],
)
def test_the_run_with_most_tagged_words_and_fewest_others_is_shown(tagged: tuple[float, ...], shown: range) -> None:
    assert run(*tagged) == shown


def test_a_strong_run_inside_a_long_clause_is_shown_without_the_rest_of_it() -> None:
    tagged = [0.45] * 5 + [0.0] * 10 + [0.95] * 8 + [0.0] * 7
    assert run(*tagged, clauses=(range(5), range(5, 30))) == range(15, 23)


def test_a_few_words_are_shown_with_their_clause() -> None:
    assert run(0, 0, 0, 0, 0.9, 0, 0, 0, 0) == range(3, 6)
    assert run(0, 0, 0.7, 0.7, 0, 0, 0, 0, 0) == range(6)


def test_where_no_word_is_tagged_nothing_is_shown() -> None:
    assert run(*[TAGGED - 0.01] * 9) is None
    assert run(*[TAGGED + 0.01] * 9) == range(9)
    assert run(clauses=()) is None


@given(st.lists(st.integers(1, 6), min_size=1, max_size=6), st.data())
def test_what_is_shown_begins_and_ends_with_a_tagged_word_or_a_clause(lengths: list[int], data: st.DataObject) -> None:
    ends = np.cumsum(lengths).tolist()
    clauses = tuple(range(end - length, end) for end, length in zip(ends, lengths, strict=True))
    tagged = data.draw(st.lists(st.sampled_from([0.0, 0.3, 0.5, 1.0]), min_size=ends[-1], max_size=ends[-1]))
    shown = run(*tagged, clauses=clauses)
    if shown is None:
        assert max(tagged) <= TAGGED
        return
    assert 0 <= shown.start < shown.stop <= ends[-1]
    assert shown.start in {clause.start for clause in clauses} or tagged[shown.start] > TAGGED
    assert shown.stop in ends or tagged[shown.stop - 1] > TAGGED
