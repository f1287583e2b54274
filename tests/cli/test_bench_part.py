import time
from pathlib import Path

import pytest

from coach.bench.fresh_process import FreshProcess
from coach.bench.start import ALL, JUDGE, RECOGNISER, VOICE


@pytest.mark.weights
def test_a_start_tells_when_each_part_was_ready_and_keeps_to_its_folder(tmp_path: Path) -> None:
    process = FreshProcess(tmp_path / "home")
    began = time.monotonic()
    found = process.part("start", "ours", "--whisper=base")
    took = time.monotonic() - began
    assert set(found["seconds"]) == {VOICE, RECOGNISER, JUDGE, ALL}
    assert 0.0 < max(found["seconds"][each] for each in (VOICE, RECOGNISER, JUDGE)) <= found["seconds"][ALL] <= took
    assert found["memory_mb"] > 100.0
    assert [each.name for each in tmp_path.iterdir()] == ["home"]
