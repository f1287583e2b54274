"""A question as TOML text, written in the one way that all shipped questions are."""

import textwrap
from collections.abc import Sequence

from coach.domain.rubric import Difficulty, Rubric

WIDTH = 120
"""Columns that lines are kept within where the text allows it."""

_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def rubric_toml(rubric: Rubric) -> str:
    """Write a question as TOML; what is as it would be anyhow is left out.

    Args:
        rubric: Any; whether the format allows it is said when the text is read again.
    """
    lines = [f"id = {quoted(rubric.id)}", f"question = {quoted(rubric.question)}"]
    lines += [f"{name} = {quoted(text)}" for name, text in _optional(rubric) if text]
    lines.append(f"seconds = [{number(rubric.seconds[0])}, {number(rubric.seconds[1])}]")
    if rubric.model_answer:
        lines.append(f"model_answer = {block(rubric.model_answer)}")
    if rubric.reference:
        lines.append(f"reference = {verbatim(rubric.reference)}")
    if rubric.aliases:
        lines += ["", "[aliases]"]
        lines += [f"{quoted(alias.term)} = {listed(alias.heard)}" for alias in rubric.aliases]
    for point in rubric.key_points:
        lines += ["", "[[key_points]]", f"id = {quoted(point.id)}", f"point = {quoted(point.point)}"]
        lines.append(f"weight = {number(point.importance)}")
        lines += [
            f"{name} = {listed(texts)}" for name, texts in (("also", point.also), ("mistakes", point.mistakes)) if texts
        ]
        if point.threshold is not None:
            lines.append(f"threshold = {number(point.threshold)}")
    for each in rubric.follow_ups:
        lines += ["", "[[follow_ups]]", f"point = {quoted(each.point)}", f"question = {quoted(each.question)}"]
        lines += [f"spoken = {quoted(each.spoken)}"] if each.spoken else []
    return "\n".join(lines) + "\n"


def quoted(text: str) -> str:
    """Write a text as a basic string of TOML."""
    return '"' + "".join(_escaped(character) for character in text) + '"'


def block(text: str) -> str:
    """Write a text of several lines; long lines are wrapped in a way that reading undoes."""
    lines = []
    for line in text.split("\n"):
        escaped = "".join(_escaped(character) for character in line)
        plain = "  " not in line and "\\" not in line and "\t" not in line and line == line.strip()
        wrapped = (
            textwrap.wrap(escaped, WIDTH - 2, break_long_words=False, break_on_hyphens=False) if plain else [escaped]
        )
        lines.append(" \\\n".join(wrapped))
    return '"""\\\n' + "\n".join(lines) + '"""'


def verbatim(text: str) -> str:
    """Write a text of several lines just as it is, such as a program."""
    return block(text) if "'''" in text or text.endswith("'") else f"'''\n{text}\n'''"


def listed(texts: Sequence[str]) -> str:
    """Write a list of texts, each in a line of its own where they are long."""
    written = [quoted(text) for text in texts]
    line = f"[{', '.join(written)}]"
    return line if len(line) < WIDTH - 20 else "[\n" + "".join(f"    {each},\n" for each in written) + "]"


def number(value: float) -> str:
    """Write a number, whole ones without a point."""
    return str(int(value)) if abs(value) < 1e15 and value == int(value) else repr(value)  # noqa: PLR2004 - exact below


def _optional(rubric: Rubric) -> tuple[tuple[str, str], ...]:
    difficulty = "" if rubric.difficulty is Difficulty.MEDIUM else rubric.difficulty.value
    return (
        ("spoken", rubric.spoken),
        ("topic", rubric.topic),
        ("chapter", rubric.chapter),
        ("difficulty", difficulty),
    )


def _escaped(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if ord(character) < 0x20 or ord(character) == 0x7F:  # noqa: PLR2004 - the control characters of ASCII
        return f"\\u{ord(character):04X}"
    return character
