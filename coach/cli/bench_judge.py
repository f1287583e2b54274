"""`coach bench judge`: how well answers are judged, beside simpler ways; or the verdicts on anyone's cases."""

import argparse
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from coach.bank.bank import load_bank
from coach.bench.fresh_process import JudgeSpeed, speed_as_json, speed_as_text, speed_from
from coach.bench.judge_baselines import Baseline, PlainEmbedder, how_compared, make_baselines
from coach.bench.judge_cases import Hand, JudgeCase, load_cases, load_hands, take_in_turn
from coach.bench.judge_run import WAYS, JudgedCase, judge_cases
from coach.bench.judge_table import (
    OURS,
    System,
    Table,
    argument_section,
    followed,
    graded_section,
    hand_sections,
    judge_all,
    judged_section,
    table_as_json,
    table_as_text,
    verdicts_as_json,
)
from coach.bench.public_sets import PublicSets, load_public_sets
from coach.cli.bench_start import OURS_ALONE, TORCH, furnished
from coach.cli.output import json_text, note, print_json
from coach.cli.setup import engines_for
from coach.domain.rubric import Rubric
from coach.errors import CoachError
from coach.paths import find_paths, shipped_folder
from coach.plain import plain
from coach.practice.engines import Engines
from coach.wiring import load_embedder

TRAINING = Path("models", "training", "answers")
"""Where a checkout has the answers that the judge's reader was trained on."""

DEVELOPMENT = (Path("models", "training", "held"), Path("tests", "answers"))
"""Where it has those that trained nothing."""

TRAINED_ON = "The reader was trained on the answers of {}, so the figures on them flatter it."

MOST_TRAINING_ANSWERS = 100
"""Answers that the thresholds of the others are chosen on: more would take minutes and move them little."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What the measurement is made with."""

    engines: Callable[[argparse.Namespace, Path], Engines]
    """Builds the engines, of which the judge is used; it keeps what it has read in the file named."""
    embedder: Callable[[Engines], PlainEmbedder]
    """Loads the stock weights."""
    rubrics: Callable[[], tuple[Rubric, ...]]
    """Reads the shipped questions."""
    root: Callable[[], Path]
    """Finds the folder that holds `models` and, in a checkout, `tests`."""
    speed: Callable[[], tuple[JudgeSpeed, JudgeSpeed]]
    """Measures the judge and the same one run by torch, each in a process of its own."""


def run(arguments: argparse.Namespace, parts: Parts | None = None) -> int:
    """Judge labelled answers or anyone's cases, and print the figures or the verdicts.

    Args:
        arguments: The parsed command line.
        parts: By default the real ones.
    """
    parts = parts or _REAL
    if arguments.cases is None:
        if arguments.beside:
            arguments.usage_error("--beside goes with CASES.jsonl; without it the others are always shown")
    elif _about_hands(arguments) or arguments.speed:
        arguments.usage_error("--alone, --answers, --flips, --public and --speed cannot be combined with CASES.jsonl")
    if arguments.speed:
        if _about_hands(arguments):
            arguments.usage_error(
                "--speed judges no labelled answers, so it cannot be combined with --alone, --answers, --flips or "
                "--public"
            )
        return _run_speed(arguments, parts)
    with tempfile.TemporaryDirectory(prefix="coach-bench-") as folder:  # an answer read before would take no time
        measure = _run_hands if arguments.cases is None else _run_cases
        return measure(arguments, parts, Path(folder) / "readings.db")


def _about_hands(arguments: argparse.Namespace) -> bool:
    """Whether anything is asked for that concerns labelled answers by hand."""
    return bool(arguments.alone or arguments.answers or arguments.flips) or arguments.public is not None


def _run_cases(arguments: argparse.Namespace, parts: Parts, readings: Path) -> int:
    """Print one line of JSON a case, and the figures on stderr where there are labels."""
    title = plain(Path(arguments.cases).name)
    cases = load_cases(Path(arguments.cases))
    engines = parts.engines(arguments, readings)
    judge = engines.judge.get()
    judged: list[JudgedCase] = []
    for each in followed(judge_cases(judge, cases), len(cases), f"{OURS}: {title}", note):
        print_json(verdicts_as_json(each), indent=None)
        judged.append(each)
    if any(label is not None for case in cases for label in case.labels or ()):
        baselines, remarks = _compared(engines, cases, parts) if arguments.beside else ((), ())
        columns = [judged, *(judge_all(each.system, title, cases, note) for each in baselines)]
        section = judged_section(title, columns)
        table = Table(_names(baselines), (section,), remarks)
        if arguments.json:
            note(json_text(table_as_json(table), sys.stderr.encoding))
        else:
            note(table_as_text(table))
    return 0


def _run_speed(arguments: argparse.Namespace, parts: Parts) -> int:
    """Print how quick the judge is."""
    speed = parts.speed()
    if arguments.json:
        print_json({"speed": speed_as_json(*speed)})
    else:
        print(speed_as_text(*speed))
    return 0


def _run_hands(arguments: argparse.Namespace, parts: Parts, readings: Path) -> int:
    """Print the figures on labelled answers by hand, and on the public sets where they are named."""
    public = load_public_sets(Path(arguments.public)) if arguments.public else PublicSets({}, {}, ())
    folders = [Path(folder) for folder in arguments.answers or ()]
    hands = _load_answers(folders, parts) if folders else _load_development(parts)
    if arguments.alone:
        hands = {f"{title}, points alone": _alone(hand) for title, hand in hands.items()}
    engines = parts.engines(arguments, readings)
    ours = System(OURS, engines.judge.get())
    baselines, remarks = _compared(engines, [case for hand in hands.values() for case in hand.cases], parts)
    systems = (ours, *(each.system for each in baselines))
    sections = [
        *hand_sections(hands, systems, WAYS if arguments.flips else {}, note),
        *(graded_section(title, answers, systems, note) for title, answers in public.graded.items()),
        *(argument_section(title, pairs, systems, note) for title, pairs in public.arguments.items()),
    ]
    training = (parts.root() / TRAINING).resolve()
    trained_on = tuple(TRAINED_ON.format(plain(str(each))) for each in folders if each.resolve() == training)
    table = Table(_names(baselines), tuple(sections), (*trained_on, *public.remarks, *remarks))
    speed = parts.speed()
    if arguments.json:
        print_json({**table_as_json(table), "speed": speed_as_json(*speed)})
    else:
        print(f"{table_as_text(table)}\n\n{speed_as_text(*speed)}")
    return 0


def _load_development(parts: Parts) -> dict[str, Hand]:
    """Read the labelled answers of the checkout that trained nothing, by the titles of their sections."""
    folders = [folder for folder in (parts.root() / each for each in DEVELOPMENT) if folder.is_dir()]
    if not folders:
        raise CoachError(
            f"The labelled answers come with a checkout of the program, and {parts.root()} is not one.",
            "Run it from a checkout, or name other answers with --answers DIR.",
        )
    rubrics = parts.rubrics()
    return {f"development: {hand.name}": hand for folder in folders for hand in load_hands(folder, rubrics)}


def _load_answers(folders: Sequence[Path], parts: Parts) -> dict[str, Hand]:
    """Read other labelled answers, by the titles of their sections."""
    rubrics = parts.rubrics()
    return {
        f"{plain(str(folder))}: {plain(hand.name)}": hand for folder in folders for hand in load_hands(folder, rubrics)
    }


def _alone(hand: Hand) -> Hand:
    return replace(hand, cases=tuple(replace(case, rubric=case.rubric.alone) for case in hand.cases))


def _compared(
    engines: Engines, measured: Sequence[JudgeCase], parts: Parts
) -> tuple[tuple[Baseline, ...], tuple[str, ...]]:
    """Return what ours is compared with, and how."""
    training = parts.root() / TRAINING
    chosen_on: Sequence[JudgeCase] = measured
    if training.is_dir():
        chosen_on = take_in_turn(load_hands(training, parts.rubrics()), MOST_TRAINING_ANSWERS)
    baselines = make_baselines(chosen_on, parts.embedder(engines), note)
    names = engines.judge.get().name, engines.settings.weights.embedder
    return baselines, how_compared(baselines, *names, len(chosen_on), measured=chosen_on is measured)


def _names(baselines: tuple[Baseline, ...]) -> tuple[str, ...]:
    return (OURS, *(each.system.name for each in baselines))


def _shipped_rubrics() -> tuple[Rubric, ...]:
    shipped = shipped_folder("rubrics")
    return load_bank(shipped, shipped / "none").rubrics


def _measure_speed() -> tuple[JudgeSpeed, JudgeSpeed]:
    with tempfile.TemporaryDirectory(prefix="coach-bench-") as folder:
        process = furnished(find_paths(), Path(folder))
        process.part("judge", OURS_ALONE)  # so that no weights are prepared while it is measured
        note("the judge's speed")
        ours = speed_from(process.part("speed", OURS_ALONE))
        note("the same, run by torch")
        return ours, speed_from(process.part("speed", TORCH))


_REAL = Parts(
    engines=lambda arguments, readings: engines_for(arguments, aloud=True, readings=readings),
    embedder=lambda engines: load_embedder(engines.paths, engines.settings, note),
    rubrics=_shipped_rubrics,
    root=lambda: shipped_folder("models").parent,
    speed=_measure_speed,
)
