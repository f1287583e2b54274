import os
import time
from collections.abc import Iterator

import pytest
from sockets import Attempted

# Threads of a library that have nothing to do sleep, instead of keeping a core from the other processes.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

_ATTEMPTED = Attempted()
_ATTEMPTED.watch()


def pytest_xdist_auto_num_workers() -> int:
    """Two processes a core: tests of the screen wait for it half of the time."""
    return 2 * len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 2 * (os.cpu_count() or 1)


@pytest.fixture
def outside() -> Attempted:
    """Every call to an address outside this machine; a test that leaves any has failed."""
    return _ATTEMPTED


@pytest.fixture(autouse=True)
def _nothing_leaves() -> Iterator[None]:
    yield
    assert _ATTEMPTED.take() == []


@pytest.fixture
def utc() -> Iterator[None]:
    """The time zone of this machine is UTC."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = "UTC"
    time.tzset()
    yield
    if before is None:
        del os.environ["TZ"]
    else:
        os.environ["TZ"] = before
    time.tzset()
