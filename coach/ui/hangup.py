"""Notices that the terminal is gone: a closed window, a broken connection."""

import select


def is_gone(descriptor: int) -> bool:
    """Say whether whoever held the other end of a terminal has let go of it; never where the system cannot tell.

    Textual goes on without a key to end it, and its thread that waits for keys spins: reading a terminal that is gone
    gives nothing, at once, for ever. The system sends a signal as well, which some starters have a program ignore.

    Args:
        descriptor: Of standard input.
    """
    if not hasattr(select, "poll"):  # Windows
        return False
    watched = select.poll()
    try:
        watched.register(descriptor, 0)
        return any(event & select.POLLHUP for _, event in watched.poll(0))
    except (OSError, ValueError):
        return False
