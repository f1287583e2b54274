"""How long it takes to see what an edited rubric does to 200 stored attempts, beside judging them all anew.

Usage: python tests/bench/what_if.py [ATTEMPTS]
The answers are made of the sentences of the bank's model answers, each with the question's own among them; the judge is
the real one, with the user's weights. Anew: every answer judged by itself with `Judge.judge`, nothing remembered of it.
An answer that was judged when it was given is remembered, so that the usual first look is that of a later sitting.
"""

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from pilots import sample_attempt

from coach.content.judge import Judge
from coach.domain.attempt import Attempt
from coach.domain.coverage import Label
from coach.domain.rubric import KeyPoint, Rubric
from coach.domain.transcript import typed_transcript
from coach.paths import find_paths
from coach.practice.stored_answers import StoredAnswers
from coach.practice.what_if import what_if
from coach.settings import Settings
from coach.wiring import build_engines

QUESTION = "bias-variance-tradeoff"
SHARE = 5
"""Every so many-th attempt is judged anew, which stands for all of them: it is what takes the time."""

TURNS = 2
"""Times that each edit is made, a little different each time."""

SENTENCES = 6
"""Sentences of an answer: about 100 words, some 40 seconds of speech."""


def make_attempts(rubric: Rubric, others: list[Rubric], number: int) -> tuple[Attempt, ...]:
    """Make answers that are all different."""
    chance = random.Random(7)
    own = rubric.model_answer.replace("\n", " ").split(". ")
    foreign = [sentence for other in others for sentence in other.model_answer.replace("\n", " ").split(". ")]
    sample = sample_attempt()
    attempts = []
    for at in range(number):
        said = chance.sample(own, 4) + chance.sample(foreign, SENTENCES - 4)
        chance.shuffle(said)
        attempts.append(
            replace(
                sample,
                id=f"a{at:04d}",
                question_id=rubric.id,
                answered_at=sample.answered_at + timedelta(hours=at),
                transcript=typed_transcript(f"Answer {at}. " + ". ".join(said)),
                labels={rubric.key_points[0].id: Label.SAID} if at % 20 == 0 else {},
            )
        )
    return tuple(attempts)


def edits(rubric: Rubric, turn: int) -> dict[str, Rubric]:
    """Give the edits that are timed, a little different at each turn."""
    first, *rest = rubric.key_points
    said = f"A line through a curve is biased, for the {turn}. time."
    changed = {
        "a weight": replace(first, importance=first.importance + 1.0 + turn),
        "a threshold": replace(first, threshold=0.41 + turn / 100.0),
        "another wording": replace(first, also=(*first.also, said)),
        "another wrong claim": replace(first, mistakes=(*first.mistakes, said)),
        "the point's text": replace(first, point=f"A model that is too simple underfits: that is bias, {turn}."),
    }
    found = {name: replace(rubric, key_points=(point, *rest)) for name, point in changed.items()}
    new = KeyPoint("new", f"More data lowers variance, not bias, {turn}.")
    return {**found, "a new point": replace(rubric, key_points=(*rubric.key_points, new))}


def timed(work: Callable[[], object]) -> float:
    """Give the seconds that something takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def fresh_judge(folder: Path, name: str) -> Judge:
    """Give a judge that remembers what is in a file."""
    paths = replace(find_paths({"COACH_HOME": str(folder)}), weights=find_paths().weights, readings=folder / name)
    return build_engines(paths, Settings()).judge.get()


def main() -> None:
    """Print the table."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        bank = build_engines(find_paths({"COACH_HOME": name}), Settings()).bank
        rubric = bank.get(QUESTION)
        attempts = make_attempts(rubric, [other for other in bank.rubrics if other.id != QUESTION], number)
        alone, together, later = (fresh_judge(folder, file) for file in ("alone.db", "together.db", "together.db"))
        for judge in (alone, together):
            judge.prepare(rubric)
        anew = SHARE * timed(lambda: [alone.judge(rubric, each.transcript) for each in attempts[::SHARE]])
        print(f"{number} attempts, {len(rubric.key_points)} key points; aims for 200: 10 s and, for an edit, 1 s")
        print(f"all judged anew, one by one: {anew:.2f} s ({SHARE} times every {SHARE}th)", flush=True)
        rows = {}
        rows["first look, nothing remembered"] = timed(
            lambda: what_if(rubric, rubric, StoredAnswers(attempts, together))
        )
        answers = StoredAnswers(attempts, later)
        rows["first look of a later sitting"] = timed(lambda: what_if(rubric, rubric, answers))
        times: dict[str, list[float]] = {}
        for turn in range(TURNS):
            for edit, edited in edits(rubric, turn).items():
                times.setdefault(edit, []).append(timed(partial(what_if, rubric, edited, answers)))
        rows |= {f"edit: {edit}": statistics.median(each) for edit, each in times.items()}
    for row, seconds in rows.items():
        print(f"{row:<32}{seconds:8.2f} s   {seconds / anew:6.3f} of judging anew")


if __name__ == "__main__":
    main()
