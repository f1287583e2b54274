"""Writes the answers that a filter wants into a file of the user's: JSON, CSV or Markdown."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from coach.bank.bank import Bank
from coach.domain.attempt import Attempt, AttemptSummary
from coach.domain.filtering import AttemptFilter
from coach.domain.rubric import asked_question
from coach.errors import CoachError, DamagedHistoryError
from coach.history.history import History
from coach.plain import escaped, plain
from coach.report.as_json import attempt_as_json, summary_as_json
from coach.report.as_markdown import attempt_as_markdown
from coach.report.as_table import attempt_as_csv, header_as_csv
from coach.whole_files import whole_file

Answer = tuple[AttemptSummary, Attempt]


class ExportForm(StrEnum):
    """How answers are written; the value is what the name of the file ends in."""

    MARKDOWN = ".md"
    """To be read."""
    CSV = ".csv"
    """A row for each answer, for a spreadsheet."""
    JSON = ".json"
    """Everything, for programs."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written."""

    path: Path
    """The file."""
    answers: int
    """Answers in it."""
    damaged: int
    """Answers that are not in it, because they cannot be read."""


def form_of(path: Path) -> ExportForm:
    """Return how a file is to be written, by the ending of its name.

    Raises:
        CoachError: It has none of the endings.
    """
    try:
        return ExportForm(path.suffix.lower())
    except ValueError as error:
        raise CoachError(
            f"{plain(path.name)} does not say what is to be written.",
            "End its name in .md to read it, .csv for a spreadsheet, or .json for programs.",
        ) from error


def propose_file(form: ExportForm, today: date, home: Path) -> Path:
    """Return a name that is free, among the user's documents or in their home.

    Args:
        form: How it is to be written.
        today: The day in the time zone of this machine.
        home: The user's home.
    """
    documents = home / "Documents"
    folder = documents if documents.is_dir() else home
    stem = f"coach-answers-{today:%Y-%m-%d}"
    names = (f"{stem}{more}{form.value}" for more in ("", *(f"-{number}" for number in range(2, 1000))))
    return next((folder / name for name in names if not (folder / name).exists()), folder / f"{stem}{form.value}")


def export_history(wanted: AttemptFilter, path: Path, history: History, bank: Bank, *, over: bool = False) -> Exported:
    """Write answers into a file, whole or not at all, readable by its owner only; newest first.

    Args:
        wanted: Which.
        path: The file; its ending says how it is written.
        history: Where they are.
        bank: Says to which round a question belongs.
        over: Whether a file that is there already is replaced.

    Raises:
        CoachError: The name has no known ending, such a file is there already, or it cannot be written.
        HistoryError: The history cannot be read.
    """
    write = _WRITERS[form_of(path)]
    damaged: list[str] = []
    done = 0

    def answers() -> Iterator[Answer]:
        nonlocal done
        for summary in history.attempts(limit=max(1, history.count(wanted)), wanted=wanted):
            try:
                attempt = history.load(summary.id)
            except DamagedHistoryError:
                damaged.append(summary.id)
            else:
                done += 1
                yield summary, attempt

    try:
        with whole_file(path, over=over) as new, new.open("w", encoding="utf-8", newline="") as file:
            file.writelines(write(answers(), _round_of(bank)))
    except FileExistsError as error:
        raise CoachError(f"{plain(str(path))} already exists.", "Choose another name.") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise CoachError(
            f"{plain(str(path))} could not be written: {plain(reason)}.", "Choose another file, or free some space."
        ) from error
    return Exported(path, done, len(damaged))


def _round_of(bank: Bank) -> Mapping[str, str]:
    return {entry.rubric.id: entry.round for entry in bank.entries}


def _json(answers: Iterator[Answer], _: Mapping[str, str]) -> Iterator[str]:
    yield "["
    for at, (summary, attempt) in enumerate(answers):
        whole = {**summary_as_json(summary), "assessment": attempt_as_json(attempt)}
        yield (",\n" if at else "\n") + escaped(json.dumps(whole, ensure_ascii=False, allow_nan=False))
    yield "\n]\n"


def _csv(answers: Iterator[Answer], rounds: Mapping[str, str]) -> Iterator[str]:
    yield header_as_csv()
    for _, attempt in answers:
        yield attempt_as_csv(attempt, {attempt.question_id: rounds.get(asked_question(attempt.question_id), "")})


def _markdown(answers: Iterator[Answer], _: Mapping[str, str]) -> Iterator[str]:
    yield "# Answers\n\n"
    for _summary, attempt in answers:
        yield attempt_as_markdown(attempt)


_WRITERS: Mapping[ExportForm, Callable[[Iterator[Answer], Mapping[str, str]], Iterator[str]]] = {
    ExportForm.JSON: _json,
    ExportForm.CSV: _csv,
    ExportForm.MARKDOWN: _markdown,
}
