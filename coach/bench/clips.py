"""Recordings whose words are known, as the manifest.tsv of their folder names them."""

import csv
import math
from dataclasses import dataclass
from pathlib import Path

from coach.domain.transcript import TimeSpan
from coach.domain.word_lists import is_filled_pause
from coach.errors import CoachError


@dataclass(frozen=True, slots=True)
class Clip:
    """One recording with its reference."""

    name: str
    """As the manifest names it: the file, relative to the manifest's folder."""
    path: Path
    """The sound."""
    transcript: str
    """What is said, verbatim; empty where nobody speaks."""
    kind: str = ""
    """What sort of speech it is: `read`, `spont`; figures are given for each kind. Empty where none is named."""
    filler_times: tuple[TimeSpan, ...] | None = None
    """When each filled pause is, in order; a single moment has no length. None where the manifest has no times."""
    pauses: tuple[TimeSpan, ...] | None = None
    """Every silent pause between words, in order; None where the manifest has none."""
    question: str = ""
    """The question that it answers; empty where none is named."""
    copy: str = ""
    """How this copy of the recording was made worse: `telephone`; empty for the recording itself."""

    @property
    def title(self) -> str:
        """What to call it in a list."""
        return f"{self.name}, {self.copy}" if self.copy else self.name


MANIFEST = "manifest.tsv"
"""The file's name within the folder."""

_NEEDED = ("file", "transcript")

_OPTIONAL = ("kind", "seconds", "fillers", "filler_times", "pauses", "question")

_SPANS_EXAMPLE = "Write them as start-end in seconds, separated by commas: 1.20-1.85, 4.0-4.6."


class ManifestError(CoachError):
    """A manifest is missing or breaks the format."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a manifest says."""

    clips: tuple[Clip, ...]
    """In the order of the file; at least one."""
    unread_columns: tuple[str, ...]
    """Columns that mean nothing to the program, in order."""
    remarks: tuple[str, ...]
    """What looks odd but can be worked with, a sentence each."""


def load_manifest(folder: Path) -> Manifest:
    """Read the manifest of a folder of recordings; opens none of them.

    Args:
        folder: Holds manifest.tsv: UTF-8, tab separated, with a header; the columns `file` and `transcript`, and any
            of `kind`, `seconds`, `fillers` (how many), `filler_times` and `pauses` (seconds) and `question` (an id).

    Raises:
        ManifestError: The manifest is missing or breaks the format, or a file is missing or lies outside the folder.
    """
    path = folder / MANIFEST
    rows, columns = _rows(path)
    clips: list[Clip] = []
    remarks: list[str] = []
    seen: dict[str, int] = {}
    for row in rows:
        clip = _clip(row, folder)
        if clip.name in seen:
            raise row.error("file", f"{clip.name} is already on line {seen[clip.name]}", "Name every file once.")
        seen[clip.name] = row.line
        clips.append(clip)
        remarks += _check_fillers(row, clip)
    if not clips:
        raise ManifestError(f"{path} names no recordings.", "Add a line for each below the header.")
    unread = tuple(column for column in columns if column not in _NEEDED + _OPTIONAL)
    return Manifest(tuple(clips), unread, tuple(remarks))


@dataclass(frozen=True, slots=True)
class _Row:
    """One line, which knows where it stands."""

    path: Path
    line: int
    cells: dict[str, str]

    def get(self, column: str) -> str:
        return self.cells.get(column, "").strip()

    def error(self, column: str, what: str, hint: str) -> ManifestError:
        return ManifestError(f"{self.path}, line {self.line}, column `{column}`: {what}.", hint)


def _rows(path: Path) -> tuple[list[_Row], list[str]]:
    header = "The first line names the columns, at least file and transcript, separated by tabs."
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise ManifestError(f"There is no {path}.", f"Put one beside the recordings. {header}") from error
    except OSError as error:
        raise ManifestError(f"{path} cannot be read: {error.strerror or error}.", "Check its permissions.") from error
    except UnicodeDecodeError as error:
        raise ManifestError(f"{path} is not UTF-8 text: {error.reason}.", "Save it as UTF-8.") from error
    lines = list(csv.reader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))
    columns = [cell.strip() for cell in lines[0]] if lines else []
    for column in _NEEDED:
        if column not in columns:
            raise ManifestError(f"{path}, line 1: the column `{column}` is missing.", header)
    for column in columns:
        if columns.count(column) > 1:
            raise ManifestError(f"{path}, line 1: the column `{column}` is there twice.", "Name each column once.")
    rows = []
    for number, cells in enumerate(lines[1:], start=2):
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(columns):
            raise ManifestError(
                f"{path}, line {number}: {len(cells)} cells, the header has {len(columns)} columns.",
                "Separate them by single tabs, and leave no tab inside a text.",
            )
        rows.append(_Row(path, number, dict(zip(columns, cells, strict=True))))
    return rows, columns


def _clip(row: _Row, folder: Path) -> Clip:
    name = row.get("file")
    if not name:
        raise row.error("file", "it is empty", "Name the recording's file.")
    path = folder / name
    if "\0" in name or not path.resolve().is_relative_to(folder.resolve()):
        raise row.error("file", f"{name} lies outside {folder}", "Put the recording in the manifest's folder.")
    if not path.is_file():
        raise row.error("file", f"there is no file {path}", "Check the name, or remove the line.")
    if row.get("seconds"):
        _number(row, "seconds", row.get("seconds"))
    return Clip(
        name=name,
        path=path,
        transcript=row.get("transcript"),
        kind=row.get("kind"),
        filler_times=_spans(row, "filler_times", moments=True),
        pauses=_spans(row, "pauses", moments=False),
        question=row.get("question"),
    )


def _spans(row: _Row, column: str, *, moments: bool) -> tuple[TimeSpan, ...] | None:
    """Read stretches of time; a column that is not there says nothing, an empty cell says that there is none."""
    if column not in row.cells:
        return None
    spans: list[TimeSpan] = []
    for part in filter(None, (part.strip() for part in row.get(column).split(","))):
        ends = part.split("-")
        if len(ends) > 2 or (len(ends) == 1 and not moments):  # noqa: PLR2004 - start and end
            raise row.error(column, f"{part!r} is not a time range", _SPANS_EXAMPLE)
        numbers = [_number(row, column, end.strip()) for end in ends]
        if numbers[0] > numbers[-1] or (not moments and numbers[0] == numbers[-1]):
            raise row.error(column, f"{part!r} ends before it begins", _SPANS_EXAMPLE)
        if spans and numbers[0] < spans[-1].end:
            raise row.error(column, f"{part!r} begins before the previous one has ended", "Put them in order.")
        spans.append(TimeSpan(numbers[0], numbers[-1]))
    return tuple(spans)


def _number(row: _Row, column: str, text: str) -> float:
    try:
        number = float(text)
    except ValueError as error:
        raise row.error(column, f"{text!r} is not a number", "Give seconds, for instance 12.5.") from error
    if not math.isfinite(number) or number < 0:
        raise row.error(column, f"{text} is not a length of time", "Give seconds, for instance 12.5.")
    return number


def _check_fillers(row: _Row, clip: Clip) -> list[str]:
    """Compare the filled pauses that the transcript spells with what the other columns say."""
    spelled = sum(1 for word in clip.transcript.split() if is_filled_pause(word))
    if clip.filler_times is not None and len(clip.filler_times) != spelled:
        raise row.error(
            "filler_times",
            f"{len(clip.filler_times)} times, but the transcript has {spelled} filled pauses (um, uh, er, hm)",
            "Give one time for each, in order.",
        )
    counted = row.get("fillers")
    if counted and not counted.isdecimal():
        raise row.error("fillers", f"{counted!r} is not a count", "Give a whole number, or leave it empty.")
    if counted and int(counted) != spelled:
        return [f"{clip.name}: {counted} fillers in the manifest, {spelled} filled pauses in its transcript."]
    return []
