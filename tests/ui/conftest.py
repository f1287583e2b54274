import os
import time
from collections.abc import Iterator

import pytest
from pytest_textual_snapshot import SVGImageExtension

SVGImageExtension.file_extension = "svg"


@pytest.fixture(autouse=True)
def utc() -> Iterator[None]:
    before = os.environ.get("TZ")
    os.environ["TZ"] = "UTC"
    time.tzset()
    yield
    if before is None:
        del os.environ["TZ"]
    else:
        os.environ["TZ"] = before
    time.tzset()
