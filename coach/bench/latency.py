"""How long one waits for the words and for the result, and what one very long recording does to sound and memory.

Clips are played at real speed by a microphone that loses sound where a real one would; beside it the same clips are
transcribed only after the stop.
"""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np

from coach.audio.hand_over import HandOver
from coach.audio.microphone import INPUT_LATENCY
from coach.audio.wav import write_wav
from coach.bench.fresh_process import peak_memory_mb, ram_mb
from coach.domain.recording import SAMPLE_RATE, Samples
from coach.domain.rubric import Rubric
from coach.history.history import History
from coach.practice.ahead import begin_live_answer, prepare
from coach.practice.answers import GivenAnswer
from coach.practice.assess import Step, Transcribed, assess
from coach.practice.engines import Engines
from coach.practice.file_answer import FileAnswer
from coach.practice.live_answer import LiveAnswer
from coach.speech.detector import FRAME_SAMPLES
from coach.speech.levelling import LevelledDetector
from coach.speech.segmenting import SpeechSpans
from coach.wording import count

BLOCK_SAMPLES = 512
"""Samples handed over at once: 32 ms, as a sound card does."""

LONGEST_CLIP = 120.0
"""Seconds of a clip that is played: an answer lasts a minute or two, and playing takes as long as the clip does."""

LOOKS = 60.0
"""Seconds from one look at the memory to the next."""


@dataclass(frozen=True, slots=True)
class Wait:
    """How long one waited, in seconds."""

    transcript: float
    """Until every word was there."""
    result: float
    """Until the attempt was judged."""


@dataclass(frozen=True, slots=True)
class Played:
    """One clip played into the recorder."""

    wait: Wait
    """From the stop, which comes with the last sample."""
    cores: float
    """Processor time over time while recording: 1.0 is one core, busy all the time."""
    blocks: int
    """Blocks played."""
    dropped_blocks: int
    """Those that were lost because nobody took them in time."""
    latest: float
    """Seconds by which the latest block was late; from `INPUT_LATENCY` on it is lost."""
    words: int
    """Words heard."""


@dataclass(frozen=True, slots=True)
class AnswerLatency:
    """One clip in all three ways."""

    name: str
    """The clip."""
    seconds: float
    """Its length up to the end of the last word."""
    at_once: Played
    """Stopped right after the last word."""
    paused: Played
    """Stopped after a silence."""
    after: Wait
    """Transcribed only after the stop."""


@dataclass(frozen=True, slots=True)
class Endurance:
    """What a long recording showed."""

    seconds: float
    """Length of the recording."""
    blocks: int
    """Blocks played."""
    dropped_blocks: int
    """Those that were lost because nobody took them in time."""
    latest: float
    """Seconds by which the latest block was late."""
    cores: float
    """Processor time over time while recording."""
    words: int
    """Words heard."""
    wait: float
    """Seconds from the stop, which comes in the middle of whatever is being said, to the last word."""
    memory_mb: tuple[float, ...]
    """Memory of the process at the beginning, then every minute, then when every word was there; megabytes."""
    peak_memory_mb: float | None
    """The most that it ever took; None where the system does not tell."""
    problem: str
    """What went wrong while recording; empty when nothing did."""


@dataclass(frozen=True, slots=True)
class Spread:
    """How a figure is spread."""

    median: float
    """Half are below."""
    p95: float
    """Nineteen of twenty are below; with few clips drawn between the two largest."""
    worst: float
    """The largest."""


class ClipMicrophone:
    """Hands over sound as a sound card does; a block that nobody takes before the card's memory is full is lost."""

    name = "clips played as a microphone"

    def __init__(
        self, sounds: Sequence[Samples], *, patience: float, endless: bool = False, speed: float = 1.0
    ) -> None:
        """Prepare to hand sound over; nothing is handed over before `start`.

        Args:
            sounds: 16 kHz mono, played one after another.
            patience: Seconds of sound that the card keeps; a block that comes later than that is counted as lost.
            endless: Whether to begin again at the end; otherwise silence follows.
            speed: 1.0 is real time.
        """
        self._sounds = tuple(sounds)
        self._patience = patience
        self._endless = endless
        self._seconds_a_block = BLOCK_SAMPLES / SAMPLE_RATE / speed
        self._stopped = threading.Event()
        self._hand_over: HandOver | None = None
        self.ended = threading.Event()
        """Set once the last sample of the last sound has been handed over; never where it is endless."""
        self.ended_at = 0.0
        """When that was, by `time.perf_counter`."""
        self.latest = 0.0
        """Seconds by which the latest block came too late."""
        self.blocks = 0
        """Blocks played so far, lost ones included."""

    def start(self, hand_over: HandOver) -> None:
        """Begin to hand over."""
        self._hand_over = hand_over
        threading.Thread(target=self._deliver, args=(hand_over,), name="clip microphone", daemon=True).start()

    def stop(self) -> None:
        """Stop, and close the hand-over."""
        self._stopped.set()
        if self._hand_over is not None:
            self._hand_over.close()

    def _deliver(self, hand_over: HandOver) -> None:
        began = time.perf_counter()
        for block, last in self._played():
            due = began + (self.blocks + 1) * self._seconds_a_block
            if self._stopped.wait(max(0.0, due - time.perf_counter())):
                return
            late = time.perf_counter() - due
            self.latest = max(self.latest, late)
            self.blocks += 1
            if late > self._patience:
                hand_over.count_overflow()
            else:
                hand_over.put(block)
            if last:
                self.ended_at = time.perf_counter()
                self.ended.set()

    def _played(self) -> Iterator[tuple[Samples, bool]]:
        """Yield block after block, and whether it is the last with sound."""
        while True:
            for number, sound in enumerate(self._sounds, start=1):
                for at in range(0, len(sound), BLOCK_SAMPLES):
                    last = number == len(self._sounds) and at + BLOCK_SAMPLES >= len(sound)
                    yield sound[at : at + BLOCK_SAMPLES], last and not self._endless
            if not self._endless:
                break
        while True:
            yield np.zeros(BLOCK_SAMPLES, dtype=np.float32), False


def until_last_word(samples: Samples, engines: Engines) -> Samples:
    """Cut a clip at the end of its last speech, so that no silence helps; empty where there is no speech.

    Args:
        samples: 16 kHz mono.
        engines: The detector is used.
    """
    detector, spans = LevelledDetector(engines.detectors.get()()), SpeechSpans()
    whole = len(samples) // FRAME_SAMPLES * FRAME_SAMPLES
    for frame in samples[:whole].reshape(-1, FRAME_SAMPLES):
        spans.step(detector.probability(frame))
    spans.finish(len(samples))
    return samples[: spans.closed[-1][1]] if spans.closed else samples[:0]


def in_throwaway(engines: Engines, folder: Path) -> Engines:
    """Let nothing of a measurement reach the user's history and recordings.

    Args:
        engines: The real ones.
        folder: Takes what is written.
    """
    paths = replace(engines.paths, history=folder / "history.db", recordings=folder / "recordings")
    return replace(engines, paths=paths, history=History(paths.history))


def play(samples: Samples, rubric: Rubric, engines: Engines, pause: float = 0.0, *, speed: float = 1.0) -> Played:
    """Play a clip into the recorder and stop.

    Args:
        samples: 16 kHz mono, up to the last word.
        rubric: The question that it answers.
        engines: What a sitting works with; nothing of this answer may be in the embedder's memory.
        pause: Seconds of silence before the stop.
        speed: 1.0 is real time.
    """
    prepare(rubric, engines)
    sound = np.concatenate((samples, np.zeros(round(pause * SAMPLE_RATE), dtype=np.float32)))
    microphone = ClipMicrophone([sound], patience=INPUT_LATENCY, speed=speed)
    engines = replace(engines, open_microphone=lambda: microphone)
    live = begin_live_answer("bench", rubric, engines)
    began, used = time.perf_counter(), time.process_time()
    live.start()
    microphone.ended.wait()
    live.stop()
    cores = (time.process_time() - used) / (time.perf_counter() - began)
    wait = _waited(assess(GivenAnswer(rubric, live, "bench", engines.now()), engines, save=False), microphone.ended_at)
    words = len(live.transcript().words)
    live.settle(kept=False)
    return Played(wait, cores, microphone.blocks, live.dropped_blocks, microphone.latest, words)


def after_the_stop(samples: Samples, rubric: Rubric, engines: Engines) -> Wait:
    """Transcribe and judge a clip only once all of it is there.

    Args:
        samples: 16 kHz mono, up to the last word.
        rubric: The question that it answers.
        engines: What a sitting works with; nothing of this answer may be in the embedder's memory.
    """
    prepare(rubric, engines)
    file = engines.paths.recordings / "after.wav"
    write_wav(file, samples)
    began = time.perf_counter()
    answer = FileAnswer(file, "after", engines, keep_in=None)
    wait = _waited(assess(GivenAnswer(rubric, answer, "after", engines.now()), engines, save=False), began)
    file.unlink()
    return wait


def endure(
    sounds: Sequence[Samples],
    seconds: float,
    engines: Engines,
    say: Callable[[str], None],
    *,
    speed: float = 1.0,
    looks: float = LOOKS,
) -> Endurance:
    """Record clips in a loop, in one go, while they are being transcribed.

    Args:
        sounds: 16 kHz mono.
        seconds: Time after which the answer is stopped.
        engines: Where it is recorded, and the ears; the judge is not used.
        say: Told of each look.
        speed: 1.0 is real time.
        looks: Seconds between two looks at the memory.
    """
    microphone = ClipMicrophone(sounds, patience=INPUT_LATENCY, endless=True, speed=speed)
    live = LiveAnswer("bench", "bench", replace(engines, open_microphone=lambda: microphone))
    never = threading.Event()
    memory = [ram_mb()]
    began, used = time.perf_counter(), time.process_time()
    live.start()
    while (left := began + seconds - time.perf_counter()) > 0:
        if left > looks / 2:
            never.wait(min(left, looks))
            memory.append(ram_mb())
            say(f"{time.perf_counter() - began:.0f} s recorded, {count(live.dropped_blocks, 'block')} dropped")
        else:
            never.wait(left)
    live.stop()
    stopped = time.perf_counter()
    cores = (time.process_time() - used) / (stopped - began)
    words = sum(len(words) for words in live.words())
    wait = time.perf_counter() - stopped
    memory.append(ram_mb())
    recording = live.recording()
    live.settle(kept=False)
    return Endurance(
        seconds=recording.seconds,
        blocks=microphone.blocks,
        dropped_blocks=recording.dropped_blocks,
        latest=microphone.latest,
        cores=cores,
        words=words,
        wait=wait,
        memory_mb=tuple(each for each in memory if each is not None),
        peak_memory_mb=peak_memory_mb(),
        problem=recording.problem,
    )


def spread(values: Sequence[float]) -> Spread:
    """Summarise at least one value."""
    median, p95 = np.percentile(np.array(values), [50, 95])
    return Spread(float(median), float(p95), max(values))


def summaries(clips: Sequence[AnswerLatency], pause: float) -> dict[str, dict[str, Spread]]:
    """Summarise the waits: heading, then name of the figure; shares are of the answer's length.

    Args:
        clips: At least one.
        pause: Seconds of silence before the second stop.
    """

    def both(wait: Callable[[AnswerLatency], float], name: str) -> dict[str, Spread]:
        shares = [wait(each) / each.seconds for each in clips]
        return {f"{name}, seconds": spread([wait(each) for each in clips]), f"{name}, share": spread(shares)}

    return {
        "stopped right after the last word": {
            **both(lambda each: each.at_once.wait.transcript, "last word to transcript"),
            **both(lambda each: each.at_once.wait.result, "last word to result"),
            "processor while recording, cores": spread([each.at_once.cores for each in clips]),
        },
        f"stopped after {pause:g} s of silence": {
            **both(lambda each: each.paused.wait.transcript, "stop to transcript"),
            **both(lambda each: each.paused.wait.result, "stop to result"),
            "processor while recording, cores": spread([each.paused.cores for each in clips]),
        },
        "transcribed after the stop": {
            **both(lambda each: each.after.transcript, "stop to transcript"),
            **both(lambda each: each.after.result, "stop to result"),
        },
        "while speaking over after the stop": {
            "transcript, ratio": spread([each.at_once.wait.transcript / each.after.transcript for each in clips]),
            "result, ratio": spread([each.at_once.wait.result / each.after.result for each in clips]),
        },
    }


def latency_as_text(clips: Sequence[AnswerLatency], pause: float, remarks: Sequence[str]) -> str:
    """Write the waits as a table.

    Args:
        clips: At least one.
        pause: Seconds of silence before the second stop.
        remarks: What must be known to read the figures.
    """
    lengths = [each.seconds for each in clips]
    head = f"{count(len(clips), 'answer')}, {min(lengths):.1f} to {max(lengths):.1f} s, {sum(lengths):.0f} s in all"
    lines = [f"{head:<52}{'median':>10}{'95 %':>10}{'worst':>10}"]
    for heading, figures in summaries(clips, pause).items():
        lines += ["", heading]
        for name, values in figures.items():
            label, _, unit = name.rpartition(", ")
            cells = [_cell(value, unit) for value in (values.median, values.p95, values.worst)]
            lines.append(
                f"  {label if unit != 'share' else '  of the length':<50}" + "".join(f"{c:>10}" for c in cells)
            )
    ours, after = sum(each.at_once.wait.transcript for each in clips), sum(each.after.transcript for each in clips)
    lines += ["", f"all waits for the transcript together: {ours:.2f} s over {after:.2f} s is {ours / after:.2f}"]
    return "\n".join(
        [*lines, _blocks([played for each in clips for played in (each.at_once, each.paused)]), "", *remarks]
    )


def latency_as_json(clips: Sequence[AnswerLatency], pause: float, remarks: Sequence[str]) -> dict[str, object]:
    """Make a value for `json.dumps` of the waits; see `latency_as_text`."""
    played = [each for clip in clips for each in (clip.at_once, clip.paused)]
    return {
        "pause": pause,
        "remarks": list(remarks),
        "summary": {
            heading: {name: asdict(values) for name, values in figures.items()}
            for heading, figures in summaries(clips, pause).items()
        },
        "blocks": sum(each.blocks for each in played),
        "dropped_blocks": sum(each.dropped_blocks for each in played),
        "latest_block": max(each.latest for each in played),
        "clips": [asdict(each) for each in clips],
    }


def endurance_as_text(endurance: Endurance, remarks: Sequence[str]) -> str:
    """Write what a long recording showed."""
    memory = " ".join(f"{each:.0f}" for each in endurance.memory_mb)
    peak = "-" if endurance.peak_memory_mb is None else f"{endurance.peak_memory_mb:.0f} MB"
    lines = [
        f"recorded                  {endurance.seconds:.1f} s in one recording, {count(endurance.words, 'word')}",
        f"blocks dropped            {endurance.dropped_blocks} of {endurance.blocks}",
        f"latest block              {endurance.latest:.2f} s late (lost from {INPUT_LATENCY:g} s on)",
        f"processor                 {endurance.cores:.2f} cores",
        f"stop to transcript        {endurance.wait:.2f} s",
        f"memory, minute by minute  {memory or '-'} MB (at the beginning, each minute, at the end)",
        f"peak memory               {peak}, Python and libraries included",
    ]
    if endurance.problem:
        lines.append(f"problem                   {endurance.problem}")
    return "\n".join([*lines, "", *remarks])


def _waited(steps: Iterator[Step], began: float) -> Wait:
    transcribed = began
    for step in steps:
        if isinstance(step, Transcribed):
            transcribed = time.perf_counter()
    return Wait(transcribed - began, time.perf_counter() - began)


def _blocks(played: Sequence[Played]) -> str:
    dropped, blocks = sum(each.dropped_blocks for each in played), sum(each.blocks for each in played)
    latest = max(each.latest for each in played)
    return (
        f"blocks dropped: {dropped} of {blocks}; the latest came {latest:.2f} s late (lost from {INPUT_LATENCY:g} s on)"
    )


def _cell(value: float, unit: str) -> str:
    return {"seconds": f"{value:.2f} s", "share": f"{100 * value:.1f} %"}.get(unit, f"{value:.2f}")
