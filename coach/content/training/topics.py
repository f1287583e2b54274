"""The labelled statements and answers that the judge is trained and measured on, one file a topic, read strictly."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from coach.domain.coverage import Verdict
from coach.domain.rubric import KeyPoint, Rubric
from coach.errors import CoachError


class Split(StrEnum):
    """What a topic may be used for."""

    TRAIN = "train"
    """The encoder is trained on it."""
    DEVELOPMENT = "development"
    """Numbers are chosen on it."""
    HELD_OUT = "held-out"
    """Reported, and used for nothing else."""


LABELS = frozenset({Verdict.COVERED, Verdict.PARTLY, Verdict.MISSED, Verdict.CONTRADICTED})
"""What a person may say of a point."""


@dataclass(frozen=True, slots=True)
class Statements:
    """Single sentences about one key point."""

    point: KeyPoint
    """The point, with its paraphrases and wrong claims as a rubric has them."""
    said: tuple[str, ...]
    """Three that make the point."""
    wrong: tuple[str, ...]
    """Two that contradict it: in textbook wording, and colloquially."""
    vague: str
    """One that mentions it and claims nothing of it."""


@dataclass(frozen=True, slots=True)
class LabelledAnswer:
    """A spoken-style answer with a fair person's verdicts."""

    style: str
    """How it is said: `rambling`."""
    text: str
    """As speech recognition would write it."""
    labels: Mapping[str, Verdict]
    """A label for each key point, by its id."""


@dataclass(frozen=True, slots=True)
class TopicQuestion:
    """One question of a topic."""

    rubric: Rubric
    """The question and its key points."""
    statements: tuple[Statements, ...]
    """In the order of the key points."""
    answers: tuple[LabelledAnswer, ...]
    """May be none."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic's questions; all of one split."""

    name: str
    """The heading: `Optimizers`."""
    split: Split
    """What it may be used for."""
    questions: tuple[TopicQuestion, ...] = field(default=())
    """At least one."""


def shipped_topics_folder() -> Path:
    """Say where the topics are that come with the program."""
    return Path(__file__).parent / "topics"


def load_topics(folder: Path, shipped: Iterable[Rubric]) -> tuple[Topic, ...]:
    """Read every topic of a folder, in the order of the file names.

    Args:
        folder: Holds `*.toml`.
        shipped: The questions that come with the program; a topic may refer to them by id.

    Raises:
        CoachError: There is no topic, or a file is not as it must be; names the file and the place.
    """
    by_id = {rubric.id: rubric for rubric in shipped}
    topics = tuple(_topic(path, by_id) for path in sorted(folder.glob("*.toml")))
    if not topics:
        raise CoachError(f"{folder} holds no topics.", "Name a folder with topic files (*.toml).")
    return topics


def _topic(path: Path, shipped: Mapping[str, Rubric]) -> Topic:
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        return Topic(
            name=str(table["topic"]),
            split=Split(table["split"]),
            questions=tuple(_question(entry, shipped, str(table["topic"])) for entry in table["questions"]),
        )
    except KeyError as error:
        raise CoachError(f"{path}: {error} is missing.", "Add it.") from error
    except (OSError, ValueError, TypeError) as error:
        raise CoachError(f"{path} cannot be read: {error}.", "Mend the file.") from error


def _question(entry: Mapping[str, Any], shipped: Mapping[str, Rubric], topic: str) -> TopicQuestion:
    if "rubric" in entry:
        rubric = shipped[entry["rubric"]]
        by_id = {point.id: point for point in rubric.key_points}
        points = [by_id[table["id"]] for table in entry["key_points"]]
        if len(points) != len(by_id):
            raise ValueError(f"`{rubric.id}` has {len(by_id)} key points, here are {len(points)}")
    else:
        points = [_point(table) for table in entry["key_points"]]
        rubric = Rubric(entry["id"], entry["question"], tuple(points), topic=topic)
    statements = tuple(
        Statements(point, tuple(table["said"]), tuple(table["wrong"]), str(table["vague"]))
        for point, table in zip(points, entry["key_points"], strict=True)
    )
    ids = {point.id for point in points}
    answers = tuple(_answer(table, ids, rubric.id) for table in entry.get("answers", ()))
    return TopicQuestion(rubric, statements, answers)


def _point(table: Mapping[str, Any]) -> KeyPoint:
    return KeyPoint(table["id"], table["point"], also=tuple(table["also"]), mistakes=tuple(table["mistakes"]))


def _answer(table: Mapping[str, Any], ids: set[str], question: str) -> LabelledAnswer:
    labels = {point: Verdict(label) for point, label in table["labels"].items()}
    if set(labels) != ids or not set(labels.values()) <= LABELS:
        raise ValueError(f"the labels of an answer to `{question}` are not one of {sorted(LABELS)} for each key point")
    return LabelledAnswer(str(table["style"]), str(table["text"]), labels)
