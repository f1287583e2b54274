"""The lines of a Markdown text, each with what it is: a heading, an entry of a list, a program, text."""

import re
from dataclasses import dataclass
from enum import StrEnum

from coach.bank.exchange.drafted import LeftOut
from coach.bank.exchange.inline import MOST_LINE
from coach.bank.exchange.marks import MARK, without_box

_HEADING = re.compile(r" {0,3}(#{1,6})(?!#)(.*)")
_RULE = re.compile(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|%|<hr[^<>]*>)[ \t]*", re.IGNORECASE)
_FENCE = re.compile(r"(\s*)(`{3,}|~{3,})(.*)")
_BARE_MARK = re.compile(r"\s*(?:[-*+]|\d{1,3}[.)])\s*")
_BELOW = re.compile(r" {0,3}(=+)[ \t]*")
SUMMARY = re.compile(r"\s*(?:<details[^<>]*>\s*)?<summary[^<>]*>(.*?)</summary>(.*)", re.IGNORECASE)
"""What can be folded up: its heading, and what stands behind that on the same line."""
_ONLY_TAGS = re.compile(r"\s*(?:</?(?:details|p|div|center|ul|ol|aside)(?:\s[^<>]*)?>\s*)+", re.IGNORECASE)
_TAG = re.compile(r"#[\w/-]+|\^[\w-]+")
_QUOTE = re.compile(r" {0,3}>(?:[ \t]*>)*[ \t]?(.*)")
_NO_QUOTE = re.compile(r"\s*>[=>]?\s*[\d.=$\\]")
"""A line that says that something is larger than a number."""
_TABLE = re.compile(r"\s*\|.*\|\s*")
_TABLE_RULE = re.compile(r"\|?(?:\s*:?-+:?\s*\|)+(?:\s*:?-+:?)?")


class Kind(StrEnum):
    """What a line is."""

    BLANK = "blank"
    HEADING = "heading"
    ITEM = "item"
    TEXT = "text"
    PROGRAM = "program"
    MATH = "math"
    RULE = "rule"
    SUMMARY = "summary"
    TABLE = "table"
    NOTHING = "nothing"
    """Markup without words."""
    OPEN = "open"
    """The beginning of a program that has no end."""
    TOO_LONG = "too long"


@dataclass(frozen=True, slots=True)
class MarkdownLine:
    """One line, or a block of lines that belong together."""

    number: int
    """From 1."""
    kind: Kind
    """What it is."""
    raw: str
    """As it stands; a block with its line breaks."""
    text: str = ""
    """What it says, with marks of bold and links, without those that make it what it is."""
    level: int = 0
    """Of a heading: 1 to 6."""
    indent: int = 0
    """Spaces before it."""
    mark: str = ""
    """Of an entry: `1` for any number, else the sign."""
    language: str = ""
    """Of a program: what is said of it, in small letters."""


def read_lines(text: str) -> tuple[tuple[MarkdownLine, ...], tuple[LeftOut, ...]]:
    """Find out what each line is; comments, tags and what stands between `---` at the very top are left out."""
    raw = text.split("\n")
    left: list[LeftOut] = []
    lines: list[MarkdownLine] = []
    never: dict[str, int] = {}
    at = _past_front_matter(raw, left)
    while at < len(raw):
        line, number = raw[at], at + 1
        fence = None if len(line) > MOST_LINE else _FENCE.fullmatch(line)
        if fence and not (fence[2][0] == "`" and "`" in fence[3]):
            last = _end_of_fence(raw, at, fence[2], never)
            if last is None:
                lines.append(MarkdownLine(number, Kind.OPEN, line))
                at += 1
                continue
            if not re.fullmatch(r"\s*[\w+#.-]*\s*", fence[3]):
                left.append(LeftOut(number, fence[3].strip(), "a note on a program"))
            inner = [_outdented(each, len(fence[1])) for each in raw[at + 1 : last]]
            indent = _width(fence[1])
            whole = "\n".join(raw[at : last + 1])
            lines.append(
                MarkdownLine(number, Kind.PROGRAM, whole, "\n".join(inner), indent=indent, language=_language(fence[3]))
            )
            at = last + 1
        elif line.strip() in {"$$", "\\["} and (last := _end_of_math(raw, at)):
            whole = "\n".join(raw[at : last + 1])
            lines.append(MarkdownLine(number, Kind.MATH, whole, " ".join(whole.split()), indent=_indent(line)))
            at = last + 1
        elif len(line) <= MOST_LINE and "<!--" in line and (last := _end_of_comment(raw, at)) is not None:
            whole = "\n".join(raw[at : last + 1])
            comment = whole[whole.index("<!--") : whole.index("-->", whole.index("<!--")) + 3]
            left.append(LeftOut(number, comment, "a comment"))
            before, _, after = whole.partition(comment)
            raw[last] = before.replace("\n", " ") + after
            raw[at:last] = [""] * (last - at)
            at = last if raw[last].strip() else last + 1
        elif _is_tags(line):
            left.append(LeftOut(number, line.strip(), "a tag"))
            at += 1
        else:
            lines.append(_one_line(number, line, lines))
            at += 1
    return tuple(lines), tuple(left)


def is_table_rule(line: MarkdownLine) -> bool:
    """Whether this is the line of dashes below the names of a table."""
    return line.kind is Kind.TABLE and bool(_TABLE_RULE.fullmatch(line.raw.strip()))


def _one_line(number: int, line: str, lines: list[MarkdownLine]) -> MarkdownLine:  # noqa: PLR0911 - one for each kind
    indent = _indent(line)
    if not line.strip():
        return MarkdownLine(number, Kind.BLANK, line)
    if len(line) > MOST_LINE:
        return MarkdownLine(number, Kind.TOO_LONG, line)
    heading = _HEADING.fullmatch(line)
    if heading and (heading[2][:1] in {"", " ", "\t"} or len(heading[1]) > 1):
        return MarkdownLine(number, Kind.HEADING, line, _heading_text(heading[2]), level=len(heading[1]))
    if _BELOW.fullmatch(line) and lines and lines[-1].kind is Kind.TEXT:
        above = lines.pop()
        lines.append(MarkdownLine(above.number, Kind.HEADING, above.raw, above.text, level=1))
        return MarkdownLine(number, Kind.NOTHING, line)
    if _RULE.fullmatch(line):
        return MarkdownLine(number, Kind.RULE, line)
    if summary := SUMMARY.fullmatch(line):
        return MarkdownLine(number, Kind.SUMMARY, line, summary[1])
    if _ONLY_TAGS.fullmatch(line):
        return MarkdownLine(number, Kind.NOTHING, line)
    quoted = None if _NO_QUOTE.match(line) else _QUOTE.fullmatch(line)
    if quoted:
        inner = _one_line(number, quoted[1], [])  # once: what stands there begins with no other >
        if inner.kind in {Kind.BLANK, Kind.TEXT, Kind.ITEM}:
            return inner
        return MarkdownLine(number, Kind.TEXT, line, quoted[1].strip(), indent=indent)
    if _TABLE.fullmatch(line) or (_TABLE_RULE.fullmatch(line.strip()) and "|" in line):
        return MarkdownLine(number, Kind.TABLE, line, line.strip())
    item = MARK.fullmatch(line.strip())
    if item:
        mark = "1" if item["mark"].strip("().").isdecimal() else item["mark"][-1]
        return MarkdownLine(number, Kind.ITEM, line, without_box(item["text"]), indent=indent, mark=mark)
    if _BARE_MARK.fullmatch(line):
        return MarkdownLine(number, Kind.ITEM, line, "", indent=indent, mark=line.strip()[-1])
    return MarkdownLine(number, Kind.TEXT, line, line.strip(), indent=indent)


def _past_front_matter(raw: list[str], left: list[LeftOut]) -> int:
    if raw[0].strip() != "---":
        return 0
    for at, line in enumerate(raw[1:], start=1):
        if line.strip() in {"---", "..."}:
            if at > 1:
                left.append(LeftOut(1, "\n".join(raw[1:at]), "the properties at the top"))
                return at + 1
            return 0
        if not re.fullmatch(r"[\w -]+:.*|\s*- .*|\s+.*|#.*|", line):
            return 0
    return 0


def _end_of_fence(raw: list[str], at: int, fence: str, never: dict[str, int]) -> int | None:
    """Give the last line of a program; None where it has no end.

    Args:
        raw: All lines.
        at: Where it begins.
        fence: What it begins with.
        never: The shortest fence of each sign that is known to have no end; added to.
    """
    if len(fence) >= never.get(fence[0], len(fence) + 1):
        return None
    for last in range(at + 1, len(raw)):
        closing = raw[last].strip()
        if len(closing) >= len(fence) and set(closing) == {fence[0]}:
            return last
    never[fence[0]] = len(fence)
    return None


def _language(said: str) -> str:
    return (said.split() or [""])[0].strip("{}.").lower()


def _heading_text(rest: str) -> str:
    rest = rest.strip()
    shorter = rest.rstrip("#")
    return shorter.rstrip() if shorter != rest and shorter[-1:] in {"", " ", "\t"} else rest


def _is_tags(line: str) -> bool:
    """Whether a line holds nothing but Obsidian's or Notion's tags, or the name of a block."""
    if not line.lstrip().startswith(("#", "^")) or len(line) > MOST_LINE:
        return False
    return all(_TAG.fullmatch(word) and any(map(str.isalpha, word)) for word in line.split())


def _end_of_math(raw: list[str], at: int) -> int | None:
    end = "$$" if raw[at].strip() == "$$" else "\\]"
    for last in range(at + 1, min(len(raw), at + 200)):
        if raw[last].strip() == end:
            return last
    return None


def _end_of_comment(raw: list[str], at: int) -> int | None:
    begin = raw[at].index("<!--")
    if "-->" in raw[at][begin:]:
        return at
    for last in range(at + 1, min(len(raw), at + 200)):
        if "-->" in raw[last]:
            return last
    return None


def _outdented(line: str, spaces: int) -> str:
    return line[min(spaces, len(line) - len(line.lstrip())) :]


def _indent(line: str) -> int:
    return _width(line[: len(line) - len(line.lstrip())])


def _width(spaces: str) -> int:
    return len(spaces.expandtabs(4))
