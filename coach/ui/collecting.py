"""Keeps Python's garbage collector from holding up the screen."""

import gc

ALLOCATIONS = 20_000
"""Objects more than before at which the collector looks for cycles among the new ones; Python's 700 are reached three
times while a screen opens. Of the sizes tried, 700 to 50,000, it takes the least time."""


def collect_seldom() -> None:
    """Let the collector look seldom, and never again at what is loaded by now: it stays to the end of the program.

    Looking through everything takes a tenth of a second, during which no key is answered.
    """
    gc.freeze()
    gc.set_threshold(ALLOCATIONS, *gc.get_threshold()[1:])
