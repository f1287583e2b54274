import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rubric_strategies import rubrics

from coach.bank.edits import put_follow_up
from coach.bank.load import load_rubric, parse_rubric
from coach.bank.merge import cut_sections, merge_rubric
from coach.bank.question_files import replace_file
from coach.bank.writing import rubric_toml
from coach.domain.rubric import Alias, KeyPoint, Rubric
from coach.errors import RubricError
from coach.paths import shipped_folder

WITH_FOLLOW_UPS = """\
id = "q"
question = "Why?"
seconds = [30, 60]

[[key_points]]
id = "a"
point = "One."

[[key_points]]
id = "b"
point = "Two."

# the first thing one asks
[[follow_ups]]
point = "a"
question = "And one?" # kindly

[[follow_ups]]
point = "b"
question = "And two?"
"""


PATH = Path("lasso.toml")
TEXT = '''\
# Asked in every second interview.
id = "lasso"
question = "What does L1 do?"   # short on purpose
seconds = [30, 60]
model_answer = """
[[key_points]] is not a header here,
# and this is no comment."""

# What Whisper hears.
[aliases]
L1 = [
    "L one",  # the usual
    "ell won",
]

# The heart of it.
[[key_points]]
id = "sparse"
point = "It sets weights to zero."  # exactly zero
weight = 2.0
also = [
    # from a book
    "Many weights vanish.",
    "It selects features.",  # a favourite
]

# Why it does.
[[key_points]]
id = "corners"
point = "The constraint has corners on the axes."
mistakes = ["It has no corners."]
# That was all.
'''
RUBRIC = parse_rubric(TEXT, PATH)


def changed(rubric: Rubric) -> str:
    text = merge_rubric(TEXT, rubric, PATH)
    assert parse_rubric(text, PATH) == rubric
    return text


def with_points(*points: KeyPoint) -> Rubric:
    return replace(RUBRIC, key_points=points)


def test_nothing_changed_is_the_same_text() -> None:
    assert changed(RUBRIC) == TEXT


def test_one_value_changes_and_every_other_character_stays() -> None:
    text = changed(replace(RUBRIC, question="What is lasso?"))
    assert text == TEXT.replace("What does L1 do?", "What is lasso?")
    sparse, corners = RUBRIC.key_points
    assert changed(with_points(replace(sparse, importance=3.0), corners)) == TEXT.replace("weight = 2.0", "weight = 3")


def test_a_wording_is_added_and_taken_out_between_the_comments_of_the_others() -> None:
    sparse, corners = RUBRIC.key_points
    text = changed(
        with_points(replace(sparse, also=("Many weights vanish.", "New one.", "It selects features.")), corners)
    )
    assert "# from a book" in text
    assert "# a favourite" in text
    text = changed(with_points(replace(sparse, also=("It selects features.",)), corners))
    assert "Many weights vanish." not in text
    assert "# a favourite" in text


def test_points_change_places_with_their_comments() -> None:
    sparse, corners = RUBRIC.key_points
    text = changed(with_points(corners, sparse))
    order = [
        text.index(part) for part in ("# Why it does.", '"corners"', "# The heart of it.", '"sparse"', "exactly zero")
    ]
    assert order == sorted(order)


def test_a_point_that_goes_takes_its_comments_along_and_no_others() -> None:
    text = changed(with_points(RUBRIC.key_points[1]))
    assert "The heart of it" not in text
    assert "# What Whisper hears." in text
    assert "# Why it does." in text


def test_a_new_point_stands_where_it_belongs() -> None:
    sparse, corners = RUBRIC.key_points
    text = changed(with_points(sparse, KeyPoint("new", "A new one.", threshold=0.5), corners))
    assert text.index('"sparse"') < text.index('"new"') < text.index("# Why it does.")
    assert '\n\n[[key_points]]\nid = "new"\n' in text


def test_aliases_come_change_and_go() -> None:
    text = changed(replace(RUBRIC, aliases=(Alias("L1", ("L one", "elwon")), Alias("ridge", ("rich",)))))
    assert "# the usual" in text
    assert "[aliases]" not in changed(replace(RUBRIC, aliases=()))
    without = merge_rubric(TEXT, replace(RUBRIC, aliases=()), PATH)
    assert parse_rubric(merge_rubric(without, RUBRIC, PATH), PATH) == RUBRIC


def test_a_file_with_the_line_ends_of_windows_keeps_them(tmp_path: Path) -> None:
    text = TEXT.replace("\n", "\r\n")
    edited = replace(RUBRIC, topic="Fundamentals", model_answer="One.\nTwo.")
    merged = merge_rubric(text, edited, PATH)
    assert merged.count("\n") == merged.count("\r\n")
    assert "# a favourite" in merged
    file = tmp_path / PATH.name
    replace_file(file, merged)
    assert file.read_bytes().count(b"\r\n") == merged.count("\n")
    assert load_rubric(file) == edited


def test_a_file_that_writes_its_points_in_one_list_is_written_anew() -> None:
    text = 'id = "lasso"\nquestion = "Why?"\nkey_points = [{id = "a", point = "One."}]\n'
    rubric = parse_rubric(text, PATH)
    edited = replace(rubric, key_points=(*rubric.key_points, KeyPoint("b", "Two.")))
    assert parse_rubric(merge_rubric(text, edited, PATH), PATH) == edited


def test_a_rubric_that_breaks_the_format_is_refused_with_the_key() -> None:
    sparse, corners = RUBRIC.key_points
    with pytest.raises(RubricError, match=r"key_points\[2\]\.id"):
        merge_rubric(TEXT, with_points(sparse, replace(corners, id="sparse")), PATH)
    with pytest.raises(RubricError, match="double spaces"):
        merge_rubric(TEXT, replace(RUBRIC, question="What  now?"), PATH)


def test_every_shipped_file_is_cut_without_losing_a_character() -> None:
    for path in sorted(shipped_folder("rubrics").glob("*/*.toml")):
        text = path.read_text(encoding="utf-8")
        sections = cut_sections(text)
        assert "".join(section.text for section in sections) == text
        assert sum(section.name == "key_points" for section in sections) == len(tomllib.loads(text)["key_points"])


@given(rubrics(), rubrics())
def test_any_question_becomes_any_other_in_its_own_file(before: Rubric, after: Rubric) -> None:
    path = Path("q.toml")
    assert parse_rubric(merge_rubric(rubric_toml(before), after, path), path) == after


@given(rubrics(), st.data())
def test_comments_survive_any_edit_of_another_key(rubric: Rubric, data: st.DataObject) -> None:
    path = Path("q.toml")
    marks = {}
    lines = []
    for number, line in enumerate(rubric_toml(replace(rubric, model_answer="")).splitlines()):
        if "=" in line or line.startswith("["):
            marks[number] = f"# mark {number} here"
            lines.append(marks[number])
        lines.append(line)
    text = "\n".join(lines) + "\n"
    before = parse_rubric(text, path)
    point = data.draw(st.sampled_from(before.key_points))
    importance = data.draw(st.floats(0.01, 1000.0))
    edited = replace(
        before,
        chapter=data.draw(st.sampled_from(["", "Chapter 3"])),
        key_points=tuple(replace(each, importance=importance) if each is point else each for each in before.key_points),
    )
    merged = merge_rubric(text, edited, path)
    assert parse_rubric(merged, path) == edited
    assert [mark for mark in marks.values() if mark not in merged] == []


def test_comments_of_the_other_follow_ups_stay_when_one_is_changed_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "q.toml"
    before = parse_rubric(WITH_FOLLOW_UPS, path)
    changed = merge_rubric(WITH_FOLLOW_UPS, put_follow_up(before, "b", "And then?"), path)
    assert changed == WITH_FOLLOW_UPS.replace("And two?", "And then?")
    fewer = merge_rubric(WITH_FOLLOW_UPS, put_follow_up(before, "b", ""), path)
    assert "# the first thing one asks" in fewer
    assert "And two?" not in fewer


def test_a_first_follow_up_is_added_at_the_end_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "q.toml"
    without = WITH_FOLLOW_UPS[: WITH_FOLLOW_UPS.index("# the first")].rstrip("\n") + "\n"
    merged = merge_rubric(without, put_follow_up(parse_rubric(without, path), "a", "And one?"), path)
    assert merged.startswith(without)
    assert merged.endswith('[[follow_ups]]\npoint = "a"\nquestion = "And one?"\n')
