"""`coach bench latency`: how long after the last word the result is there."""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path

from coach.audio.read_audio import read_audio
from coach.bench.clip import Clip
from coach.bench.endurance import endure
from coach.bench.latency import LONGEST_CLIP, AnswerLatency, after_the_stop, in_throwaway, play, until_last_word
from coach.bench.latency_report import endurance_as_text, latency_as_json, latency_as_text
from coach.bench.listeners import WARM_UP, our_listening
from coach.cli.bench import clips_of
from coach.cli.output import print_json
from coach.cli.setup import engines_for
from coach.domain.recording import SAMPLE_RATE, Samples
from coach.domain.rubric import Rubric
from coach.errors import CoachError
from coach.plain import plain
from coach.practice.engines import Engines

QUESTION = "bias-variance-tradeoff"
"""What clips answer for which the manifest names no question; the bank's first where it has no such one."""

NOBODY_SPEAKS = "No clip has speech in it."

BuildEngines = Callable[[argparse.Namespace], Engines]
"""Builds engines whose judge has read nothing yet."""


@dataclass(frozen=True, slots=True, eq=False)
class _Answer:
    """One clip, ready to be played."""

    clip: Clip
    """Where it comes from."""
    sound: Samples
    """16 kHz mono."""
    rubric: Rubric
    """The question that it answers."""


def run(arguments: argparse.Namespace, build: BuildEngines | None = None, speed: float = 1.0) -> int:
    """Play clips into the recorder and print how long one waits.

    Args:
        arguments: The parsed command line.
        build: Builds the engines; by default those that the settings ask for.
        speed: 1.0 plays in real time.
    """
    with tempfile.TemporaryDirectory(prefix="coach-bench-") as name:
        return _run(arguments, build or partial(_forgetful, Path(name)), Path(name), speed)


def _run(arguments: argparse.Namespace, build: BuildEngines, folder: Path, speed: float) -> int:
    engines = build(arguments)
    with clips_of(arguments, engines) as (clips, remarks):
        sounds = [read_audio(clip.path) for clip in clips]
        if arguments.minutes:
            return _run_endurance(arguments, in_throwaway(engines, folder), sounds, remarks, speed)
        _refuse_long(clips, sounds)
        answers = [_Answer(clip, sound, _question(clip, engines)) for clip, sound in zip(clips, sounds, strict=True)]
        ways = [in_throwaway(each, folder) for each in _ways(engines, arguments, build)]
        _warm_up(ways, sounds[0])
        measured = list(_measure(answers, ways, arguments.pause, speed))
    if not measured:
        raise CoachError(NOBODY_SPEAKS, "Give recordings of answers.")
    remarks = (*remarks, *_how(len(clips) - len(measured)))
    if arguments.json:
        print_json(latency_as_json(measured, arguments.pause, remarks))
    else:
        print(latency_as_text(measured, arguments.pause, [plain(remark) for remark in remarks]))
    return 0


def _forgetful(folder: Path, arguments: argparse.Namespace) -> Engines:
    """Build engines whose judge has read nothing yet."""
    return engines_for(arguments, aloud=True, readings=Path(tempfile.mkdtemp(dir=folder)) / "readings.db")


def _ways(engines: Engines, arguments: argparse.Namespace, build: BuildEngines) -> list[Engines]:
    """Give engines for each way of waiting: the same ears, but a judge of its own.

    Otherwise one way would profit from what another one has read.
    """
    more = (build(arguments), build(arguments))
    return [engines, *(replace(engines, judge=each.judge) for each in more)]


def _measure(
    answers: Sequence[_Answer], ways: Sequence[Engines], pause: float, speed: float
) -> Iterator[AnswerLatency]:
    at_once, paused, after = ways
    for number, answer in enumerate(answers, start=1):
        place = f"{number} of {len(answers)}  {plain(answer.clip.name)}"
        sound, rubric = until_last_word(answer.sound, at_once), answer.rubric
        if len(sound) == 0:
            _say(f"{place}: nobody speaks, left out")
            continue
        seconds = len(sound) / SAMPLE_RATE
        _say(f"{place}, {seconds:.1f} s, played twice")
        yield AnswerLatency(
            answer.clip.name,
            seconds,
            play(sound, rubric, at_once, speed=speed),
            play(sound, rubric, paused, pause, speed=speed),
            after_the_stop(sound, rubric, after),
        )


def _run_endurance(
    arguments: argparse.Namespace, engines: Engines, sounds: Sequence[Samples], remarks: Sequence[str], speed: float
) -> int:
    engines.detectors.get()
    our_listening(engines)(sounds[0][:WARM_UP])
    seconds = 60.0 * arguments.minutes / speed
    _say(f"playing {len(sounds)} clips in a loop for {arguments.minutes:g} minutes")
    endurance = endure(sounds, seconds, engines, _say, speed=speed)
    if arguments.json:
        print_json({**asdict(endurance), "remarks": list(remarks)})
    else:
        print(endurance_as_text(endurance, [plain(remark) for remark in remarks]))
    return 0


def _refuse_long(clips: Sequence[Clip], sounds: Sequence[Samples]) -> None:
    for clip, sound in zip(clips, sounds, strict=True):
        seconds = len(sound) / SAMPLE_RATE
        if seconds > LONGEST_CLIP:
            raise CoachError(
                f"{clip.path} lasts {seconds:.0f} s, and clips are played at real speed.",
                f"Cut it to at most {LONGEST_CLIP:g} s, or ask for one long take with --minutes.",
            )


def _question(clip: Clip, engines: Engines) -> Rubric:
    if clip.question:
        return engines.bank.get(clip.question)
    rubrics = engines.bank.rubrics
    if not rubrics:
        raise CoachError("The bank has no question.", "Look at `coach bank check`.")
    return next((each for each in rubrics if each.id == QUESTION), rubrics[0])


def _warm_up(ways: Sequence[Engines], sound: Samples) -> None:
    _say("loading Whisper and the judge")
    our_listening(ways[0])(sound[:WARM_UP])
    for each in ways:
        each.judge.get()


def _how(silent: int) -> tuple[str, ...]:
    remarks = (
        "Every clip is cut at the end of its last word, so that no silence in it helps. A clip whose manifest names "
        "no question is judged on one of the bank's: that takes as long as on its own.",
        "Transcribed after the stop: the same listening and judge, given the whole clip at once.",
    )
    return (*remarks, f"Clips in which nobody speaks, left out: {silent}.") if silent else remarks


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
