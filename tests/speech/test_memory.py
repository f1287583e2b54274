import subprocess
import sys

import pytest

GROWTH = """
import threading
from coach.speech.memory import give_back_memory, share_one_heap

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
