"""The map of the house is true."""

import re
import tomllib

import pytest
from documents import MAP, ROOT

PACKAGES = sorted(path.parent.name for path in ROOT.glob("coach/*/__init__.py"))


def _rows(heading: str) -> list[list[str]]:
    """What each row of the table below a heading names in code, cell by cell."""
    lines = [line for line in MAP.section(heading).splitlines() if line.startswith("|")]
    return [re.findall(r"`([^`]+)`", line.rsplit("|", 2)[1]) for line in lines[2:]]


@pytest.mark.parametrize("package", PACKAGES)
def test_every_package_says_what_it_is_for(package: str) -> None:
    assert re.search(rf"^\| `coach/{package}` \| \S+", MAP.section("What each package is for"), re.MULTILINE)


def test_what_may_import_what_is_what_is_checked() -> None:
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = pyproject["tool"]["importlinter"]["contracts"]
    (layers,) = (each["layers"] for each in contracts if each["type"] == "layers")
    (block,) = re.findall(r"^```\n(.*?)^```$", MAP.section("Who may import whom"), re.MULTILINE | re.DOTALL)
    assert block.splitlines() == [layer.replace("coach.", "") for layer in layers]


def test_every_place_that_the_where_table_names_is_there() -> None:
    places = [place for row in _rows("Where is what") for place in row]
    assert len(places) > 60
    assert [place for place in places if not (ROOT / place).exists()] == []


def test_the_where_table_knows_what_everybody_looks_for() -> None:
    places = {place for row in _rows("Where is what") for place in row}
    assert places >= {
        "coach/content/judge.py",
        "coach/ui/app.py",
        "coach/history/history.py",
        "coach/practice/engines.py",
        "coach/settings.py",
    }


@pytest.mark.parametrize("package", PACKAGES)
def test_the_where_table_leads_into_every_package(package: str) -> None:
    places = [place for row in _rows("Where is what") for place in row]
    assert any(place.startswith(f"coach/{package}") for place in places)


def test_every_place_of_the_users_data_is_on_the_map() -> None:
    said = MAP.section("Where state lives")
    for name in ("coach.toml", "history.db", "recordings/", "rubrics/", "models/", "drafts/", "history-copies/"):
        assert f"`{name}`" in said


def test_what_is_said_to_be_in_a_module_is_in_it() -> None:
    drawn = re.findall(r"^ *(?:-> )?([\w.]+) .* (coach/\S+\.py)$", MAP.text, re.MULTILINE)
    told = re.findall(r"`([\w.]+)` (?:\(|in |of )`(coach/\S+\.py)`", MAP.text)
    named = [(name.rpartition(".")[2], path) for name, path in drawn + told]
    assert len(named) > 20
    missing = [(name, path) for name, path in named if not _defines(path, name)]
    assert missing == []


def _defines(path: str, name: str) -> bool:
    text = (ROOT / path).read_text(encoding="utf-8")
    return re.search(rf"^ *(?:async )?(?:def|class) {name}\b|^{name}\b.* = ", text, re.MULTILINE) is not None
