"""Writes a changed rubric into the text of its file, so that only what was changed changes there."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import tomlkit
from tomlkit.exceptions import TOMLKitError

from coach.bank.editing.sections import ROOT, Section, cut_sections
from coach.bank.editing.values import Value, change_values
from coach.bank.load import parse_rubric
from coach.bank.writing import rubric_toml
from coach.domain.rubric import KeyPoint, Rubric
from coach.errors import RubricError

POINTS, ALIASES = "key_points", "aliases"


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
    if {each.name for each in others} - {POINTS, ALIASES}:
        raise ValueError("a header that no question has")
    points = _merge_points([each for each in others if each.name == POINTS], before, after)
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
        elif points:
            merged.append(points.pop(0))
        if at == last_point:
            merged += points
            points = []
    return [Section(each.name, _ended(each.text)) for each in merged]


def _merge_points(slots: Sequence[Section], before: Rubric, after: Rubric) -> list[Section]:
    old = {point.id: (section.text, point) for section, point in zip(slots, before.key_points, strict=True)}
    merged = []
    for point in after.key_points:
        if point.id in old:
            text, earlier = old[point.id]
            merged.append(Section(POINTS, change_values(text, POINTS, _point(earlier), _point(point))))
        else:
            values = {key: value for key, value in _point(point).items() if value is not None}
            merged.append(Section(POINTS, "\n" + _table(POINTS, values)))
    return merged


def _table(name: str, values: Mapping[str, Value]) -> str:
    header = f"[[{name}]]\n" if name == POINTS else f"[{name}]\n"
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
        "seconds": [_number(each) for each in rubric.seconds],
        "model_answer": rubric.model_answer or None,
    }


def _aliases(rubric: Rubric) -> dict[str, Value]:
    return {alias.term: list(alias.heard) for alias in rubric.aliases}


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
