"""Of a few questions only what the schedule asks of them, read without the rest of the bank.

Shipped files are taken as they are, since the tests have read them; the user's own are read as strictly as ever.
Nothing heavy is imported for the shipped ones, so that what is due can be told at once.
"""

import os.path
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Outline:
    """What the schedule asks of a question."""

    points: frozenset[str]
    """The ids of its key points."""
    seconds: float
    """Its longest good answer."""


def outline_questions(ids: Collection[str], shipped: Path, own: Path) -> Mapping[str, Outline]:
    """Read the outlines of some questions; what is not in the bank, or cannot be read, is left out.

    Args:
        ids: The questions.
        shipped: The folder that comes with the program.
        own: The user's folder, which need not exist; a question there replaces the shipped one.
    """
    return dict((*_shipped(ids, shipped), *_own(ids, own)))


def _shipped(ids: Collection[str], folder: Path) -> Iterator[tuple[str, Outline]]:
    rounds = sorted(path for path in folder.iterdir() if path.is_dir()) if ids else []
    for name in ids:
        for path in (each / f"{name}.toml" for each in rounds):
            try:
                top = tomllib.loads(path.read_text(encoding="utf-8"))
                yield name, Outline(frozenset(point["id"] for point in top["key_points"]), float(top["seconds"][1]))
            except (OSError, ValueError, KeyError, TypeError):
                continue  # in another round; or damaged, which the bank tells of


def _own(ids: Collection[str], folder: Path) -> Iterator[tuple[str, Outline]]:
    """Read the user's own, as the bank does: the first file of an id, or its last good version where that is broken."""
    if not os.path.lexists(folder):
        return
    from coach.bank.keeping import kept_rubric, last_good_path  # noqa: PLC0415 - hardly anybody needs them
    from coach.bank.load import load_rubric  # noqa: PLC0415
    from coach.bank.question_files import list_questions  # noqa: PLC0415
    from coach.errors import RubricError  # noqa: PLC0415

    done: set[str] = set()
    for file in list_questions(folder, top_level=True).files:
        name = file.path.stem
        if name not in ids or name in done:
            continue
        try:
            rubric = load_rubric(file.path)
        except RubricError:
            kept = kept_rubric(last_good_path(folder, name))
            if kept is None:
                continue
            rubric = kept
        done.add(name)
        yield name, Outline(frozenset(point.id for point in rubric.key_points), rubric.seconds[1])
