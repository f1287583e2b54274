"""The first page that a user reads."""

import re

from documents import README, ROOT


def test_the_first_screen_holds_exactly_two_set_up_lines() -> None:
    assert README.blocks("sh") == [
        "apt-get install -y libportaudio2 && pip install . && coach\n",
        "pip install '.[test]' && pytest\n",
    ]
    assert README.text.index("pip install '.[test]'") < README.text.index("![")
    assert README.text[: README.text.index("![")].count("\n") < 24


def test_ci_finds_the_line_that_it_tests_with() -> None:
    (pattern,) = re.findall(r'grep -m1 -oE "([^"]+)" README\.md', (ROOT / ".ci" / "run").read_text(encoding="utf-8"))
    assert re.findall(pattern, README.text, re.MULTILINE) == ["pip install '.[test]' && pytest"]


def test_it_can_be_read_in_one_go() -> None:
    assert README.text.count("\n") <= 150


def test_it_has_pictures() -> None:
    assert len(README.pictures) >= 2


def test_it_says_how_good_the_judge_is_in_the_numbers_of_its_bench() -> None:
    weights = (ROOT / "models" / "README.md").read_text(encoding="utf-8")
    (row,) = re.findall(r"^\| all \|(.*)\|$", weights, re.MULTILINE)
    points, macro, _, contradicted, granted, unsure, *_ = (cell.strip() for cell in row.split("|"))
    precision, recall = contradicted.split(", ")
    wrong, missed = granted.split(", ")
    said = " ".join(README.section("What it can't do").split())
    assert f"On {points} labelled points" in said
    assert f"macro-F1 over covered, missed and contradicted is {macro}." in said
    assert f"{_percent(precision)} times in 100" in said
    assert f"only {_percent(recall)} of 100 contradictions" in said
    assert f"{_percent(wrong)} of 100 contradicted points and {_percent(missed)} of 100 missed ones" in said
    assert f"leaves {_percent(unsure)} of 100 to you" in said


def _percent(share: str) -> str:
    return str(round(100 * float(share)))


def test_only_what_is_agreed_stands_at_the_top() -> None:
    allowed = {"pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", "coach", "rubrics", "models", "tests"}
    shown = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    assert shown - {"build", "dist", "__pycache__"} <= allowed | {path.name for path in ROOT.glob("*.egg-info")}
