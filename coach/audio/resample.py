"""Sound at another rate."""

import numpy as np

from coach.audio.hand_over import Convert
from coach.domain.recording import SAMPLE_RATE, Samples


def resample(samples: Samples, rate: int, wanted: int) -> Samples:
    """Give the same sound at another rate, resampled by soxr at its high quality.

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
