"""Sound at another rate."""

from coach.domain.recording import Samples


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
