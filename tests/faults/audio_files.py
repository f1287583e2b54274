"""Damaged sound files of seven formats: each is read, or refused with its name and a way out; nothing else happens.

    python tests/faults/audio_files.py [--runs N] [--seed S]

The files are read in a second process, which is started anew where one of them ends it or holds it up.
"""

import argparse
import io
import random
import select
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import av
import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from faults.mutating import arguments, mutated, report

from coach.audio.read_audio import read_sound
from coach.errors import AudioError

RATE = 48_000
"""Samples a second; Opus takes few other rates."""

SECONDS = 4.0
"""Length of each file before it is damaged."""

FORMATS: Mapping[str, tuple[str, str, str]] = {
    "wav": ("wav", "pcm_s16le", "s16"),
    "flac": ("flac", "flac", "s16"),
    "mp3": ("mp3", "libmp3lame", "fltp"),
    "m4a": ("mp4", "aac", "fltp"),
    "ogg": ("ogg", "vorbis", "fltp"),
    "opus": ("ogg", "libopus", "flt"),
    "webm": ("webm", "libopus", "flt"),
}
"""Container, encoder and sample format by the ending of the name."""

PATIENCE = 30.0
"""Seconds after which reading a file of 4 s counts as hung; it takes hundredths of a second."""


def whole_files() -> Mapping[str, bytes]:
    """Encode the same sound, bursts of a tone over noise, in every format."""
    at = np.arange(round(SECONDS * RATE)) / RATE
    bursts = 0.3 * np.sin(2 * np.pi * 220 * at) * (np.sin(2 * np.pi * 1.5 * at) > 0)
    sound = (bursts + 0.01 * np.random.default_rng(0).normal(size=len(at))).astype(np.float32)
    return {ending: _encode(sound, *form) for ending, form in FORMATS.items()}


def _encode(sound: np.ndarray, container: str, codec: str, form: str) -> bytes:
    file = io.BytesIO()
    with av.open(file, "w", format=container) as out:
        # The encoder for Vorbis that FFmpeg brings along counts as experimental, and knows nothing but stereo.
        stream = out.add_stream(codec, rate=RATE, layout="stereo", options={"strict": "experimental"})
        stream.codec_context.format = form
        both = np.stack((sound, sound))
        planes = both if form.endswith("p") else both.T.reshape(1, -1)
        if form.startswith("s16"):
            planes = (planes * 32767).astype(np.int16)
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(planes), format=form, layout="stereo")
        frame.sample_rate, frame.pts = RATE, 0
        for packet in (*stream.encode(frame), *stream.encode(None)):
            out.mux(packet)
    return file.getvalue()


def damaged(files: Mapping[str, bytes], seed: int, run: int) -> tuple[str, bytes]:
    """Give the file of one run; the same seed and run give the same file."""
    chance = random.Random(f"{seed} {run}")
    ending = list(files)[run % len(files)]
    return ending, mutated(files[ending], chance)


def read_all(seed: int, first: int, end: int) -> None:
    """Read the files of some runs, and print a line for each as soon as it is done."""
    files = whole_files()
    with tempfile.TemporaryDirectory() as folder:
        for run in range(first, end):
            ending, data = damaged(files, seed, run)
            path = Path(folder) / f"answer.{ending}"
            path.write_bytes(data)
            try:
                found = read_sound(path)
            except AudioError as error:
                clear = str(path) in error.message and error.hint
                print(run, "refused" if clear else f"unclear: {error}", flush=True)
            except BaseException as error:  # noqa: BLE001 - it is what is looked for
                print(run, f"uncaught: {ending} {error!r}", flush=True)
            else:
                good = len(found.samples) and np.all(np.abs(found.samples) <= 1.0) and found.unread_seconds >= 0.0
                print(run, "read" if good else f"nonsense: {ending}", flush=True)


def outcomes(seed: int, runs: int) -> Iterator[tuple[int, str]]:
    """Say of every run how it ended."""
    run = 0
    while run < runs:
        command = [sys.executable, __file__, "--seed", str(seed), "--child", str(run), str(runs)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, bufsize=1) as child:
            for line in _lines(child):
                number, _, outcome = line.strip().partition(" ")
                yield int(number), outcome
                run = int(number) + 1
            code = child.poll()
            if code is None:
                child.kill()
                yield run, "hung"
                run += 1
            elif run < runs:
                yield run, f"crashed: exit {code}"
                run += 1


def _lines(child: "subprocess.Popen[str]") -> Iterator[str]:
    """Yield lines until there are no more, or none comes for too long."""
    assert child.stdout is not None
    while select.select([child.stdout], [], [], PATIENCE)[0]:
        line = child.stdout.readline()
        if not line:
            child.wait()
            return
        yield line


def main() -> int:
    """Print how many files were read, how many refused, and whether anything else happened."""
    parser = arguments("Read damaged sound files of seven formats.", 5000)
    parser.add_argument("--child", type=int, nargs=2, metavar=("FIRST", "END"), help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.child:
        read_all(chosen.seed, *chosen.child)
        return 0
    kinds = ("read", "refused", "unclear", "nonsense", "uncaught", "hung", "crashed")
    return report(chosen, outcomes, "sound files", kinds)


if __name__ == "__main__":
    sys.exit(main())
