from collections.abc import Callable
from pathlib import Path

import pytest

from coach.errors import CoachError, SettingsError
from coach.toml_files import MOST_BYTES, Kind, Table, parse_toml, read_text, shown

KIND = Kind(SettingsError, "Name the file.")


def read(path: Path) -> Table:
    return parse_toml(read_text(path, KIND), path, KIND)


def refusal(path: Path) -> CoachError:
    with pytest.raises(SettingsError) as caught:
        read(path)
    assert path.name in caught.value.message
    assert caught.value.hint
    return caught.value


def test_a_byte_order_mark_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(b"\xef\xbb\xbfa = 1\n")
    assert read(path).values == {"a": 1}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a = 1\na = 2\n", "line 2, column 6: this key or table is there a second time"),
        ("[a]\n[b]\n[a]\n", "line 3, column 3: this key or table is there a second time"),
        ("a = {b = 1, b = 2}\n", "this key or table is there a second time"),
        ("a = 1\n[a.b]\nc = 1\n", "this key or table is there a second time"),
        ("a = 1\nb =\n", "in line 2"),
        ("a = [1\nb = 2\n", "in line 2"),
        ("a = '''\n\n", "in line 1"),
        (f"x = 1\na = {'9' * 5000}\n", "in line 2: a number has thousands of digits"),
        (f"a = {{b = [0, {10**19}]}}\n", "`a.b[2]` is a very large number"),
        (f"a = {'[' * 3000}{']' * 3000}\n", "too deeply"),
        (f"{'.'.join('a' * 200)} = 1\n", "too deeply"),
        ("a = '\x1b[31m'\n", "line 1"),
    ],
)
def test_what_is_no_toml_is_refused_with_file_and_line_or_key(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "a.toml"
    path.write_text(text, encoding="utf-8")
    error = refusal(path)
    assert said in error.message
    assert "\x1b" not in str(error)


@pytest.mark.parametrize("content", ["a = 'é'".encode("utf-16"), b"\n\na = '\xe9'\n"])
def test_another_encoding_is_named_with_its_line(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(content)
    assert "is not UTF-8 text (line " in refusal(path).message


def test_a_folder_and_a_huge_file_are_refused(tmp_path: Path) -> None:
    assert "is a folder" in refusal(tmp_path).message
    path = tmp_path / "a.toml"
    path.write_bytes(b"#" * (MOST_BYTES + 1))
    assert "larger than 256 kB" in refusal(path).message


def test_a_missing_file_is_left_to_whoever_asks(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_text(tmp_path / "a.toml", KIND)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (True, "true"),
        ({"a": 1}, "a table"),
        ([1], "a list"),
        ("a\x1b", '"a␛"'),
        (10**30, "a very large number"),
        (1.5, "1.5"),
        ("x" * 500, '"' + "x" * 58 + "…"),
    ],
)
def test_a_wrong_value_is_shown_as_it_is_written(value: object, text: str) -> None:
    assert shown(value) == text


TABLE = parse_toml(
    """
    name = "a b"
    empty = " "
    hidden = "a\\u200Fb"
    list = ["one", "t\\u200Fwo"]
    size = -1
    flag = true
    inner = {odd = 3}
    [[points]]
    id = 1
    [[points]]
    id = 2
    colour = "red"
    """,
    Path("a.toml"),
    KIND,
)


@pytest.mark.parametrize(
    ("take", "said", "fix"),
    [
        (lambda table: table.required_line("gone"), "a.toml: `gone` is missing.", 'Add a line gone = "...".'),
        (lambda table: table.required_line("empty"), "a.toml: `empty` is empty.", "Write the text"),
        (lambda table: table.line("size"), "a.toml: `size` is -1.", "Write a text in quotes."),
        (lambda table: table.line("hidden"), "a.toml: `hidden` contains the control character U+200F.", "Remove it"),
        (lambda table: table.lines("list"), "a.toml: `list[2]` contains the control character U+200F.", "Remove it"),
        (lambda table: table.lines("name"), 'a.toml: `name` is "a b".', "Write a list of strings"),
        (lambda table: table.whole("size"), "a.toml: `size` is -1.", "Write a whole number from 0 up"),
        (lambda table: table.whole("flag"), "a.toml: `flag` is true.", "Write a whole number from 0 up"),
        (lambda table: table.whole("gone"), "a.toml: `gone` is missing.", "Write a whole number from 0 up"),
        (lambda table: table.table("name"), "a.toml: `name` must be a table.", "Write it as [name]."),
        (lambda table: table.table("inner").line("odd"), "a.toml: `inner.odd` is 3.", "Write a text"),
        (lambda table: table.tables("list", "point"), 'a.toml: `list[1]` is "one".', "[[list]]"),
        (
            lambda table: table.tables("points")[1].refuse_unknown(["id", "color"]),
            "a.toml: `points[2].colour` is an unknown key.",
            "Did you mean `color`?",
        ),
        (
            lambda table: table.tables("points")[1].refuse_unknown(["id"]),
            "a.toml: `points[2].colour` is an unknown key.",
            "Remove it; known here: id.",
        ),
    ],
)
def test_a_wrong_value_is_refused_with_file_place_and_fix(take: Callable[[Table], object], said: str, fix: str) -> None:
    with pytest.raises(SettingsError) as caught:
        take(TABLE)
    assert caught.value.message == said
    assert fix in caught.value.hint


def test_places_are_counted_from_one() -> None:
    assert [each.prefix for each in TABLE.tables("points")] == ["points[1].", "points[2]."]
    assert TABLE.tables("gone") == ()
