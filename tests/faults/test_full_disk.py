from pathlib import Path

import numpy as np
import pytest
from faults.full_disk import may_mount, what_goes_wrong


@pytest.fixture(autouse=True, scope="module")
def _allowed() -> None:
    if not may_mount():
        pytest.skip("mounting a small disk needs root")


@pytest.mark.parametrize(("kilobytes", "elsewhere"), [(12, False), (120, False), (90, True)])
def test_a_disk_that_fills_while_recording_costs_nothing(tmp_path: Path, kilobytes: int, elsewhere: bool) -> None:
    sound = np.asarray(np.random.default_rng(1).uniform(-0.5, 0.5, 8 * 16_000), np.float32)
    assert what_goes_wrong(tmp_path / "home", kilobytes, sound, elsewhere=elsewhere) == ""
