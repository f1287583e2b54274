"""Copies of a folder's clips, each made worse in the same way."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from coach.audio.read_audio import read_audio
from coach.audio.wav import write_wav
from coach.bench.clip import Clip
from coach.bench.degrading import TALKERS, Degradation
from coach.domain.recording import Samples
from coach.domain.timespan import TimeSpan

AS_IT_IS = "as it is"
"""The copy that nothing was done to."""


def make_copies(clips: Sequence[Clip], degradations: Sequence[Degradation], folder: Path) -> Iterator[Clip]:
    """Give every clip as it is, and then every copy of it, written as WAV.

    A clip in which nobody speaks has no level of speech, below which noise could be mixed in; it is made worse together
    with the first clip in which somebody does. It has no copy with other people's talk, which would be words.

    Args:
        clips: The recordings.
        degradations: What to do to each.
        folder: Where the copies go.

    Raises:
        AudioError: A clip cannot be read, or a copy cannot be written.
    """
    speaking = [place for place, clip in enumerate(clips) if clip.transcript]
    for place, clip in enumerate(clips):
        yield replace(clip, copy=AS_IT_IS)
        samples = read_audio(clip.path)
        behind = sorted((other for other in speaking if other != place), key=lambda other: (other - place) % len(clips))
        others = [read_audio(clips[other].path) for other in behind[:TALKERS]]
        for number, degradation in enumerate(degradations):
            if not clip.transcript and (degradation.of_others or not others):
                continue
            path = folder / f"{place}-{number}.wav"
            write_wav(path, _copy(clip, samples, others, degradation))
            yield replace(
                clip,
                path=path,
                copy=degradation.name,
                filler_times=_at_tempo(clip.filler_times, degradation.tempo),
                pauses=_at_tempo(clip.pauses, degradation.tempo),
            )


def _copy(clip: Clip, samples: Samples, others: Sequence[Samples], degradation: Degradation) -> Samples:
    if clip.transcript:
        return degradation.apply(samples, others)
    # So much of it that the silence is not taken for a part of the speech.
    speech = np.tile(others[0], 1 + 3 * len(samples) // len(others[0]))
    both = degradation.apply(np.concatenate((speech, samples)), others)
    return both[len(both) * len(speech) // (len(speech) + len(samples)) :]


def _at_tempo(spans: Sequence[TimeSpan] | None, tempo: float) -> tuple[TimeSpan, ...] | None:
    return None if spans is None else tuple(TimeSpan(span.start / tempo, span.end / tempo) for span in spans)
