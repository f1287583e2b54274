"""`coach rejudge`: stored answers judged by the rubrics as they are now."""

import argparse
import sys

from coach.cli.setup import engines_for, tell_damage
from coach.domain.rubric import Rubric
from coach.errors import RubricError
from coach.plain import plain
from coach.practice.engines import Engines
from coach.practice.rejudge import Rejudged, rejudge_question
from coach.practice.what_if import VerdictChange

BAR_WIDTH = 20
"""Characters of the bar that shows how far the judging has come."""


def run(arguments: argparse.Namespace) -> int:
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
            print(
                f"{plain(question_id)}: the question has left the bank; its answers keep their verdicts. "
                "`coach bank restore` puts back a question of your own.",
                file=sys.stderr,
            )
            continue
        _rejudge(rubric, engines, dry_run=arguments.dry_run)
    tell_damage(engines.history)
    return 0


def _rejudge(rubric: Rubric, engines: Engines, *, dry_run: bool) -> None:
    done: list[Rejudged] = []
    total = engines.history.count(rubric.id)
    for each in rejudge_question(rubric, engines, save=not dry_run):
        done.append(each)
        _show_progress(rubric.id, len(done), total)
        for change in each.changes:
            print(f"  {_line(change)}")
    if len(done) < total:  # some could not be read
        _show_progress(rubric.id, total, total)
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
        f"{rubric.id}: {len(done)} answer{'s' * (len(done) != 1)} judged by version {rubric.version}, "
        f"{changes} verdict{'s' * (changes != 1)} {would}{told}"
    )


def _show_progress(question_id: str, done: int, total: int) -> None:
    """Draw a bar on a terminal, over and over on one line; the line is gone at the end."""
    if not sys.stderr.isatty():
        return
    filled = BAR_WIDTH * done // max(1, total)
    bar = "#" * filled + "." * (BAR_WIDTH - filled)
    line = f"[{bar}] {done} of {total} answers to {question_id}"
    sys.stderr.write(f"\r{line}" if done < total else f"\r{' ' * len(line)}\r")
    sys.stderr.flush()


def _line(change: VerdictChange) -> str:
    sign = {1: "+", -1: "-", 0: "*"}[change.direction]
    before = change.before.value if change.before else "new"
    after = change.after.value if change.after else "gone"
    words = f' "{plain(change.words)}"' if change.words else ""
    return (
        f"{sign} {change.answered_at.astimezone():%Y-%m-%d %H:%M}  {plain(change.point_id)}: {before} -> {after}{words}"
    )
