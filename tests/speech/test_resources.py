import os
import subprocess
import sys
from pathlib import Path

import pytest

from coach.speech.resources import physical_cores, recogniser_threads

GROWTH = """
import threading
from coach.speech.resources import give_back_memory, share_one_heap

def resident():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * 4096

share_one_heap()
kept = []
def take():
    blocks = [bytearray(100_000) for _ in range(1000)]
    kept.append(blocks[::100])

threads = [threading.Thread(target=take) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
before = resident()
give_back_memory()
print(before - resident())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only glibc keeps memory in this way")
def test_memory_that_is_not_in_use_is_given_back() -> None:
    given_back = int(subprocess.run([sys.executable, "-c", GROWTH], capture_output=True, text=True, check=True).stdout)
    assert given_back > 20_000_000


def test_two_threads_on_one_core_count_once(tmp_path: Path) -> None:
    for processor in range(4):
        folder = tmp_path / f"cpu{processor}" / "topology"
        folder.mkdir(parents=True)
        (folder / "thread_siblings_list").write_text("0-3\n", encoding="ascii")
    assert physical_cores(tmp_path) == 1


def test_never_more_than_the_system_allows(tmp_path: Path) -> None:
    for processor in range(4096):
        folder = tmp_path / f"cpu{processor}" / "topology"
        folder.mkdir(parents=True)
        (folder / "thread_siblings_list").write_text(f"{processor}\n", encoding="ascii")
    assert physical_cores(tmp_path) <= (os.cpu_count() or 1)


def test_an_unknown_topology_gives_at_least_one(tmp_path: Path) -> None:
    assert physical_cores(tmp_path) == max(1, (os.cpu_count() or 1) // 2)


def test_whisper_gets_half_of_the_cores_and_at_least_one() -> None:
    assert [recogniser_threads(cores) for cores in (1, 2, 3, 4, 8)] == [1, 1, 1, 2, 4]
