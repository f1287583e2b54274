"""`coach bank`: list and show the questions."""

import argparse
import textwrap

from coach.bank.bank import Bank, load_bank
from coach.paths import find_paths, shipped_folder

WIDTH = 88
"""Columns of a wrapped line."""


def run_list(_arguments: argparse.Namespace) -> int:
    """Print every question by topic."""
    bank = _load()
    width = max((len(rubric.id) for rubric in bank.rubrics), default=0)
    for number, group in enumerate(bank.by_topic()):
        print(("\n" if number else "") + group.topic)
        for rubric in group.rubrics:
            print(f"  {rubric.id:<{width}}  {rubric.question}")
    for problem in bank.problems:
        print(f"\n{problem.message}\n  {problem.hint}")
    return 0


def run_show(arguments: argparse.Namespace) -> int:
    """Print one question with its key points."""
    rubric = _load().get(arguments.id)
    shortest, longest = rubric.seconds
    print(f"{rubric.question}\n{' · '.join(filter(None, [rubric.topic, rubric.chapter]))}")
    print(f"{shortest:.0f} to {longest:.0f} s · {rubric.difficulty.value} · version {rubric.version}\n")
    for point in rubric.key_points:
        print(_wrapped(f"{point.point} (weight {point.weight:g}, {point.id})", "- "))
        for also in point.also:
            print(_wrapped(also, "    also: "))
        for mistake in point.mistakes:
            print(_wrapped(mistake, "    wrong: "))
        for follow_up in rubric.follow_ups:
            if follow_up.point == point.id:
                print(_wrapped(follow_up.question, "    follow-up: "))
    if rubric.model_answer:
        print("\n" + _wrapped(rubric.model_answer, "Model answer: "))
    if rubric.reference:
        print("\nReference:\n\n" + textwrap.indent(rubric.reference, "    "))
    return 0


def _load() -> Bank:
    return load_bank(shipped_folder("rubrics"), find_paths().rubrics)


def _wrapped(text: str, indent: str) -> str:
    return textwrap.fill(text, WIDTH, initial_indent=indent, subsequent_indent=" " * len(indent))
