from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rubric_strategies import BLOCKS, LINES, OPTIONAL_LINES

from coach.bank.bank import load_bank
from coach.bank.exchange.drafted import Draft, tidy_draft, to_draft
from coach.bank.exchange.files import WRITERS, read_text
from coach.paths import shipped_folder

ENDINGS = {"markdown": ".md", "csv": ".csv", "anki": ".txt"}
# fmt: off
MARKS = st.sampled_from([
    "- a", "1. a", "[ ] a", "- [x] a", "• a • b", "a) b", "**a** b", "*a*", "_a_", "__init__", "`a`",
    "a `b", "~~a~~", "==a==", "[a](b.c)", "![a](b)", "[[a]]", "<b>a</b>", "a < b > c", "<br>", "<hr>",
    "&lt;", "&amp;amp;", "a &b", "\\(a\\)", "\\[a\\]", "$a$", "a\\", "\\alpha", "# a", "## a?", "#a",
    "---", "***", "```", "~~~", "===", "| a | b |", "|---|---|", "Q: a?", "A: b", "Key points: a",
    "Answer:", "**Answer**", "a :: b", "a?::b", "?", "> a", ">", "<!-- a -->", "[sound:a.mp3]", "'=a",
    "=a", '"a" b', "Topic: a", "Q1. a", "2. a?", "-", "*", "<details>", "{{c1::a}}", "%",
])
# fmt: on
"""Texts that mean something in one of the forms."""

TEXTS = st.one_of(LINES, MARKS.map(str.strip))
DRAFTS = st.builds(
    tidy_draft,
    TEXTS,
    st.one_of(BLOCKS, st.lists(MARKS, max_size=3).map("\n".join)),
    st.lists(TEXTS, min_size=1, max_size=4, unique_by=str.casefold),
    st.one_of(OPTIONAL_LINES, MARKS),
)


@pytest.mark.parametrize("form", WRITERS)
@given(drafts=st.lists(DRAFTS, min_size=1, max_size=4))
def test_what_is_written_reads_as_the_same_questions(form: str, drafts: list[Draft]) -> None:
    reading = read_text(WRITERS[form](drafts), ENDINGS[form])
    assert reading.unread == ()
    assert reading.left_out == ()
    assert [(each.question, each.points, each.topic) for each in reading.drafts] == [
        (each.question, each.points, each.topic) for each in drafts
    ]
    assert [each.answer.split() for each in reading.drafts] == [each.answer.split() for each in drafts]


@pytest.mark.parametrize("form", WRITERS)
def test_shipped_questions_go_out_and_come_back(form: str) -> None:
    drafts = [to_draft(rubric) for rubric in load_bank(shipped_folder("rubrics"), Path("none")).rubrics]
    assert list(read_text(WRITERS[form](drafts), ENDINGS[form]).drafts) == drafts


@pytest.mark.parametrize("form", WRITERS)
def test_texts_that_mean_nothing_elsewhere_are_written_as_they_are(form: str) -> None:
    points = ("snake_case * 2 (two)", "C# > C")
    written = WRITERS[form]([Draft("Why does p < q matter, for f(x)?", "Because x[i] is $a_i$.", points, "Basics")])
    for text in ("Basics", "f(x)?", "x[i] is $a_i$.", "snake_case * 2 (two)"):
        assert text in written
