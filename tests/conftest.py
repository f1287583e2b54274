import os
import time
from collections.abc import Iterator

import pytest
from sockets import Attempted

_ATTEMPTED = Attempted()
_ATTEMPTED.watch()


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
