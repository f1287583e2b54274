import re
import tomllib
from pathlib import Path

import pytest

from coach.bank.load import load_rubric
from coach.settings import Settings, load_settings

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def table_below(heading: str) -> list[str]:
    section = README.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
    return re.findall(r"^\|[^|]+\| `([^`]+)` \|$", section, re.MULTILINE)


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def test_the_first_screen_holds_exactly_two_set_up_lines() -> None:
    assert blocks("sh") == [
        "apt-get install -y libportaudio2 && pip install . && coach\n",
        "pip install '.[test]' && pytest\n",
    ]
    assert README.index("pip install '.[test]'") < README.index("![")
    assert README[: README.index("![")].count("\n") < 24


@pytest.mark.parametrize("place", table_below("Where is what"))
def test_what_the_where_table_names_is_there(place: str) -> None:
    assert (ROOT / place).exists()


def test_the_where_table_is_not_empty() -> None:
    assert len(table_below("Where is what")) > 20


def test_every_picture_is_there() -> None:
    pictures = re.findall(r"!\[[^]]*\]\(([^)]+)\)", README)
    assert pictures
    assert all((ROOT / picture).is_file() for picture in pictures)


def test_the_settings_shown_are_the_defaults(tmp_path: Path) -> None:
    shown = tmp_path / "coach.toml"
    shown.write_text(next(block for block in blocks("toml") if "[recording]" in block), encoding="utf-8")
    assert load_settings(shown) == Settings()


def test_the_question_shown_is_a_valid_one(tmp_path: Path) -> None:
    text = next(block for block in blocks("toml") if "[[key_points]]" in block)
    file = tmp_path / f"{tomllib.loads(text)['id']}.toml"
    file.write_text(text, encoding="utf-8")
    assert load_rubric(file).key_points[0].weight == 2.0


def test_only_what_is_agreed_stands_at_the_top() -> None:
    allowed = {"pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", "coach", "rubrics", "models", "tests"}
    shown = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    assert shown - {"build", "dist", "__pycache__"} <= allowed | {path.name for path in ROOT.glob("*.egg-info")}
