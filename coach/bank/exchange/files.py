"""Which form a file has, by its name."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from coach.bank.exchange.anki import read_anki, write_anki
from coach.bank.exchange.csv_form import read_csv, write_csv
from coach.bank.exchange.drafted import Draft, Reading
from coach.bank.exchange.markdown import read_markdown, write_markdown
from coach.bank.fields import shown_path
from coach.errors import RubricError

MOST_BYTES = 10_000_000
"""Largest file that is read; thousands of questions fit in."""

READERS: Mapping[str, Callable[[str], Reading]] = {
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".csv": read_csv,
    ".txt": read_anki,
    ".tsv": read_anki,
}
"""By the ending of the file's name."""

WRITERS: Mapping[str, Callable[[Iterable[Draft]], str]] = {
    "markdown": write_markdown,
    "csv": write_csv,
    "anki": write_anki,
}
"""By the name of the form."""


def read_file(path: Path) -> Reading:
    """Read the questions of a file.

    Raises:
        RubricError: The file cannot be read, is too large, is not UTF-8, or its name says no form.
    """
    name = shown_path(path)
    if path.suffix.lower() not in READERS:
        raise RubricError(f"{name} has no form that is known.", f"Its name must end in {', '.join(READERS)}.")
    if path.exists() and not path.is_file():
        raise RubricError(f"{name} is not an ordinary file.", "Name a file.")
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise RubricError(f"{name} cannot be read: {reason}.", "Check the file's name and permissions.") from error
    if len(content) > MOST_BYTES:
        raise RubricError(f"{name} is larger than {MOST_BYTES // 1_000_000} MB.", "Split it into several files.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise RubricError(f"{name} is not UTF-8 text (line {line}).", "Save it with the encoding UTF-8.") from error
    return READERS[path.suffix.lower()](text.replace("\r\n", "\n").replace("\r", "\n"))
