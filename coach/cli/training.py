"""`python -m coach.cli.training`: makes the encoder's difference and the judge's numbers anew, as they are shipped."""

import argparse
import hashlib
import json
import random
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np

from coach.bank.bank import load_bank
from coach.content.comparer import Comparer
from coach.content.content_words import STOPWORDS
from coach.content.difference import read_difference, write_difference
from coach.content.judge import Judge
from coach.content.numbers import Line, Numbers
from coach.content.plain_words import plain_words
from coach.content.sentence_transformer import SentenceTransformerEmbedder
from coach.content.training.fit_numbers import fit_numbers, full_answers, measure, single_statements
from coach.content.training.produce import produce
from coach.content.training.topics import Split, Topic, load_topics, shipped_topics_folder
from coach.content.word_weights import WordWeights
from coach.domain.coverage import Verdict
from coach.domain.rubric import Rubric
from coach.paths import find_paths, shipped_folder
from coach.weights.locate import locate

BASE = "all-MiniLM-L6-v2"
"""The weights that the difference is made for."""

ANSWER_WEIGHT, TRAINED_WEIGHT, STATEMENT_WEIGHT = 1.0, 0.5, 0.2
"""How much counts in the fit: a point of a full answer, one that the encoder was trained on, and a single sentence."""

MODEL_ANSWER_WEIGHT, NOTHING_WEIGHT = 3.0, 1.0
"""The same for model answers and for answers that say nothing: without them the hard answers alone set the numbers, and
answers in plain terms of the trade came out contradicted."""

Case = tuple[Rubric, str, Mapping[str, Verdict]]


def main() -> int:
    """Train, fit, and write `minilm-interview.safetensors` and `judge.json`."""
    parser = argparse.ArgumentParser(prog="python -m coach.cli.training", description=__doc__)
    parser.add_argument("--public", type=Path, required=True, metavar="DIR", help="folder of the public sets")
    parser.add_argument("--answers", type=Path, required=True, metavar="DIR", help="the folder tests/answers")
    parser.add_argument("--out", type=Path, default=shipped_folder("models"), metavar="DIR", help="where to write")
    parser.add_argument("--fit-only", action="store_true", help="keep the difference that is there, fit the numbers")
    arguments = parser.parse_args()
    shipped = load_bank(shipped_folder("rubrics"), shipped_folder("rubrics") / "none").rubrics
    topics = load_topics(shipped_topics_folder(), shipped)
    stock = locate("embedder", BASE, find_paths().weights, _say).folder
    path, numbers_path = arguments.out / "minilm-interview.safetensors", arguments.out / "judge.json"
    if arguments.fit_only:
        table = json.loads(numbers_path.read_text(encoding="utf-8"))
        words = WordWeights(table["words"], table["unknown"])
    else:
        produced = produce(stock, arguments.public, topics, _say)
        words = produced.weights
        write_difference(path, produced.added)
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    _say(f"{path}: {path.stat().st_size} bytes, sha256 {sha256}")
    difference = read_difference("interview", path, sha256)
    held_out = {topic.name for topic in topics if topic.split is Split.HELD_OUT}
    known = [rubric for rubric in shipped if rubric.topic not in held_out]
    cases = _cases(topics, known, arguments.answers)
    fitted = {}
    for name, added in (("tuned", difference), ("plain", None)):
        embedder = SentenceTransformerEmbedder(stock, BASE, added)
        comparer = Comparer(added.added.comparer) if added else None
        judge = Judge(embedder, _NO_NUMBERS, weights=words, comparer=comparer)
        points = [point for weight, each in cases for point in measure(judge, each, weight)]
        about = [point.signals.relevance for point in measure(judge, _model_answers(known), 1.0)]
        foreign = [point.signals for point in measure(judge, _foreign_answers(known), 1.0)]
        gate = (
            float(np.median([signals.relevance for signals in foreign])),
            float(np.quantile(about, 0.05)),
            float(np.quantile([signals.near for signals in foreign], 0.995)),
        )
        fitted[name] = asdict(fit_numbers(points, gate, comparer=added is not None))
        _say(f"{name}: fitted on {len(points)} points: {fitted[name]}")
    table = {**fitted, "unknown": words.unknown, "words": dict(words.known)}
    numbers_path.write_text(json.dumps(table, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 0


def _cases(topics: tuple[Topic, ...], known: Sequence[Rubric], answers: Path) -> list[tuple[float, list[Case]]]:
    """What the numbers are fitted on: nothing of a held-out topic."""
    spoken = [case for rubric in known for case in _spoken(rubric, answers)]
    return [
        (STATEMENT_WEIGHT, list(single_statements(topics, Split.DEVELOPMENT))),
        (ANSWER_WEIGHT, list(full_answers(topics, Split.DEVELOPMENT))),
        (TRAINED_WEIGHT, list(full_answers(topics, Split.TRAIN))),
        (ANSWER_WEIGHT, spoken),
        (MODEL_ANSWER_WEIGHT, list(_model_answers(known))),
        (NOTHING_WEIGHT, [*_foreign_answers(known), *_word_salads(known)]),
    ]


def _model_answers(known: Sequence[Rubric]) -> Iterator[Case]:
    for rubric in known:
        yield rubric, rubric.model_answer, dict.fromkeys((point.id for point in rubric.key_points), Verdict.COVERED)


def _foreign_answers(known: Sequence[Rubric]) -> Iterator[Case]:
    """Give model answers to two questions of other topics."""
    for at, rubric in enumerate(known):
        missed = dict.fromkeys((point.id for point in rubric.key_points), Verdict.MISSED)
        others = [other for other in (*known[at:], *known[:at]) if other.topic != rubric.topic]
        for other in others[:2]:
            yield rubric, other.model_answer, missed


def _word_salads(known: Sequence[Rubric]) -> Iterator[Case]:
    """Give a question's own key words in random order."""
    for at, rubric in enumerate(known):
        words = [word for point in rubric.key_points for word in plain_words(point.point) if word not in STOPWORDS]
        random.Random(at).shuffle(words)  # noqa: S311 - not for secrets
        yield rubric, " ".join(words), dict.fromkeys((point.id for point in rubric.key_points), Verdict.MISSED)


def _spoken(rubric: Rubric, folder: Path) -> Iterator[Case]:
    table = tomllib.loads((folder / f"{rubric.id}.toml").read_text(encoding="utf-8"))
    for answer in table["answers"]:
        yield rubric, answer["text"], {point: Verdict(label) for point, label in answer["labels"].items()}


_LINE = Line(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
_NO_NUMBERS = Numbers(_LINE, _LINE, _LINE, 0.0, 1.0, 0.0, 0.5, 0.5, 0.5, 0.5, 1.0)
"""Stands in while the signals are gathered, which needs no numbers."""


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
