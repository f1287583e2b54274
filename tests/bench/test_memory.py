import sys

import numpy as np
import pytest

from coach.bench.memory import memory_mb, peak_memory_mb


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells the memory of now")
def test_memory_that_is_used_shows_and_the_peak_stays() -> None:
    before = memory_mb()
    block = np.ones(25_000_000)  # 200 MB
    during, peak = memory_mb(), peak_memory_mb()
    del block
    after = memory_mb()
    assert before is not None
    assert during is not None
    assert after is not None
    assert peak is not None
    assert during - before == pytest.approx(200, abs=20)
    assert peak >= during - 1
    assert during - after == pytest.approx(200, abs=20)
