"""Questions from and to Markdown, CSV and Anki's text export, and which form a file has.

CSV has a row for each question: question, answer, key points (a line each, within their cell), topic. Anki's "Notes in
Plain Text" has the same four as fields with HTML in them.
"""

import codecs
import csv
import html
import io
import os.path
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from coach.bank.anki_notes import read_deck
from coach.bank.anki_package import ENDINGS as PACKAGES
from coach.bank.html_text import as_entities, guarded
from coach.bank.imported import Draft, Imported, LeftOut
from coach.bank.markdown import holds_questions, read_markdown, write_markdown
from coach.bank.sheet import Role, UnknownColumnsError, evenness
from coach.bank.table import FORMULA, read_table, says_it_is_a_table, written_back
from coach.errors import RubricError
from coach.plain import hidden_in, plain, without_hidden
from coach.toml_files import shown_path

MOST_BYTES = 10_000_000
"""Largest file that is read; thousands of questions fit in."""

TABLES, TEXTS = (".csv", ".tsv"), (".md", ".markdown", ".txt")

ENDINGS = (*TEXTS, *TABLES, *PACKAGES)
"""What the names of files end in that can be read."""

_SAVE_AS = {
    (".xlsx", ".xlsm", ".xls", ".ods", ".numbers"): "Save the sheet as “CSV UTF-8”.",
    (".docx", ".doc", ".odt", ".rtf", ".pdf", ".pages"): "Save it as plain text or Markdown.",
    (".html", ".htm", ".json", ".toml", ".xml"): "Save the questions as Markdown or CSV.",
}

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""What a text begins with that says its encoding; the longer ones of the same beginning first."""

_LONG_LETTER = re.compile(rb"[\xc3-\xf4][\x80-\xbf]+")
"""A letter of UTF-8 that is not ASCII; Windows-1252 hardly ever has these side by side."""

_BREAKS = str.maketrans(dict.fromkeys("\v\f\x85\u2028\u2029", " "))
"""Breaks of lines and pages within a text, as word processors write them: the words around them stay apart."""

_EVERY_ROW = 0.99

_MOST_ROWS = 0.5
"""Shares of a text's lines that have the separator: in every one, and in most."""

_WORDS_BETWEEN = (" - ", " – ", " — ", "\t", ";", "|", ",")
"""What may stand between term and definition in a plain text."""


def read_file(path: Path, told: Sequence[Role] = (), *, encoding: str = "", ask: bool = False) -> Imported:
    """Read the questions of a file.

    Args:
        path: The file.
        told: What the user says the columns of a table are.
        encoding: What the user says the encoding is; found out where it is empty.
        ask: Whether somebody can be asked what a column is.

    Raises:
        UnknownColumnsError: It is a table, and nothing says what its columns are.
        RubricError: The file cannot be read, is too large, is not text, or its name says no form.
    """
    name = shown_path(path)
    suffix = path.suffix.lower()
    if suffix in PACKAGES:
        return read_deck(path, told)
    text, remark = file_text(path, encoding)
    try:
        imported = read_text(text, suffix, told, ask=ask)
    except UnknownColumnsError as error:
        raise UnknownColumnsError(error.columns, name) from error
    return replace(imported, remarks=(remark, *imported.remarks)) if remark else imported


def file_text(path: Path, encoding: str = "") -> tuple[str, str]:
    """Return the text of a file, lines ending with a line feed, and a remark where its encoding had to be guessed.

    Args:
        path: As for `read_file`.
        encoding: As for `read_file`.

    Raises:
        RubricError: As for `read_file`.
    """
    name = shown_path(path)
    suffix = path.suffix.lower()
    if suffix not in (*TEXTS, *TABLES):
        how = next((how for endings, how in _SAVE_AS.items() if suffix in endings), "")
        raise RubricError(
            f"{name} is not a kind of file that can be imported.",
            f"Its name must end in {', '.join(ENDINGS)}. {how}".rstrip(),
        )
    text, remark = _decoded(_content(path), name, encoding)
    return text.replace("\r\n", "\n").replace("\r", "\n"), remark


def read_text(text: str, suffix: str, told: Sequence[Role] = (), *, ask: bool = False) -> Imported:
    """Read the questions of a text.

    Args:
        text: Lines end with a line feed.
        suffix: What its file's name ends in, such as `.csv`.
        told: As for `read_file`.
        ask: As for `read_file`.

    Raises:
        UnknownColumnsError: As for `read_file`.
    """
    left = [
        LeftOut(number, f"U+{ord(each):04X}", "a character that cannot be seen")
        for number, line in enumerate(text.split("\n"), start=1)
        for each in dict.fromkeys(hidden_in(line))
    ]
    imported = _read_text(without_hidden(text.translate(_BREAKS)), suffix, told, ask=ask)
    return replace(imported, left_out=tuple(sorted((*left, *imported.left_out), key=lambda each: each.line)))


def _read_text(text: str, suffix: str, told: Sequence[Role], *, ask: bool) -> Imported:
    if suffix in TABLES:
        return read_table(text, told, default="\t" if suffix == ".tsv" else ",", ask=ask)
    if suffix != ".txt":
        return read_markdown(text, told, ask=ask)
    if told or says_it_is_a_table(text) or evenness(text, "\t") >= _MOST_ROWS:
        return read_table(text, told, default="\t", ask=ask)
    if holds_questions(text):
        return read_markdown(text, told, ask=ask)
    between = next((each for each in _WORDS_BETWEEN if evenness(text, each) >= _EVERY_ROW), "\t")
    return read_table(text, told, separator=between, ask=ask)


def _content(path: Path) -> bytes:
    name = shown_path(path)
    if os.path.exists(path) and not os.path.isfile(path):  # noqa: PTH110, PTH113 - unlike Path's, for any name
        raise RubricError(f"{name} is not an ordinary file.", "Name a file.")
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise RubricError(f"{name} cannot be read: {reason}.", "Check the file's name and permissions.") from error
    if len(content) > MOST_BYTES:
        raise RubricError(f"{name} is larger than {MOST_BYTES // 1_000_000} MB.", "Split it into several files.")
    if content.startswith((b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0", b"\x1f\x8b", b"SQLite format 3")):
        raise RubricError(
            f"{name} is not text, whatever its name says.",
            "Save a sheet as “CSV UTF-8”; the name of an Anki package must end in .apkg.",
        )
    return content


def _decoded(content: bytes, name: str, encoding: str) -> tuple[str, str]:
    """Return the text, and a remark where its encoding had to be guessed."""
    marked = next((known for mark, known in _MARKS if content.startswith(mark)), "")
    if encoding:
        return _as_told(content, name, encoding), ""
    first, second = content[0:4000:2].count(0), content[1:4000:2].count(0)
    if not marked and abs(first - second) > len(content[:4000]) // 4:  # the zero halves of plain letters
        marked = "utf-16-le" if second > first else "utf-16-be"
    try:
        return content.decode(marked or "utf-8"), ""
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        failure = RubricError(
            f"{name} is not {(marked or 'utf-8').upper().removesuffix('-SIG')} text (line {line}).",
            "Save it with the encoding UTF-8, or say what it is, for instance --encoding windows-1252.",
        )
        if marked or _LONG_LETTER.search(content):
            raise failure from error
    try:
        text = content.decode("windows-1252")
    except UnicodeDecodeError as error:
        raise failure from error
    return text, f"It is not UTF-8 (line {line}), so it was read as Windows-1252; use --encoding to choose another."


def _as_told(content: bytes, name: str, encoding: str) -> str:
    try:
        return content.decode(encoding).removeprefix("\ufeff")
    except (LookupError, UnicodeError, ValueError) as error:
        said = plain(encoding)
        raise RubricError(
            f"{name} cannot be read as {said}.", "Name its encoding, such as utf-8, utf-16 or windows-1252."
        ) from error


HEADER = ("question", "answer", "points", "topic")
"""The columns."""


def write_csv(drafts: Iterable[Draft]) -> str:
    """Write questions with a header row; no cell begins as a formula of a spreadsheet would."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADER)
    for draft in drafts:
        writer.writerow(_quoted(text) for text in _cells(draft))
    return out.getvalue()


def _cells(draft: Draft) -> tuple[str, ...]:
    """Return the cells as they are, or in another way where reading would make something else of them."""
    points = "\n".join(map(guarded, draft.points))
    cells = (draft.question, draft.answer, points, draft.topic)
    return cells if written_back(cells) == draft else tuple(map(as_entities, cells))


def _quoted(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text


def write_anki(drafts: Iterable[Draft]) -> str:
    """Write notes of four fields: question, answer, key points, topic."""
    out = io.StringIO(newline="")
    out.write("#separator:tab\n#html:true\n#columns:Question\tAnswer\tPoints\tTopic\n")
    writer = csv.writer(out, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_ALL)  # no field begins as a header
    for draft in drafts:
        writer.writerow(anki_fields(draft))
    return out.getvalue()


def anki_fields(draft: Draft) -> tuple[str, ...]:
    """Return question, answer, key points (a line each) and topic as HTML that reading makes the same of."""
    texts = (draft.question, draft.answer, "\n".join(map(guarded, draft.points)), draft.topic)
    fields = tuple(html.escape(text, quote=False).replace("\n", "<br>") for text in texts)
    if written_back(fields, as_html=True) == draft:
        return fields
    return tuple(as_entities(text).replace("\n", "<br>") for text in texts)


WRITERS: Mapping[str, Callable[[Iterable[Draft]], str]] = {
    "markdown": write_markdown,
    "csv": write_csv,
    "anki": write_anki,
}
"""By the name of the form."""
