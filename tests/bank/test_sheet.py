import time

import pytest

from coach.bank.sheet import Row, find_separator, split_rows

NAMES = frozenset({"question", "answer", "points", "topic"})


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ('a,"b, c"\n"d\ne",f\n', [Row(1, ("a", "b, c")), Row(2, ("d\ne", "f"))]),
        ('"say ""yes""",b', [Row(1, ('say "yes"', "b"))]),
        ('a, "b, c" , d', [Row(1, ("a", "b, c", " d"))]),
        ("a,\n", [Row(1, ("a", ""))]),
        ("", []),
    ],
)
def test_cells_may_hold_separators_line_breaks_and_doubled_quotes(text: str, rows: list[Row]) -> None:
    assert list(split_rows(text, ",")) == rows


def test_a_quote_that_is_never_closed_costs_its_own_cell_and_no_other_row() -> None:
    text = '"open,b\nc,"d\n"e" is f,g\n'
    assert [row.cells for row in split_rows(text, ",")] == [('"open', "b"), ("c", '"d'), ('"e" is f', "g")]


@pytest.mark.parametrize(
    ("text", "separator"),
    [
        ("What are bias, variance, and noise?;Error.;A\nWhat is x?;Y.;Z\n", ";"),
        ("What are bias, variance and noise?;Error.;A\n", ";"),
        ("What is x?,A list; of two,Z\nWhat is y?,One; two,Z\n", ","),
        ("question;answer\nA, b, c?;d, e\nf, g?;h, i\n", ";"),
        ("Was kostet 0,5?;1,5\nWas kostet 2,5?;3,5\n", ";"),
        ("Bias\tError, mostly\nVariance\tSpread, mostly\n", "\t"),
        ("What is x?|a, b\nWhat is y?|c\n", "|"),
        ("no separator at all", ","),
    ],
)
def test_what_stands_between_cells_is_found_out(text: str, separator: str) -> None:
    assert find_separator(text, NAMES, ",") == separator


@pytest.mark.parametrize("text", ['"' * 400_000, '"a""b\n' * 80_000, '"""\n"x\n' * 60_000, '"open\n' * 80_000])
def test_quotes_of_any_number_are_split_within_two_seconds(text: str) -> None:
    started = time.process_time()
    split_rows(text, ",")
    assert time.process_time() - started < 2
