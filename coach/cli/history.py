"""`coach history` and `coach rejudge`: the attempts, newest first, and judged again by the rubrics of today."""

import argparse
import os.path
import sys
import textwrap
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from coach.bank.bank import Bank, load_bank
from coach.cli.output import ProgressBar, agreed, can_ask, note, print_json
from coach.cli.setup import engines_for, tell_damage
from coach.domain.filtering import AttemptFilter, Shelf
from coach.errors import RubricError, UsageError
from coach.history.filtering import as_token, quoted, read_filter
from coach.history.history import History
from coach.paths import find_paths, shipped_folder
from coach.plain import plain
from coach.report.as_json import summary_as_json
from coach.report.as_text import history_as_text
from coach.report.export_history import export_history, form_of
from coach.wording import count

if TYPE_CHECKING:
    from coach.domain.rubric import Rubric
    from coach.practice.engines import Engines
    from coach.practice.rejudge import Rejudged
    from coach.practice.what_if import VerdictChange

CLAIM_WIDTH = 60
"""Characters of a key point in a line about its verdict; a longer one is cut at a word."""


def run(arguments: argparse.Namespace) -> int:
    """Print one line, or one JSON object, for each attempt; or write them into a file.

    Raises:
        CoachError: A filter or the file cannot be used, or the history not be read.
    """
    paths = find_paths()
    history = History(paths.history)
    bank = load_bank(shipped_folder("rubrics"), paths.rubrics)
    wanted = _wanted(arguments, bank, history)
    if arguments.export is not None:
        return _export(arguments, wanted, history, bank)
    summaries = history.attempts(limit=arguments.limit, wanted=wanted)
    if arguments.json:
        print_json([summary_as_json(summary) for summary in summaries])
    elif summaries or not history.count():
        print(history_as_text(summaries, bank.versions))
        found = history.count(wanted)
        if found > len(summaries) == arguments.limit:  # fewer are listed of a damaged history, too
            print(f"The newest {len(summaries):,} of {count(found, 'answer')}; --limit shows more.")
        elif not wanted.empty:
            print(f"{found:,} of {count(history.count(AttemptFilter(shelf=wanted.shelf)), 'answer')}")
    else:
        print("No answer matches.")
    tell_damage(history)
    return 0


def _wanted(arguments: argparse.Namespace, bank: Bank, history: History) -> AttemptFilter:
    """Put together what words and options ask for, by the rules of the screen's own filter.

    Raises:
        CoachError: They ask for what no answer can have, or for a question that there is not.
    """
    named = (("round", arguments.round), ("verdict", arguments.verdict), ("label", arguments.label))
    given = [f"{kind}:{quoted(each)}" for kind, values in named for each in values]
    given += [f"score:{quoted(each)}" for each in arguments.score]
    given += [f"is:{each}" for each in ("archived", "deleted") if getattr(arguments, each)]
    given += [as_token(each) for each in arguments.words]
    wanted = read_filter(" ".join(given), bank.rounds)
    if arguments.question is not None:
        wanted = replace(wanted, question_id=arguments.question)
    if asked := wanted.question_id:
        answered = any(history.count(AttemptFilter(question_id=asked, shelf=each)) for each in Shelf)
        if not answered:
            bank.get(asked)  # says so where there is no such question
    return wanted


def _export(arguments: argparse.Namespace, wanted: AttemptFilter, history: History, bank: Bank) -> int:
    path, name = Path(arguments.export), plain(arguments.export)
    form_of(path)
    over = arguments.force
    if os.path.lexists(path) and not over:
        over = agreed(f"{name} already exists. Overwrite it?") or False
        if not over:
            print("Nothing was written.")
            if not can_ask():
                raise UsageError(f"{name} already exists.", "Add --force to overwrite it.")
            return 1
    done = export_history(wanted, path, history, bank, over=over)
    print(f"Wrote {count(done.answers, 'answer')} to {name}")
    tell_damage(history)
    return 0


def run_rejudge(arguments: argparse.Namespace) -> int:
    """Judge stored answers again, and print every verdict that is different now."""
    engines = engines_for(arguments, aloud=True)
    answered = engines.history.latest()
    if not arguments.all and arguments.question not in answered:
        engines.bank.get(arguments.question)  # says so where there is no such question
        print("There are no answers to that question yet.")
        return 0
    wanted = sorted(answered) if arguments.all else [arguments.question]
    for question_id in wanted:
        try:
            rubric = engines.bank.get(question_id)
        except RubricError:
            note(
                f"{plain(question_id)}: the question has left the bank; its answers keep their verdicts. "
                "`coach bank restore` puts back a question of your own.",
            )
            continue
        _rejudge(rubric, engines, dry_run=arguments.dry_run)
    tell_damage(engines.history)
    return 0


def _rejudge(rubric: "Rubric", engines: "Engines", *, dry_run: bool) -> None:
    from coach.practice.rejudge import rejudge_question  # noqa: PLC0415 - heavy

    done: list[Rejudged] = []
    progress = ProgressBar(
        sys.stderr, engines.history.count(AttemptFilter(question_id=rubric.id)), f"{rubric.id}: judging answer"
    )
    progress.show(0)
    try:
        for each in rejudge_question(rubric, engines, save=not dry_run):
            done.append(each)
            progress.clear()
            for change in each.changes:
                print(f"  {_line(change, rubric)}", flush=progress.shown)
            progress.show(len(done))
    finally:
        progress.clear()
    changes = sum(len(each.changes) for each in done)
    would = "would change" if dry_run else "changed"
    scores = [
        (each.before.scorecard.score, each.after.scorecard.score)
        for each in done
        if each.before.scorecard.score is not None and each.after.scorecard.score is not None
    ]
    told = ""
    if scores:
        before, after = (sum(column) / len(scores) for column in zip(*scores, strict=True))
        told = f", mean score {before:.0f} -> {after:.0f}"
    print(
        f"{rubric.id}: {count(len(done), 'answer')} judged by version {rubric.version}, "
        f"{count(changes, 'verdict')} {would}{told}"
    )


def _line(change: "VerdictChange", rubric: "Rubric") -> str:
    points = {point.id: point.point for point in rubric.key_points}
    claim = textwrap.shorten(plain(points.get(change.point_id, change.point_id)), CLAIM_WIDTH, placeholder="…")
    sign = {1: "+", -1: "-", 0: "*"}[change.direction]
    before = change.before.value if change.before else "new"
    after = change.after.value if change.after else "gone"
    words = f' "{plain(change.words)}"' if change.words else ""
    return f"{sign} {change.answered_at.astimezone():%Y-%m-%d %H:%M}  {claim}: {before} -> {after}{words}"
