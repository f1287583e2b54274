"""Changes single values in one part of a TOML text."""

from collections.abc import Mapping, MutableMapping
from difflib import SequenceMatcher
from typing import Any

import tomlkit
from tomlkit.items import Array, String

Value = str | int | float | list[str] | list[int | float] | None
"""What a key can hold; None where the key is not there."""

LONG = 100
"""Characters of a list from which each entry has a line of its own."""


def change_values(text: str, name: str | None, before: Mapping[str, Value], after: Mapping[str, Value]) -> str:
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
    return array.multiline(multiline=sum(len(str(each)) + 4 for each in value) > LONG)


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
