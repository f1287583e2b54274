import threading
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def _loading_ends_with_its_command() -> Iterator[None]:
    """What a command still loads when it ends goes with its process; here it must not speak into the next test."""
    yield
    for thread in threading.enumerate():
        if thread.name == "warm-up":
            thread.join(60.0)
