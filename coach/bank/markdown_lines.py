"""The lines of a Markdown text: what each is (a heading, an entry of a list, a program, text) and what it says.

Of what a line says, marks of bold, code and links are taken off, and mathematics stays as it is.
"""

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from coach.bank.html_text import MARK, read_field, without_box
from coach.bank.imported import LeftOut

MOST_LINE = 20_000
"""Characters of the longest line that is read; a question's paragraph has a few hundred."""

SUMMARY = re.compile(r"\s*(?:<details[^<>]*>\s*)?<summary[^<>]*>(.*?)</summary>(.*)", re.IGNORECASE)
"""What can be folded up: its heading, and what stands behind that on the same line."""

_HEADING = re.compile(r" {0,3}(#{1,6})(?!#)(.*)")

_RULE = re.compile(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|%|<hr[^<>]*>)[ \t]*", re.IGNORECASE)

_FENCE = re.compile(r"(\s*)(`{3,}|~{3,})(.*)")

_BARE_MARK = re.compile(r"\s*(?:[-*+]|\d{1,3}[.)])\s*")

_BELOW = re.compile(r" {0,3}(=+)[ \t]*")

_ONLY_TAGS = re.compile(r"\s*(?:</?(?:details|p|div|center|ul|ol|aside)(?:\s[^<>]*)?>\s*)+", re.IGNORECASE)

_TAG = re.compile(r"#[\w/-]+|\^[\w-]+")

_QUOTE = re.compile(r" {0,3}>(?:[ \t]*>)*[ \t]?(.*)")

_NO_QUOTE = re.compile(r"\s*>[=>]?\s*[\d.=$\\]")
"""A line that says that something is larger than a number."""

_TABLE = re.compile(r"\s*\|.*\|\s*")

_TABLE_RULE = re.compile(r"\|?(?:\s*:?-+:?\s*\|)+(?:\s*:?-+:?)?")

_FIRST, _LAST = 0xF0000, 0xFFFFD
"""Characters for private use, which stand for what is kept as it is while the rest is looked at."""

_KEPT = re.compile(
    r"(?<!`)(?P<ticks>`{1,6})(?!`)(?P<code>[^`]+)(?P=ticks)(?!`)"
    r"|(?P<math>\\\((?:(?!\\[()]).)*\\\)|\\\[(?:(?!\\[\[\]]).)*\\\]|\$\$[^$]+\$\$|\$(?=[^\s$])[^$]*(?<=[^\s$])\$(?!\d))"
    r"|\\(?P<escaped>[!-/:-@\[-`{-~]|$)"
    r"|(?P<entity>&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)"
    rf"|(?P<private>[{chr(_FIRST)}-{chr(_LAST)}])"
)

_IMAGE = re.compile(r"!\[([^\[\]]*)\]\(([^()]*)\)|!\[\[([^\[\]]*)\]\]")

_LINK = re.compile(r"(?<![\w\]])\[([^\[\]]+)\]\(([^()\s]*[/.#:%][^()\s]*)(?:\s[^()]*)?\)")

_WIKI = re.compile(r"(?<!\w)\[\[(?=[^\[\]|]*[A-Za-z])([^\[\]|,]+)(?:\|([^\[\]]+))?\]\]")

_AUTO = re.compile(r"<((?:https?|mailto):[^\s<>]+)>")

_MARKS = (
    re.compile(r"(?<![\w*])(\*{1,3})(?=[^\s*])([^*]+)(?<=[^\s*])\1(?![\w*])"),
    re.compile(r"(?<!\w)(_{1,3})(?=[^\s_])([^_]+)(?<=[^\s_])\1(?!\w)"),
    re.compile(r"(?<![\w~])(~~)(?=[^\s~])([^~]+)(?<=[^\s~])~~(?![\w~])"),
    re.compile(r"(?<![\w=])(==)(?=[^\s=])([^=]+)(?<=[^\s=])==(?![\w=])"),
)

_NAMES_OF_PYTHON = frozenset(
    "add all call class contains del delitem dict doc enter eq exit file ge getattr getitem gt hash init iter le len "
    "lt main matmul module mul name ne new next post_init repr setattr setitem slots str sub version".split()
)
"""What stands between two underscores on both sides without being bold."""

_DEEPEST = 4
"""Marks within marks that are taken off."""


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
    """Return the last line of a program; None where it has no end.

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


@dataclass(frozen=True, slots=True)
class InlineText:
    """What a person sees of a line."""

    text: str
    """The text, on one line."""
    left_out: tuple[tuple[str, str], ...] = ()
    """Each as it stands, and what it is."""


def read_inline(line: str) -> InlineText:
    """Return what a person would see of a line of Markdown."""
    kept: list[str] = []
    left: list[tuple[str, str]] = []

    def keep(match: re.Match[str]) -> str:
        if match["entity"]:
            text = html.unescape(match["entity"])
        elif match["code"]:
            text = match["code"].strip()
        else:
            text = match["math"] or match["private"] or (match["escaped"] or "")
        kept.append(text)
        return chr(_FIRST + len(kept) - 1)

    def drop(what: str, group: int) -> Callable[[re.Match[str]], str]:
        def replace(match: re.Match[str]) -> str:
            left.append((match[0], what))
            return match[group] if group else " "

        return replace

    text = _KEPT.sub(keep, line.strip())
    text = _IMAGE.sub(drop("a picture", 0), text)
    text = _LINK.sub(drop("the address of a link", 1), text)
    text = _WIKI.sub(lambda match: drop("the address of a link", 2)(match) if match[2] else match[1], text)
    text = _AUTO.sub(r"\1", text)
    if "<" in text or "[" in text:
        field = read_field(text)
        text = " ".join(each.text for each in field.lines)
        left += field.left_out
    for _ in range(_DEEPEST):
        before = text
        for mark in _MARKS:
            text = mark.sub(_unmarked, text)
        if text == before:
            break
    back = re.compile(f"[{chr(_FIRST)}-{chr(_LAST)}]")
    text = back.sub(lambda match: kept[ord(match[0]) - _FIRST], text)
    restored = tuple((back.sub(lambda match: kept[ord(match[0]) - _FIRST], each), what) for each, what in left)
    return InlineText(" ".join(text.split()), restored)


def _unmarked(match: re.Match[str]) -> str:
    if match[1] == "__" and match[2] in _NAMES_OF_PYTHON:
        return match[0]
    return match[2]
