"""Questions as Anki's "Notes in Plain Text": front, back, and key points, with HTML in the fields."""

import csv
import html
import io
from collections.abc import Iterable
from html.parser import HTMLParser

from coach.bank.exchange.drafted import Draft, Reading, Unread, make_reading, tidy_draft

_SEPARATORS = {"tab": "\t", "comma": ",", "semicolon": ";", "space": " ", "pipe": "|", "colon": ":"}
_METADATA = frozenset({"guid column", "notetype column", "deck column", "tags column"})
_BREAKS = frozenset({"br", "div", "p", "li", "tr", "h1", "h2", "h3", "ul", "ol"})
_HIDDEN = frozenset({"script", "style"})


def read_anki(text: str) -> Reading:
    """Read notes: the first field is the question, the second the answer, the third the key points, a line each.

    A note of two fields has its key points on the back: the entries of its list, or else its lines.
    """
    separator, as_html, begin, lines = "\t", True, 0, text.splitlines(keepends=True)
    metadata: set[int] = set()
    while begin < len(lines) and lines[begin].startswith("#"):
        key, _, value = lines[begin][1:].strip().partition(":")
        if key.lower() == "separator":
            separator = _SEPARATORS.get(value.strip().lower(), value.strip()[:1] or "\t")
        elif key.lower() in _METADATA and value.strip().isdecimal():
            metadata.add(int(value) - 1)
        elif key.lower() == "html":
            as_html = value.strip().lower() == "true"
        begin += 1
    reader = csv.reader(io.StringIO("".join(lines[begin:]), newline=""), delimiter=separator)
    found: list[tuple[int, Draft]] = []
    unread: list[Unread] = []
    at = begin + 1
    try:
        for row in reader:
            line, at = at, begin + reader.line_num + 1
            if not any(field.strip() for field in row):
                continue
            kept = [field for column, field in enumerate(row) if column not in metadata]
            fields = [_plain(field) if as_html else field for field in kept]
            if len(fields) < 2:  # noqa: PLR2004 - front and back
                unread.append(Unread(line, " ".join(row), "it has no back"))
            elif len(fields) > 2 and fields[2].strip():  # noqa: PLR2004 - front, back, points
                topic = fields[3] if len(fields) > 3 else ""  # noqa: PLR2004 - the fourth field
                found.append((line, tidy_draft(fields[0], fields[1], fields[2].splitlines(), topic)))
            else:
                found.append((line, tidy_draft(fields[0], fields[1], fields[1].splitlines())))
    except csv.Error as error:
        unread.append(Unread(begin + reader.line_num, "", f"from here on nothing could be read: {error}"))
    return make_reading(found, unread)


def write_anki(drafts: Iterable[Draft]) -> str:
    """Write notes of four fields: question, answer, key points, topic."""
    out = io.StringIO(newline="")
    out.write("#separator:tab\n#html:true\n#columns:Question\tAnswer\tPoints\tTopic\n")
    writer = csv.writer(out, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_ALL)  # no field begins as a header
    for draft in drafts:
        fields = (draft.question, draft.answer, "\n".join(draft.points), draft.topic)
        writer.writerow(html.escape(field, quote=False).replace("\n", "<br>") for field in fields)
    return out.getvalue()


class _Text(HTMLParser):
    """Keeps what a person would see, with a line for each block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self._hidden += tag in _HIDDEN
        if tag in _BREAKS:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._hidden = max(0, self._hidden - (tag in _HIDDEN))
        if tag in _BREAKS:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.pieces.append(data.replace("\n", " "))


def _plain(field: str) -> str:
    reader = _Text()
    reader.feed(field)
    reader.close()
    return "\n".join(line for line in "".join(reader.pieces).split("\n") if line.strip())
