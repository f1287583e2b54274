"""How a moment of a recording, or the length of one, is written."""

_MINUTE = 60


def clock(seconds: float) -> str:
    """Write a time as minutes and seconds, cut to whole seconds: `0:07`."""
    minutes, rest = divmod(int(max(0.0, seconds)), _MINUTE)
    return f"{minutes}:{rest:02d}"
