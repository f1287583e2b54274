import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rubric_strategies import BLOCKS, LINES, OPTIONAL_LINES

from coach.bank.bank import load_bank
from coach.bank.formats import WRITERS, read_file, read_text
from coach.bank.imported import Draft, tidy_draft, to_draft
from coach.errors import RubricError
from coach.paths import shipped_folder

TABLE = "question;answer\nWas heißt das für „k“?;Ähnlichkeit\n"
EXPECTED = Draft("Was heißt das für „k“?", "Ähnlichkeit", ("Ähnlichkeit",))


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("q.docx", b"", "is not a kind of file that can be imported"),
        ("q.md", b"\xc3\xa9\n\xff", r"is not UTF-8 text \(line 2\)"),
        ("q.md", b"\x81\n", r"is not UTF-8 text \(line 1\)"),
        ("q.csv", b"\xff\xfea", r"is not UTF-16 text"),
        ("q.csv", b"PK\x03\x04", "is not text, whatever its name says"),
        ("missing.md", None, "cannot be read"),
        ("a" * 300 + ".md", None, "cannot be read"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, name: str, content: bytes | None, message: str) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(RubricError, match=message) as caught:
        read_file(tmp_path / name)
    assert caught.value.hint


@pytest.mark.parametrize(("name", "how"), [("q.xlsx", "CSV UTF-8"), ("q.docx", "plain text or Markdown")])
def test_a_file_of_another_program_is_refused_with_how_to_save_it(tmp_path: Path, name: str, how: str) -> None:
    with pytest.raises(RubricError) as caught:
        read_file(tmp_path / name)
    assert how in caught.value.hint


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_text_is_read_whatever_its_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "q.csv"
    path.write_bytes(TABLE.encode(encoding))
    imported = read_file(path)
    assert imported.drafts == (EXPECTED,)
    assert any("Windows-1252" in remark for remark in imported.remarks) == (encoding == "cp1252")


def test_the_encoding_that_the_user_names_counts(tmp_path: Path) -> None:
    path = tmp_path / "q.csv"
    path.write_bytes("question,answer\nなぜ?,だから\n".encode("shift-jis"))
    assert read_file(path, encoding="shift-jis").drafts == (Draft("なぜ?", "だから", ("だから",)),)
    for wrong in ("utf-8", "no-such", "hex", "idna"):
        with pytest.raises(RubricError, match="cannot be read as"):
            read_file(path, encoding=wrong)


def test_what_is_no_ordinary_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    with pytest.raises(RubricError, match="not an ordinary file"):
        read_file(tmp_path / "pipe.md")


@pytest.mark.parametrize(
    "text",
    [
        "What is it?\tA thing\nWhat else?\tMore\n",
        "What is it? - A thing\nWhat else? - More\n",
        "What is it?;A thing\nWhat else?;More\n",
        "What is it? :: A thing\nWhat else? :: More\n",
        "Q: What is it?\nA: A thing\nQ: What else?\nA: More\n",
        "What is it?\nA thing\n\nWhat else?\nMore\n",
        "## What is it?\nA thing\n- A thing\n## What else?\nMore\n- More\n",
        "#separator:Pipe\nWhat is it?|A thing\nWhat else?|More\n",
    ],
)
def test_a_plain_text_is_read_in_the_way_it_is_written(text: str) -> None:
    imported = read_text(text, ".txt")
    assert imported.drafts == (
        Draft("What is it?", "A thing", ("A thing",)),
        Draft("What else?", "More", ("More",)),
    )
    assert imported.unread == ()


def test_characters_that_steer_or_hide_are_left_out_and_said() -> None:
    imported = read_text("## Why\u200b\u200f?\n- over\u00adfitting\u202e\u2028or \x1bnot\n", ".md")
    assert imported.drafts == (Draft("Why?", "", ("overfitting or not",)),)
    assert [(each.line, each.text) for each in imported.left_out] == [
        *((1, "U+200B"), (1, "U+200F")),
        *((2, "U+00AD"), (2, "U+202E"), (2, "U+2028"), (2, "U+001B")),
    ]


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
    imported = read_text(WRITERS[form](drafts), ENDINGS[form])
    assert imported.unread == ()
    assert imported.left_out == ()
    assert [(each.question, each.points, each.topic) for each in imported.drafts] == [
        (each.question, each.points, each.topic) for each in drafts
    ]
    assert [each.answer.split() for each in imported.drafts] == [each.answer.split() for each in drafts]


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
