"""`coach bench judge`: how well answers are judged, beside simpler ways; or the verdicts on anyone's cases."""

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from coach.bank.bank import load_bank
from coach.bench.judge_baselines import Baseline, how_compared, make_baselines
from coach.bench.judge_cases import load_cases
from coach.bench.judge_closeness import PlainEmbedder
from coach.bench.judge_json import as_one_line, table_as_json, verdicts_as_json
from coach.bench.judge_run import JudgedCase, judge_cases
from coach.bench.judge_sets import answer_cases, statement_cases
from coach.bench.judge_table import (
    OURS,
    Section,
    System,
    Table,
    argument_section,
    followed,
    graded_section,
    judge_all,
    judged_section,
    labelled_section,
)
from coach.bench.judge_text import table_as_text
from coach.cli.setup import engines_for
from coach.content.training.public_sets import (
    ARGUMENTS,
    BEETLE,
    SCIENTSBANK,
    held_out,
    read_argument_pairs,
    read_graded_answers,
)
from coach.content.training.topics import Split, Topic, load_topics, shipped_topics_folder
from coach.paths import shipped_folder
from coach.practice.engines import Engines
from coach.report.plain import plain
from coach.wiring import plain_embedder

NOT_HELD_OUT = {
    Split.TRAIN: "The encoder was trained on these topics, so that the figures flatter it.",
    Split.DEVELOPMENT: "Numbers of the judge were chosen on these topics, so that the figures flatter it.",
}
"""What must be said of splits that are not held out."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What the measurement is made with."""

    engines: Callable[[argparse.Namespace], Engines]
    """Builds the engines, of which the judge is used."""
    embedder: Callable[[Engines], PlainEmbedder]
    """Loads the stock weights."""
    topics: Callable[[], tuple[Topic, ...]]
    """Reads the labelled topics."""


def run(arguments: argparse.Namespace, parts: Parts | None = None) -> int:
    """Judge the topics or anyone's cases, and print the figures or the verdicts.

    Args:
        arguments: The parsed command line.
        parts: By default the real ones.
    """
    parts = parts or _REAL
    if arguments.cases is None:
        if arguments.beside:
            arguments.usage_error("--beside goes with CASES.jsonl; without, the others are always there")
        return _run_sets(arguments, parts)
    if arguments.public is not None or arguments.split is not None:
        arguments.usage_error("--public and --split do not go with CASES.jsonl")
    return _run_cases(arguments, parts)


def _run_cases(arguments: argparse.Namespace, parts: Parts) -> int:
    """Print one line of JSON a case, and the figures on stderr where there are labels."""
    title = plain(Path(arguments.cases).name)
    cases = load_cases(Path(arguments.cases))
    engines = parts.engines(arguments)
    judge = engines.judge.get()
    judged: list[JudgedCase] = []
    for each in followed(judge_cases(judge, cases), len(cases), f"{OURS}: {title}", _note):
        print(as_one_line(verdicts_as_json(each), sys.stdout.encoding or "utf-8"), flush=True)
        judged.append(each)
    if any(label is not None for case in cases for label in case.labels or ()):
        baselines, remarks = _compared(engines, parts.topics(), parts) if arguments.beside else ((), ())
        columns = [judged, *(judge_all(each.system, title, cases, _note) for each in baselines)]
        section = judged_section(title, columns)
        table = Table(_names(baselines), (section,), remarks)
        if arguments.json:
            _note(as_one_line(table_as_json(table), sys.stderr.encoding or "utf-8"))
        else:
            _note(table_as_text(table))
    return 0


def _run_sets(arguments: argparse.Namespace, parts: Parts) -> int:
    """Print the figures on one split of our own topics, and on the public sets where they are named."""
    split = Split(arguments.split or Split.HELD_OUT)
    public = None if arguments.public is None else _read_public(Path(arguments.public))
    topics = parts.topics()
    engines = parts.engines(arguments)
    judge = System(OURS, engines.judge.get())
    baselines, remarks = _compared(engines, topics, parts)
    systems = (judge, *(each.system for each in baselines))
    sections = [
        labelled_section(f"{split} topics: full answers", answer_cases(topics, split), systems, _note),
        labelled_section(f"{split} topics: single statements", statement_cases(topics, split), systems, _note),
        *(measure(systems) for measure in public or ()),
    ]
    if split in NOT_HELD_OUT:
        remarks = (NOT_HELD_OUT[split], *remarks)
    table = Table(_names(baselines), tuple(sections), remarks)
    if arguments.json:
        print(json.dumps(table_as_json(table), ensure_ascii=False, indent=2, allow_nan=False))
    else:
        print(table_as_text(table))
    return 0


def _read_public(folder: Path) -> list[Callable[[tuple[System, ...]], Section]]:
    """Read the public sets, and give what measures the held-out part of each."""

    def graded(title: str, name: str) -> Callable[[tuple[System, ...]], Section]:
        answers = [each for each in read_graded_answers(folder / name) if held_out(each.question_id)]
        return lambda systems: graded_section(f"{title}, held-out questions", answers, systems, _note)

    pairs = [each for each in read_argument_pairs(folder / ARGUMENTS) if held_out(each.topic)]
    return [
        graded("SciEntsBank", SCIENTSBANK),
        graded("Beetle", BEETLE),
        lambda systems: argument_section("ArgKP-2021, held-out topics", pairs, systems, _note),
    ]


def _compared(
    engines: Engines, topics: tuple[Topic, ...], parts: Parts
) -> tuple[tuple[Baseline, ...], tuple[str, ...]]:
    """Give what ours is compared with, and how."""
    baselines = make_baselines(topics, parts.embedder(engines), _note)
    return baselines, how_compared(baselines, engines.judge.get().name, engines.settings.weights.embedder)


def _names(baselines: tuple[Baseline, ...]) -> tuple[str, ...]:
    return (OURS, *(each.system.name for each in baselines))


def _shipped_topics() -> tuple[Topic, ...]:
    shipped = shipped_folder("rubrics")
    return load_topics(shipped_topics_folder(), load_bank(shipped, shipped / "none").rubrics)


def _note(text: str) -> None:
    """Print what is not the result; whatever comes from people in it is safe to show already."""
    print(text, file=sys.stderr, flush=True)


_REAL = Parts(
    engines=lambda arguments: engines_for(arguments, aloud=True),
    embedder=lambda engines: plain_embedder(engines.paths, engines.settings, _note),
    topics=_shipped_topics,
)
