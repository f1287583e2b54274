"""Writes a changed rubric into the text of its file, so that only what was changed changes there.

The text is cut into the part before the first header and one part for each header, without losing a character; in each
part tomlkit changes single values.
"""

import tomllib
from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import Array, String

from coach.bank.load import parse_rubric
from coach.bank.writing import rubric_toml
from coach.domain.rubric import Difficulty, FollowUp, KeyPoint, Rubric
from coach.errors import RubricError

POINTS, ALIASES, FOLLOW_UPS = "key_points", "aliases", "follow_ups"

Value = str | int | float | list[str] | list[int | float] | None
"""What a key can hold; None where the key is not there."""

_Tables = Mapping[str, Mapping[str, Value]]
"""The tables of one list, by the id that tells them apart."""

_ROOT = ""
"""Name of the part before the first header."""

_LONG = 100
"""Characters of a list from which each entry has a line of its own."""

_OPENERS = ('"""', "'''")


@dataclass(frozen=True, slots=True)
class Section:
    """One header with what stands under it, and the comment that stands right above it."""

    name: str
    """The key that the header opens, for instance `key_points`; `_ROOT` for the part before the first header."""
    text: str
    """Its lines as they are; the texts of all sections joined are the file."""


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
        raise RubricError(f"{path}: a text contains spaces that the file would not keep.", "Remove double spaces.")
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
    merged = [Section(_ROOT, _change_values(root.text, None, _top(before), _top(after)))]
    if after.aliases and not aliases_here and all(each.name != ALIASES for each in others):
        merged.append(Section(ALIASES, "\n" + _table(ALIASES, _aliases(after))))
    last_point = max(at for at, each in enumerate(others) if each.name == POINTS)
    for at, section in enumerate(others):
        if section.name == ALIASES:
            text = _change_values(section.text, ALIASES, _aliases(before), _aliases(after))
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
            merged.append(Section(name, _change_values(text, name, earlier, values)))
        else:
            there = {each: value for each, value in values.items() if value is not None}
            merged.append(Section(name, "\n" + _table(name, there)))
    return merged


def _table(name: str, values: Mapping[str, Value]) -> str:
    header = f"[{name}]\n" if name == ALIASES else f"[[{name}]]\n"
    return _change_values(header, name, {}, values)


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
        "weight": _number(point.importance),
        "also": list(point.also) or None,
        "mistakes": list(point.mistakes) or None,
        "threshold": None if point.threshold is None else _number(point.threshold),
    }


def _number(value: float) -> int | float:
    return int(value) if value == int(value) else value


def cut_sections(text: str) -> tuple[Section, ...]:
    """Cut a valid TOML text; blank lines and a comment right above a header go with the header.

    Args:
        text: Must be valid TOML.
    """
    lines = text.splitlines(keepends=True)
    headers = [at for at, begins in enumerate(_header_lines(lines)) if begins]
    starts = []
    for header in headers:
        start = header
        while start > 0 and lines[start - 1].lstrip().startswith("#"):
            start -= 1
        while start > 0 and not lines[start - 1].strip():
            start -= 1
        starts.append(start)
    ends = [*starts, len(lines)]
    sections = [Section(_ROOT, "".join(lines[: ends[0]]))]
    for number, header in enumerate(headers):
        name = next(iter(tomllib.loads(lines[header])))
        sections.append(Section(name, "".join(lines[starts[number] : ends[number + 1]])))
    return tuple(sections)


def _header_lines(lines: list[str]) -> Iterator[bool]:
    """Yield for each line whether it is a header, and not a line of a text or a list that goes over several lines."""
    inside, depth = "", 0
    for line in lines:
        yield not inside and depth == 0 and line.lstrip().startswith("[")
        header = not inside and depth == 0 and line.lstrip().startswith("[")
        at = 0
        while at < len(line):
            if inside:
                if inside[0] == '"' and line[at] == "\\":
                    at += 2
                    continue
                if line.startswith(inside, at):
                    at += len(inside)
                    while len(inside) == 3 and at < len(line) and line[at] == inside[0]:  # noqa: PLR2004 - up to two quotes more
                        at += 1
                    inside = ""
                    continue
                at += 1
                continue
            character = line[at]
            if character == "#":
                break
            if character in "\"'":
                inside = next((each for each in _OPENERS if line.startswith(each, at)), character)
                at += len(inside)
                continue
            if not header:
                depth += (character in "[{") - (character in "]}")
            at += 1


def _change_values(text: str, name: str | None, before: Mapping[str, Value], after: Mapping[str, Value]) -> str:
    """Change the values of one part; a value that stays the same stays as it is written.

    Args:
        text: The part: its header, if it has one, and what stands under it.
        name: The key that the header opens; None for the part without one.
        before: What the part says, None for what is not there.
        after: What it is to say.

    Raises:
        TOMLKitError: The part cannot be read by itself.
        LookupError: It is not written as expected; then it is unchanged.
    """
    if before == after:
        return text
    document = tomlkit.parse(text)
    table: MutableMapping[str, Any] = document
    if name is not None:
        inner = document[name]
        table = inner[0] if isinstance(inner, list) else inner
    for key in [*after, *(key for key in before if key not in after)]:
        old, new = before.get(key), after.get(key)
        if old == new:
            continue
        if new is None:
            del table[key]
        elif isinstance(new, list) and isinstance(table.get(key), Array):
            _change_list(table[key], new)
        else:
            table[key] = _item(new)
    return tomlkit.dumps(document)


def _item(value: str | int | float | list[str] | list[int | float]) -> Any:
    if isinstance(value, str):
        return _text(value)
    if not isinstance(value, list):
        return tomlkit.item(value)
    array = tomlkit.array()
    for each in value:
        array.append(_text(each) if isinstance(each, str) else each)
    return array.multiline(multiline=sum(len(str(each)) + 4 for each in value) > _LONG)


def _text(value: str) -> String:
    if "\n" not in value:
        return tomlkit.string(value)
    return tomlkit.string("\n" + value, multiline=True)


def _change_list(array: Array, wanted: list[str] | list[int | float]) -> None:
    """Change a list entry by entry, so that comments between entries stay."""
    have = [each.unwrap() if hasattr(each, "unwrap") else each for each in array]
    changes = SequenceMatcher(None, [str(each) for each in have], [str(each) for each in wanted], autojunk=False)
    for kind, first, end, begin, stop in reversed(changes.get_opcodes()):
        if kind == "equal":
            continue
        for at in reversed(range(first, end)):
            del array[at]
        for offset, each in enumerate(wanted[begin:stop]):
            array.insert(first + offset, _text(each) if isinstance(each, str) else each)
