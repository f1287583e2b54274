from pathlib import Path

import pytest
from faults.kills import MOST_LOST, lost_by_a_kill


@pytest.mark.parametrize("after", [0.6, 1.3])
def test_a_kill_while_recording_costs_no_more_than_a_second(tmp_path: Path, after: float) -> None:
    assert lost_by_a_kill(tmp_path, after) <= MOST_LOST
