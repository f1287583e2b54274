"""Plays a sound faster or slower at the same pitch; FFmpeg's filter `atempo` does it."""

import numpy as np

from coach.domain.recording import Samples

SLOWEST, FASTEST = 0.5, 2.0
"""Speeds that one `atempo` takes without leaving samples out."""


def stretch(samples: Samples, sample_rate: int, speed: float) -> Samples:
    """Change the speed of a sound and keep its pitch.

    Args:
        samples: Shape (n,), float32, mono.
        sample_rate: Samples a second.
        speed: 0.5 to 2.0; 2.0 takes half the time.

    Returns:
        About n / speed samples.

    Raises:
        ValueError: The speed is out of range.
    """
    if not SLOWEST <= speed <= FASTEST:
        raise ValueError(f"A speed of {speed:g} is not between {SLOWEST:g} and {FASTEST:g}.")
    if speed == 1.0 or len(samples) == 0:
        return samples
    import av  # noqa: PLC0415 - heavy: loads with the first recording

    graph = av.filter.Graph()
    source = graph.add_abuffer(sample_rate=sample_rate, format="flt", layout="mono", time_base=None)
    tempo = graph.add("atempo", f"{speed:g}")
    sink = graph.add("abuffersink")
    source.link_to(tempo)
    tempo.link_to(sink)
    graph.configure()
    frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(samples, dtype=np.float32)[np.newaxis], "flt", "mono")
    frame.sample_rate = sample_rate
    graph.push(frame)
    graph.push(None)
    pieces = []
    while True:
        try:
            pieces.append(graph.pull().to_ndarray()[0])
        except (av.error.EOFError, av.error.BlockingIOError):
            break
    return np.concatenate(pieces) if pieces else np.zeros(0, dtype=np.float32)
