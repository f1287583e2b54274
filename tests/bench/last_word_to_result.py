"""Prints how long after the last word the result is there, beside transcribing the same answer after the stop.

Run: python tests/bench/last_word_to_result.py [AUDIO]
AUDIO is an answer to the question below; without it the voice says that question's model answer.
"""

import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from coach.audio.file_microphone import FileMicrophone
from coach.audio.read_audio import read_audio
from coach.audio.resample import resample
from coach.audio.wav import write_wav
from coach.domain.recording import SAMPLE_RATE
from coach.paths import find_paths
from coach.practice.ahead import judge_ahead, prepare
from coach.practice.assess import Step, assess
from coach.practice.file_answer import FileAnswer
from coach.practice.loading import warm_up
from coach.practice.take import Take
from coach.settings import Settings
from coach.wiring import build_engines

QUESTION = "l1-vs-l2"


def timed(steps: Iterator[Step]) -> float:
    """Seconds until the last step."""
    began = time.perf_counter()
    for _ in steps:
        pass
    return time.perf_counter() - began


def main() -> None:
    paths = find_paths()
    with tempfile.TemporaryDirectory() as folder:
        throwaway = replace(paths, recordings=Path(folder) / "recordings", history=Path(folder) / "history.db")
        engines = build_engines(throwaway, Settings())
        warm_up(engines.to_warm_up)
        rubric = engines.bank.get(QUESTION)
        if len(sys.argv) > 1:
            sound = read_audio(Path(sys.argv[1]))
        else:
            said = engines.voice.get().say(rubric.model_answer)
            sound = resample(said.samples, said.sample_rate, SAMPLE_RATE)
        seconds = len(sound) / SAMPLE_RATE
        prepare(rubric, engines)

        live = replace(engines, open_microphone=lambda: FileMicrophone(sound))
        take = Take("live", QUESTION, live, look_ahead=partial(judge_ahead, rubric, live))
        take.start()
        while take.elapsed < seconds:
            time.sleep(0.01)
        take.stop()
        while_speaking = timed(assess(rubric, take, live, "live", live.now()))

        fresh = build_engines(throwaway, Settings())
        fresh = replace(fresh, transcriber=engines.transcriber, detectors=engines.detectors)
        warm_up([fresh.embedder])
        prepare(rubric, fresh)
        file = Path(folder) / "answer.wav"
        write_wav(file, sound)
        after = timed(assess(rubric, FileAnswer(file, "after", fresh, keep_in=None), fresh, "after", fresh.now()))
    print(f"answer of {seconds:.1f} s")
    print(f"transcribed while speaking: result {while_speaking:.2f} s after the last word")
    print(f"transcribed after the stop: result {after:.2f} s after the last word")
    print(f"ratio {while_speaking / after:.2f}")


if __name__ == "__main__":
    main()
