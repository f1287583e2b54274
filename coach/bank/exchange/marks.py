"""Lines of a list, with the mark that each begins with taken off."""

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


def read_line(text: str) -> Line:
    """Take the mark off a line, if there is one."""
    point = without_mark(text)
    return Line(text.rstrip(), point, point != text.strip())


def without_mark(text: str) -> str:
    """Give a line without the one mark or check box that it begins with."""
    text = text.strip()
    match = MARK.fullmatch(text)
    return without_box(match["text"] if match else text)


def guarded(point: str) -> str:
    """Give a key point as a line from which taking the mark off gives it back."""
    ways = (point, f"- {point}")
    return next((line for line in ways if without_mark(line) == point and not _BARE.fullmatch(line)), f"- [ ] {point}")


def without_box(text: str) -> str:
    """Give the text of an entry without its check box."""
    return _BOX.sub("", text, count=1) if _BOX.match(text) else text


def points_of(lines: "list[Line] | tuple[Line, ...]") -> list[str]:
    """Give the key points of a cell: a line each; a line that is indented below a marked one goes on with it."""
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
