"""Sound in the form that everything here takes: 16 kHz, one channel."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from coach.domain.recording import SAMPLE_RATE, Samples

Convert = Callable[[Samples, bool], Samples]
"""Turns a block of the device's rate into 16 kHz; the flag says that no more follows."""

Powers = npt.NDArray[np.float64]
"""Sum of the squared samples of each channel."""

LEAST_KEPT = 0.1
"""Share of the loudest channel's power that the mean of all must keep: one channel of two keeps a quarter, one of three
a ninth, and two in opposite phase nothing."""


def resample(samples: Samples, rate: int, wanted: int) -> Samples:
    """Return the same sound at another rate, resampled by soxr at its high quality.

    Args:
        samples: Sound, shape (n,), float32, mono.
        rate: Its samples a second.
        wanted: Samples a second to give.
    """
    if rate == wanted or len(samples) == 0:
        return samples
    import soxr  # noqa: PLC0415 - heavy: loads with the first sound that needs it

    resampled: Samples = soxr.resample(samples, rate, wanted)
    return resampled


def to_sixteen_kilohertz(rate: int) -> Convert:
    """Make a converter for blocks that follow one another; all together they give what `resample` does.

    Args:
        rate: Samples a second of the blocks.
    """
    if rate == SAMPLE_RATE:
        return lambda block, _last: block
    import soxr  # noqa: PLC0415 - heavy

    stream = soxr.ResampleStream(rate, SAMPLE_RATE, 1, dtype="float32")

    def convert(block: Samples, last: bool) -> Samples:
        converted: Samples = stream.resample_chunk(np.ascontiguousarray(block, dtype=np.float32), last=last)
        return converted

    return convert


def lost_by_mean(powers: Powers, mixed: float) -> int | None:
    """Name the channel to hear instead of the mean of all, where the mean takes the sound away; None where it does not.

    Args:
        powers: Of each channel, one at least.
        mixed: The same of their mean.
    """
    loudest = int(np.argmax(powers))
    return loudest if mixed < LEAST_KEPT * powers[loudest] else None
