"""The lines of a field that may hold HTML, and of the lists in it.

Tags that are HTML are carried out, and everything else stays as typed; the mark that a line of a list begins with is
taken off.
"""

import html
import re
from dataclasses import dataclass

MARK = re.compile(
    r"(?P<mark>[-*+–—](?=\s)|[•◦▪▫‣⁃∙·●○■□➢➤→✓✔☐☑☒]|\(?\d{1,3}[.)]{1,2}(?=\s)|\(?[a-zA-Z]\)(?=\s))\s*(?P<text>\S.*)"
)
"""What a line of a list begins with: a dash or star, a bullet, a number or a letter with its bracket."""
_BARE = re.compile(r"[-*+–—•◦▪▫‣⁃∙·●○■□➢➤→✓✔☐☑☒]|\(?\d{1,3}[.)]{1,2}|\[[ xX]?\]")
"""A mark with nothing behind it."""
_BOX = re.compile(r"\[[ xX]\]\s+(?=\S)")
_INNER_BULLET = re.compile(r"\s+•\s+")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a cell."""

    text: str
    """As it stands, without spaces at its end."""
    point: str
    """Without the mark that it begins with."""
    marked: bool
    """Whether it begins with one."""


def _read_line(text: str) -> Line:
    """Take the mark off a line, if there is one."""
    point = _without_mark(text)
    return Line(text.rstrip(), point, point != text.strip())


def _without_mark(text: str) -> str:
    """Return a line without the one mark or check box that it begins with."""
    text = text.strip()
    match = MARK.fullmatch(text)
    return without_box(match["text"] if match else text)


def guarded(point: str) -> str:
    """Return a key point as a line from which taking the mark off gives it back."""
    ways = (point, f"- {point}")
    return next((line for line in ways if _without_mark(line) == point and not _BARE.fullmatch(line)), f"- [ ] {point}")


def without_box(text: str) -> str:
    """Return the text of an entry without its check box."""
    return _BOX.sub("", text, count=1) if _BOX.match(text) else text


def points_of(lines: "list[Line] | tuple[Line, ...]") -> list[str]:
    """Return the key points of a cell: a line each; a line that is indented below a marked one goes on with it."""
    points: list[str] = []
    marks = any(line.marked for line in lines)
    for line in lines:
        if not line.point or _BARE.fullmatch(line.text.strip()):
            continue
        if points and marks and not line.marked and line.text[:1].isspace():
            points[-1] += " " + line.point
        else:
            points.append(line.point)
    if len(points) == 1 and lines and any(line.text.lstrip().startswith("•") for line in lines):
        return _INNER_BULLET.split(points[0])
    return points


_TAG = re.compile(
    r"<!--(?P<comment>(?:(?!<!--|-->).)*)-->"
    r"|<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9-]*)"
    r"(?P<more>(?:\s+[\w:-]+\s*=\s*(?:\"[^\"<>]*\"|'[^'<>]*'|[^\s\"'<>=`]+)|\s+(?:hidden|open|controls|checked|disabled))*)"
    r"\s*/?>",
    re.DOTALL,
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_SOUND = re.compile(r"\[sound:[^\[\]\n]*\]|\[anki:play:[^\[\]\n]*\]")
_BOLD = re.compile(r"(?<![\w*])\*\*(?=[^\s*])([^*\n]+)(?<=[^\s*])\*\*(?![\w*])")
"""Two stars on both sides, as programs that write text for people like to put them into tables."""
_HREF = re.compile(r"""href\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)
_BREAKS = frozenset("br div p li tr h1 h2 h3 h4 h5 h6 ul ol hr table blockquote pre details summary dt dd dl".split())
_INLINE = frozenset(
    "a abbr anki-mathjax b big center cite code del em font i ins kbd label mark nobr q s samp section small span "
    "strike strong sub sup tbody td tfoot th thead tt u var".split()
)
_MEDIA = frozenset("img audio video source iframe object embed svg canvas input button".split())
_HIDDEN = frozenset({"script", "style"})
_ALONE = frozenset("br hr img input source embed".split())
"""Tags that have no end."""
_KNOWN = _BREAKS | _INLINE | _MEDIA | _HIDDEN
_WRITTEN_SMALL = {"sup": "^", "sub": "_"}


def as_entities(text: str) -> str:
    """Write a text so that nothing in it is taken for HTML, nor for anything else that a field may hold."""
    special = "&<>*[]{}\"'\xa0"
    return "".join(f"&#{ord(character)};" if character in special else character for character in text)


@dataclass(frozen=True, slots=True)
class FieldText:
    """What a person sees of a field."""

    lines: tuple[Line, ...]
    """In order, empty ones too."""
    left_out: tuple[tuple[str, str], ...] = ()
    """Each as it stands, and what it is."""
    rule: int | None = None
    """How many lines stand before the first `<hr>`; None where there is none."""


def read_field(text: str, as_html: bool | None = None) -> FieldText:
    """Return what a person would see of a field.

    Args:
        text: The field.
        as_html: Whether it is HTML; None where nothing says so. Then line breaks count unless a tag breaks lines,
            and everything that is not plainly HTML stays as it is.
    """
    left: list[tuple[str, str]] = []

    def drop_sound(match: re.Match[str]) -> str:
        left.append((match[0], "a sound"))
        return " "

    text = _BOLD.sub(r"\1", _SOUND.sub(drop_sound, text))
    if as_html is False:
        return FieldText(tuple(_read_line(line) for line in text.splitlines()), tuple(left))
    reader = _Reader(text, as_html=bool(as_html))
    return FieldText(reader.lines(), (*left, *reader.left_out), reader.rule)


class _Reader:
    """Goes through a field once, tag by tag."""

    def __init__(self, text: str, *, as_html: bool) -> None:
        self.left_out: list[tuple[str, str]] = []
        self.rule: int | None = None
        self._lines: list[tuple[bool, list[str]]] = [(False, [])]
        self._exact = self._hidden = 0
        tags = list(_TAG.finditer(text))
        ends = {match["name"].lower() for match in tags if match["end"]}
        begins = {match["name"].lower() for match in tags if match["name"] and not match["end"]}
        kept = [match for match in tags if _is_tag(match, begins, ends, as_html=as_html)]
        breaking = any(match["name"] and match["name"].lower() in _BREAKS for match in kept)
        self._flows = as_html or breaking
        at = 0
        for match in kept:
            self._text(text[at : match.start()])
            self._tag(match)
            at = match.end()
        self._text(text[at:])

    def lines(self) -> tuple[Line, ...]:
        """Return the lines; an entry of a list is marked."""
        found = []
        for item, pieces in self._lines:
            text = "".join(pieces).rstrip()
            if self._flows and not text.strip():
                continue
            found.append(Line(text, text.strip(), marked=True) if item else _read_line(text))
        return tuple(found)

    def _text(self, text: str) -> None:
        if self._hidden:
            if text.strip():
                self.left_out.append((text.strip(), "a script or style"))
            return
        text = _ENTITY.sub(lambda match: html.unescape(match[0]), text)
        if self._flows and not self._exact:
            joined = re.sub(r"\s+", " ", text)
            self._lines[-1][1].append(joined if self._lines[-1][1] else joined.lstrip())
            return
        first, *others = text.split("\n") if self._exact else (text.splitlines() or [""])
        if not self._exact and text.endswith("\n"):
            others.append("")
        self._lines[-1][1].append(first)
        self._lines += [(False, [line]) for line in others]

    def _tag(self, match: re.Match[str]) -> None:
        if match["comment"] is not None:
            if match["comment"].strip():
                self.left_out.append((match[0], "a comment"))
            return
        name, end = match["name"].lower(), bool(match["end"])
        if name in _HIDDEN:
            self._hidden = max(0, self._hidden + (-1 if end else 1))
        elif name in _MEDIA:
            if not end:
                self.left_out.append((match[0], "a picture" if name in {"img", "svg"} else "sound, film or a control"))
        elif name == "anki-mathjax":
            self._lines[-1][1].append("\\)" if end else "\\(")
        elif name in _WRITTEN_SMALL and not end:
            self._lines[-1][1].append(_WRITTEN_SMALL[name])
        elif name == "a" and not end and (address := _HREF.search(match["more"])):
            self.left_out.append((address[1], "the address of a link"))
        elif name in {"td", "th"}:
            self._lines[-1][1].append(" ")
        elif name in _BREAKS:
            self._break(name, end=end)

    def _break(self, name: str, *, end: bool) -> None:
        if name == "pre":
            self._exact = max(0, self._exact + (-1 if end else 1))
        if name == "hr" and self.rule is None:
            self.rule = sum(1 for _, pieces in self._lines if "".join(pieces).strip())
        item = name == "li" and not end
        if not item and not end and self._lines[-1][0] and not "".join(self._lines[-1][1]).strip():
            return  # a paragraph at the beginning of an entry
        self._lines.append((item, []))


def _is_tag(match: re.Match[str], begins: set[str], ends: set[str], *, as_html: bool) -> bool:
    """Whether this is HTML: a known tag, and one that has its other half where nothing says that the text is HTML."""
    if match["comment"] is not None:
        return True
    name = match["name"].lower()
    if name not in _KNOWN:
        return False
    if name in _ALONE or (as_html and len(name) > 1) or (name == "li" and not match["end"]):
        return True
    return name in (begins if match["end"] else ends)
