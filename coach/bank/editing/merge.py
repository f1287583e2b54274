"""Writes a changed rubric into the text of its file, so that only what was changed changes there."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import tomlkit
from tomlkit.exceptions import TOMLKitError

from coach.bank.editing.sections import ROOT, Section, cut_sections
from coach.bank.editing.values import Value, change_values
from coach.bank.load import parse_rubric
from coach.bank.writing import rubric_toml
from coach.domain.rubric import Difficulty, FollowUp, KeyPoint, Rubric
from coach.errors import RubricError

POINTS, ALIASES, FOLLOW_UPS = "key_points", "aliases", "follow_ups"


_Tables = Mapping[str, Mapping[str, Value]]
"""The tables of one list, by the id that tells them apart."""


def merge_rubric(text: str, rubric: Rubric, path: Path) -> str:
    """Write a rubric into the text of its file; comments and the order of everything else stay.

    A comment beside a key, above a header or inside a list stays as long as what it belongs to is there. Key points are
    told by their ids: one that is gone takes its comments along.

    Args:
        text: The file as it is, valid.
        rubric: What it is to say.
        path: The file's name, which messages name; neither read nor written.

    Returns:
        A text that reads as exactly this rubric.

    Raises:
        RubricError: The text is not a valid question, or the rubric breaks the format.
    """
    before = parse_rubric(text, path)
    if before == rubric:
        return text
    plain = rubric_toml(rubric)
    if parse_rubric(plain, path) != rubric:
        raise RubricError(f"{path}: a text holds spaces that the file would not keep.", "Take out doubled spaces.")
    try:
        merged = "".join(section.text for section in _merge(cut_sections(text), before, rubric))
        merged = _with_line_ends(merged, text)
        if parse_rubric(merged, path) == rubric:
            return merged
    except (TOMLKitError, RubricError, LookupError, TypeError, ValueError):
        pass  # a way of writing TOML that cannot be changed piece by piece, such as all key points in one list
    return plain


def _with_line_ends(merged: str, text: str) -> str:
    """Let new lines end as all others of the file do."""
    if "\r\n" not in text or text.count("\r\n") != text.count("\n"):
        return merged
    return merged.replace("\r\n", "\n").replace("\n", "\r\n")


def _merge(sections: Sequence[Section], before: Rubric, after: Rubric) -> list[Section]:
    root, *others = sections
    if {each.name for each in others} - {POINTS, ALIASES, FOLLOW_UPS}:
        raise ValueError("a header that no question has")
    points = _merge_list(POINTS, others, _points(before), _points(after))
    follow_ups = _merge_list(FOLLOW_UPS, others, _follow_ups(before), _follow_ups(after))
    last_follow_up = max((at for at, each in enumerate(others) if each.name == FOLLOW_UPS), default=len(others))
    aliases_here = ALIASES in tomlkit.parse(root.text)
    if aliases_here and before.aliases != after.aliases:
        raise ValueError("aliases within the first part")
    aliases = Section(ALIASES, "") if not after.aliases else None
    merged = [Section(ROOT, change_values(root.text, None, _top(before), _top(after)))]
    if after.aliases and not aliases_here and all(each.name != ALIASES for each in others):
        merged.append(Section(ALIASES, "\n" + _table(ALIASES, _aliases(after))))
    last_point = max(at for at, each in enumerate(others) if each.name == POINTS)
    for at, section in enumerate(others):
        if section.name == ALIASES:
            text = change_values(section.text, ALIASES, _aliases(before), _aliases(after))
            merged.append(aliases or Section(ALIASES, text))
        elif section.name == FOLLOW_UPS and follow_ups:
            merged.append(follow_ups.pop(0))
        elif section.name == POINTS and points:
            merged.append(points.pop(0))
        if at == last_point:
            merged += points
            points = []
        if at == last_follow_up:
            merged += follow_ups
            follow_ups = []
    merged += follow_ups
    return [Section(each.name, _ended(each.text)) for each in merged]


def _merge_list(name: str, sections: Sequence[Section], before: _Tables, after: _Tables) -> list[Section]:
    """Write the tables of one list into their sections; they are told by the first value of each."""
    slots = [section.text for section in sections if section.name == name]
    old = dict(zip(before, zip(slots, before.values(), strict=True), strict=True))
    merged = []
    for key, values in after.items():
        if key in old:
            text, earlier = old[key]
            merged.append(Section(name, change_values(text, name, earlier, values)))
        else:
            there = {each: value for each, value in values.items() if value is not None}
            merged.append(Section(name, "\n" + _table(name, there)))
    return merged


def _table(name: str, values: Mapping[str, Value]) -> str:
    header = f"[{name}]\n" if name == ALIASES else f"[[{name}]]\n"
    return change_values(header, name, {}, values)


def _ended(text: str) -> str:
    return text if not text or text.endswith("\n") else text + "\n"


def _top(rubric: Rubric) -> dict[str, Value]:
    return {
        "id": rubric.id,
        "question": rubric.question,
        "spoken": rubric.spoken or None,
        "topic": rubric.topic or None,
        "chapter": rubric.chapter or None,
        "difficulty": None if rubric.difficulty is Difficulty.MEDIUM else rubric.difficulty.value,
        "seconds": [_number(each) for each in rubric.seconds],
        "model_answer": rubric.model_answer or None,
        "reference": rubric.reference or None,
    }


def _aliases(rubric: Rubric) -> dict[str, Value]:
    return {alias.term: list(alias.heard) for alias in rubric.aliases}


def _points(rubric: Rubric) -> _Tables:
    return {point.id: _point(point) for point in rubric.key_points}


def _follow_ups(rubric: Rubric) -> _Tables:
    return {each.point: _follow_up(each) for each in rubric.follow_ups}


def _follow_up(each: FollowUp) -> dict[str, Value]:
    return {"point": each.point, "question": each.question, "spoken": each.spoken or None}


def _point(point: KeyPoint) -> dict[str, Value]:
    return {
        "id": point.id,
        "point": point.point,
        "weight": _number(point.weight),
        "also": list(point.also) or None,
        "mistakes": list(point.mistakes) or None,
        "threshold": None if point.threshold is None else _number(point.threshold),
    }


def _number(value: float) -> int | float:
    return int(value) if value == int(value) else value
