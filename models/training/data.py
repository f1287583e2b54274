"""The labelled texts that the reader learns from: statements, full answers, topics and the public sets."""

import json
import random
import tomllib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coach.content.said import said_plainly

HERE = Path(__file__).parent
RUBRICS = HERE.parents[1] / "rubrics"
COVERED, MISSED, CONTRADICTED, PARTLY = range(4)
"""What a statement does to a key point; the order of the reader's verdicts."""

VERDICT = {"covered": COVERED, "missed": MISSED, "contradicted": CONTRADICTED, "partial": PARTLY, "partly": PARTLY}

GRADED = ("semeval2013-scientsbank-train", "semeval2013-beetle-train")
"""Public short-answer grading: files of JSON lines with `references`, `answer` and `label`."""

INFERENCE = {
    "counterfactual-nli-train": 6000,
    "negation-nli": 2500,
    "conjnli-train": 2500,
    "breaking-nli": 2500,
    "snli-dev-test": 20000,
}
"""Public sentence pairs: files with `premise`, `hypothesis` and `label`, and how many pairs are drawn of each."""

GRADES = {"correct": COVERED, "incorrect": MISSED, "contradictory": CONTRADICTED}
FOLLOWS = {"entailment": COVERED, "neutral": MISSED, "contradiction": CONTRADICTED}

TOPICS, MODEL_ANSWERS = "topics", "model-answers"
"""The hands that wrote the answers in `topics/`, and those in the rubrics."""

Question = dict[str, Any]
"""One line of `points/` (see models/README.md): `id`, `question`, `key_points` with their lists of statements."""


@dataclass(frozen=True, slots=True)
class Example:
    """One thing to learn: what an answer does to a key point, and with which characters."""

    point: str
    """The key point, or another claim in its place."""
    answer: str
    """What was said, as the reader gets it: see `coach.content.said`."""
    verdict: int
    """`COVERED`, `MISSED`, `CONTRADICTED` or `PARTLY`."""
    spans: tuple[tuple[int, int, int], ...] | None
    """(start, end, tag) in characters of the answer, tag 1 supports, 2 contradicts; None where it isn't known."""


@dataclass(frozen=True, slots=True)
class LabelledAnswer:
    """A full answer, written by one hand."""

    hand: str
    """The file that it is from."""
    question_id: str
    """Which question it answers."""
    text: str
    """What was said."""
    labels: dict[str, int]
    """What it does to each key point, by the point's id."""
    spans: dict[str, tuple[int, int]]
    """Where the words are that do it, in characters; a point that isn't here has none that are known."""
    points: dict[str, list[dict[str, Any]]]
    """The statements that are known about each labelled key point, one entry a hand that wrote some."""


def read_lines(path: Path) -> list[dict[str, Any]]:
    """Read a file of JSON lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def load_questions() -> list[Question]:
    """Load every question with statements: `points/` and `topics/`."""
    questions = [question for path in sorted((HERE / "points").glob("*.jsonl")) for question in read_lines(path)]
    return questions + _topic_questions()


def load_answers(questions: list[Question], without: Collection[str] = ()) -> list[LabelledAnswer]:
    """Load the full answers of `answers/` and of the topics, and the shipped questions' model answers.

    A model answer makes every point of its question.

    Args:
        questions: From `load_questions`; answers to others are left out.
        without: Hands that are kept for development: names of files without their ending.
    """
    known: dict[str, dict[str, list[dict[str, Any]]]] = {}
    for question in questions:
        for point in question["key_points"]:
            known.setdefault(question["id"], {}).setdefault(point["id"], []).append(point)
    return [
        answer
        for hand, question_id, stored in _stored_answers()
        if hand not in without and (answer := _labelled(hand, question_id, stored, known.get(question_id, {}))).labels
    ]


def _stored_answers() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path in sorted((HERE / "answers").glob("*.jsonl")):
        for stored in read_lines(path):
            yield path.stem, stored["question_id"], stored
    for question in _topic_questions():
        for stored in question.get("answers", []):
            yield TOPICS, question["id"], {"answer": stored["text"].strip(), "labels": stored["labels"], "spans": {}}

    for path in sorted(RUBRICS.rglob("*.toml")):
        rubric = _read_toml(path)
        labels = {point["id"]: "covered" for point in rubric["key_points"]}
        yield MODEL_ANSWERS, rubric["id"], {"answer": rubric["model_answer"].strip(), "labels": labels, "spans": {}}


def _topic_questions() -> list[Question]:
    topics = [_read_toml(path) for path in sorted((HERE / "topics").glob("*.toml"))]
    return [_with_rubric(question) for topic in topics for question in topic["questions"]]


def _with_rubric(question: Question) -> Question:
    """Complete the statements about a shipped question with the wording of its rubric."""
    if "rubric" not in question:
        return question
    rubric = _read_toml(next(RUBRICS.rglob(f"{question['rubric']}.toml")))
    points = {point["id"]: point for point in rubric["key_points"]}
    return question | {
        "id": rubric["id"],
        "key_points": [points[statements["id"]] | statements for statements in question["key_points"]],
    }


def _read_toml(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _labelled(
    hand: str, question_id: str, stored: dict[str, Any], points: dict[str, list[dict[str, Any]]]
) -> LabelledAnswer:
    text = stored["answer"]
    spans = {
        point_id: (text.index(words), text.index(words) + len(words))
        for point_id, words in stored["spans"].items()
        if words and words in text
    }
    labels = {point_id: VERDICT[label] for point_id, label in stored["labels"].items() if point_id in points}
    return LabelledAnswer(hand, question_id, text, labels, spans, {each: points[each] for each in labels})


def load_public(folder: Path, rng: random.Random) -> list[Example]:
    """Load pairs from the public sets.

    Args:
        folder: Where their files are; they aren't part of this repository.
        rng: Chooses among references and pairs.
    """
    pairs = [
        Example(rng.choice(row["references"]), said_plainly(row["answer"]), GRADES[row["label"]], None)
        for name in GRADED
        for row in read_lines(folder / f"{name}.jsonl")
    ]
    for name, count in INFERENCE.items():
        rows = [row for row in read_lines(folder / f"{name}.jsonl") if row["label"] in FOLLOWS]
        pairs += [
            Example(row["hypothesis"], said_plainly(row["premise"]), FOLLOWS[row["label"]], None)
            for row in rng.sample(rows, min(count, len(rows)))
        ]
    return pairs


def load_misheard() -> dict[str, list[str]]:
    """Load what the speech recogniser makes of terms: each term, in lower case, with its aliases in the rubrics."""
    misheard: dict[str, list[str]] = {}
    for path in sorted(RUBRICS.rglob("*.toml")):
        for term, heard in _read_toml(path).get("aliases", {}).items():
            misheard.setdefault(term.lower(), []).extend(heard)
    return misheard
