import time

import pytest

from coach.bank.imported import Draft, Found
from coach.bank.markdown import read_markdown


def test_markdown_has_topics_questions_answers_and_points() -> None:
    imported = read_markdown(
        "intro\n\n# Basics\n## What is bias?\nIt is error.\n\nSecond paragraph.\n\n"
        "- It comes from\n  assumptions.\n* It underfits.\n"
        "late text\n## No points here?\nNothing.\n"
    )
    assert imported.found == (
        Found(
            4,
            Draft(
                "What is bias?",
                "It is error.\n\nSecond paragraph.",
                ("It comes from assumptions.", "It underfits."),
                "Basics",
            ),
        ),
    )
    assert [(each.line, each.why) for each in imported.unread] == [
        (1, "it belongs to no question (## begins one)"),
        (12, "the answer comes before the key points"),
        (13, "there are no key points"),
    ]


def test_a_program_is_neither_headings_nor_key_points() -> None:
    imported = read_markdown(
        "# T\n## How do you write softmax?\nSubtract the max.\n```python\n# stable\nx = x - x.max()\n```\n"
        "~~~\n## note\n- not a point\n~~~\n- Normalise\n"
    )
    assert imported.drafts == (
        Draft(
            "How do you write softmax?",
            "Subtract the max.\n## note\n- not a point",
            ("Normalise",),
            "T",
            "# stable\nx = x - x.max()",
        ),
    )
    assert imported.unread == ()


def test_a_program_that_is_only_indented_has_no_key_points() -> None:
    imported = read_markdown("## How?\nSo:\n\n    # note\n    - x\n\n- Point\n")
    assert imported.drafts[0].points == ("Point",)
    assert imported.drafts[0].answer.split() == ["So:", "#", "note", "-", "x"]


def test_a_program_without_an_end_costs_its_first_line_alone() -> None:
    imported = read_markdown("## Why?\n- So\n```python\n## How?\n- Thus\n")
    assert [each.question for each in imported.drafts] == ["Why?", "How?"]
    assert [(each.line, each.why) for each in imported.unread] == [(3, "the code block has no end")]


def test_lists_may_be_numbered_nested_and_ticked() -> None:
    imported = read_markdown("## How?\n1. Pick\n2) Assign\n   - nearest\n* [ ] Move\n+ [x] Stop\n")
    assert imported.drafts[0].points == ("Pick", "Assign", "nearest", "Move", "Stop")


def test_bold_and_its_like_are_taken_off_and_mathematics_is_kept() -> None:
    imported = read_markdown(
        "## What is **bias** in \\(a_i * b_i\\)?\n\\[ x_i * y_i * z \\]\n$$\n- x_1\n$$\n"
        "- *One* __two__ `x_1 * y` ~~three~~ ***four***\n"
        "- $w_i * x_i$ costs $5, 2*3*4, snake_case_name, __init__ and a < b > c\n"
    )
    assert imported.drafts == (
        Draft(
            "What is bias in \\(a_i * b_i\\)?",
            "\\[ x_i * y_i * z \\]\n$$ - x_1 $$",
            (
                "One two x_1 * y three four",
                "$w_i * x_i$ costs $5, 2*3*4, snake_case_name, __init__ and a < b > c",
            ),
        ),
    )


def test_pictures_links_comments_tags_and_properties_are_left_out_and_said() -> None:
    imported = read_markdown(
        "---\ntags: [ml]\n---\n#flashcards\n## Why? ![a](b.png)\n<!-- note\nmore -->\n- See [this](https://x.y/z)\n"
    )
    assert imported.drafts == (Draft("Why?", "", ("See this",)),)
    assert [(each.line, each.what) for each in imported.left_out] == [
        (1, "the properties at the top"),
        (4, "a tag"),
        (5, "a picture"),
        (6, "a comment"),
        (8, "the address of a link"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Q: What is it?\nA: A thing.\n- Small\n\nQ: What else?\nA:\n- Large\n",
        "**Q1:** What is it?\n**A1:** A thing.\n\nKey points:\n- Small\n\n"
        "**Question 2:** What\nelse?\n**Answer:** - Large\n",
        "- What is it?\n    A thing.\n    - Small\n- What else?\n    - Large\n",
        "1. What is it?\nA thing.\n- Small\n2. What else?\n- Large\n",
        "**What is it?**\n\nA thing.\n- Small\n\n**What else?**\n- Large\n",
        "What is it?\n---\nA thing.\n- Small\n\n---\n\nWhat else?\n---\n- Large\n",
        "<details>\n<summary>What is it?</summary>\n\nA thing.\n- Small\n</details>\n"
        "<details><summary><b>What else?</b></summary>\n\n- Large\n</details>\n",
        "# What is it?\nA thing.\n- Small\n# What else?\n- Large\n",
        "- **What is it?** A thing.\n  - Small\n- **What else?**\n  - Large\n",
        "Front: What is it?\nBack: A thing.\n- Small\n\nFront: What else?\nBack: - Large\n",
        "### 1. What is it?\n#### Answer\nA thing.\n#### Key points\n- Small\n### 2. What else?\n- Large\n",
        "> [!question]- What is it?\n> A thing.\n> - Small\n\nWhat else?\n- Large\n",
        "|Question|Answer|Key points|\n|:--|--:|---|\n|What is it?|A **thing**.|Small|\n|What else?||- Large|\n",
    ],
)
def test_questions_may_be_marked_in_any_of_the_usual_ways(text: str) -> None:
    imported = read_markdown(text)
    assert imported.drafts == (Draft("What is it?", "A thing.", ("Small",)), Draft("What else?", "", ("Large",)))
    assert imported.unread == ()


def test_cards_of_one_line_and_of_several_lines_are_read() -> None:
    imported = read_markdown("# ML\n\nWhat is it?::A thing\nBias :: An error\n\nWhat\nelse?\n?\nOne\nTwo\n")
    assert imported.drafts == (
        Draft("What is it?", "A thing", ("A thing",), "ML"),
        Draft("Bias", "An error", ("An error",), "ML"),
        Draft("What else?", "One\nTwo", ("One", "Two"), "ML"),
    )


def test_a_topic_stands_above_its_questions_at_any_depth() -> None:
    imported = read_markdown("# Book\n## Basics\n### Why?\n- So\n## Nets\n### How?\n- Thus\n")
    assert [(each.question, each.topic) for each in imported.drafts] == [("Why?", "Basics"), ("How?", "Nets")]
    assert [(each.line, each.text) for each in imported.left_out] == [(1, "Book")]


def test_two_colons_in_a_program_text_make_no_question() -> None:
    imported = read_markdown("## Explain ownership\nUse std::unique_ptr.\n- It frees\n")
    assert imported.drafts == (Draft("Explain ownership", "Use std::unique_ptr.", ("It frees",)),)


def test_control_characters_are_refused_with_their_line() -> None:
    imported = read_markdown("## Why?\n- clear\x1b[2J\n")
    assert [(each.line, each.why) for each in imported.unread] == [(1, "it contains control characters")]


def test_a_backslash_that_keeps_nothing_from_meaning_anything_stays() -> None:
    imported = read_markdown("## Why \\alpha?\n- \\# and \\beta \\\\ it\n")
    assert imported.drafts == (Draft("Why \\alpha?", "", ("# and \\beta \\ it",)),)


def test_headings_within_a_question_and_empty_points_are_named() -> None:
    imported = read_markdown("## Why?\n### Aside\n-\n- So.\n##What?\n##\n")
    assert imported.drafts == (Draft("Why?", "", ("So.",)),)
    assert [each.line for each in imported.unread] == [2, 3, 5, 6]


@pytest.mark.parametrize(
    "text",
    [
        "`" * 20_000,
        "```a\n" * 30_000,
        "<!--" * 5_000,
        "> " * 9_000,
        "# " + " " * 19_000 + "x",
        "#a" * 9_000 + "!",
        "*a" * 9_000,
        "[" * 9_000 + "](" * 400,
        "\\(" * 9_000,
        "<b " + "x=" * 9_000,
        "## Why?\n" + "- a\n" * 30_000,
        "| " * 9_000 + "\n" + "|-" * 9_000,
        "Why?\n?\n" * 10_000,
        "- a?\n" * 20_000,
        "# a?\n" * 20_000,
        "Q: a?\n" * 20_000,
    ],
)
def test_signs_in_any_number_are_read_within_four_seconds(text: str) -> None:
    started = time.process_time()
    read_markdown(text)
    assert time.process_time() - started < 4
