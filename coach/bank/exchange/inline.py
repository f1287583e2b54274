"""The text of a line of Markdown: marks of bold, code and links taken off, mathematics kept as it is."""

import html
import re
from collections.abc import Callable
from dataclasses import dataclass

from coach.bank.exchange.html_text import read_field

MOST_LINE = 20_000
"""Characters of the longest line that is read; a question's paragraph has a few hundred."""

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


@dataclass(frozen=True, slots=True)
class InlineText:
    """What a person sees of a line."""

    text: str
    """The text, on one line."""
    left_out: tuple[tuple[str, str], ...] = ()
    """Each as it stands, and what it is."""


def read_inline(line: str) -> InlineText:
    """Give what a person would see of a line of Markdown."""
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
