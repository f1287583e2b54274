"""Several channels heard as one."""

import numpy as np
import numpy.typing as npt

Powers = npt.NDArray[np.float64]
"""Sum of the squared samples of each channel."""

LEAST_KEPT = 0.1
"""Share of the loudest channel's power that the mean of all must keep: one channel of two keeps a quarter, one of three
a ninth, and two in opposite phase nothing."""


def lost_by_mean(powers: Powers, mixed: float) -> int | None:
    """Name the channel to hear instead of the mean of all, where the mean takes the sound away; None where it does not.

    Args:
        powers: Of each channel, one at least.
        mixed: The same of their mean.
    """
    loudest = int(np.argmax(powers))
    return loudest if mixed < LEAST_KEPT * powers[loudest] else None
