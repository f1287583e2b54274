"""How quickly a judge is loaded and judges an answer of which it has read nothing, and what reading ahead saves."""

import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from statistics import median
from typing import Any, Protocol

from coach.bench.judge_run import AnswerJudge
from coach.domain.rubric import Rubric
from coach.domain.transcript import Transcript, typed_transcript
from coach.errors import CoachError

WORDS, POINTS = 150, 5
"""A minute of speech, and the points of most questions."""

LONG_WORDS = 400
"""Of the answer that is read ahead: two and a half minutes of speech."""

PIECE = 40
"""Words that a long answer has become longer by each time that it is read ahead: a quarter of a minute."""

RUNS = 3
"""Times that each is measured, of which the median counts."""

POINTS_AIM, ALL_AIM = 300.0, 600.0
"""Milliseconds of an answer of 150 words to five points on two cores: the points alone, and everything."""

_SENTENCE = re.compile(r"(?<=[.!?])\s+")

Clock = Callable[[], float]
"""Seconds since some moment."""


class ReadingJudge(AnswerJudge, Protocol):
    """A judge that can read what is settled of an answer that goes on."""

    def read_ahead(self, rubric: Rubric, transcript: Transcript) -> None:
        """Read what further words will hardly change."""
        ...


@dataclass(frozen=True, slots=True)
class JudgeSpeed:
    """What one judge needs."""

    load_seconds: float
    """To load it, its libraries included."""
    points_ms: float
    """An answer of `WORDS` to `POINTS` points in their own wording alone."""
    all_ms: float
    """The same with their other wordings and wrong claims."""
    long_ms: float | None
    """An answer of `LONG_WORDS` with everything; None where it was not measured."""
    long_ahead_ms: float | None
    """The same after the last word, what was settled having been read while it was said."""
    memory_mb: float | None
    """The most that the process ever took; None where the system does not tell."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What is judged."""

    rubric: Rubric
    """Has `POINTS` points."""
    answer: str
    """Of `WORDS` words."""
    long_answer: str
    """Of `LONG_WORDS` words."""


def make_trial(rubrics: Sequence[Rubric]) -> Trial:
    """Make answers of the sentences of model answers, the question's own first.

    Args:
        rubrics: The bank; the first question with enough points, and other wordings and wrong claims of each, is taken.

    Raises:
        CoachError: None has.
    """
    fit = (each for each in rubrics if len(_full(each)) >= POINTS)
    rubric = next(fit, None)
    if rubric is None:
        raise CoachError(
            f"No question has {POINTS} points with other wordings and wrong claims.", "Look at `coach bank check`."
        )
    others = [each for each in rubrics if each.id != rubric.id]
    sentences = [part for each in (rubric, *others) for part in _SENTENCE.split(each.model_answer) if part]
    words = " ".join(sentences).split()
    if len(words) < LONG_WORDS:
        raise CoachError("The bank has too few model answers.", "Look at `coach bank check`.")
    points = tuple(_full(rubric)[:POINTS])
    return Trial(replace(rubric, key_points=points), " ".join(words[:WORDS]), " ".join(words[:LONG_WORDS]))


def measure_speed(
    load: Callable[[], Callable[[], ReadingJudge]],
    trial: Trial,
    memory: Callable[[], float | None],
    clock: Clock = time.perf_counter,
    *,
    long: bool = True,
) -> JudgeSpeed:
    """Measure a judge in this process, which should be a fresh one.

    Args:
        load: Loads the weights, and gives what makes a judge of them that remembers nothing.
        trial: What is judged.
        memory: Gives the most that this process ever took, in megabytes.
        clock: Gives seconds.
        long: Whether to judge the long answer too, which takes most of the time.
    """
    began = clock()
    fresh = load()
    loaded = clock() - began
    alone = tuple(replace(point, also=(), mistakes=()) for point in trial.rubric.key_points)
    points = replace(trial.rubric, key_points=alone)
    _once(fresh(), points, trial.answer, clock)  # to warm up
    return JudgeSpeed(
        load_seconds=loaded,
        points_ms=_median_ms(lambda: _once(fresh(), points, trial.answer, clock)),
        all_ms=_median_ms(lambda: _once(fresh(), trial.rubric, trial.answer, clock)),
        long_ms=_median_ms(lambda: _once(fresh(), trial.rubric, trial.long_answer, clock)) if long else None,
        long_ahead_ms=_median_ms(lambda: _ahead(fresh(), trial.rubric, trial.long_answer, clock)) if long else None,
        memory_mb=memory(),
    )


def speed_as_text(ours: JudgeSpeed, torch: JudgeSpeed) -> str:
    """Write the two judges side by side."""
    head = f"speed ({POINTS} points, nothing read before; median of {RUNS})"
    lines = [f"{head:<62}{'coach':>10}{'by torch':>10}{'ratio':>8}{'aim':>10}"]
    for name, one, other, unit, aim in (
        ("load", ours.load_seconds, torch.load_seconds, "s", ""),
        (f"{WORDS} words, the points alone", ours.points_ms, torch.points_ms, "ms", f"{POINTS_AIM:.0f} ms"),
        (f"{WORDS} words, other wordings and wrong claims too", ours.all_ms, torch.all_ms, "ms", f"{ALL_AIM:.0f} ms"),
        (f"{LONG_WORDS} words, all read after the last one", ours.long_ms, torch.long_ms, "ms", ""),
        (f"{LONG_WORDS} words, read ahead while they are said", ours.long_ahead_ms, torch.long_ahead_ms, "ms", ""),
        ("peak memory", ours.memory_mb, torch.memory_mb, "MB", ""),
    ):
        ratio = "-" if one is None or not other else f"{one / other:.2f}"
        lines.append(f"  {name:<60}{_cell(one, unit):>10}{_cell(other, unit):>10}{ratio:>8}{aim:>10}")
    if ours.long_ms and ours.long_ahead_ms is not None:
        saved = 1.0 - ours.long_ahead_ms / ours.long_ms
        lines.append(f"  Reading ahead saves {saved:.0%} of the wait after a long answer.")
    return "\n".join(lines)


def speed_as_json(ours: JudgeSpeed, torch: JudgeSpeed) -> dict[str, Any]:
    """Make a value for `json.dumps`."""
    return {
        "words": WORDS,
        "long_words": LONG_WORDS,
        "points": POINTS,
        "runs": RUNS,
        "systems": {"coach": asdict(ours), "torch": asdict(torch)},
        "aims": {"points_ms": POINTS_AIM, "all_ms": ALL_AIM},
    }


def speed_from(found: Mapping[str, Any]) -> JudgeSpeed:
    """Read what a process of its own found out."""
    return JudgeSpeed(**found)


def _full(rubric: Rubric) -> list[Any]:
    return [point for point in rubric.key_points if point.also and point.mistakes]


def _once(judge: ReadingJudge, rubric: Rubric, answer: str, clock: Clock) -> float:
    transcript = typed_transcript(answer)
    judge.prepare(rubric)
    began = clock()
    judge.judge(rubric, transcript)
    return clock() - began


def _ahead(judge: ReadingJudge, rubric: Rubric, answer: str, clock: Clock) -> float:
    words = answer.split()
    judge.prepare(rubric)
    for said in range(PIECE, len(words), PIECE):
        judge.read_ahead(rubric, typed_transcript(" ".join(words[:said])))
    return _once(judge, rubric, answer, clock)


def _median_ms(measure: Callable[[], float]) -> float:
    return 1000.0 * median(measure() for _ in range(RUNS))


def _cell(value: float | None, unit: str) -> str:
    digits = 2 if unit == "s" else 0
    return "-" if value is None else f"{value:.{digits}f} {unit}"
