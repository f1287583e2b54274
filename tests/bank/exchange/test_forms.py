import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rubric_strategies import BLOCKS, LINES, OPTIONAL_LINES

from coach.bank.bank import load_bank
from coach.bank.exchange.anki import read_anki
from coach.bank.exchange.csv_form import read_csv, write_csv
from coach.bank.exchange.drafted import Draft, tidy_draft, to_draft, to_rubric
from coach.bank.exchange.files import READERS, WRITERS, read_file
from coach.bank.exchange.markdown import read_markdown
from coach.errors import RubricError
from coach.paths import shipped_folder

ENDINGS = {"markdown": ".md", "csv": ".csv", "anki": ".txt"}

DRAFTS = st.builds(
    tidy_draft, LINES, BLOCKS, st.lists(LINES, min_size=1, max_size=4, unique_by=str.casefold), OPTIONAL_LINES
)


@pytest.mark.parametrize("form", WRITERS)
@given(drafts=st.lists(DRAFTS, min_size=1, max_size=4))
def test_what_is_written_reads_as_the_same_questions(form: str, drafts: list[Draft]) -> None:
    reading = READERS[ENDINGS[form]](WRITERS[form](drafts))
    assert reading.unread == ()
    assert [(each.question, each.points, each.topic) for each in reading.drafts] == [
        (each.question, each.points, each.topic) for each in drafts
    ]
    assert [each.answer.split() for each in reading.drafts] == [each.answer.split() for each in drafts]


@pytest.mark.parametrize("form", WRITERS)
def test_shipped_questions_go_out_and_come_back(form: str) -> None:
    drafts = [to_draft(rubric) for rubric in load_bank(shipped_folder("rubrics"), Path("none")).rubrics]
    assert list(READERS[ENDINGS[form]](WRITERS[form](drafts)).drafts) == drafts


def test_markdown_has_topics_questions_answers_and_points() -> None:
    reading = read_markdown(
        "intro\n\n# Basics\n## What is bias?\nIt is error.\n\nSecond paragraph.\n\n"
        "- It comes from\n  assumptions.\n* It underfits.\n"
        "late text\n## No points here?\nNothing.\n"
    )
    assert reading.drafts == (
        Draft(
            "What is bias?",
            "It is error.\n\nSecond paragraph.",
            ("It comes from assumptions.", "It underfits."),
            "Basics",
        ),
    )
    assert [(each.line, each.why) for each in reading.unread] == [
        (1, "it belongs to no question (## begins one)"),
        (12, "the answer stands before the key points"),
        (13, "there are no key points"),
    ]


def test_csv_goes_by_its_header_and_names_rows_that_are_too_short() -> None:
    reading = read_csv('Points;Question\n"one\ntwo";Why?\nalone\n;;\n"";What?\n')
    assert reading.drafts == (Draft("Why?", "", ("one", "two")),)
    assert [(each.line, each.why) for each in reading.unread] == [
        (4, "it has too few columns"),
        (6, "there are no key points"),
    ]


def test_a_cell_that_a_spreadsheet_would_run_is_kept_from_that_and_comes_back() -> None:
    text = write_csv([Draft("=1+1", "", ("@a", "'quoted"))])
    assert "'=1+1" in text
    assert read_csv(text).drafts == (Draft("=1+1", "", ("@a", "'quoted")),)


def test_anki_fields_lose_their_html_and_a_list_on_the_back_becomes_points() -> None:
    reading = read_anki(
        "#separator:tab\n#html:true\n#tags column:3\n"
        'What is <b>bias</b> &amp; variance?\t"<ul><li>Bias is <i>error</i>.</li><li>1 &lt; 2</li></ul>'
        '<script>bad()</script>"\n'
        "no back\n"
    )
    assert reading.drafts == (Draft("What is bias & variance?", "Bias is error.\n1 < 2", ("Bias is error.", "1 < 2")),)
    assert [(each.line, each.why) for each in reading.unread] == [(5, "it has no back")]


def test_control_characters_are_refused_with_their_line() -> None:
    reading = read_markdown("## Why?\n- clear\x1b[2J\n")
    assert [(each.line, each.why) for each in reading.unread] == [(1, "it holds control characters")]


def test_ids_are_made_of_words_and_never_taken_twice() -> None:
    draft = Draft("What is Bias?", "", ("It is error.", "It is error, too.", "Nein – ü!"))
    rubric = to_rubric(draft, {"what-is-bias"})
    assert rubric.id == "what-is-bias-2"
    assert [point.id for point in rubric.key_points] == ["it-is-error", "it-is-error-too", "nein"]
    assert to_rubric(Draft("これは?", "", ("はい",)), ()).id == "question"


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("q.docx", b"", "has no form that is known"),
        ("q.md", b"\xff\xfe", r"is not UTF-8 text \(line 1\)"),
        ("missing.md", None, "cannot be read"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, name: str, content: bytes | None, message: str) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(RubricError, match=message):
        read_file(tmp_path / name)


def test_columns_of_an_anki_export_that_are_no_fields_are_left_out() -> None:
    reading = read_anki("#guid column:1\n#tags column:4\nx1\tWhy?\tBecause.\tml stats\n")
    assert reading.drafts == (Draft("Why?", "Because.", ("Because.",)),)


def test_an_entry_wrapped_in_its_html_is_one_point() -> None:
    assert read_anki('Why?\t"<li>It is\nso.</li>"\n').drafts[0].points == ("It is so.",)


def test_a_backslash_that_keeps_nothing_from_meaning_anything_stays() -> None:
    reading = read_markdown("## Why \\alpha?\n- \\# and \\beta \\\\ it\n")
    assert reading.drafts == (Draft("Why \\alpha?", "", ("# and \\beta \\ it",)),)


def test_other_headings_and_empty_points_are_named() -> None:
    reading = read_markdown("## Why?\n### Points\n-\n- So.\n##What?\n##\n")
    assert reading.drafts == (Draft("Why?", "", ("So.",)),)
    assert [each.line for each in reading.unread] == [2, 3, 5, 6]


def test_what_is_no_ordinary_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    with pytest.raises(RubricError, match="not an ordinary file"):
        read_file(tmp_path / "pipe.md")
